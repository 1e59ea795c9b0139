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

void write_book(const fs::path& path, const calc::Run& run, Problems& problems) {
  (void)workbook::write_workbook(run, path.string(), workbook::Options{}, problems);
}

void write_figures(const fs::path& path, const calc::Run& run) {
  write_in_pieces(path, run, pack::write_result_json);
}

void write_page(const fs::path& path, const calc::Run& run) {
  write_in_pieces(path, run, page::write_result_page);
}

/// The workbook takes by far the longest, and one core alone; the other files are written beside it. No
/// file reads another.
Exit write_results(const fs::path& out, const RunOptions& options, const LoadedContract& loaded,
                   const LoadedEvidence& evidence, const calc::Run& run, Progress& progress) {
  ResultFolder folder(out);
  Problems problems;
  const Task book{[&] {
                    write_book(folder.path() / "workbook.xlsx", run, problems);
                    progress.step("workbook written");
                  },
                  {}};
  const Task others{[&] {
                      folder.keep_inputs(loaded, evidence, run.record, options);
                      write_figures(folder.path() / "result.json", run);
                      progress.step("result.json written");
                      write_page(folder.path() / "result.html", run);
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
