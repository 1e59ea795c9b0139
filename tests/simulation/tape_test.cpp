// The tape against the exact engine: on random graphs, on a savings case draw by draw, and whatever the
// number of threads.
#include <cmath>

#include <gtest/gtest.h>

#include "adapters/command/claim/parallel.h"
#include "engine/simulation/model.h"
#include "engine/simulation/outcomes.h"
#include "engine/simulation/replay.h"
#include "engine/simulation/simulate.h"
#include "tests/savings/savings_case.h"
#include "tests/simulation/ten_years.h"
#include "tests/support/graph_builder.h"
#include "tests/support/random_graph.h"

namespace outturn::simulation {
namespace {

double cell_of(const calc::Graph& graph, calc::ColumnId id) {
  return calc::value_at(graph, id, 0).to_double();
}

std::vector<double> run_once(const Tape& tape, const std::vector<double>& inputs) {
  std::vector<double> memory(tape.registers * block_draws);
  for (std::size_t k = 0; k < inputs.size(); ++k)
    std::fill_n(memory.begin() + static_cast<std::ptrdiff_t>(k * block_draws), block_draws, inputs[k]);
  tape.run(memory.data());
  std::vector<double> out;
  for (const std::uint32_t at : tape.outputs) out.push_back(memory[at * block_draws]);
  return out;
}

/// Single values and terms of contracts made at random, each worked out by the tape from terms as they stand.
TEST(Tape, IsTheExactEngineOnRandomGraphs) {
  std::size_t compared = 0;
  std::size_t steps = 0;
  std::uint64_t seed = 1;
  for (int i = 0; i < 40; ++i, ++seed) {
    const calc::Run run = test::settled_random_run({.seed = seed, .claims = 30}, seed);
    std::vector<calc::ColumnId> drawn;
    std::vector<double> values;
    std::vector<calc::ColumnId> wanted;
    for (calc::ColumnId id = 0; id < run.graph.columns().size(); ++id) {
      const calc::Column& column = run.graph.column(id);
      if (run.graph.rows(id) != 1 || column.type.kind == calc::Kind::text) continue;
      const bool number = column.type.kind == calc::Kind::whole || column.type.kind == calc::Kind::decimal;
      if (column.formula != calc::none) {
        wanted.push_back(id);
      } else if (column.role == calc::Role::term && number) {
        drawn.push_back(id);
        values.push_back(cell_of(run.graph, id));
      }
    }
    for (const calc::ColumnId id : wanted) {
      const auto tape = tape_of(run.graph, drawn, std::vector{id});
      if (!tape) continue;
      ++compared;
      steps += tape->steps.size();
      const double out = run_once(*tape, values)[0];
      const auto wrong = disagreement(out, calc::value_at(run.graph, id, 0), calc::exact_type);
      EXPECT_FALSE(wrong) << run.graph.column(id).name << " of seed " << seed << ": " << wrong.value_or("");
    }
  }
  EXPECT_GT(compared, 100U);
  EXPECT_GT(steps, 5000U);
}

TEST(Tape, KnowsEachOperation) {
  test::GraphBuilder b;
  const auto x = b.term("x", 2, 725);
  const auto rows = b.frame("row", 3);
  const auto key = b.whole(rows, "key", {1, 2, 1});
  const auto weight = b.decimal(rows, "weight", 1, {5, 20, 30});
  const auto edges = b.whole(rows, "edges", {0, 5, 10});
  using calc::Op;
  const auto of = [&](Op op, calc::NodeId with) { return b.graph.make(op, {b.the(x), with}); };
  const auto half = b.graph.literal(Exact::ratio(1, 3));
  const auto scaled = b.formula(rows, "scaled", b.graph.make(Op::multiply, {b.here(weight), b.the(x)}));
  const auto sofar = b.open(rows, "so_far", calc::exact_type);
  b.graph.set_formula(sofar, b.graph.make(Op::add, {b.above(sofar), b.here(scaled)}));
  std::vector<calc::NodeId> nodes{
      of(Op::add, half),
      of(Op::subtract, half),
      of(Op::multiply, half),
      of(Op::divide, half),
      b.graph.make(Op::divide, {half, b.the(x)}),
      of(Op::least, half),
      of(Op::greatest, half),
      b.graph.make(Op::absolute, {b.graph.make(Op::negate, {b.the(x)})}),
      of(Op::power, b.number(-2)),
      b.graph.make(Op::choose, {of(Op::more, b.number(7)), b.the(x), half}),
      b.graph.root(b.the(x), 4),
      b.graph.ref(Op::sum_of, scaled),
      b.graph.ref(Op::least_of, scaled),
      b.graph.ref(Op::greatest_of, sofar),
      b.graph.sum_where(scaled, key, b.number(1)),
      b.graph.product_sum(weight, scaled),
      b.graph.linked(Op::band_row, edges, b.the(x)),
      b.graph.cell(scaled, 2),
      b.graph.make(Op::remainder, {b.graph.rounded(b.the(x), 0, Rounding::down), b.number(4)}),
      b.graph.make(Op::whole_quotient, {b.graph.rounded(b.the(x), 0, Rounding::up), b.number(3)})};
  for (const Rounding mode : {Rounding::half_up, Rounding::half_even, Rounding::down, Rounding::up,
                              Rounding::towards_zero, Rounding::away_from_zero}) {
    nodes.push_back(b.graph.rounded(of(Op::multiply, half), 1, mode));
    nodes.push_back(b.graph.rounded(of(Op::multiply, b.graph.literal(Exact::ratio(-1, 3))), 1, mode));
    nodes.push_back(b.graph.rounded(of(Op::multiply, b.number(2)), 0, mode));  // 14.5: a half
  }
  for (const Op op : {Op::equal, Op::not_equal, Op::less, Op::at_most, Op::more, Op::at_least})
    for (const auto edge : {b.graph.literal(Exact::ratio(29, 4)), half}) nodes.push_back(of(op, edge));
  std::vector<calc::ColumnId> wanted;
  for (const calc::NodeId node : nodes) wanted.push_back(b.formula(0, "f" + std::to_string(node), node));
  (void)test::evaluate_or_fail(b.graph);
  const auto tape = tape_of(b.graph, std::vector{x}, wanted);
  ASSERT_TRUE(tape) << tape.reason();
  const std::vector<double> out = run_once(*tape, {7.25});
  for (std::size_t i = 0; i < wanted.size(); ++i)
    EXPECT_NEAR(out[i], cell_of(b.graph, wanted[i]), 1e-12) << i << ", " << b.graph.column(wanted[i]).name;
}

TEST(Tape, RefusesWhatFollowsByADateOrALookUp) {
  test::GraphBuilder b;
  const auto x = b.term("x", 0, 3);
  const auto rows = b.frame("row", 3);
  const auto weight = b.whole(rows, "weight", {5, 20, 30});
  const auto start = b.date(0, "start", {40000});
  const auto looked = b.formula(0, "looked_up", b.graph.linked(calc::Op::at_row, weight, b.the(x)));
  const auto later =
      b.formula(0, "later",
                b.graph.make(calc::Op::year, {b.graph.make(calc::Op::add_months, {b.the(start), b.the(x)})}));
  (void)test::evaluate_or_fail(b.graph);
  EXPECT_EQ(tape_of(b.graph, std::vector{x}, std::vector{looked}).reason(),
            "\"looked_up\" looks up a row that would change with it");
  EXPECT_EQ(tape_of(b.graph, std::vector{x}, std::vector{later}).reason(),
            "\"later\" follows from it by a date");
  EXPECT_EQ(tape_of(b.graph, std::vector{weight}, std::vector{later}).reason(),
            "\"weight\" is no single figure of the contract");
}

struct TenYears {
  calc::Run run = test::run_of(test::ten_years(), {});
  std::vector<calc::ColumnId> drawn;
  std::vector<calc::ColumnId> wanted;
  std::optional<Draws> draws;
  std::optional<Tape> tape;

