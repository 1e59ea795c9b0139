#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "engine/comparison/effect/weighting.h"

namespace outturn::comparison {
namespace {

constexpr int most_rounds = 200;
constexpr double close_enough =
    1e-14;                         ///< difference of means in standard deviations; then as far as it goes
constexpr double balanced = 1e-8;  ///< what the result must keep to

/// The comparison people's columns, standardised over everybody, from the treated people's means.
struct Apart {
  Eigen::MatrixXd rows;  ///< a person a column: as it is walked
  std::vector<std::size_t> people;
  double treated = 0;
};

struct Scale {
  double mean = 0;
  double deviation = 1;
};

Scale scale_of(const std::vector<double>& column) {
  const auto n = static_cast<double>(column.size());
  Scale scale;
  for (const double value : column) scale.mean += value / n;
  double squares = 0;
  for (const double value : column) squares += (value - scale.mean) * (value - scale.mean);
  scale.deviation = std::sqrt(squares / (n - 1));
  if (!(scale.deviation > 0)) scale.deviation = 1;
  return scale;
}

Apart apart_of(const ModelMatrix& matrix, const std::vector<std::uint8_t>& treated) {
  Apart apart;
  for (std::size_t i = 0; i < treated.size(); ++i)
    if (treated[i] == 0) apart.people.push_back(i);
  apart.treated = static_cast<double>(treated.size() - apart.people.size());
  const std::size_t columns = matrix.columns.size() - 1;
  apart.rows.resize(static_cast<Eigen::Index>(columns), static_cast<Eigen::Index>(apart.people.size()));
  for (std::size_t c = 0; c < columns; ++c) {
    const std::vector<double>& column = matrix.columns[c + 1];
    const Scale scale = scale_of(column);
    double goal = 0;
    for (std::size_t i = 0; i < treated.size(); ++i)
      if (treated[i] != 0) goal += (column[i] - scale.mean) / scale.deviation;
    goal /= apart.treated;
    for (std::size_t k = 0; k < apart.people.size(); ++k)
      apart.rows(static_cast<Eigen::Index>(c), static_cast<Eigen::Index>(k)) =
          (column[apart.people[k]] - scale.mean) / scale.deviation - goal;
  }
  return apart;
}

/// The dual at one place: log of the mean of exp(l'x), its shares, gradient.
struct Place {
  double value = 0;
  Eigen::VectorXd shares;
  Eigen::VectorXd gradient;
};

Place place_at(const Apart& apart, const Eigen::VectorXd& multipliers) {
  Place place;
  const Eigen::VectorXd exponents = apart.rows.transpose() * multipliers;
  const double most = exponents.maxCoeff();
  place.shares = (exponents.array() - most).exp().matrix();
  const double sum = place.shares.sum();
  place.value = most + std::log(sum);
  place.shares /= sum;
  place.gradient = apart.rows * place.shares;
  return place;
}

Eigen::MatrixXd curvature(const Apart& apart, const Place& place) {
  const Eigen::MatrixXd weighted = apart.rows * place.shares.asDiagonal();
  const Eigen::MatrixXd sum = weighted * apart.rows.transpose();
  return sum - place.gradient * place.gradient.transpose();
}

/// Newton's step, halved until the dual falls or the gradient does; false when neither can be had.
bool step(const Apart& apart, Eigen::VectorXd& multipliers, Place& place) {
  const Eigen::VectorXd direction = curvature(apart, place).ldlt().solve(place.gradient);
  if (!direction.allFinite()) return false;
  constexpr int most_halvings = 33;
  double length = 1;
  for (int halvings = 0; halvings < most_halvings; ++halvings, length /= 2) {
    const Eigen::VectorXd tried = multipliers - length * direction;
    const Place next = place_at(apart, tried);
    const bool lower = next.value < place.value - 1e-4 * length * place.gradient.dot(direction);
    const bool nearer =
        next.gradient.cwiseAbs().maxCoeff() < place.gradient.cwiseAbs().maxCoeff() && halvings == 0;
    if (!lower && !nearer) continue;
    multipliers = tried;
    place = next;
    return true;
  }
  return false;
}

Problem no_weights() {
  return problem_at(
      "E260", "", {}, "no weights make the comparison people like those who took part",
      {"On some covariate, or some mix of them, nobody compared is beyond the mean of those who "
       "took part, so that weights above nought can't reach it."},
      {"Leave a covariate out, join levels, or take a method that may leave people out."});
}

}  // namespace

std::optional<EntropyBalance> entropy_balance(const ModelMatrix& matrix,
                                              const std::vector<std::uint8_t>& treated, Problems& problems) {
  const Apart apart = apart_of(matrix, treated);
  Eigen::VectorXd multipliers = Eigen::VectorXd::Zero(apart.rows.rows());
  Place place = place_at(apart, multipliers);
  EntropyBalance found;
  while (found.iterations < most_rounds && place.gradient.cwiseAbs().maxCoeff() > close_enough &&
         step(apart, multipliers, place))
    ++found.iterations;
  found.gradient = place.gradient.cwiseAbs().maxCoeff();
  if (!(found.gradient <= balanced)) {
    problems.add(no_weights());
    return std::nullopt;
  }
  found.multipliers.assign(multipliers.begin(), multipliers.end());
  found.weights.assign(treated.size(), 1);
  for (std::size_t k = 0; k < apart.people.size(); ++k)
    found.weights[apart.people[k]] = place.shares[static_cast<Eigen::Index>(k)] * apart.treated;
  if (const std::string fault = entropy_fault(matrix, treated, found); !fault.empty())
    throw Fault("entropy balancing: " + fault);
  return found;
}

std::string entropy_fault(const ModelMatrix& matrix, const std::vector<std::uint8_t>& treated,
                          const EntropyBalance& balance) {
  double count = 0;
  double sum = 0;
  for (std::size_t i = 0; i < treated.size(); ++i) {
    if (!(balance.weights[i] >= 0)) return "a weight below nothing";
    (treated[i] != 0 ? count : sum) += balance.weights[i];
  }
  if (std::abs(sum - count) > 1e-9 * count) return "weights that do not add up";
  for (std::size_t c = 1; c < matrix.columns.size(); ++c) {
    double apart = 0;
    for (std::size_t i = 0; i < treated.size(); ++i)
      apart += (treated[i] != 0 ? 1 : -1) * balance.weights[i] * matrix.columns[c][i] / count;
    if (std::abs(apart) > 10 * balanced * scale_of(matrix.columns[c]).deviation)
      return matrix.names[c] + " is not balanced";
  }
  return "";
}

}  // namespace outturn::comparison
