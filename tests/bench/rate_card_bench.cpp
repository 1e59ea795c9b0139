// A rate card with caps over 1,000 to 1,000,000 people (five outcomes each): reading, putting in
// order, evaluating (exactly and as a sheet) and the memory all of it takes.
#include <map>
#include <sys/resource.h>

#include <benchmark/benchmark.h>

#include "contracts/compile/compile.h"
#include "engine/calc/sheet_evaluate.h"
#include "tests/bench/rate_card.h"

namespace outturn::bench {
namespace {

const RateCardEvidence& evidence(std::size_t people) {
  static std::map<std::size_t, RateCardEvidence> kept;
  kept.clear();  // one size at a time: memory is measured
  return kept[people] = rate_card_evidence(people);
}

double peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void sizes(benchmark::internal::Benchmark* of) {
  for (const int people : {1'000, 10'000, 100'000, 1'000'000}) of->Arg(people);
  of->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime()->Complexity(benchmark::oN);
}

calc::Run built(RateCardLoad& load, Problems& problems) {
  compile::Request request = request_of(std::move(load.tables));
  return compile::build(load.contract, load.source, request, problems);
}

void rate_card_read(benchmark::State& state) {
  const auto& text = evidence(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(read_rate_card(text));
  state.SetComplexityN(state.range(0));
}

void rate_card_put_in_order(benchmark::State& state) {
  const auto& text = evidence(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    state.PauseTiming();
    RateCardLoad load = read_rate_card(text);
    Problems problems;
    state.ResumeTiming();
    benchmark::DoNotOptimize(built(load, problems));
  }
  state.SetComplexityN(state.range(0));
}

void rate_card_evaluate(benchmark::State& state) {
  Problems problems;
  calc::Run run = [&] {
    RateCardLoad load = read_rate_card(evidence(static_cast<std::size_t>(state.range(0))));
    return built(load, problems);
  }();
  for (auto _ : state) {
    run.evaluation = calc::evaluate(run.graph, "rate_card", problems);
    if (!calc::sheet_disagreements(run.graph, run.evaluation).empty())
      state.SkipWithError("the sheet disagrees");
  }
  state.SetComplexityN(state.range(0));
  state.counters["claims/s"] = benchmark::Counter(static_cast<double>(state.range(0)) * 5,
                                                  benchmark::Counter::kIsIterationInvariantRate);
  state.counters["peak MiB"] = peak_mebibytes();
}

BENCHMARK(rate_card_evaluate)->Apply(sizes);
BENCHMARK(rate_card_put_in_order)->Apply(sizes);
BENCHMARK(rate_card_read)->Apply(sizes);

}  // namespace
}  // namespace outturn::bench
