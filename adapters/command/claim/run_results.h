// Writing the result folder of a run.
#pragma once

#include "adapters/command/claim/host.h"
#include "adapters/command/claim/intake.h"

namespace outturn::command {

/// Each of the files alone; throws MachineFault.
void write_book(const fs::path& path, const calc::Run& run, Problems& problems);
void write_figures(const fs::path& path, const calc::Run& run);
void write_page(const fs::path& path, const calc::Run& run);

/// Workbook, page, result.json and copies of what they were made from; problems of the workbook are printed.
[[nodiscard]] Exit write_results(const fs::path& out, const RunOptions& options, const LoadedContract& loaded,
                                 const LoadedEvidence& evidence, const calc::Run& run, Progress& progress);

}  // namespace outturn::command
