// What a propensity model and each way of matching cost, by how many took part; ten times as many others.
#include <benchmark/benchmark.h>

#include "engine/comparison/matching/matching.h"
#include "tests/support/lopsided_cohort.h"

namespace outturn::comparison {
namespace {

ModelMatrix matrix_of(const Cohort& cohort) {
  Problems problems;
  return model_matrix(cohort, *terms_of(cohort, {}, problems));
}

Propensity fitted(const Cohort& cohort) {
  Problems problems;
  return *fit_propensity(matrix_of(cohort), cohort.treated, problems);
}

void propensity(benchmark::State& state) {
  const Cohort cohort = outturn::test::lopsided_cohort(static_cast<std::size_t>(state.range(0)));
  const ModelMatrix matrix = matrix_of(cohort);
  for (auto _ : state) {
    Problems problems;
    benchmark::DoNotOptimize(fit_propensity(matrix, cohort.treated, problems));
  }
}
BENCHMARK(propensity)->RangeMultiplier(10)->Range(1000, 100000)->Unit(benchmark::kMillisecond);

void match_all(benchmark::State& state, const Matching& matching) {
  const Cohort cohort = outturn::test::lopsided_cohort(static_cast<std::size_t>(state.range(0)));
  const Scores scores = fitted(cohort).scores;
  for (auto _ : state) {
    Problems problems;
    benchmark::DoNotOptimize(match(cohort, scores, matching, problems));
  }
}

Matching of(Method method, std::uint32_t ratio = 1, bool replace = false) {
  Matching matching;
  matching.method = method;
  matching.ratio = ratio;
  matching.replace = replace;
  matching.ties = Ties::like_matchit_4_7_2;
  return matching;
}

#define OUTTURN_MATCHING_BENCH(name, matching) \
  BENCHMARK_CAPTURE(match_all, name, matching) \
      ->RangeMultiplier(10)                    \
      ->Range(1000, 100000)                    \
      ->Unit(benchmark::kMillisecond)

OUTTURN_MATCHING_BENCH(one_to_one, of(Method::nearest));
OUTTURN_MATCHING_BENCH(five_to_one, of(Method::nearest, 5));
OUTTURN_MATCHING_BENCH(with_replacement, of(Method::nearest, 1, true));
OUTTURN_MATCHING_BENCH(subclasses, of(Method::subclassification));
OUTTURN_MATCHING_BENCH(cells, of(Method::coarsened_exact));
OUTTURN_MATCHING_BENCH(optimal, of(Method::optimal_pairs));
BENCHMARK_CAPTURE(match_all, mahalanobis, of(Method::mahalanobis))
    ->RangeMultiplier(10)
    ->Range(1000, 10000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace outturn::comparison
