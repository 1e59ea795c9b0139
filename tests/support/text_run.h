// A contract's text and the text of its evidence, run: what tests of one rule are written with.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/calc/record.h"

namespace outturn::test {

/// `evidence` by name of the input. Fails the running test on any problem.
[[nodiscard]] calc::Run run_of(const std::string& contract,
                               const std::map<std::string, std::string>& evidence,
                               const std::vector<std::string>& documents = {});

/// What is told of the evidence, as shown; empty when nothing is.
[[nodiscard]] std::string told_of(const std::string& contract,
                                  const std::map<std::string, std::string>& evidence);

/// A column's cells as a person reads them, in the order of its rows.
[[nodiscard]] std::vector<std::string> cells_of(const calc::Run& run, const std::string& column);

/// False where a check column of the run is not 1.
[[nodiscard]] bool all_checks_hold(const calc::Run& run);

}  // namespace outturn::test
