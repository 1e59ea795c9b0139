// outturn data unit-costs, deflator, discount: the values a saving is calculated with, and whose they are.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "adapters/command/claim/host.h"
#include "engine/savings/tables/edition.h"

namespace outturn::command {

struct SavingsTablesOptions {
  std::string asked;  ///< which subcommand; empty: none of these
  std::string file;
  savings::Edition told;
  std::string code, search, in_year, release, deflator_file, out;
  std::string edition = "2020", schedule = "standard";
  int years = 10;
  bool mid_year = false, accept_unverified = false, for_passing_on = false, json = false;
};

void set_up_savings_tables(CLI::App& data, SavingsTablesOptions& options);
[[nodiscard]] Exit run_savings_tables(const SavingsTablesOptions& options);

}  // namespace outturn::command
