// outturn data: what is in a file of published statistics, and the values savings are calculated with.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "adapters/command/claim/host.h"
#include "adapters/command/fetch_command.h"
#include "adapters/command/savings_tables_command.h"
#include "adapters/opendata/read_published.h"

namespace outturn::command {

struct DataOptions {
  std::vector<std::string> files;
  std::string declared;  ///< file of a declaration
  std::string out;       ///< where to write the tidy table
  opendata::PublishedOptions read;
  FetchOptions fetch;  ///< of outturn data fetch
  bool json = false;
  SavingsTablesOptions tables;
};

void set_up_data(CLI::App& app, DataOptions& options);
[[nodiscard]] Exit run_data(const DataOptions& options);

}  // namespace outturn::command
