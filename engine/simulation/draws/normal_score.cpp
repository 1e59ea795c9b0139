#include "engine/simulation/draws/normal_score.h"

#include <array>
#include <cmath>

namespace outturn::simulation {
namespace {

using Coefficients = std::array<double, 8>;

constexpr Coefficients middle_above{3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                                    1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                                    3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr Coefficients middle_below{1.0,
                                    4.2313330701600911252e1,
                                    6.8718700749205790830e2,
                                    5.3941960214247511077e3,
                                    2.1213794301586595867e4,
                                    3.9307895800092710610e4,
                                    2.8729085735721942674e4,
                                    5.2264952788528545610e3};
constexpr Coefficients near_above{1.42343711074968357734e0,  4.63033784615654529590e0,
                                  5.76949722146069140550e0,  3.64784832476320460504e0,
                                  1.27045825245236838258e0,  2.41780725177450611770e-1,
                                  2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr Coefficients near_below{1.0,
                                  2.05319162663775882187e0,
                                  1.67638483018380384940e0,
                                  6.89767334985100004550e-1,
                                  1.48103976427480074590e-1,
                                  1.51986665636164571966e-2,
                                  5.47593808499534494600e-4,
                                  1.05075007164441684324e-9};
constexpr Coefficients far_above{6.65790464350110377720e0,  5.46378491116411436990e0,
                                 1.78482653991729133580e0,  2.96560571828504891230e-1,
                                 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                 2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr Coefficients far_below{1.0,
                                 5.99832206555887937690e-1,
                                 1.36929880922735805310e-1,
                                 1.48753612908506148525e-2,
                                 7.86869131145613259100e-4,
                                 1.84631831751005468180e-5,
                                 1.42151175831644588870e-7,
                                 2.04426310338993978564e-15};

double at(const Coefficients& c, double x) {
  double sum = c[7];
  for (std::size_t i = 7; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

constexpr double middle = 0.425;

double in_the_middle(double q) {
  const double r = 0.180625 - q * q;
  return q * at(middle_above, r) / at(middle_below, r);
}

double in_a_tail(double share, double q) {
  const double r = std::sqrt(-std::log(q < 0 ? share : 1 - share));
  const double size = r <= 5 ? at(near_above, r - 1.6) / at(near_below, r - 1.6)
                             : at(far_above, r - 5) / at(far_below, r - 5);
  return q < 0 ? -size : size;
}

}  // namespace

double normal_score(double share) {
  const double q = share - 0.5;
  return std::abs(q) <= middle ? in_the_middle(q) : in_a_tail(share, q);
}

void normal_scores(std::span<double> shares) {
  constexpr std::size_t side_by_side = 64;
  std::size_t first = 0;
  for (; first + side_by_side <= shares.size(); first += side_by_side) {
    double* const own = shares.data() + first;
    // As if all lay in the middle, without a branch; then the few that do not, one by one.
    std::array<double, side_by_side> scores;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
    for (std::size_t i = 0; i < side_by_side; ++i) scores[i] = in_the_middle(own[i] - 0.5);
    for (std::size_t i = 0; i < side_by_side; ++i) {
      const double q = own[i] - 0.5;
      own[i] = std::abs(q) <= middle ? scores[i] : in_a_tail(own[i], q);
    }
  }
  for (double& x : shares.subspan(first)) x = normal_score(x);
}

}  // namespace outturn::simulation
