// outturn new: a starter contract from flags, or from a few questions at a terminal.
#pragma once

#include <string>

#include "adapters/command/claim/host.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own
class App;
}

namespace outturn::command {

/// As given; what is empty is asked for at a terminal, or keeps what the starter has.
struct NewOptions {
  std::string folder, kind, outcome, commissioner, provider, price, cap, start, years;
  bool ask = false;  ///< the answers come on standard input, whatever it is
};

void set_up_new(CLI::App& app, NewOptions& options);
/// Writes into a folder that holds none of its files yet.
[[nodiscard]] Exit make_starter(NewOptions options);

}  // namespace outturn::command
