// A claim worked out: from a contract's file and folders of evidence to a calculated run, as `outturn run`
// and the page in a browser both do it.
#pragma once

#include <optional>

#include "adapters/command/claim/host.h"
#include "adapters/command/claim/intake.h"

namespace outturn::command {

struct Claim {
  std::optional<LoadedContract> loaded;  ///< none: its file can't be read
  LoadedEvidence evidence;
  std::optional<calc::Run> run;  ///< none: there are errors
};

/// Problems are added, in the order of the text.
[[nodiscard]] Claim work_out_claim(const fs::path& contract, const RunOptions& options, Progress& progress,
                                   Problems& problems);

/// Everything that can be known of a contract without evidence, cycles of its rules included.
[[nodiscard]] std::optional<LoadedContract> check_contract(const fs::path& path, Problems& problems);

}  // namespace outturn::command
