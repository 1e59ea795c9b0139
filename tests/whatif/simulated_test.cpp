// A simulation that a contract asks for, against cases whose answer is known: one drawn figure on which the
// measures hang in a straight line, so that each quantile is the run at that quantile of the figure.
#include <cmath>

#include <gtest/gtest.h>

#include "adapters/command/claim/intake.h"
#include "adapters/command/claim/parallel.h"
#include "adapters/command/claim/value_tables.h"
#include "contracts/check/check.h"
#include "contracts/whatif/otherwise.h"
#include "engine/values/show.h"
#include "tests/savings/savings_case.h"

namespace outturn {
namespace {

using calc::SimulationRecord;
using test::figure;
using test::SavingsText;

double number(const Exact& x) { return x.to_double(); }

SavingsText two_lines(const std::string& draws) {
  SavingsText text;
  text.discount = "25%";
  text.population = "1000";
  text.factors = "  impact 10%\n";
  text.benefits = "0%, 50%, 100%";
  text.costs = "£60,000.00, £0.00, £0.00";
  text.optimism = draws;
  text.lines =
      "  | care   | £1,000.00 | 2025-26 | 1 | LA     | 100% | 60% | fiscal   |\n"
      "  | well   | £300.00   | 2025-26 | 1 | people | 100% | 0%  | social   |\n";
  return text;
}

/// The run with what it came to otherwise.
calc::Run simulated(const SavingsText& text, const std::string& more = "",
                    const TaskRunner& runner = run_in_turn) {
  const SourceFile source("test.contract", text.contract() + more);
  Problems problems;
  command::CardFolder none(OUTTURN_SOURCE_DIR "/tests/support", problems);
  const language::Contract contract =
      language::read_contract(source, problems, {}, command::value_tables(none));
  compile::Request request;
  request.as_at = request.cut_off = *contract.head.ends;
  request.runner = runner;
  request.tables = command::empty_tables(contract);
  calc::Run run = compile::run(contract, source, request, problems);
  whatif::work_out_otherwise(contract, source, request, run, problems);
  for (const Problem& one : problems.list()) ADD_FAILURE() << render(one, &source);
  return run;
}

const SimulationRecord::Outcome& outcome(const calc::Run& run, const std::string& name) {
  for (const SimulationRecord::Outcome& one : run.record.savings.front().simulation->outcomes)
    if (run.graph.column(one.column).name == name) return one;
  throw Fault("no outcome " + name);
}

double at_population(const std::string& people, const std::string& measure) {
  SavingsText text = two_lines("");
  text.population = people;
  return figure(test::run_of(text.contract(), {}), measure).to_double();
}

TEST(Simulated, QuantilesAreTheRunsAtThoseOfTheFigure) {
  const calc::Run run =
      simulated(two_lines("  draw population uniform 800 to 1200\n  simulate 20000 draws, seed 1\n"));
  ASSERT_TRUE(run.record.savings.front().simulation);
  for (const char* measure : {"s_npsv", "s_bcr", "s_net_return", "s_return_ratio", "s_cashable_ratio"}) {
    const SimulationRecord::Outcome& one = outcome(run, measure);
    ASSERT_EQ(one.quantiles.size(), 5U);
    const char* const people[] = {"820", "900", "1000", "1100", "1180"};
    for (std::size_t q = 0; q < 5; ++q) {
      EXPECT_GT(one.quantiles[q].se, Exact(0));
      EXPECT_NEAR(number(one.quantiles[q].value), at_population(people[q], measure),
                  4 * number(one.quantiles[q].se) + 1e-4)
          << measure << " " << q;
    }
    EXPECT_NEAR(number(one.mean), at_population("1000", measure), 4 * number(one.mean_se) + 1e-4);
    EXPECT_NEAR(number(one.rank.at(0)), 1, 1e-6);
    std::uint64_t in_bars = 0;
    for (const std::uint64_t bar : one.bars) in_bars += bar;
    EXPECT_EQ(in_bars, 20000U);
  }
}

TEST(Simulated, ChanceOfAThresholdIsTheShareOfTheFigureAboveIt) {
  const double npsv = at_population("900", "s_npsv");
  const std::string words = "£" + grouped_decimal(std::llround(npsv * 100), 2);
  const calc::Run run = simulated(
      two_lines("  draw population uniform 800 to 1200\n  simulate 20000 draws, seed 7\n  threshold npsv " +
                words + "\n  threshold bcr 0\n"));
  const SimulationRecord::Chance& chance = outcome(run, "s_npsv").chances.at(0);
  EXPECT_EQ(chance.threshold, words);
  EXPECT_LT(number(chance.low), 0.75);
  EXPECT_GT(number(chance.high), 0.745);
  EXPECT_EQ(outcome(run, "s_bcr").chances.at(0).share, Exact(1));
}

const char* const several =
    "  draw population triangular 800 to 1200, likely 1000\n  draw impact beta 10%, SD 2%\n"
    "  draw care_unit_cost lognormal £1,000.00, SD £200.00\n  draw well_per_outcome normal 1, SD 0.2\n"
    "  draw care_share choice 60% at 25%, 100% at 75%\n  draw care_cashable pert 40% to 80%, likely 60%\n"
    "  correlate impact with well_per_outcome 0.6\n"
    "  payments by year £0.00, s_net_return, £0.00\n  payer \"LA\" pays 100%\n";

TEST(Simulated, IsTheSameHoweverManyCoresThereAre) {
  const std::string text = std::string(several) + "  simulate 5000 draws, seed 42\n";
  const calc::Run one = simulated(two_lines(text));
  const calc::Run other =
      simulated(two_lines(text), "", [](const std::vector<Task>& tasks) { command::run_on(3, tasks); });
  const SimulationRecord& a = *one.record.savings.front().simulation;
  const SimulationRecord& b = *other.record.savings.front().simulation;
  ASSERT_EQ(a.outcomes.size(), 6U);  // five measures, and the position of one payer
  ASSERT_EQ(a.outcomes.size(), b.outcomes.size());
  for (std::size_t m = 0; m < a.outcomes.size(); ++m) {
    EXPECT_EQ(a.outcomes[m].mean, b.outcomes[m].mean);
    for (std::size_t q = 0; q < a.outcomes[m].quantiles.size(); ++q)
      EXPECT_EQ(a.outcomes[m].quantiles[q].value, b.outcomes[m].quantiles[q].value);
    EXPECT_EQ(a.outcomes[m].bars, b.outcomes[m].bars);
  }
  EXPECT_GT(a.worked_out_again, 10U);  // the quantiles that are shown
}

TEST(Simulated, DrawsAreOfTheDistributionSaid) {
  const calc::Run run = simulated(two_lines(std::string(several) + "  simulate 50000 draws, seed 3\n"));
  const SimulationRecord& record = *run.record.savings.front().simulation;
  ASSERT_EQ(record.figures.size(), 6U);
  for (const SimulationRecord::Figure& one : record.figures) {
    EXPECT_NEAR(number(one.drawn_mean), number(one.mean), 5 * number(one.sd) / std::sqrt(50000.0))
        << one.words;
    EXPECT_NEAR(number(one.drawn_sd) / number(one.sd), 1, 0.03) << one.words;
  }
  EXPECT_EQ(record.figures[4].words, "choice 60% at 25%, 100% at 75%");
  EXPECT_NEAR(number(record.pairs.at(0).drawn), 0.6, 0.02);
}

TEST(Simulated, ADrawnFigureIsHeldFinerThanItIsWritten) {
  const calc::Run run =
      simulated(two_lines("  draw impact uniform 5% to 15%\n  simulate 1000 draws, seed 1\n"));
  EXPECT_EQ(run.graph.column(run.graph.find("s_impact")).type.places, 4);
  // A step of 1 % would give eleven results only.
  const SimulationRecord::Outcome& one = outcome(run, "s_npsv");
  EXPECT_NE(one.quantiles[1].value, one.quantiles[2].value);
  EXPECT_NEAR(number(one.quantiles[0].value),
              0.055 / 0.10 * (at_population("1000", "s_npsv") + 60000) - 60000,
              5 * number(one.quantiles[0].se));
}

/// Where the impact is not known, no measure is: nothing is drawn, and nothing is made up.
TEST(Simulated, NothingIsShownWhereNoMeasureIsKnown) {
  SavingsText text = two_lines("  draw population uniform 800 to 1200\n  simulate 1000 draws, seed 1\n");
  text.factors = "  impact seen\n";
  const calc::Run run = simulated(text,
                                  "input followed [A 5]\n  | column | type | meaning |\n"
                                  "  | seen | percent, may be unknown | came back less |\n");
  EXPECT_FALSE(run.record.savings.front().simulation);
}

}  // namespace
}  // namespace outturn
