// outturn population: a linked population in a file, which new records join.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "adapters/command/claim/host.h"

namespace outturn::command {

struct PopulationOptions {
  std::string file;
  std::string model;                ///< Splink's JSON
  std::vector<std::string> inputs;  ///< NAME=FILE
  std::string date;
  std::string out;
  std::string person;
  std::string reason;
  std::int64_t batch = 0;
  bool json = false;
};

void set_up_population(CLI::App& app, PopulationOptions& options);
/// The command asked for, one of those below.
[[nodiscard]] Exit run_population(const CLI::App& app, const PopulationOptions& options);

[[nodiscard]] Exit create_population(const PopulationOptions& options);
[[nodiscard]] Exit add_to_population(const PopulationOptions& options);
[[nodiscard]] Exit show_population(const PopulationOptions& options);
[[nodiscard]] Exit show_history(const PopulationOptions& options);
[[nodiscard]] Exit undo_batch(const PopulationOptions& options);

}  // namespace outturn::command
