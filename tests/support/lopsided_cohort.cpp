#include "tests/support/lopsided_cohort.h"

#include <array>
#include <string>

#include "engine/base/spread.h"

namespace outturn::test {
namespace {

constexpr std::size_t for_each_treated = 10;
constexpr std::uint64_t step = 0x9E3779B97F4A7C15U;  // SplitMix64's own

class Draws {
 public:
  double next() {
    const std::uint64_t bits = spread(state_);
    state_ += step;
    return static_cast<double>(bits >> 11U) * (1.0 / 9007199254740992.0);
  }

 private:
  std::uint64_t state_ = 42;
};

double count_below(double share, double width) {
  return static_cast<double>(static_cast<int>(share * width));
}

}  // namespace

comparison::Cohort lopsided_cohort(std::size_t treated) {
  constexpr std::array<double, 4> shift{0.5, 0.3, 0.2, 0.0};
  comparison::Cohort cohort;
  const std::size_t people = treated * (for_each_treated + 1);
  for (std::size_t j = 0; j < 8; ++j) cohort.covariates.push_back({"x" + std::to_string(j + 1), {}, {}, {}});
  for (comparison::Covariate& covariate : cohort.covariates) covariate.numbers.resize(people);
  cohort.outcomes.push_back({"y", std::vector<double>(people)});
  Draws draws;
  std::array<double, 21> u{};
  std::array<double, 8> x{};
  for (std::size_t i = 0; i < people; ++i) {
    const double t = i % (for_each_treated + 1) == 0 ? 1 : 0;
    cohort.ids.push_back(std::to_string(i + 1));
    cohort.treated.push_back(t > 0 ? 1 : 0);
    for (double& each : u) each = draws.next();
    for (std::size_t a = 0; a < 4; ++a)
      x[a] = (((u[4 * a] + u[4 * a + 1]) + u[4 * a + 2]) + u[4 * a + 3] - 2.0) * 1.7320508075688772 +
             shift[a] * t;
    x[4] = u[16] < 0.40 + 0.15 * t ? 1 : 0;
    x[5] = u[17] < 0.20 + 0.10 * t ? 1 : 0;
    x[6] = count_below(u[18], 8.0 + 2.0 * t);
    x[7] = count_below(u[19], 4.0);
    for (std::size_t j = 0; j < x.size(); ++j) cohort.covariates[j].numbers[i] = x[j];
    const double risk = 0.30 + 0.05 * x[0] + 0.04 * x[1] + 0.05 * x[4] + 0.01 * x[6] - 0.05 * t;
    cohort.outcomes[0].values[i] = u[20] < risk ? 1 : 0;
  }
  return cohort;
}

}  // namespace outturn::test
