// A plain CSV file of the shared folder, read by column; no quotes, no line ends within cells.
#pragma once

#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "tests/values/shared_golden.h"

namespace outturn::comparison::test {

using Table = std::map<std::string, std::vector<std::string>>;

inline std::vector<std::string> cells_of(std::string line) {
  if (!line.empty() && line.back() == '\r') line.pop_back();
  std::vector<std::string> cells(1);
  for (const char letter : line) {
    if (letter == ',')
      cells.emplace_back();
    else if (letter != '"')
      cells.back() += letter;
  }
  return cells;
}

inline std::optional<Table> shared_table(const std::string& path) {
  std::ifstream file(outturn::test::golden_path("../" + path));
  std::string line;
  if (!file || !std::getline(file, line)) return std::nullopt;
  const std::vector<std::string> names = cells_of(line);
  Table table;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = cells_of(line);
    for (std::size_t k = 0; k < names.size(); ++k)
      table[names[k]].push_back(k < cells.size() ? cells[k] : "");
  }
  return table;
}

inline std::vector<double> numbers(const Table& table, const std::string& name) {
  std::vector<double> out;
  for (const std::string& cell : table.at(name)) out.push_back(std::stod(cell));
  return out;
}

}  // namespace outturn::comparison::test

#define OUTTURN_SHARED_TABLE_OR_SKIP(variable, path)                                            \
  const auto variable##_read = ::outturn::comparison::test::shared_table(path);                 \
  if (!variable##_read) {                                                                       \
    GTEST_SKIP() << "NOT TESTED: no " << (path) << " in the shared folder; set OUTTURN_SHARED"; \
  }                                                                                             \
  const ::outturn::comparison::test::Table& variable = *variable##_read
