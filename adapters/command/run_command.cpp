#include <cstdio>

#include "adapters/command/claim/claim.h"
#include "adapters/command/claim/result_folder.h"
#include "adapters/command/claim/run_results.h"
#include "adapters/command/commands.h"
#include "reports/pack/summary.h"

namespace outturn::command {

Exit run_contract(const RunCommand& options) {
  if (const std::string refusal = ResultFolder::refusal(options.out, options.replace); !refusal.empty()) {
    std::fprintf(stderr, "%s\n", refusal.c_str());
    return Exit::problems;
  }
  Progress progress;
  Problems problems;
  const Claim claim = work_out_claim(options.contract, options.run, progress, problems);
  print_problems(problems, claim.loaded ? &claim.loaded->source : nullptr);
  if (!claim.run) {
    std::fprintf(stderr, "Nothing was written.\n");
    return Exit::problems;
  }
  const Exit end =
      write_results(options.out, options.run, *claim.loaded, claim.evidence, *claim.run, progress);
  if (end != Exit::good) return end;
  if (options.json) {
    std::printf("%s\n", pack::summary_json(*claim.run).c_str());
  } else {
    std::printf("%s\nAs at %s, data up to %s.\n", pack::summary(*claim.run).c_str(),
                to_iso(claim.run->record.as_at).c_str(), to_iso(claim.run->record.cut_off).c_str());
    std::printf("Page:     %s\nWorkbook: %s\nFigures:  %s\nWhy:      outturn explain %s NAME [KEY]\n",
                (options.out / "result.html").string().c_str(),
                (options.out / "workbook.xlsx").string().c_str(),
                (options.out / "result.json").string().c_str(), options.out.string().c_str());
  }
  return Exit::good;
}

}  // namespace outturn::command
