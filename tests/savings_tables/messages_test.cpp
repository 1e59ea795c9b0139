// What the tables tell that no contract can: frozen in messages.txt. What a contract is told is frozen in
// tests/language/bad.
#include <filesystem>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "adapters/savings/read_unit_costs.h"
#include "tests/savings_tables/small_tables.h"
#include "tests/support/frozen_text.h"

namespace outturn::savings {
namespace {

namespace fs = std::filesystem;

const fs::path frozen = OUTTURN_SOURCE_DIR "/tests/savings_tables/messages.txt";

void read(const std::string& bytes, Problems& problems) {
  (void)read_unit_costs({"costs.csv", bytes, "00", true}, {}, problems);
}

Problems all_told() {
  Problems problems;
  read("code,description,unit,valu,price_year\nA,a thing,each,1,2013-14\n", problems);
  UnitCostTable table = test::jsa();
  table.rows.at(1).price.year.first = 2013;
  (void)public_value(table, "E&E1.0", problems);
  DiscountTable short_one = test::green_book();
  short_one.schedules.front().bands.resize(1);
  (void)discount_factors(short_one, "standard", 31, {}, problems);
  return problems;
}

TEST(TableMessages, AreFrozenWordForWord) {
  const std::string told = test::text_of(all_told());
  EXPECT_EQ(told, ::outturn::test::golden(frozen, told));
}

/// V7 and V13 are of workbooks (reader_test.cpp), V8 of the command (command_test.cpp).
TEST(TableMessages, AreAllFrozenSomewhere) {
  std::string all = ::outturn::test::content(frozen);
  for (const auto& entry : fs::directory_iterator(OUTTURN_SOURCE_DIR "/tests/language/bad"))
    if (entry.path().extension() == ".txt") all += ::outturn::test::content(entry.path());
  std::set<std::string> codes;
  const std::regex code("\"(V[0-9]+)\"");
  for (const char* folder : {"/engine/savings/tables", "/adapters/savings"}) {
    for (const auto& entry : fs::directory_iterator(OUTTURN_SOURCE_DIR + std::string(folder))) {
      if (entry.path().extension() != ".cpp") continue;
      const std::string text = ::outturn::test::content(entry.path());
      for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at)
        codes.insert((*at)[1]);
    }
  }
  EXPECT_GE(codes.size(), 18U);
  for (const char* elsewhere : {"V7", "V8", "V13"}) codes.erase(elsewhere);
  for (const std::string& one : codes)
    EXPECT_TRUE(std::regex_search(all, std::regex("(error|warning) " + one + ": "))) << one;
}

}  // namespace
}  // namespace outturn::savings
