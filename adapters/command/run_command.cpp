#include <cstdio>
#include <fstream>

#include <nlohmann/json.hpp>

#include "adapters/command/commands.h"
#include "adapters/command/parallel.h"
#include "adapters/command/result_folder.h"
#include "reports/pack/result_json.h"
#include "reports/pack/summary.h"
#include "reports/workbook/workbook.h"

namespace outturn::command {
namespace {

void write_json(const fs::path& path, const calc::Run& run) {
  std::ofstream json(path, std::ios::binary);
  pack::write_result_json(run, [&](std::string_view part) {
    json.write(part.data(), static_cast<std::streamsize>(part.size()));
  });
  json.close();
  if (!json) throw MachineFault("can't write " + path.string());
}

/// The workbook takes by far the longest, and one core alone; the other files are written beside it. No
/// file reads another.
Exit write_results(const RunCommand& options, const LoadedContract& loaded, const LoadedEvidence& evidence,
                   const calc::Run& run, Progress& progress) {
  ResultFolder folder(options.out);
  Problems problems;
  const Task book{[&] {
                    (void)workbook::write_workbook(run, (folder.path() / "workbook.xlsx").string(),
                                                   workbook::Options{}, problems);
                    progress.step("workbook written");
                  },
                  {}};
  const Task others{[&] {
                      folder.keep_inputs(loaded, evidence, run.record, options.run);
                      write_json(folder.path() / "result.json", run);
                      progress.step("result.json written");
                    },
                    {}};
  run_on_all_cores({book, others});
  print_problems(problems, nullptr);
  if (problems.has_errors()) return Exit::problems;
  folder.publish();
  return Exit::good;
}

}  // namespace

Exit run_contract(const RunCommand& options) {
  if (const std::string refusal = ResultFolder::refusal(options.out, options.replace); !refusal.empty()) {
    std::fprintf(stderr, "%s\n", refusal.c_str());
    return Exit::problems;
  }
  Progress progress;
  Problems problems;
  auto loaded = load_contract(options.contract, problems);
  std::optional<calc::Run> run;
  LoadedEvidence evidence;
  if (loaded && !problems.has_errors()) {
    evidence = load_evidence(*loaded, options.run.evidence, problems);
    load_previous(options.run.previous, evidence, problems);
    progress.step("evidence read");
    RunOptions asked = options.run;
    asked.over_draws = true;
    if (!problems.has_errors()) run = calculate(*loaded, evidence, asked, problems);
    progress.step("calculated, exactly and as a sheet");
  }
  problems.sort();
  print_problems(problems, loaded ? &loaded->source : nullptr);
  if (problems.has_errors() || !run) {
    std::fprintf(stderr, "Nothing was written.\n");
    return Exit::problems;
  }
  const Exit end = write_results(options, *loaded, evidence, *run, progress);
  if (end != Exit::good) return end;
  if (options.json) {
    std::printf("%s\n", pack::summary_json(*run).c_str());
  } else {
    std::printf("%s\nAs at %s, data up to %s.\n", pack::summary(*run).c_str(),
                to_iso(run->record.as_at).c_str(), to_iso(run->record.cut_off).c_str());
    std::printf("Workbook: %s\nFigures:  %s\nWhy:      outturn explain %s NAME [KEY]\n",
                (options.out / "workbook.xlsx").string().c_str(),
                (options.out / "result.json").string().c_str(), options.out.string().c_str());
  }
  return Exit::good;
}

}  // namespace outturn::command
