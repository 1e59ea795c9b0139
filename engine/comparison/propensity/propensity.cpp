#include "engine/comparison/propensity/propensity.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "engine/comparison/propensity/likelihood.h"
#include "engine/comparison/propensity/soundness.h"

namespace outturn::comparison {
namespace {

/// Models that can be fitted need about ten steps; columns that separate gain one unit of logit a step.
constexpr int most_steps = 40;
/// What the last step may still gain, as a share of the deviance: glm's rule at its tightest.
constexpr double last_gain = 1e-15;
/// And how long it may be, in standard deviations of a column: it leaves an error of its square.
constexpr double last_step = 1e-5;
/// Below this a score is 0, above its counterpart 1, for all purposes of division.
constexpr double nearly_sure = 1e-12;

struct Estimate {
  Eigen::VectorXd coefficients;  ///< of standardised columns
  Slopes slopes;                 ///< there, but for the last step, which needs none
  Eigen::VectorXd step;          ///< the last one
  int steps = 0;
  bool settled = false;
};

/// R starts from scores of 1/4 and 3/4, which makes the first step this much longer than one from nothing.
double first_stretch() { return (std::log(3.0) + 4.0 / 3.0) / 2; }

/// Halves `step` until the likelihood does not fall; the first step is free to.
Slopes taken(const Likelihood& likelihood, Estimate& estimate) {
  Slopes there = likelihood.at(estimate.coefficients + estimate.step);
  const double allowed = estimate.slopes.deviance * (1 + 1e-10) + 1e-10;
  for (int halved = 0; halved < 20 && there.deviance > allowed && estimate.steps > 1; ++halved) {
    estimate.step /= 2;
    there = likelihood.at(estimate.coefficients + estimate.step);
  }
  return there;
}

/// A step gains its product with the gradient of the deviance, to the second order.
bool is_last(const Estimate& estimate) {
  const double gain = estimate.slopes.gradient.dot(estimate.step);
  return gain <= last_gain * (std::abs(estimate.slopes.deviance) + 0.1) &&
         estimate.step.cwiseAbs().maxCoeff() <= last_step;
}

Estimate newton(const Likelihood& likelihood) {
  Estimate estimate;
  estimate.coefficients = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(likelihood.terms()));
  estimate.slopes = likelihood.at_nothing();
  while (estimate.steps < most_steps) {
    ++estimate.steps;
    estimate.step = estimate.slopes.information.ldlt().solve(estimate.slopes.gradient);
    if (estimate.steps == 1) estimate.step *= first_stretch();
    if (!estimate.step.allFinite()) return estimate;
    estimate.settled = estimate.steps > 1 && is_last(estimate);
    if (!estimate.settled) estimate.slopes = taken(likelihood, estimate);
    estimate.coefficients += estimate.step;
    if (estimate.settled) return estimate;
  }
  return estimate;
}

std::vector<double> plain(const Eigen::VectorXd& values) {
  return {values.data(), values.data() + values.size()};
}

double null_deviance_of(const std::vector<std::uint8_t>& treated) {
  const auto people = static_cast<double>(treated.size());
  const auto ones = static_cast<double>(std::count(treated.begin(), treated.end(), std::uint8_t{1}));
  return -2 * (ones * std::log(ones / people) + (people - ones) * std::log((people - ones) / people));
}

/// Back to the columns as they stand. Covariances are those of the last step's weights, as glm gives them:
/// the estimate's own differ by some 1e-9.
Propensity unscaled(const Likelihood& likelihood, const Estimate& estimate) {
  const auto k = static_cast<Eigen::Index>(likelihood.terms());
  Eigen::MatrixXd back = likelihood.scales().cwiseInverse().asDiagonal();
  for (Eigen::Index j = 1; j < k; ++j) back(0, j) = -likelihood.means()[j] / likelihood.scales()[j];
  const Eigen::MatrixXd inverse = estimate.slopes.information.ldlt().solve(Eigen::MatrixXd::Identity(k, k));
  const Eigen::MatrixXd covariance = back * inverse * back.transpose();
  Propensity fit;
  fit.coefficients = plain(back * estimate.coefficients);
  fit.standard_errors = plain(covariance.diagonal().cwiseSqrt());
  for (Eigen::Index row = 0; row < k; ++row)
    for (Eigen::Index column = 0; column < k; ++column)
      fit.covariance.push_back((covariance(row, column) + covariance(column, row)) / 2);
  fit.deviance = estimate.slopes.deviance;
  fit.iterations = estimate.steps;
  fit.scores = likelihood.scores(estimate.coefficients);
  return fit;
}

void tell_sure_scores(const std::vector<double>& scores, Problems& problems) {
  const auto sure = std::count_if(scores.begin(), scores.end(), [](double score) {
    return score < nearly_sure || score > 1 - nearly_sure;
  });
  if (sure == 0) return;
  Problem problem = problem_at(
      "E228", "", {},
      std::to_string(sure) + (sure == 1 ? " person has" : " people have") + " a score of 0 or 1",
      {"By what is known of them it is certain who took part, so these people have nobody to be compared "
       "with."},
      {"Use a caliper, which leaves such people out, and look at the covariates with the largest weights."});
  problem.severity = Severity::warning;
  problems.add(std::move(problem));
}

}  // namespace