  TenYears() {
    auto figures = test::ten_years_draws();
    for (DrawnFigure& figure : figures) {
      drawn.push_back(run.graph.find(figure.name));
      figure.places = run.graph.column(drawn.back()).type.places;
    }
    for (const char* name : {"s_npsv", "s_bcr", "s_net_return", "s_return_ratio", "s_pv_agency_1_saved"})
      wanted.push_back(run.graph.find(name));
    draws = *Draws::of(figures, {{3, 4, 0.5}, {8, 9, 0.6}, {9, 10, 0.3}}, 20260401);
    tape = *tape_of(run.graph, drawn, wanted);
  }
};

TEST(Simulation, OfASavingsCaseIsTheExactEngineDrawByDraw) {
  const TenYears ten;
  const auto results = simulate(*ten.tape, *ten.draws, 1000, run_in_turn);
  for (std::uint64_t i = 0; i < 1000; i += 13) {
    calc::Graph again = ten.run.graph;
    const std::vector<double> drawn = drawn_in(*ten.draws, i);
    for (std::size_t k = 0; k < drawn.size(); ++k) {
      calc::Column& column = again.column(ten.drawn[k]);
      column.values.big[0] = std::llround(drawn[k] * std::pow(10, column.type.places));
      EXPECT_EQ(exactly(drawn[k], column.type.places), calc::value_at(again, ten.drawn[k], 0));
    }
    (void)test::evaluate_or_fail(again);
    for (std::size_t o = 0; o < ten.wanted.size(); ++o) {
      const auto wrong = disagreement(results[o][i], calc::value_at(again, ten.wanted[o], 0),
                                      again.column(ten.wanted[o]).type);
      EXPECT_FALSE(wrong) << i << ", " << again.column(ten.wanted[o]).name << ": " << wrong.value_or("");
    }
  }
}

/// What is saved is a product of figures drawn apart from each other, so its mean is that of their means.
TEST(Simulation, ItsMeanIsTheCaseAtTheMeansOfIndependentFigures) {
  TenYears ten;
  ten.draws = *Draws::of(ten.draws->figures(), {}, 3);
  const auto results = simulate(*ten.tape, *ten.draws, 200'000, run_in_turn);
  std::vector<double> means;
  for (const DrawnFigure& figure : ten.draws->figures()) means.push_back(mean_of(figure.distribution));
  const std::vector<double> wanted = run_once(*ten.tape, means);
  for (const std::size_t o : {std::size_t{0}, std::size_t{2}, std::size_t{4}}) {  // ratios are no products
    const Outcome outcome = outcome_of(results[o], std::vector{0.5});
    EXPECT_LT(std::abs(outcome.mean - wanted[o]), 4 * outcome.mean_se) << o;
  }
}

TEST(Simulation, IsTheSameOnAnyNumberOfThreadsAndForAnyNumberOfDraws) {
  const TenYears ten;
  const auto alone = simulate(*ten.tape, *ten.draws, 20'001, run_in_turn);
  for (const unsigned threads : {1U, 2U, 7U}) {
    const auto beside = simulate(*ten.tape, *ten.draws, 20'001,
                                 [&](const std::vector<Task>& tasks) { command::run_on(threads, tasks); });
    EXPECT_EQ(beside, alone) << threads;
  }
  const auto fewer = simulate(*ten.tape, *ten.draws, 777, run_in_turn);
  for (std::size_t o = 0; o < fewer.size(); ++o)
    EXPECT_TRUE(std::equal(fewer[o].begin(), fewer[o].end(), alone[o].begin()));
}

}  // namespace
}  // namespace outturn::simulation
