// The measures against DuckDB's own, frozen in duckdb_measures.csv (made by duckdb_measures.mjs): names,
// dates, numbers, addresses, businesses, with accents, up to some 150 bytes.
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/linkage/measures/measures.h"

namespace outturn::linkage {
namespace {

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == ',') {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

TEST(DuckDb, SaysTheSameOfEveryPair) {
  std::ifstream file(OUTTURN_SOURCE_DIR "/tests/linkage_measures/duckdb_measures.csv");
  ASSERT_TRUE(file);
  int pairs = 0;
  int parted = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#') || line.starts_with("a,b,")) continue;
    const std::vector<std::string> cells = cells_of(line);
    ASSERT_EQ(cells.size(), 5U) << line;
    const std::string& a = cells[0];
    const std::string& b = cells[1];
    EXPECT_EQ(jaro_winkler(a, b), std::strtod(cells[2].c_str(), nullptr)) << line;  // bit for bit
    EXPECT_EQ(levenshtein(a, b), std::stoi(cells[3])) << line;
    EXPECT_EQ(damerau_levenshtein(a, b), std::stoi(cells[4])) << line;
    parted += osa(a, b) != damerau_levenshtein(a, b) ? 1 : 0;
    ++pairs;
  }
  EXPECT_GE(pairs, 2000);
  EXPECT_GE(parted, 50);  // the table tells the unrestricted distance from osa
}

}  // namespace
}  // namespace outturn::linkage
