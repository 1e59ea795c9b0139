#include "adapters/command/claim/claim.h"

namespace outturn::command {

Claim work_out_claim(const fs::path& contract, const RunOptions& options, Progress& progress,
                     Problems& problems) {
  Claim out;
  out.loaded = load_contract(contract, problems);
  if (out.loaded && !problems.has_errors()) {
    out.evidence = load_evidence(*out.loaded, options.evidence, problems);
    load_previous(options.previous, out.evidence, problems);
    progress.step("evidence read");
    RunOptions asked = options;
    asked.over_draws = true;
    if (!problems.has_errors()) out.run = calculate(*out.loaded, out.evidence, asked, problems);
    progress.step("calculated, exactly and as a sheet");
  }
  problems.sort();
  if (problems.has_errors()) out.run.reset();
  return out;
}

std::optional<LoadedContract> check_contract(const fs::path& path, Problems& problems) {
  auto loaded = load_contract(path, problems);
  if (!loaded || problems.has_errors()) return loaded;
  compile::Request request;
  request.tables = empty_tables(loaded->contract);
  request.as_at = request.cut_off = loaded->contract.head.ends.value_or(earliest_date);
  Problems found;
  (void)compile::run(loaded->contract, loaded->source, std::move(request), found);
  problems.append(found);
  problems.sort();
  return loaded;
}

}  // namespace outturn::command
