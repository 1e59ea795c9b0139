#include "adapters/command/claim/run_results.h"

#include <fstream>

#include "adapters/command/claim/parallel.h"
#include "adapters/command/claim/result_folder.h"
#include "reports/pack/result_json.h"
#include "reports/page/page.h"
#include "reports/workbook/workbook.h"

namespace outturn::command {
namespace {

/// A report that comes in pieces.
template <class Report>
void write_in_pieces(const fs::path& path, const calc::Run& run, Report report) {
  std::ofstream file(path, std::ios::binary);
  report(run,
         [&](std::string_view part) { file.write(part.data(), static_cast<std::streamsize>(part.size())); });
  file.close();
  if (!file) throw MachineFault("can't write " + path.string());
}

}  // namespace

/// The workbook takes by far the longest, and one core alone; the other files are written beside it. No
/// file reads another.
Exit write_results(const fs::path& out, const RunOptions& options, const LoadedContract& loaded,
                   const LoadedEvidence& evidence, const calc::Run& run, Progress& progress) {
  ResultFolder folder(out);
  Problems problems;
  const Task book{[&] {
                    (void)workbook::write_workbook(run, (folder.path() / "workbook.xlsx").string(),
                                                   workbook::Options{}, problems);
                    progress.step("workbook written");
                  },
                  {}};
  const Task others{[&] {
                      folder.keep_inputs(loaded, evidence, run.record, options);
                      write_in_pieces(folder.path() / "result.json", run, pack::write_result_json);
                      progress.step("result.json written");
                      write_in_pieces(folder.path() / "result.html", run, page::write_result_page);
                      progress.step("result.html written");
                    },
                    {}};
  run_on_all_cores({book, others});
  print_problems(problems, nullptr);
  if (problems.has_errors()) return Exit::problems;
  folder.publish();
  return Exit::good;
}

}  // namespace outturn::command
