#include "tests/support/golden_run.h"

#include <gtest/gtest.h>

namespace outturn::test {
std::string contract_head() {
  return R"(contract "Made for a test"
  currency GBP
  starts   2023-01-01
  ends     2032-12-31
  payer    "The Council"

document A "Agreement"

)";
}

std::vector<std::string> golden_column(const nlohmann::json& vector, const std::string& kind,
                                       const std::string& column) {
  for (const auto& sheet : vector.at("kinds")) {
    if (sheet.at("kind") != kind) continue;
    for (const auto& one : sheet.at("columns")) {
      if (one.at("name") == column) return one.at("values").get<std::vector<std::string>>();
    }
  }
  ADD_FAILURE() << "no golden column " << kind << "." << column;
  return {};
}

std::vector<std::string> headed(const std::string& heading, std::vector<std::string> values) {
  values.insert(values.begin(), heading);
  return values;
}

std::string csv_of(const std::vector<std::vector<std::string>>& columns) {
  std::string text;
  for (std::size_t row = 0; row < columns.at(0).size(); ++row) {
    for (std::size_t i = 0; i < columns.size(); ++i) text += (i == 0 ? "" : ",") + columns[i].at(row);
    text += "\n";
  }
  return text;
}

void expect_values(const calc::Run& run, const std::string& column, const std::vector<std::string>& want) {
  const calc::ColumnId id = run.graph.find(column);
  ASSERT_NE(id, calc::none) << "no column " << column;
  ASSERT_EQ(run.graph.rows(id), want.size()) << column;
  for (std::size_t row = 0; row < want.size(); ++row) {
    const auto right = Exact::parse(want[row]);
    ASSERT_TRUE(right.has_value()) << want[row];
    const Exact have = calc::value_at(run.graph, id, row);
    EXPECT_TRUE(have == *right) << column << " row " << row + 1 << ": want " << want[row] << ", have "
                                << have.fraction();
  }
}

}  // namespace outturn::test
