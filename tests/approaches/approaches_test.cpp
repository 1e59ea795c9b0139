// Approaches against a case worked out by hand, against plain programs over random cases, and against what
// must hold of any case.
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/dice.h"
#include "tests/support/text_run.h"

namespace outturn {
namespace {

using Words = std::vector<std::string>;

/// As a person reads them, [x] where one is not known.
Words cells_of(const calc::Run& run, const std::string& name) {
  Words words = test::cells_of(run, name);
  if (run.graph.find(name + "_known") == calc::none) return words;
  const Words known = test::cells_of(run, name + "_known");
  for (std::size_t i = 0; i < words.size(); ++i)
    if (known[i] != "yes") words[i] = "[x]";
  return words;
}

std::string contract(const std::string& rows, const std::string& more = "") {
  return "contract \"Mentoring\"\n  currency GBP\n  starts 2025-04-01\n  ends 2030-03-31\n"
         "document C \"Contract\"\n" +
         more +
         "approaches w [C 7]\n  outcome \"people who did not reoffend\"\n  against a\n  present b\n"
         "  | approach | people | cost | outcomes | low | high | saved |\n" +
         rows + "payment nothing [C 6]\n  when no\n  pay £0.00\n";
}

/// Each figure worked out by hand: e.g. c, 180,000 / 30 more = 6,000; d lies above the line from a to c,
/// since 120,000 / 10 = 12,000 is more than 60,000 / 20 = 3,000; e over c: 220,000 / 20 = 11,000.
const char* const by_hand =
    "  | a | 400 | £0.00       | 180 | 180 | 180 | £0.00       |\n"
    "  | b | 400 | £240,000.00 | 196 | 188 | 205 | £150,000.00 |\n"
    "  | c | 400 | £180,000.00 | 210 | 206 | 216 | £260,000.00 |\n"
    "  | d | 400 | £120,000.00 | 190 | -   | -   | £50,000.00  |\n"
    "  | e | 400 | £400,000.00 | 230 | 220 | 238 | £400,000.00 |\n";

TEST(Approaches, AsWorkedOutByHand) {
  const calc::Run run = test::run_of(contract(by_hand), {});
  EXPECT_EQ(cells_of(run, "w_cost_per_person"),
            (Words{"£0.00", "£600.00", "£450.00", "£300.00", "£1,000.00"}));
  EXPECT_EQ(cells_of(run, "w_cost_per_outcome"),
            (Words{"£0.00", "£1,224.49", "£857.14", "£631.58", "£1,739.13"}));
  EXPECT_EQ(cells_of(run, "w_cost_per_outcome_low"),
            (Words{"£0.00", "£1,170.73", "£833.33", "[x]", "£1,680.67"}));
  EXPECT_EQ(cells_of(run, "w_outcomes_per_1000"), (Words{"[x]", "0.8167", "1.1667", "1.5833", "0.5750"}));
  EXPECT_EQ(cells_of(run, "w_cost_per_extra_outcome"),
            (Words{"[x]", "£15,000.00", "£6,000.00", "£12,000.00", "£8,000.00"}));
  EXPECT_EQ(cells_of(run, "w_cost_per_extra_outcome_high"),
            (Words{"[x]", "£30,000.00", "£6,923.08", "[x]", "£10,000.00"}));
  EXPECT_EQ(cells_of(run, "w_break_even_price"),
            (Words{"[x]", "£9,375.00", "£8,666.66", "£5,000.00", "£8,000.00"}));
  EXPECT_EQ(cells_of(run, "w_break_even_price_of_every"),
            (Words{"[x]", "£765.30", "£1,238.09", "£263.15", "£1,739.13"}));
  EXPECT_EQ(cells_of(run, "w_dominated"), (Words{"no", "yes", "no", "no", "no"}));
  EXPECT_EQ(cells_of(run, "w_extendedly_dominated"), (Words{"no", "no", "no", "yes", "no"}));
  EXPECT_EQ(cells_of(run, "w_incremental_cost_per_outcome"),
            (Words{"[x]", "[x]", "£6,000.00", "[x]", "£11,000.00"}));
  EXPECT_EQ(cells_of(run, "w_better_for_less"), (Words{"no", "no", "yes", "no", "no"}));
  EXPECT_EQ(cells_of(run, "w_better_for_less_throughout"), (Words{"no", "no", "yes", "[x]", "no"}));
  EXPECT_TRUE(test::all_checks_hold(run));
}

TEST(Approaches, FiguresMayBeNamed) {
  std::string rows = by_hand;
  rows.replace(rows.find("£180,000.00"), std::string("£180,000.00").size(), "delivery");
  const calc::Run run =
      test::run_of(contract(rows, "parameter delivery money [C 6]\n  is £180,000.00\n"), {});
  EXPECT_EQ(cells_of(run, "w_incremental_cost_per_outcome"),
            (Words{"[x]", "[x]", "£6,000.00", "[x]", "£11,000.00"}));
}

struct Point {
  std::int64_t cost;
  std::int64_t outcomes;
};

bool dominated(const std::vector<Point>& all, const Point& one) {
  return std::any_of(all.begin(), all.end(), [&](const Point& by) {
    return by.cost <= one.cost && by.outcomes >= one.outcomes &&
           (by.cost < one.cost || by.outcomes > one.outcomes);
  });
}

/// Above the line between any two others, by their cross product.
bool above_a_line(const std::vector<Point>& all, const Point& one) {
  for (const Point& from : all) {
    for (const Point& to : all) {
      if (!(from.outcomes < one.outcomes && one.outcomes < to.outcomes)) continue;
      if ((one.cost - from.cost) * (to.outcomes - from.outcomes) >
          (to.cost - from.cost) * (one.outcomes - from.outcomes))
        return true;
    }
  }
  return false;
}

std::string rows_of(const std::vector<Point>& points) {
  std::string rows;
  for (std::size_t i = 0; i < points.size(); ++i)
    rows += "  | " + std::string(1, static_cast<char>('a' + i)) + " | 40 | £" +
            std::to_string(points[i].cost) + ".00 | " + std::to_string(points[i].outcomes) +
            " | - | - | - |\n";
  return rows;
}

/// Few different figures, so that ties and points on one line are frequent.
TEST(Approaches, TheFrontierIsThatOfAPlainProgram) {
  test::Dice dice(7);
  for (int round = 0; round < 60; ++round) {
    std::vector<Point> points(2 + dice.below(7));
    for (Point& one : points)
      one = {static_cast<std::int64_t>(dice.below(9)), static_cast<std::int64_t>(1 + dice.below(9))};
    const calc::Run run = test::run_of(contract(rows_of(points)), {});
    const Words beaten = cells_of(run, "w_dominated");
    const Words frontier = cells_of(run, "w_on_frontier");
    ASSERT_EQ(frontier.size(), points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
      EXPECT_EQ(beaten[i], dominated(points, points[i]) ? "yes" : "no") << rows_of(points) << i;
      const bool best = !dominated(points, points[i]) && !above_a_line(points, points[i]);
      EXPECT_EQ(frontier[i], best ? "yes" : "no") << rows_of(points) << i;
    }
  }
}

TEST(Approaches, TheOrderOfRowsChangesNothing) {
  std::string turned;
  const std::string rows = by_hand;
  for (std::size_t at = 0; at < rows.size();) {
    const std::size_t end = rows.find('\n', at) + 1;
    turned = rows.substr(at, end - at) + turned;
    at = end;
  }
  const calc::Run one = test::run_of(contract(by_hand), {});
  const calc::Run other = test::run_of(contract(turned), {});
  for (const char* column : {"w_cost_per_outcome", "w_break_even_price", "w_incremental_cost_per_outcome"}) {
    Words a = cells_of(one, column);
    Words b = cells_of(other, column);
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    EXPECT_EQ(a, b) << column;
  }
}

/// What is not known is not 0: an approach whose outcomes are not said is neither on the frontier nor off it.
TEST(Approaches, OutcomesThatAreNotSaidLeaveTheFrontierOpen) {
  const calc::Run run = test::run_of(
      contract("  | a | 40 | £5.00 | 3 | - | - | - |\n  | b | 40 | £9.00 | - | - | - | - |\n"), {});
  EXPECT_EQ(cells_of(run, "w_cost_per_outcome"), (Words{"£1.67", "[x]"}));
  EXPECT_EQ(cells_of(run, "w_on_frontier")[1], "[x]");
}

}  // namespace
}  // namespace outturn
