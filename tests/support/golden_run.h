// Contracts written in a test against the columns of a golden vector.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/calc/record.h"
#include "tests/support/text_run.h"

namespace outturn::test {

/// The first lines of a contract of tests: currency, dates, payer and document A.
[[nodiscard]] std::string contract_head();

/// A column of a golden vector: decimals, fractions, serials, [x].
[[nodiscard]] std::vector<std::string> golden_column(const nlohmann::json& vector, const std::string& kind,
                                                     const std::string& column);

/// CSV text of columns, each with its heading first.
[[nodiscard]] std::string csv_of(const std::vector<std::vector<std::string>>& columns);
/// The same with a heading put first.
[[nodiscard]] std::vector<std::string> headed(const std::string& heading, std::vector<std::string> values);

/// Every value of the column, in the order of its rows, is as the golden vector or the hand says.
void expect_values(const calc::Run& run, const std::string& column, const std::vector<std::string>& want);

}  // namespace outturn::test
