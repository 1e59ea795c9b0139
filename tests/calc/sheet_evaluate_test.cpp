// The sheet's arithmetic: its rounding, knife-edges and ties, and that it agrees with the exact
// evaluator on random graphs, each formula given what the cells it reads show.
#include "engine/calc/sheet_evaluate.h"

#include <cmath>
#include <iomanip>

#include <gtest/gtest.h>

#include "tests/support/graph_builder.h"
#include "tests/support/random_graph.h"

namespace outturn::test {
namespace {

using calc::ColumnId;
using calc::Op;

TEST(SheetRound, takes_a_value_within_noise_of_a_half_for_the_half) {
  EXPECT_EQ(calc::sheet_round(2.675, 2), 2.68);  // 2.67499999999999982236431605997495353221893310546875
  EXPECT_EQ(calc::sheet_round(1.005, 2), 1.01);
  EXPECT_EQ(calc::sheet_round(-2.5, 0), -3);
  EXPECT_EQ(calc::sheet_round(2.5, 0), 3);
  EXPECT_EQ(calc::sheet_round(0.1 + 0.2, 9), 0.3);
  EXPECT_EQ(calc::sheet_round(2.4999, 0), 2);
  EXPECT_EQ(calc::sheet_round(1e16, 2), 1e16);
  EXPECT_EQ(calc::sheet_round(0, 5), 0);
}

TEST(GuardPlaces, shrink_with_magnitude) {
  EXPECT_EQ(calc::guard_places(4, 2), 10);  // thousands
  EXPECT_EQ(calc::guard_places(7, 2), 7);   // millions
  EXPECT_EQ(calc::guard_places(9, 2), 5);   // hundreds of millions
  EXPECT_EQ(calc::guard_places(12, 2), 5);  // never below places + 3
  EXPECT_EQ(calc::comparison_places(0), 9);
  EXPECT_EQ(calc::comparison_places(6), 9);
  EXPECT_EQ(calc::comparison_places(8), 7);
  EXPECT_EQ(calc::comparison_places(15), 6);
}

/// One exact input column rounded.
struct Rounded {
  Rounded(const std::vector<std::string>& texts, int places, Rounding mode) {
    frame = b.frame("Row", texts.size());
    std::vector<Exact> values;
    for (const std::string& text : texts) values.push_back(*Exact::parse(text));
    const ColumnId x = b.exact(frame, "x", values);
    column = b.formula(frame, "y", b.graph.rounded(b.here(x), places, mode));
    evaluation = evaluate_or_fail(b.graph);
  }
  std::vector<std::size_t> edges() const {
    std::vector<std::size_t> rows;
    for (const calc::KnifeEdge& edge : evaluation.knife_edges) rows.push_back(edge.row_index);
    return rows;
  }
  GraphBuilder b;
  calc::FrameId frame = 0;
  ColumnId column = calc::none;
  calc::Evaluation evaluation;
};

using Rows = std::vector<std::size_t>;

TEST(KnifeEdge, near_a_tie_but_not_on_it) {
  // Below 10 the guard is 13 places: within 0.5e-13 of a tie.
  const Rounded near(
      {"2.675", "2.67500000000001", "2.67499999999999999", "2.675000000000000001", "2.6749999999", "1"}, 2,
      Rounding::half_up);
  EXPECT_EQ(near.edges(), (Rows{1, 2, 3}));
  EXPECT_EQ(near.b.graph.column(near.column).values.big,
            (std::vector<std::int64_t>{268, 268, 267, 268, 267, 100}));
  EXPECT_NE(near.evaluation.knife_edges[0].why.find("2.675"), std::string::npos);
  EXPECT_TRUE(calc::sheet_disagreements(near.b.graph, near.evaluation).empty()) << "knife-edges are left out";
}

TEST(KnifeEdge, the_largest_value_of_the_column_sets_the_guard) {
  // 123 million in another row: 5 places, so within 0.5e-5 of a tie is near.
  const Rounded near({"2.675001", "123456789", "2.6751", "2.675"}, 2, Rounding::half_up);
  EXPECT_EQ(near.edges(), (Rows{0}));
}

TEST(KnifeEdge, steps_have_their_edges_at_whole_units) {
  for (const Rounding mode :
       {Rounding::down, Rounding::up, Rounding::towards_zero, Rounding::away_from_zero}) {
    const Rounded near({"3.12", "3.1200000000000001", "3.1199999999999999", "3.125", "0"}, 2, mode);
    EXPECT_EQ(near.edges(), (Rows{1, 2})) << words(mode);
    EXPECT_TRUE(calc::sheet_disagreements(near.b.graph, near.evaluation).empty()) << words(mode);
  }
}

TEST(KnifeEdge, of_a_comparison) {
  GraphBuilder b;
  const auto frame = b.frame("Row", 4);
  const ColumnId x = b.exact(frame, "x",
                             {*Exact::parse("0.1"), *Exact::parse("0.1000000000001"),
                              *Exact::parse("0.09999999999"), *Exact::parse("0.1001")});
  const ColumnId trigger = b.term("trigger", 1, 1);
  const ColumnId met = b.formula(frame, "met", b.graph.make(Op::at_least, {b.here(x), b.the(trigger)}));
  const calc::Evaluation evaluation = evaluate_or_fail(b.graph);
  EXPECT_EQ(b.graph.column(met).values.flags, (std::vector<std::uint8_t>{1, 1, 0, 1}));
  ASSERT_EQ(evaluation.knife_edges.size(), 2U);
  EXPECT_EQ(evaluation.knife_edges[0].row_index, 1U);
  EXPECT_EQ(evaluation.knife_edges[1].row_index, 2U);
  EXPECT_TRUE(calc::sheet_disagreements(b.graph, evaluation).empty());
}

TEST(KnifeEdge, of_a_comparison_of_large_unrounded_values) {
  GraphBuilder b;
  const auto frame = b.frame("Row", 3);
  const ColumnId x =
      b.exact(frame, "x", {*Exact::parse("1/3"), Exact(100'000'000), *Exact::parse("5.0000001")});
  const ColumnId met = b.formula(frame, "met", b.graph.make(Op::more, {b.here(x), b.number(5)}));
  const calc::Evaluation evaluation = evaluate_or_fail(b.graph);
  ASSERT_EQ(evaluation.knife_edges.size(), 1U) << "the column reaches 100 million, so 6 places are compared";
  EXPECT_EQ(evaluation.knife_edges[0].row_index, 2U);
  EXPECT_TRUE(calc::sheet_disagreements(b.graph, evaluation).empty());
  (void)met;
}

TEST(KnifeEdge, not_of_a_branch_not_taken) {
  GraphBuilder b;
  const auto frame = b.frame("Row", 3);
  const ColumnId flag = b.truth(frame, "flag", {0, 1, 0});
  const ColumnId x =
      b.exact(frame, "x",
              {*Exact::parse("2.67499999999999999"), *Exact::parse("1.5"), *Exact::parse("123456789012")});
  const ColumnId y =
      b.formula(frame, "y",
                b.graph.make(Op::choose,
                             {b.here(flag), b.graph.rounded(b.here(x), 2, Rounding::half_up), b.number(0)}));
  const calc::Evaluation evaluation = evaluate_or_fail(b.graph);
  EXPECT_TRUE(evaluation.knife_edges.empty());
  EXPECT_EQ(sheet_text(b.graph, y, evaluation.digits), "IF(A5=1,ROUND(ROUND(B5,13),2),0)")
      << "nor do its sizes count";
}

TEST(KnifeEdge, decimals_of_more_places_have_none) {
  GraphBuilder b;
  const auto frame = b.frame("Row", 3);
  const ColumnId x = b.decimal(frame, "x", 9, {2'674'999'999, 2'675'000'000, 2'675'000'001});
  const ColumnId y = b.formula(frame, "y", b.graph.rounded(b.here(x), 2, Rounding::half_up));
  const calc::Evaluation evaluation = evaluate_or_fail(b.graph);
  EXPECT_TRUE(evaluation.knife_edges.empty());
  EXPECT_EQ(b.graph.column(y).values.big, (std::vector<std::int64_t>{267, 268, 268}));
  EXPECT_TRUE(calc::sheet_disagreements(b.graph, evaluation).empty());
}

/// a*m/q with many exact ties, at the magnitudes of design/columns.md section 6.
TEST(Ties, of_products_and_quotients_agree_in_the_sheet) {
  std::uint64_t state = 12345;
  const auto next = [&](std::uint64_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int64_t>((state >> 33) % below);
  };
  for (const std::int64_t size : {1'000LL, 100'000LL, 10'000'000LL, 1'000'000'000LL, 20'000'000'000LL}) {
    for (const Rounding mode : {Rounding::half_up, Rounding::half_even, Rounding::down, Rounding::up,
                                Rounding::towards_zero, Rounding::away_from_zero}) {
      GraphBuilder b;
      constexpr std::size_t rows = 3000;
      const auto frame = b.frame("Row", rows);
      std::vector<std::int64_t> amounts(rows), shares(rows), parts(rows);
      for (std::size_t i = 0; i < rows; ++i) {
        amounts[i] = next(static_cast<std::uint64_t>(2 * size)) - size;
        shares[i] = next(9'999);
        parts[i] = std::vector<std::int64_t>{2, 4, 8, 5, 20, 3, 7}[static_cast<std::size_t>(next(7))];
      }
      const ColumnId amount = b.decimal(frame, "amount", 2, amounts);
      const ColumnId share = b.decimal(frame, "share", 4, shares);
      const ColumnId part = b.whole(frame, "part", parts);
      const auto product = b.graph.make(
          Op::divide, {b.graph.make(Op::multiply, {b.here(amount), b.here(share)}), b.here(part)});
      b.formula(frame, "paid", b.graph.rounded(product, 2, mode));
      const calc::Evaluation evaluation = evaluate_or_fail(b.graph);
      const auto found = calc::sheet_disagreements(b.graph, evaluation);
      EXPECT_TRUE(found.empty()) << words(mode) << " at " << size << ": " << found.size()
                                 << " differ, first row " << found[0].row_index << " sheet " << found[0].sheet
                                 << " exact " << found[0].engine;
    }
  }
}

/// 100,000.1 less 99,990.3, times a price: the noise of the large values must not reach the pence.
TEST(Ties, of_small_differences_of_large_values) {
  std::uint64_t state = 99;
  const auto next = [&](std::uint64_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int64_t>((state >> 33) % below);
  };
  for (const bool unrounded : {false, true}) {
    for (const Rounding mode : {Rounding::half_up, Rounding::down, Rounding::up}) {
      GraphBuilder b;
      constexpr std::size_t rows = 3000;
      const auto frame = b.frame("Row", rows);
      std::vector<std::int64_t> expected(rows), actual(rows), price(rows);
      for (std::size_t i = 0; i < rows; ++i) {
        expected[i] = 1'000'000 + next(2'000'000);
        actual[i] = expected[i] - next(200);
        price[i] = next(4) == 0 ? 12'25 : 50 * next(60);
      }
      const ColumnId more = b.decimal(frame, "expected", 1, expected);
      const ColumnId less = b.decimal(frame, "actual", 1, actual);
      const ColumnId each = b.decimal(frame, "price", 2, price);
      calc::NodeId due = calc::none;
      if (unrounded) {  // expected / 8 - actual / 8, in halves of a hundredth now and then
        const auto eighth = [&](ColumnId column) {
          return b.graph.make(Op::divide, {b.here(column), b.number(8)});
        };
        due = b.graph.make(Op::subtract, {eighth(more), eighth(less)});
      } else {
        due = b.graph.make(Op::multiply,
                           {b.graph.make(Op::subtract, {b.here(more), b.here(less)}), b.here(each)});
      }
      const ColumnId paid = b.formula(frame, "paid", b.graph.rounded(due, 2, mode));
      const calc::Evaluation evaluation = evaluate_or_fail(b.graph);
      const auto found = calc::sheet_disagreements(b.graph, evaluation);
      EXPECT_TRUE(found.empty()) << found.size() << " differ in "
                                 << sheet_text(b.graph, paid, evaluation.digits);
      EXPECT_TRUE(evaluation.knife_edges.empty());
    }
  }
}

TEST(Disagreement, errors_of_a_sheet_agree_with_nothing) {
  GraphBuilder b;
  const auto frame = b.frame("Row", 2);
  const ColumnId zero = b.whole(frame, "zero", {0, 2});
  const ColumnId unknown = b.whole(frame, "unknown", {0, 5});
  b.graph.column(unknown).values.known = {0, 1};
  const ColumnId known = b.formula(frame, "known", b.graph.ref(Op::is_known, unknown));
  const ColumnId link = b.link(frame, "link", {0, 1});
  const ColumnId day = b.date(frame, "day", {0, 40'000});
  const ColumnId from = b.whole(frame, "from", {1, 3});
  const auto quotient = [&] { return b.graph.make(Op::divide, {b.number(1), b.here(zero)}); };
  const std::pair<const char*, calc::NodeId> cases[] = {
      {"#DIV/0!", quotient()},
      {"#VALUE! of an unknown", b.graph.make(Op::add, {b.here(unknown), b.number(1)})},
      {"#VALUE! of the heading", b.graph.make(Op::add, {b.above(zero), b.number(1)})},
      {"INDEX of row 0", b.graph.linked(Op::at_row, zero, b.here(link))},
      {"#N/A below the first edge", b.graph.linked(Op::band_row, from, b.here(zero))},
      {"EDATE of no date", b.graph.make(Op::add_months, {b.here(day), b.number(1)})},
      {"MOD by 0", b.graph.make(Op::remainder, {b.number(5), b.here(zero)})},
      {"AND looks at all it is given",
       b.graph.make(Op::both, {b.here(known), b.graph.make(Op::more, {quotient(), b.number(0)})})},
      {"MAX of an error",
       b.graph.rounded(b.graph.make(Op::greatest, {quotient(), b.number(0)}), 2, Rounding::half_up)}};
  for (const auto& [name, node] : cases) {
    b.formula(frame, name, node);
    b.formula(frame, std::string(name) + " guarded",
              b.graph.make(Op::choose, {b.here(known), node,
                                        b.graph.node(node).type.kind == calc::Kind::date ? b.graph.no_date()
                                        : b.graph.node(node).type == calc::truth_type ? b.graph.truth(false)
                                                                                      : b.number(0)}));
  }
  const calc::Evaluation evaluation = evaluate_or_fail(b.graph);
  std::vector<std::string> found;
  for (const calc::Disagreement& cell : calc::sheet_disagreements(b.graph, evaluation)) {
    EXPECT_EQ(cell.row_index, 0U);
    EXPECT_TRUE(std::isnan(cell.sheet));
    found.push_back(b.graph.column(cell.column).name);
  }
  std::vector<std::string> expected;
  for (const auto& [name, node] : cases) expected.emplace_back(name);
  EXPECT_EQ(found, expected) << "an IF that does not look at them hides them";
}

TEST(Disagreement, is_found_and_told) {
  GraphBuilder b;
  const auto frame = b.frame("Row", 2);
  const ColumnId x = b.decimal(frame, "x", 2, {100, 200});
  const ColumnId y = b.formula(frame, "y", b.graph.make(Op::add, {b.here(x), b.number(1)}));
  const calc::Evaluation evaluation = evaluate_or_fail(b.graph);
  b.graph.column(y).values.big[1] += 1;
  const auto found = calc::sheet_disagreements(b.graph, evaluation);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].column, y);
  EXPECT_EQ(found[0].row_index, 1U);
  EXPECT_EQ(found[0].sheet, 3.0);
  EXPECT_EQ(found[0].engine, 3.01);
}

TEST(RandomGraphs, agree_in_exact_and_in_sheet_arithmetic) {
  std::size_t cells = 0;
  std::size_t passed_over = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    std::uint64_t used = 0;
    RandomOptions options;
    options.seed = seed;
    const calc::Run run = settled_random_run(options, used);
    passed_over += (used - seed) / 1'000'003;
    for (const calc::Component& component : run.evaluation.order)
      cells += component.columns.size() * run.graph.rows(component.columns[0]);
    for (const calc::Disagreement& cell : calc::sheet_disagreements(run.graph, run.evaluation)) {
      ADD_FAILURE() << "seed " << used << " " << run.graph.column(cell.column).name << " row "
                    << cell.row_index + 5 << ": sheet " << std::setprecision(17) << cell.sheet << ", exact "
                    << calc::value_at(run.graph, cell.column, cell.row_index).significant(25) << " ="
                    << sheet_text(run.graph, cell.column, run.evaluation.digits);
    }
  }
  std::cout << "  " << cells << " formula cells, " << passed_over
            << " graphs passed over (knife-edges, long formulas)\n";
}

}  // namespace
}  // namespace outturn::test
