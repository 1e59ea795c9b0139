// Cox's regression of survival.h, by Newton's method on the partial likelihood.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/comparison/statistics/survival.h"

namespace outturn::comparison {
namespace {

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

/// People from the latest time to the earliest, so that those at risk only ever grow.
struct Watched {
  Matrix x;  ///< a row a person, columns about their means
  std::vector<double> time;
  std::vector<std::uint8_t> event;
};

struct Slope {
  double log_likelihood = 0;
  Vector gradient;
  Matrix information;
};

/// Weighted moments of some people's covariates.
struct Moments {
  explicit Moments(Eigen::Index k) : first(Vector::Zero(k)), second(Matrix::Zero(k, k)) {}
  void add(double weight, const Vector& x) {
    sum += weight;
    first += weight * x;
    second += weight * x * x.transpose();
  }
  void clear() {
    sum = 0;
    first.setZero();
    second.setZero();
  }
  double sum = 0;
  Vector first;
  Matrix second;
};

/// One time's events: Efron takes a growing part of those with the event out of the risk, Breslow none.
void add_events(Slope& slope, const Moments& risk, const Moments& own, int events, Ties ties) {
  for (int e = 0; e < events; ++e) {
    const double part = ties == Ties::efron ? static_cast<double>(e) / events : 0;
    const double sum = risk.sum - part * own.sum;
    const Vector mean = (risk.first - part * own.first) / sum;
    slope.log_likelihood -= std::log(sum);
    slope.gradient -= mean;
    slope.information += (risk.second - part * own.second) / sum - mean * mean.transpose();
  }
}

Slope slope_at(const Watched& people, const Vector& coefficients, Ties ties) {
  const Eigen::Index k = coefficients.size();
  Slope slope{0, Vector::Zero(k), Matrix::Zero(k, k)};
  Moments risk(k);
  Moments own(k);
  const Eigen::Index n = people.x.rows();
  for (Eigen::Index from = 0; from < n;) {
    own.clear();
    int events = 0;
    Eigen::Index at = from;
    for (; at < n && people.time[at] == people.time[from]; ++at) {
      const Vector x = people.x.row(at);
      const double log_weight = x.dot(coefficients);
      const double weight = std::exp(log_weight);
      risk.add(weight, x);
      if (people.event[at] == 0) continue;
      own.add(weight, x);
      slope.log_likelihood += log_weight;
      slope.gradient += x;
      ++events;
    }
    add_events(slope, risk, own, events, ties);
    from = at;
  }
  return slope;
}

Watched watched(const Followed& followed, const std::vector<std::vector<double>>& columns) {
  const std::size_t n = followed.time.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return followed.time[a] > followed.time[b]; });
  Watched out;
  out.x.resize(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(columns.size()));
  for (std::size_t row = 0; row < n; ++row) {
    out.time.push_back(followed.time[order[row]]);
    out.event.push_back(followed.event[order[row]]);
    for (std::size_t k = 0; k < columns.size(); ++k)
      out.x(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(k)) = columns[k][order[row]];
  }
  out.x.rowwise() -= out.x.colwise().mean().eval();  // the likelihood doesn't change, exp stays in range
  return out;
}

std::string columns_fault(const Followed& followed, const std::vector<std::vector<double>>& columns) {
  if (columns.empty()) return "there is no covariate";
  for (const std::vector<double>& column : columns) {
    if (column.size() != followed.time.size()) return "a covariate has not one value a person";
    if (!std::all_of(column.begin(), column.end(), [](double value) { return std::isfinite(value); }))
      return "a covariate has a value that is not known";
    if (std::all_of(column.begin(), column.end(), [&](double value) { return value == column.front(); }))
      return "a covariate is the same for everybody";
  }
  return "";
}

constexpr int most_steps = 60;
constexpr int most_halvings = 30;

/// Scaled so that its diagonal is 1, the information of covariates that follow from each other has no
/// inverse.
bool is_singular(const Matrix& information) {
  const Vector diagonal = information.diagonal();
  if (!(diagonal.minCoeff() > 0)) return true;
  const Vector scale = diagonal.cwiseSqrt().cwiseInverse();
  const Matrix scaled = scale.asDiagonal() * information * scale.asDiagonal();
  return Eigen::SelfAdjointEigenSolver<Matrix>(scaled, Eigen::EigenvaluesOnly).eigenvalues()(0) < 1e-12;
}

Answer<CoxRegression> maximised(const Watched& people, Eigen::Index covariates, Ties ties) {
  Vector coefficients = Vector::Zero(covariates);
  Slope here = slope_at(people, coefficients, ties);
  CoxRegression out;
  out.log_likelihood_without = here.log_likelihood;
  if (is_singular(here.information))
    return Refusal{"a covariate follows from the others among those at risk"};
  for (; out.steps < most_steps; ++out.steps) {
    Vector step = here.information.ldlt().solve(here.gradient);
    Slope next = slope_at(people, coefficients + step, ties);
    for (int halved = 0; halved < most_halvings && !(next.log_likelihood >= here.log_likelihood); ++halved)
      next = slope_at(people, coefficients + (step /= 2), ties);
    coefficients += step;
    here = std::move(next);
    if (!coefficients.allFinite() || is_singular(here.information))
      return Refusal{"a covariate tells the events apart so well that its coefficient has no end"};
    if (step.norm() <= 1e-13 * (1 + coefficients.norm())) break;
  }
  if (out.steps == most_steps) return Refusal{"the likeliest coefficients were not found: they have no end"};
  const Matrix inverse = here.information.ldlt().solve(Matrix::Identity(covariates, covariates));
  out.log_likelihood = here.log_likelihood;
  out.coefficients.assign(coefficients.begin(), coefficients.end());
  for (Eigen::Index k = 0; k < covariates; ++k) out.se.push_back(std::sqrt(inverse(k, k)));
  return out;
}

}  // namespace

Answer<CoxRegression> cox_regression(const Followed& followed,
                                     const std::vector<std::vector<double>>& columns, Ties ties) {
  if (std::string fault = followed_fault(followed); !fault.empty()) return Refusal{fault};
  if (std::string fault = columns_fault(followed, columns); !fault.empty()) return Refusal{fault};
  if (std::find(followed.event.begin(), followed.event.end(), 1) == followed.event.end())
    return Refusal{"there are no events"};
  return maximised(watched(followed, columns), static_cast<Eigen::Index>(columns.size()), ties);
}

}  // namespace outturn::comparison
