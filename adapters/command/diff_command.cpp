#include <cstdio>
#include <limits>

#include "adapters/command/claim/result_folder.h"
#include "adapters/command/commands.h"
#include "reports/pack/difference_text.h"

namespace outturn::command {
namespace {

constexpr std::size_t rows_told = 20;

std::string name_of(const fs::path& folder, const calc::Run& run) {
  return folder.string() + ", as at " + to_iso(run.record.as_at) + ", evidence up to " +
         to_iso(run.record.cut_off) + ", run " + run.record.run_id;
}

}  // namespace

Exit compare_results(const DiffOptions& options) {
  std::optional<calc::Run> runs[2];
  Progress progress;
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    Problems problems;
    const fs::path& folder = side == 0 ? options.before : options.after;
    runs[side] = run_again(folder, problems);
    if (!runs[side]) {
      std::fprintf(stderr, "In %s:\n", folder.string().c_str());
      print_problems(problems, nullptr);
      return Exit::problems;
    }
    progress.step(folder.string() + " calculated again");
  }
  if (const std::string refusal = difference::refusal(*runs[0], *runs[1]); !refusal.empty()) {
    std::fprintf(stderr, "%s\n  Amounts in two currencies can't be taken from each other.\n",
                 refusal.c_str());
    return Exit::problems;
  }
  const difference::Difference found = difference::compare(*runs[0], *runs[1]);
  const pack::DifferenceNames names{name_of(options.before, *runs[0]), name_of(options.after, *runs[1])};
  const std::size_t most = options.all_rows ? std::numeric_limits<std::size_t>::max() : rows_told;
  std::printf(
      "%s",
      (options.json ? pack::difference_json(found) : pack::difference_text(found, names, most)).c_str());
  return Exit::good;
}

}  // namespace outturn::command
