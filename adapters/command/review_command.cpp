#include "adapters/command/review_command.h"

#include <algorithm>
#include <cstdio>
#include <unordered_map>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "adapters/command/review_text.h"
#include "adapters/linkage/read_records.h"
#include "adapters/linkage/review/review_files.h"
#include "adapters/linkage/review/review_json.h"
#include "adapters/linkage/review/reviewer_page.h"
#include "adapters/linkage/splink_model.h"
#include "engine/linkage/review/feedback.h"

namespace outturn::command {
namespace {

using linkage::Decision;
using linkage::InputFile;
using linkage::ReviewPair;
using linkage::Settled;

constexpr const char* queue_file = "review.csv";
constexpr const char* page_file = "reviewer.html";

Problem told(std::string code, const fs::path& path, std::string what, std::vector<std::string> mend) {
  return problem_at(std::move(code), path.string(), {}, std::move(what), {}, std::move(mend));
}

/// The pairs of a link's folder, one after the other.
void each_pair(const fs::path& folder, const std::function<void(ReviewPair)>& take, Problems& problems) {
  const fs::path pairs = folder / "pairs.csv";
  const fs::path people = folder / "people.csv";
  const auto pairs_bytes = read_file(pairs);
  if (!pairs_bytes) {
    problems.add(told("LK80", pairs, "this can't be read",
                      {"Give the folder that \"outturn link\" wrote (after --out)."}));
    return;
  }
  linkage::PersonOf person;
  if (const auto bytes = read_file(people)) person = linkage::read_people(people.string(), *bytes, problems);
  if (!problems.has_errors()) linkage::read_pairs(pairs.string(), *pairs_bytes, person, take, problems);
}

std::optional<linkage::Model> model_of(const fs::path& folder, Problems& problems) {
  const fs::path path = folder / "model.json";
  const auto bytes = read_file(path);
  if (bytes) return linkage::read_splink_model(path.string(), *bytes, problems);
  problems.add(told("LK80", path, "this can't be read", {"Give the folder that \"outturn link\" wrote."}));
  return std::nullopt;
}

std::vector<InputFile> inputs_of(const std::vector<std::string>& given, Problems& problems) {
  std::vector<InputFile> out;
  for (const std::string& text : given) {
    const std::size_t at = text.find('=');
    const fs::path path = at == std::string::npos ? text : text.substr(at + 1);
    const std::string name = at == std::string::npos ? path.stem().string() : text.substr(0, at);
    if (auto bytes = read_file(path)) {
      out.push_back({name, path.string(), std::move(*bytes)});
    } else {
      problems.add(
          told("LK91", path, "this file can't be read", {"Give the inputs as for link: NAME=FILE."}));
    }
  }
  if (given.empty()) {
    problems.add(problem_at("LK91", "", {}, "the reviewer's page needs the records", {},
                            {"Give the inputs as for link: --input NAME=FILE ..."}));
  }
  return out;
}

std::optional<linkage::Records> records_of(const ReviewQueueOptions& options, const std::string& id,
                                           Problems& problems) {
  const std::vector<InputFile> inputs = inputs_of(options.inputs, problems);
  if (problems.has_errors()) return std::nullopt;
  linkage::Wanted wanted{options.id.empty() ? id : options.id, {}};
  const auto shown = [&](const std::string& name) {
    return name != wanted.id &&
           std::find(options.hidden.begin(), options.hidden.end(), name) == options.hidden.end();
  };
  for (const InputFile& input : inputs) {
    for (const std::string& name : linkage::header_of(input, problems)) {
      if (shown(name) &&
          std::find(wanted.columns.begin(), wanted.columns.end(), name) == wanted.columns.end())
        wanted.columns.push_back(name);
    }
  }
  if (problems.has_errors()) return std::nullopt;
  return linkage::read_records(inputs, wanted, problems);
}

/// The page with identities: nothing of it may come to lie among the evidence.
std::optional<std::string> page_for(const ReviewQueueOptions& options,
                                    const std::vector<linkage::QueueItem>& queue, Problems& problems) {
  const auto model = model_of(options.folder, problems);
  if (!model) return std::nullopt;
  const auto records = records_of(options, model->id_column, problems);
  if (!records) return std::nullopt;
  const linkage::RecordPlaces places(*records);
  const auto lost = static_cast<std::size_t>(std::count_if(queue.begin(), queue.end(), [&](const auto& item) {
    return places.of(item.pair.left_dataset, item.pair.left) == SIZE_MAX ||
           places.of(item.pair.right_dataset, item.pair.right) == SIZE_MAX;
  }));
  if (lost > 0) {
    problems.add(
        problem_at("LK92", "", {}, counted(lost, "pair") + " of the queue name records that no input has",
                   {"The reviewer could not see them."},
                   {"Give all inputs of the link, with the same names and the column of ids (--id)."}));
    return std::nullopt;
  }
  const bool fits = std::all_of(queue.begin(), queue.end(), [&](const auto& item) {
    return linkage::levels_fit(*model, item.pair.levels);
  });
  if (!fits) {
    problems.add({Severity::warning,
                  "LK90",
                  (options.folder / "model.json").string(),
                  {},
                  "the levels in pairs.csv are not those of this model",
                  {"The page does not show what each pair's weight is made of."},
                  {"Link again, and leave the folder as it is."}});
  }
  return linkage::reviewer_page("Review of linked records: " + counted(queue.size(), "pair"), queue, *records,
                                *model);
}

bool may_write(const ReviewQueueOptions& options, Problems& problems) {
  std::error_code failed;
  fs::create_directories(options.out, failed);
  if (!fs::is_directory(options.out, failed))
    throw MachineFault("can't make the folder " + options.out.string());
  if (options.reviewer && lies_inside(options.out, options.folder)) {
    problems.add(problem_at("LK89", options.out.string(), {},
                            "the reviewer's page must not lie in the folder of the link",
                            {"That folder is evidence and goes to others; the page shows who people are."},
                            {"Choose a folder for --out that only the reviewer can open."}));
  } else if (fs::exists(options.out / queue_file, failed) && !options.replace) {
    problems.add(problem_at("LK93", (options.out / queue_file).string(), {}, "there is a queue already",
                            {"Somebody may have written decisions into it."},
                            {"Choose another folder for --out, or say --replace."}));
  }
  return !problems.has_errors();
}

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

}  // namespace

Exit make_review_queue(const ReviewQueueOptions& options) {
  Problems problems;
  linkage::QueueBuilder builder({options.size, options.seed});
  each_pair(
      options.folder, [&](ReviewPair pair) { builder.add(std::move(pair)); }, problems);
  const auto queue = problems.has_errors() ? std::vector<linkage::QueueItem>() : builder.finish();
  if (!problems.has_errors() && queue.empty())
    problems.add(told("LK80", options.folder / "pairs.csv", "there are no pairs to review", {}));
  std::optional<std::string> page;
  if (!problems.has_errors() && may_write(options, problems) && options.reviewer)
    page = page_for(options, queue, problems);
  print_problems(problems, nullptr);
  if (problems.has_errors()) return Exit::problems;
  write_file(options.out / queue_file, linkage::review_csv(queue));
  std::printf("%s: %s to decide; it names records by id only.\n", (options.out / queue_file).string().c_str(),
              counted(queue.size(), "pair").c_str());
  if (page) {
    const fs::path path = options.out / page_file;
    write_file(path, "");
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    write_file(path, *page);
    std::printf("%s: for the reviewer only, it shows who people are. Open it in a browser.\n",
                path.string().c_str());
  }
  return Exit::good;
}

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

void set_up_review(CLI::App& app, ReviewWords& w) {
  CLI::App* review =
      app.add_subcommand("review", "People look at linked pairs: what to look at, and what it shows.");
  review->require_subcommand(1);
  CLI::App* queue = review->add_subcommand(
      "queue",
      "Draws pairs to look at from every band of weight; writes review.csv, for reviewers also a page.");
  queue->add_option("FOLDER", w.folder, "the folder given to link after --out")->required();
  queue->add_option("--size", w.queue.size, "how many pairs (default 100)")->check(CLI::PositiveNumber);
  queue->add_option("--seed", w.queue.seed, "another seed draws other pairs (default 1)");
  queue->add_flag("--reviewer", w.queue.reviewer,
                  "also writes reviewer.html, which shows identities and stays with the reviewer");
  queue->add_option("--input", w.queue.inputs, "NAME=FILE ..., as for link; for --reviewer");
  queue->add_option("--id", w.queue.id, "column of ids (default: the model's)");
  queue->add_option("--hide", w.queue.hidden, "columns that the reviewer should not see");
  queue->add_option("--out", w.out, "folder for the queue")->required();
  queue->add_flag("--replace", w.queue.replace, "put this queue in place of the one in --out");
  CLI::App* result = review->add_subcommand(
      "result",
      "How right the link is by what reviewers decided: precision of each band, recall, calibration.");
  result->add_option("FOLDER", w.folder, "the folder given to link after --out")->required();
  result->add_option("--decisions", w.decisions, "decisions.csv files, or review.csv filled in")->required();
  result->add_flag("--json", w.result.json, "the figures as JSON");
}

Exit run_review(const CLI::App& app, const ReviewWords& words) {
  if (app.get_subcommand("review")->got_subcommand("queue")) {
    ReviewQueueOptions options = words.queue;
    options.folder = words.folder;
    options.out = words.out;
    return make_review_queue(options);
  }
  ReviewResultOptions options = words.result;
  options.folder = words.folder;
  options.decisions.assign(words.decisions.begin(), words.decisions.end());
  return tell_review_result(options);
}

}  // namespace outturn::command
