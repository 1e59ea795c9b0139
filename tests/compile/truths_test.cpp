// Yes, no and not known: random conditions over every combination of four columns, against truth tables
// written apart. A row pays where its condition is yes, is refused where it is no, and waits where the answer
// depends on what is missing.
#include <array>
#include <optional>
#include <random>

#include <gtest/gtest.h>

#include "tests/support/text_run.h"

namespace outturn::test {
namespace {

using Truth = std::optional<bool>;
using Row = std::array<Truth, 4>;  // a, b, c may be unknown; d never is

/// A condition, as text and as a tree to be answered by tables.
struct Said {
  std::string text;
  char what = 'a';  // a to d: a column; & | ! k
  std::vector<Said> parts;
};

Said random_condition(std::mt19937& random, int depth) {
  const auto pick = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  const unsigned kind = depth == 0 ? 0 : pick(6);
  if (kind <= 1) {
    const char name = static_cast<char>('a' + pick(4));
    return {std::string(1, name) + "_is", name, {}};
  }
  if (kind == 2) {
    Said inner = random_condition(random, depth - 1);
    return {"not (" + inner.text + ")", '!', {inner}};
  }
  if (kind == 3 && pick(2) == 0) {
    const char name = static_cast<char>('a' + pick(3));
    return {"known(" + std::string(1, name) + "_is)", 'k', {{"", name, {}}}};
  }
  const bool all = pick(2) == 0;
  Said made{"", all ? '&' : '|', {}};
  for (unsigned i = 0, n = 2 + pick(2); i < n; ++i) {
    made.parts.push_back(random_condition(random, depth - 1));
    made.text += (i == 0 ? "(" : all ? " and (" : " or (") + made.parts.back().text + ")";
  }
  return made;
}

Truth answer(const Said& said, const Row& row) {
  switch (said.what) {
    case '!': {
      const Truth inner = answer(said.parts[0], row);
      return inner ? Truth(!*inner) : Truth();
    }
    case 'k':
      return row[static_cast<std::size_t>(said.parts[0].what - 'a')].has_value();
    case '&':
    case '|': {
      const bool settles = said.what == '|';
      bool all_known = true;
      for (const Said& part : said.parts) {
        const Truth one = answer(part, row);
        if (one && *one == settles) return settles;
        all_known = all_known && one.has_value();
      }
      return all_known ? Truth(!settles) : Truth();
    }
    default:
      return row[static_cast<std::size_t>(said.what - 'a')];
  }
}

std::vector<Row> all_rows() {
  const std::array<Truth, 3> answers{Truth(true), Truth(false), Truth()};
  std::vector<Row> rows;
  for (const Truth a : answers) {
    for (const Truth b : answers) {
      for (const Truth c : answers) {
        for (const bool d : {true, false}) rows.push_back({a, b, c, Truth(d)});
      }
    }
  }
  return rows;
}

std::string contract_of(const std::string& condition) {
  return "contract \"Truths\"\n  currency GBP\n  starts 2024-04-01\n  ends 2026-03-31\n\n"
         "document C \"Contract\"\n\n"
         "input rows, each row [C 1]\n  | column | type |\n  | number | key |\n  | a_is | truth, may be "
         "unknown |\n"
         "  | b_is | truth, may be unknown |\n  | c_is | truth, may be unknown |\n  | d_is | truth |\n\n"
         "value met truth, each row [C 2]\n  is " +
         condition + "\n\npayment paid, each row [C 3]\n  when " + condition +
         "\n  pay £1.00\n\npayment by_value, each row [C 4]\n  when met\n  pay £1.00\n";
}

TEST(Truths, AreThoseOfTheTables) {
  const std::vector<Row> rows = all_rows();
  std::string evidence = "number,a_is,b_is,c_is,d_is\n";
  for (const Row& row : rows) {
    evidence += "R" + std::to_string(100 + (&row - rows.data()));
    for (const Truth& is : row) evidence += std::string(!is ? ",[x]" : *is ? ",yes" : ",no");
    evidence += "\n";
  }
  std::mt19937 random(20261128);
  for (int round = 0; round < 120; ++round) {
    const Said said = random_condition(random, 3);
    SCOPED_TRACE(said.text);
    const calc::Run run = run_of(contract_of(said.text), {{"rows", evidence}});
    ASSERT_TRUE(all_checks_hold(run));
    for (const char* payment : {"paid", "by_value"}) {
      const std::vector<std::string> paid = cells_of(run, payment);
      const std::vector<std::string> told = cells_of(run, std::string(payment) + "_verdict");
      ASSERT_EQ(paid.size(), rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const Truth wanted = answer(said, rows[i]);
        SCOPED_TRACE(payment + std::string(", row ") + std::to_string(i + 1));
        EXPECT_EQ(paid[i], wanted && *wanted ? "£1.00" : "£0.00");
        EXPECT_EQ(told[i].substr(0, 6), !wanted ? "undeci" : *wanted ? "accept" : "refuse") << told[i];
      }
    }
  }
}

}  // namespace
}  // namespace outturn::test
