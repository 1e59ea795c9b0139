// A schedule of 200 rows in a file beside the contract is the card typed into it.
#include <gtest/gtest.h>

#include "contracts/check/check.h"

namespace outturn::language {
namespace {

struct Schedule {
  std::string typed;
  std::string csv;
};

Schedule schedule() {
  Schedule out{"  | code | outcome | price |\n", "code,outcome,price\n"};
  for (int i = 1; i <= 200; ++i) {
    const std::string code = "R" + std::to_string(1000 + i);
    const std::string price = "£" + std::to_string(i * 7) + ".50";
    out.typed += "  | " + code + " | outcome " + std::to_string(i) + " | " + price + " |\n";
    out.csv += code + ",outcome " + std::to_string(i) + "," + price + "\n";
  }
  return out;
}

/// As the host makes them of a file: one line a row, one cell a value.
CardFile file_of(const std::string& csv) {
  CardFile file{SourceFile("schedule.csv", csv), {}, "ab", false};
  std::uint32_t number = 1;
  for (std::size_t at = 0; at < csv.size(); ++number) {
    const std::size_t end = csv.find('\n', at);
    Line line;
    line.number = number;
    line.is_table_row = true;
    for (std::size_t from = at; from <= end;) {
      const std::size_t to = std::min(csv.find(',', from), end);
      line.cells.push_back(
          {csv.substr(from, to - from), {number, static_cast<std::uint32_t>(from - at + 1), 1}});
      from = to + 1;
    }
    file.rows.push_back(std::move(line));
    at = end + 1;
  }
  return file;
}

Contract read(const std::string& card, const CardFiles& files, Problems& problems) {
  const SourceFile source(
      "c.contract",
      "contract \"Schedule\"\n  currency GBP\n  starts 2024-01-01\n  ends 2025-12-31\n\n"
      "document C \"Contract\"\n\nratecard outcomes [C 2]\n" +
          card +
          "\ninput claims, each claim [C 1]\n  | column | type |\n"
          "  | code | code of outcomes |\n\npayment p, each claim [C 3]\n  pay code.price\n");
  return read_contract(source, problems, files);
}

TEST(CardFile, IsTheCardTypedIn) {
  const Schedule both = schedule();
  Problems problems;
  const Contract typed = read(both.typed, {}, problems);
  const Contract filed = read(
      "  file \"schedule.csv\"\n", [&](const std::string&) { return file_of(both.csv); }, problems);
  ASSERT_FALSE(problems.has_errors());
  const RateCard& a = typed.ratecards.at(0);
  const RateCard& b = filed.ratecards.at(0);
  ASSERT_EQ(a.rows.size(), 200U);
  ASSERT_EQ(b.rows.size(), 200U);
  ASSERT_EQ(a.columns.size(), b.columns.size());
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    EXPECT_EQ(a.rows[i].code, b.rows[i].code);
    for (std::size_t j = 0; j < a.columns.size(); ++j) {
      EXPECT_EQ(a.rows[i].cells[j].value, b.rows[i].cells[j].value);
      EXPECT_EQ(a.rows[i].cells[j].words, b.rows[i].cells[j].words);
    }
    EXPECT_EQ(a.rows[i].clauses.at(0).shown(), b.rows[i].clauses.at(0).shown());
  }
}

TEST(CardFile, WithAnotherDigestIsRefused) {
  Problems problems;
  (void)read(
      "  file \"schedule.csv\"\n  sha256 \"" + std::string(64, 'c') + "\"\n",
      [&](const std::string&) { return file_of(schedule().csv); }, problems);
  EXPECT_TRUE(problems.has_errors());
}

}  // namespace
}  // namespace outturn::language
