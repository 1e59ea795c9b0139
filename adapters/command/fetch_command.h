// outturn data fetch: a file of published statistics by its address. Offline unless --online is said: what a
// result stands on is files and digests, never what a server happens to give today.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "adapters/command/claim/host.h"

namespace outturn::command {

struct FetchOptions {
  std::string url;
  std::string out;
  std::string sha256;  ///< what the file must be; empty: whatever comes
  std::string cache;   ///< a folder of files by digest; empty: none
  bool online = false;
  bool replace = false;
  bool json = false;
  int most_mib = 512;
  int most_seconds = 300;
  bool asked = false;  ///< this command was given
};

/// Adds the command to `data`.
void set_up_fetch(CLI::App& data, FetchOptions& options);
[[nodiscard]] Exit run_fetch(const FetchOptions& options);

}  // namespace outturn::command