std::optional<Propensity> fit_propensity(const ModelMatrix& matrix, const std::vector<std::uint8_t>& treated,
                                         Problems& problems, const TaskRunner& run) {
  if (treated.size() <= matrix.columns.size()) {
    problems.add(problem_at("E227", "", {}, "there are no more people than columns in the model",
                            {std::to_string(treated.size()) + " people cannot tell the weights of " +
                             std::to_string(matrix.columns.size()) + " columns, the intercept among them."},
                            {"Name fewer covariates, or give more people."}));
    return std::nullopt;
  }
  const Likelihood likelihood(matrix, treated, run);
  if (!can_be_fitted(likelihood, matrix.names, problems)) return std::nullopt;
  const Estimate estimate = newton(likelihood);
  if (!estimate.settled) {
    problems.add(separation_problem(matrix.names, estimate.step));
    return std::nullopt;
  }
  Propensity fit = unscaled(likelihood, estimate);
  fit.names = matrix.names;
  fit.null_deviance = null_deviance_of(treated);
  if (const std::string fault = propensity_fault(fit, treated); !fault.empty())
    throw Fault("propensity model: " + fault);
  tell_sure_scores(fit.scores.score, problems);
  return fit;
}

std::string propensity_fault(const Propensity& fit, const std::vector<std::uint8_t>& treated) {
  const std::size_t terms = fit.names.size();
  if (fit.coefficients.size() != terms || fit.standard_errors.size() != terms ||
      fit.covariance.size() != terms * terms)
    return "not one coefficient a column";
  if (fit.scores.score.size() != treated.size() || fit.scores.logit.size() != treated.size())
    return "not one score a person";
  for (std::size_t j = 0; j < terms; ++j)
    if (!std::isfinite(fit.coefficients[j]) || !(fit.standard_errors[j] > 0))
      return fit.names[j] + " has no sound coefficient";
  double expected = 0;
  double took_part = 0;
  for (std::size_t i = 0; i < treated.size(); ++i) {
    const double score = fit.scores.score[i];
    if (!(score > 0 && score < 1)) return "a score that is no probability";
    if ((score > 0.5) != (fit.scores.logit[i] > 0) && std::abs(fit.scores.logit[i]) > 1e-12)
      return "a score on the other side of its logit";
    expected += score;
    took_part += treated[i];
  }
  // The intercept's likelihood equation.
  if (std::abs(expected - took_part) > 1e-7 * std::max(1.0, took_part))
    return "the scores do not add up to those who took part";
  return "";
}

}  // namespace outturn::comparison
