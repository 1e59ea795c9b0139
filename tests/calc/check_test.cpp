// Order of evaluation, blocks, and cycles told by name and place.
#include "engine/calc/check.h"

#include <gtest/gtest.h>

#include "tests/support/graph_builder.h"

namespace outturn::test {
namespace {

using calc::ColumnId;
using calc::NodeId;
using calc::Op;

Span at(std::uint32_t line, std::uint32_t column) { return Span{line, column, 1}; }

std::string names(const calc::Graph& graph, const std::vector<calc::Component>& order) {
  std::string out;
  for (const auto& component : order) {
    if (!out.empty()) out += " ";
    std::string inside;
    for (const ColumnId id : component.columns) inside += (inside.empty() ? "" : " ") + graph.column(id).name;
    out += component.block ? "[" + inside + "]" : inside;
  }
  return out;
}

std::string order_of(const calc::Graph& graph) {
  Problems problems;
  const auto order = calc::evaluation_order(graph, "a.contract", problems);
  EXPECT_TRUE(problems.empty()) << render(problems.list()[0], nullptr);
  return names(graph, order);
}

/// "what | why | why..." of the only problem.
std::string cycle_of(const calc::Graph& graph, Span place) {
  Problems problems;
  EXPECT_TRUE(calc::evaluation_order(graph, "a.contract", problems).empty());
  if (problems.list().size() != 1) return std::to_string(problems.list().size()) + " problems";
  const Problem& problem = problems.list()[0];
  EXPECT_EQ(problem.code, "G1");
  EXPECT_EQ(problem.file, "a.contract");
  EXPECT_EQ(problem.span, place);
  EXPECT_FALSE(problem.mend.empty());
  std::string text = problem.what;
  for (const std::string& why : problem.why) text += " | " + why;
  return text;
}

TEST(Order, by_need_and_then_by_declaration) {
  GraphBuilder b;
  const auto frame = b.frame("Claim", 3);
  const ColumnId x = b.whole(frame, "x", {1, 2, 3});
  const ColumnId last = b.open(frame, "last", calc::whole_type);
  const ColumnId second = b.formula(frame, "second", b.here(x));
  const ColumnId first = b.formula(frame, "first", b.here(x));
  const ColumnId total = b.formula(0, "total", b.graph.ref(Op::sum_of, last));
  b.graph.set_formula(last, b.graph.make(Op::add, {b.here(first), b.here(second)}));
  EXPECT_EQ(order_of(b.graph), "second first last total");
  (void)total;
}

TEST(Order, a_column_that_reads_its_own_row_above_is_a_block) {
  GraphBuilder b;
  const auto frame = b.frame("Claim", 3);
  const ColumnId x = b.whole(frame, "x", {1, 2, 3});
  const ColumnId sum = b.open(frame, "sum", calc::whole_type);
  b.graph.set_formula(sum, b.graph.make(Op::add, {b.above(sum), b.here(x)}));
  EXPECT_EQ(order_of(b.graph), "[sum]");
}

TEST(Order, within_a_block_by_need_in_the_row) {
  GraphBuilder b;
  const auto frame = b.frame("Claim", 3);
  const ColumnId n = b.whole(frame, "n", {1, 2, 3});
  const ColumnId due = b.whole(frame, "due", {4, 5, 6});
  const ColumnId after = b.open(frame, "after", calc::whole_type);  // declared first, needed last
  const ColumnId before = b.open(frame, "before", calc::whole_type);
  const ColumnId other = b.formula(frame, "other", b.here(n));
  b.graph.set_formula(after, b.graph.make(Op::add, {b.here(before), b.here(due)}));
  b.graph.set_formula(before, b.above(after));
  const ColumnId reader = b.formula(frame, "reader", b.here(after));
  EXPECT_EQ(order_of(b.graph), "[before after] other reader");
  (void)other;
  (void)reader;
}

TEST(Order, earlier_makes_a_block_too) {
  GraphBuilder b;
  const auto frame = b.frame("Claim", 3);
  const ColumnId link = b.link(frame, "link", {0, 1, 1});
  const ColumnId count = b.open(frame, "count", calc::whole_type);
  b.graph.set_formula(count,
                      b.graph.make(Op::add, {b.graph.linked(Op::earlier, count, b.here(link)), b.number(1)}));
  EXPECT_EQ(order_of(b.graph), "[count]");
}

TEST(Order, previous_of_another_column_needs_no_block) {
  GraphBuilder b;
  const auto frame = b.frame("Claim", 3);
  const ColumnId x = b.formula(frame, "x", b.number(1));
  b.formula(frame, "y", b.above(x));
  EXPECT_EQ(order_of(b.graph), "x y");
}

TEST(Cycle, of_one_row_is_told_step_by_step) {
  GraphBuilder b;
  const auto frame = b.frame("Claim", 3);
  const ColumnId a = b.open(frame, "amount", calc::whole_type);
  const ColumnId c = b.open(frame, "cap", calc::whole_type);
  const ColumnId d = b.formula(frame, "due", b.graph.ref(Op::this_row, c, at(41, 8)));
  b.graph.set_formula(a, b.graph.ref(Op::this_row, d, at(33, 6)));
  b.graph.set_formula(c, b.graph.ref(Op::this_row, a, at(37, 12)));
  EXPECT_EQ(cycle_of(b.graph, at(33, 6)),
            "\"amount\" depends on itself | due is used by amount at 33:6, cap is used by due at 41:8, "
            "amount is used by cap at 37:12.");
}

TEST(Cycle, of_a_column_alone) {
  GraphBuilder b;
  const auto frame = b.frame("Claim", 3);
  const ColumnId a = b.open(frame, "amount", calc::whole_type);
  b.graph.set_formula(a, b.graph.ref(Op::this_row, a, at(7, 3)));
  EXPECT_EQ(cycle_of(b.graph, at(7, 3)), "\"amount\" depends on itself | amount is used by amount at 7:3.");
}

TEST(Cycle, without_a_known_place_points_at_the_statement) {
  GraphBuilder b;
  const auto frame = b.frame("Claim", 3);
  const ColumnId a = b.open(frame, "amount", calc::whole_type);
  b.graph.column(a).span = at(5, 1);
  b.graph.set_formula(a, b.here(a));
  EXPECT_EQ(cycle_of(b.graph, at(5, 1)), "\"amount\" depends on itself | amount is used by amount.");
}

TEST(Cycle, through_a_total_is_no_block_and_the_total_is_named) {
  GraphBuilder b;
  const auto frame = b.frame("Claim", 3);
  const ColumnId paid = b.open(frame, "paid", calc::whole_type);
  const ColumnId total = b.formula(0, "total", b.graph.ref(Op::sum_of, paid, at(20, 9)));
  // Its own row above is a harmless way round; the message must show the one through the total.
  b.graph.set_formula(paid, b.graph.make(Op::add, {b.graph.ref(Op::previous, paid, at(11, 5)),
                                                   b.graph.ref(Op::scalar, total, at(11, 22))}));
  EXPECT_EQ(cycle_of(b.graph, at(11, 22)),
            "\"paid\" depends on itself | total is used by paid at 11:22, paid is used by total at 20:9. | "
            "The way leads through a total or another sheet, so no order of rows can resolve it.");
}

TEST(Cycle, through_another_frame_is_no_block) {
  GraphBuilder b;
  const auto claims = b.frame("Claim", 3);
  const auto people = b.frame("Person", 2);
  const ColumnId person = b.link(claims, "person", {1, 1, 2});
  const ColumnId last = b.link(people, "last", {2, 3});
  const ColumnId paid = b.open(claims, "paid", calc::whole_type);
  const ColumnId of_person =
      b.formula(people, "of_person", b.graph.linked(Op::at_row, paid, b.here(last), at(8, 1)));
  b.graph.set_formula(paid, b.graph.linked(Op::at_row, of_person, b.here(person), at(9, 1)));
  EXPECT_EQ(
      cycle_of(b.graph, at(9, 1)),
      "\"paid\" depends on itself | of_person is used by paid at 9:1, paid is used by of_person at 8:1. | "
      "The way leads through a total or another sheet, so no order of rows can resolve it.");
}

TEST(Cycle, a_gather_inside_one_frame_is_no_block) {
  GraphBuilder b;
  const auto claims = b.frame("Claim", 3);
  const ColumnId link = b.link(claims, "link", {2, 3, 1});
  const ColumnId paid = b.open(claims, "paid", calc::whole_type);
  b.graph.set_formula(paid, b.graph.linked(Op::at_row, paid, b.here(link), at(9, 1)));
  EXPECT_EQ(cycle_of(b.graph, at(9, 1)),
            "\"paid\" depends on itself | paid is used by paid at 9:1. | "
            "The way leads through a total or another sheet, so no order of rows can resolve it.");
}

TEST(Cycle, a_block_with_a_cycle_inside_one_row_shows_that_one) {
  GraphBuilder b;
  const auto claims = b.frame("Claim", 3);
  const ColumnId before = b.open(claims, "before", calc::whole_type);
  const ColumnId paid = b.open(claims, "paid", calc::whole_type);
  b.graph.set_formula(before, b.graph.make(Op::add, {b.graph.ref(Op::previous, before, at(2, 1)),
                                                     b.graph.ref(Op::this_row, paid, at(2, 9))}));
  b.graph.set_formula(paid, b.graph.ref(Op::this_row, before, at(3, 1)));
  EXPECT_EQ(cycle_of(b.graph, at(2, 9)),
            "\"before\" depends on itself | paid is used by before at 2:9, before is used by paid at 3:1.");
}

TEST(Cycle, every_one_is_told) {
  GraphBuilder b;
  const auto claims = b.frame("Claim", 3);
  for (const char* name : {"one", "two"}) {
    const ColumnId a = b.open(claims, name, calc::whole_type);
    b.graph.set_formula(a, b.here(a));
  }
  Problems problems;
  EXPECT_TRUE(calc::evaluation_order(b.graph, "a.contract", problems).empty());
  EXPECT_EQ(problems.list().size(), 2U);
}

TEST(Uses, in_order_of_appearance) {
  GraphBuilder b;
  const auto frame = b.frame("Claim", 3);
  const ColumnId x = b.whole(frame, "x", {1, 2, 3});
  const ColumnId y = b.whole(frame, "y", {1, 2, 3});
  const ColumnId link = b.link(frame, "link", {0, 1, 1});
  const NodeId formula = b.graph.make(Op::add, {b.here(y), b.graph.linked(Op::earlier, x, b.here(link))});
  std::vector<ColumnId> found;
  for (const calc::Use& use : calc::uses(b.graph, formula)) found.push_back(use.column);
  EXPECT_EQ(found, (std::vector<ColumnId>{y, x, link}));
}

// Blocks evaluated.

TEST(Block, a_cap_in_order_of_rows) {
  GraphBuilder b;
  const auto claims = b.frame("Claim", 5);
  const ColumnId n = b.link(claims, "n", {1, 2, 3, 4, 5});
  const ColumnId due = b.decimal(claims, "due", 2, {400'00, 400'50, 300'00, 0, 10'00});
  const ColumnId cap = b.term("cap", 2, 1000'00);
  const ColumnId before = b.open(claims, "before", calc::decimal_type(2));
  const ColumnId paid = b.open(claims, "paid", calc::decimal_type(2));
  b.graph.set_formula(
      before, b.graph.make(Op::choose, {b.graph.make(Op::equal, {b.here(n), b.number(1)}), b.number(0),
                                        b.graph.make(Op::add, {b.above(before), b.above(paid)})}));
  b.graph.set_formula(
      paid,
      b.graph.make(Op::greatest,
                   {b.number(0),
                    b.graph.make(Op::least,
                                 {b.here(due), b.graph.make(Op::subtract, {b.the(cap), b.here(before)})})}));
  (void)evaluate_or_fail(b.graph);
  EXPECT_EQ(b.graph.column(paid).values.big, (std::vector<std::int64_t>{400'00, 400'50, 199'50, 0, 0}));
  EXPECT_EQ(b.graph.column(before).values.big,
            (std::vector<std::int64_t>{0, 400'00, 800'50, 1000'00, 1000'00}));
}

TEST(Block, earlier_follows_links_to_the_same_person) {
  GraphBuilder b;
  const auto claims = b.frame("Claim", 5);
  const ColumnId link = b.link(claims, "earlier_of_person", {0, 0, 1, 2, 3});
  const ColumnId count = b.open(claims, "count", calc::whole_type);
  b.graph.set_formula(
      count,
      b.graph.make(Op::add,
                   {b.graph.make(Op::choose, {b.graph.make(Op::equal, {b.here(link), b.number(0)}),
                                              b.number(0), b.graph.linked(Op::earlier, count, b.here(link))}),
                    b.number(1)}));
  (void)evaluate_or_fail(b.graph);
  EXPECT_EQ(b.graph.column(count).values.big, (std::vector<std::int64_t>{1, 1, 2, 2, 3}));
}

TEST(Block, of_unrounded_values_stays_exact) {
  GraphBuilder b;
  const auto years = b.frame("Year", 30);
  std::vector<std::int32_t> numbers(30);
  for (int i = 0; i < 30; ++i) numbers[static_cast<std::size_t>(i)] = i + 1;
  const ColumnId n = b.link(years, "n", numbers);
  const ColumnId balance = b.open(years, "balance", calc::exact_type);
  b.graph.set_formula(
      balance, b.graph.make(Op::choose, {b.graph.make(Op::equal, {b.here(n), b.number(1)}), b.number(1),
                                         b.graph.make(Op::divide, {b.above(balance), b.number(3)})}));
  (void)evaluate_or_fail(b.graph);
  EXPECT_EQ(calc::value_at(b.graph, balance, 29), Exact(1) / Exact(3).power(29));
}

}  // namespace
}  // namespace outturn::test
