// outturn baseline build: what would have happened anyway, from public figures, into the evidence folder that
// a contract reads.
#pragma once

#include <string>

#include "adapters/command/claim/host.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace outturn::command {

struct BaselineOptions {
  std::string spec;
  std::string out;
  bool replace = false;
  bool json = false;  ///< the record on standard output
};

/// Adds "baseline" to the program.
void set_up_baseline(CLI::App& app, BaselineOptions& options);
[[nodiscard]] Exit build_baseline(const BaselineOptions& options);

}  // namespace outturn::command
