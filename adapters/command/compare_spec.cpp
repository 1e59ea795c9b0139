#include "adapters/command/compare_spec.h"

#include <cstdio>

#include <fmt/format.h>

#include "adapters/command/analysis_folder.h"
#include "adapters/command/claim/intake.h"
#include "adapters/command/claim/parallel.h"
#include "adapters/command/claim/result_folder.h"
#include "adapters/comparison/evidence/compared_record.h"
#include "adapters/comparison/evidence/evidence_files.h"
#include "adapters/comparison/people_file.h"

namespace outturn::command {
namespace {

namespace cp = comparison;

/// What was read, and the files it came from.
struct Read {
  cp::ComparisonSpec spec;
  cp::Cohort cohort;
  std::vector<calc::AnalysisSource> sources;
};

std::optional<Read> read(const CompareSpecOptions& options, std::optional<SourceFile>& text,
                         Problems& problems) {
  text = load_text(options.spec, problems);
  if (!text) return std::nullopt;
  auto spec = cp::read_comparison_spec(*text, problems);
  if (!spec) return std::nullopt;
  const auto bytes = read_file(options.people);
  if (!bytes) {
    problems.add(problem_at("E240", options.people.string(), {}, "there is no such file of people", {},
                            {"Look at the spelling of the path after --people, and at its permissions."}));
    return std::nullopt;
  }
  auto cohort = cp::read_people(options.people.filename().string(), *bytes,
                                {spec->treated, spec->covariates, spec->outcomes, spec->exact, spec->id},
                                problems, run_on_all_cores);
  if (!cohort) return std::nullopt;
  if (const std::string fault = cp::cohort_fault(*cohort); !fault.empty()) throw Fault("cohort: " + fault);
  Read out{std::move(*spec), std::move(*cohort), {}};
  out.sources.push_back(analysis_source(options.spec, text->text(), text->line_count()));
  out.sources.push_back(analysis_source(options.people, *bytes, out.cohort.size()));
  return out;
}

void tell_comparison(const calc::ComparisonRecord& record, const fs::path& out) {
  std::printf("%s: %lld of %lld who took part, compared with %lld others.\nMethod: %s\n", record.name.c_str(),
              static_cast<long long>(record.analysed), static_cast<long long>(record.submitted),
              static_cast<long long>(record.compared), record.method.c_str());
  if (const calc::BalanceLine* worst = calc::worst_balance(record))
    std::printf("Balance: worst \"%s\", %s %% of a standard deviation.\n", worst->name.c_str(),
                (calc::apart(*worst) * Exact(100)).significant(3).c_str());
  for (const calc::EffectLine& line : record.effects)
    std::printf("%s: %s against %s, difference %s (95 %% from %s to %s).\n", line.outcome.c_str(),
                line.treated.significant(4).c_str(), line.compared.significant(4).c_str(),
                line.difference.significant(4).c_str(), line.low.significant(4).c_str(),
                line.high.significant(4).c_str());
  std::printf("\n%s\n", record.statement.c_str());
  for (const std::string& caution : record.cautions) std::printf("%s\n", caution.c_str());
  if (!record.refusal.empty()) std::printf("No verdict: %s\n", record.refusal.c_str());
  tell_analysis_files(record, out);
}

}  // namespace

Exit compare_by_spec(const CompareSpecOptions& options) {
  Problems problems;
  std::optional<SourceFile> text;
  const auto stop = [&] {
    problems.sort();
    print_problems(problems, text ? &*text : nullptr);
    return Exit::problems;
  };
  auto found = read(options, text, problems);
  if (!found) return stop();
  const std::string refusal =
      ResultFolder::refusal(options.out, options.replace, {found->spec.name + ".json"});
  if (!refusal.empty()) {
    std::fprintf(stderr, "outturn compare: %s\n", refusal.c_str());
    return Exit::usage;
  }
  const auto made = cp::compare(found->cohort, found->spec.asked, problems, run_on_all_cores);
  if (!made || problems.has_errors()) return stop();
  AnalysisTables tables;
  tables.figures = cp::figures_csv(found->spec, *made);
  tables.pairs = cp::pairs_csv(found->cohort, *made);
  if (!tables.pairs.empty())
    found->sources.push_back(
        analysis_source(found->spec.name + "_pairs.csv", tables.pairs, made->matched.partners.size()));
  const calc::ComparisonRecord record =
      cp::record_of(found->spec, found->cohort, *made, std::move(found->sources), engine_version);
  tables.people = cp::people_csv(*record.people);
  print_problems(problems, &*text);
  const std::string json = write_analysis(options.out, record, tables);
  if (options.json) {
    std::fwrite(json.data(), 1, json.size(), stdout);
  } else {
    tell_comparison(record, options.out);
  }
  return Exit::good;
}

}  // namespace outturn::command
