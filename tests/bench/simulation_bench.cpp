// A savings case simulated: ten years, twelve lines, five agencies, twenty figures drawn. Time for any number
// of draws on one and two threads; simulation_numpy.py holds the same in NumPy against it.
#include <benchmark/benchmark.h>

#include "adapters/command/claim/parallel.h"
#include "contracts/check/check.h"
#include "contracts/compile/compile.h"
#include "engine/simulation/model.h"
#include "engine/simulation/outcomes.h"
#include "engine/simulation/simulate.h"
#include "tests/simulation/ten_years.h"

namespace outturn::bench {
namespace {

calc::Run run_of(const std::string& text) {
  const SourceFile source("bench.contract", text);
  Problems problems;
  const language::Contract contract = language::read_contract(source, problems, {}, {});
  compile::Request request;
  request.as_at = request.cut_off = *contract.head.ends;
  calc::Run run = compile::run(contract, source, std::move(request), problems);
  if (problems.has_errors()) throw Fault(problems.list().front().what);
  return run;
}

struct TenYears {
  calc::Run run = run_of(test::ten_years());
  std::vector<calc::ColumnId> drawn;
  std::vector<simulation::DrawnFigure> figures = test::ten_years_draws();
  std::vector<calc::ColumnId> wanted;

  TenYears() {
    for (simulation::DrawnFigure& figure : figures) {
      drawn.push_back(run.graph.find(figure.name));
      figure.places = run.graph.column(drawn.back()).type.places;
    }
    for (const char* name : {"s_npsv", "s_bcr", "s_net_return", "s_return_ratio"})
      wanted.push_back(run.graph.find(name));
  }
};

void simulation_of_savings(benchmark::State& state) {
  const TenYears ten;
  const auto count = static_cast<std::uint64_t>(state.range(0));
  const auto threads = static_cast<unsigned>(state.range(1));
  const bool together = state.range(2) != 0;
  const auto runner = [&](const std::vector<Task>& tasks) { command::run_on(threads, tasks); };
  std::vector<std::vector<double>> results;
  std::vector<simulation::RankCorrelation> pairs;
  if (together) pairs = {{3, 4, 0.5}, {8, 9, 0.6}, {9, 10, 0.3}};
  std::size_t steps = 0;
  for ([[maybe_unused]] auto turn : state) {
    const auto tape = simulation::tape_of(ten.run.graph, ten.drawn, ten.wanted);
    const auto draws = simulation::Draws::of(ten.figures, pairs, 20260401);
    results = simulation::simulate(*tape, *draws, count, runner);
    benchmark::DoNotOptimize(results[0].data());
    steps = tape->steps.size();
  }
  const auto outcome = simulation::outcome_of(results[0], std::vector{0.05, 0.5, 0.95});
  state.counters["steps"] = static_cast<double>(steps);
  state.counters["mean"] = outcome.mean;
  state.counters["mean_se"] = outcome.mean_se;
  state.counters["p5"] = outcome.quantiles[0].value;
  state.counters["p95"] = outcome.quantiles[2].value;
  state.counters["as_it_stands"] = calc::value_at(ten.run.graph, ten.wanted[0], 0).to_double();
}
BENCHMARK(simulation_of_savings)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->ArgsProduct({{10'000, 100'000, 1'000'000}, {1, 2}, {0}})
    ->Args({100'000, 1, 1});

void quantiles_of_a_simulation(benchmark::State& state) {
  const TenYears ten;
  const auto results = simulation::simulate(*simulation::tape_of(ten.run.graph, ten.drawn, ten.wanted),
                                            *simulation::Draws::of(ten.figures, {}, 1),
                                            static_cast<std::uint64_t>(state.range(0)), run_in_turn);
  for ([[maybe_unused]] auto turn : state)
    benchmark::DoNotOptimize(
        simulation::outcome_of(results[0], std::vector{0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95}).mean);
}
BENCHMARK(quantiles_of_a_simulation)->Unit(benchmark::kMillisecond)->Arg(100'000);

}  // namespace
}  // namespace outturn::bench
