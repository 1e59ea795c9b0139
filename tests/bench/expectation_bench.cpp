// Indirect standardisation from persons: time for one person, at public tables of small and large numbers of
// strata (a table of 40 age and sex groups; the same for each of 400 areas and three years).
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/comparison/rates/expectation.h"

namespace outturn::bench {
namespace {

/// splitmix64, so that every run sees the same persons.
std::uint64_t drawn(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9E3779B97F4A7C15U);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

void expectation_of_persons(benchmark::State& state) {
  const auto people = static_cast<std::size_t>(state.range(0));
  const auto strata = static_cast<std::uint64_t>(state.range(1));
  std::uint64_t seed = 1;
  std::vector<comparison::PublicRate> rates;
  for (std::uint64_t s = 0; s < strata; ++s) {
    const double rate = static_cast<double>(drawn(seed) % 500) / 1000;
    rates.emplace_back(comparison::Interval{rate, rate});
  }
  std::vector<std::int32_t> stratum(people);
  for (std::int32_t& of_person : stratum) of_person = static_cast<std::int32_t>(drawn(seed) % strata);
  for ([[maybe_unused]] auto turn : state)
    benchmark::DoNotOptimize(comparison::expectation(stratum, rates)->expected.low);
  state.counters["per_person"] =
      benchmark::Counter(static_cast<double>(people),
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(expectation_of_persons)->ArgsProduct({{1'000, 100'000, 1'000'000}, {40, 48'000}});

}  // namespace
}  // namespace outturn::bench
