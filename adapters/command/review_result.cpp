#include <algorithm>
#include <cstdio>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "adapters/command/review_command.h"
#include "adapters/command/review_folder.h"
#include "adapters/command/review_text.h"
#include "adapters/linkage/review/named_rows.h"
#include "adapters/linkage/review/review_files.h"
#include "adapters/linkage/review/review_json.h"
#include "adapters/tables/csv_text.h"
#include "engine/linkage/review/feedback.h"

namespace outturn::command {
namespace {

using linkage::Decision;
using linkage::ReviewPair;
using linkage::Settled;

std::vector<Decision> decisions_in(const std::vector<fs::path>& files, Problems& problems) {
  std::vector<Decision> out;
  for (const fs::path& file : files) {
    const auto bytes = read_file(file);
    if (!bytes) {
      problems.add(
          told("LK80", file, "this file can't be read", {"Give decisions.csv as the page saved it."}));
      continue;
    }
    for (Decision& decision : linkage::read_decisions(file.string(), *bytes, problems))
      out.push_back(std::move(decision));
  }
  linkage::tell_changed_minds(out, problems);
  return out;
}

/// Warns of pairs decided that can't be used, the first by name.
void warn_of(const std::vector<Settled>& pairs, const char* code, const std::string& what,
             const std::string& why, Problems& problems) {
  if (pairs.empty()) return;
  problems.add({Severity::warning,
                code,
                "",
                {},
                counted(pairs.size(), "decided pair") + " " + what,
                {why, "The first is " + pairs.front().pair + ", of records " + pairs.front().left + " and " +
                          pairs.front().right + "."},
                {}});
}

/// pairs.csv with each probability as the decisions put it right, and beside it what the link had said.
void write_recalibrated(const ReviewResultOptions& options, const linkage::Isotonic& isotonic) {
  Problems problems;  // the same file was read a moment ago
  std::string out = "left,right,weight,probability,levels,left_dataset,right_dataset,probability_before\n";
  each_pair(
      options.folder,
      [&](const ReviewPair& pair) {
        out += fmt::format("{},{},{:.6f},{:.6f},{},{},{},{:.6f}\n", tables::csv_cell(pair.left),
                           tables::csv_cell(pair.right), pair.weight, isotonic.probability(pair.probability),
                           fmt::join(pair.levels, " "), tables::csv_cell(pair.left_dataset),
                           tables::csv_cell(pair.right_dataset), pair.probability);
      },
      problems);
  write_file(options.recalibrated, out);
}

}  // namespace

Exit tell_review_result(const ReviewResultOptions& options) {
  Problems problems;
  const std::vector<Decision> decisions = decisions_in(options.decisions, problems);
  std::unordered_map<std::string, Settled> open;
  for (Settled& one : linkage::settled(decisions)) open.emplace(one.pair, std::move(one));
  std::array<linkage::Stratum, linkage::strata> counts;
  std::vector<linkage::Reviewed> reviewed;
  if (!problems.has_errors()) {
    each_pair(
        options.folder,
        [&](ReviewPair pair) {
          counts[linkage::stratum_of(pair)].add(pair.probability);
          const auto found = open.find(linkage::pair_id(pair.left, pair.right));
          if (found == open.end()) return;
          reviewed.push_back({std::move(pair), found->second.verdict, found->second.disputed});
          open.erase(found);
        },
        problems);
  }
  std::vector<Settled> lost;
  for (auto& [id, one] : open) lost.push_back(std::move(one));
  std::sort(lost.begin(), lost.end(), [](const Settled& a, const Settled& b) { return a.pair < b.pair; });
  if (!problems.has_errors()) {
    warn_of(lost, "LK84", "left out: pairs.csv does not have them",
            "They belong to another link, or this one no longer compares them.", problems);
  }
  print_problems(problems, nullptr);
  if (problems.has_errors()) return Exit::problems;
  const linkage::ReviewOutcome outcome = linkage::outcome_of(counts, reviewed);
  if (!options.recalibrated.empty())
    write_recalibrated(options, linkage::Isotonic(linkage::judgements_of(counts, reviewed)));
  const linkage::Agreement agreement = linkage::agreement_of(decisions);
  const std::string text = options.json ? linkage::outcome_json(outcome, agreement).dump(2) + "\n"
                                        : review_text(outcome, agreement);
  std::printf("%s", text.c_str());
  return Exit::good;
}

DecidedPairs decided_pairs(const std::vector<fs::path>& files, const linkage::Records& records,
                           Problems& problems) {
  const std::vector<Decision> decisions = decisions_in(files, problems);
  if (problems.has_errors()) return {};
  const std::vector<Settled> settled = linkage::settled(decisions);
  std::vector<Settled> disputed;
  std::copy_if(settled.begin(), settled.end(), std::back_inserter(disputed),
               [](const Settled& one) { return one.disputed; });
  warn_of(disputed, "LK88", "left out: reviewers contradict each other", "They have to agree on one answer.",
          problems);
  linkage::Feedback feedback = linkage::feedback_of(records, settled);
  warn_of(feedback.unknown, "LK84", "left out: a record of theirs is in no input",
          "Ids may have changed since the review.", problems);
  warn_of(feedback.contradicted, "LK88", "left out: other decisions make their records one person",
          "If A is B and B is C, then A can't be someone else than C.", problems);
  return {std::move(feedback.must), std::move(feedback.barred)};
}

}  // namespace outturn::command
