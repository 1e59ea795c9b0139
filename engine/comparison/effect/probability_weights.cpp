#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "engine/comparison/effect/weighting.h"

namespace outturn::comparison {
namespace {

Eigen::VectorXd row_of(const ModelMatrix& matrix, std::size_t i) {
  Eigen::VectorXd row(static_cast<Eigen::Index>(matrix.columns.size()));
  for (std::size_t c = 0; c < matrix.columns.size(); ++c)
    row[static_cast<Eigen::Index>(c)] = matrix.columns[c][i];
  return row;
}

/// Information of the logistic model: sum of e (1 - e) x x'. Columns are scaled to size, which takes squares
/// and cubes off the edge of what doubles can invert; `scale` holds what each was divided by.
struct Information {
  Eigen::VectorXd scale;
  Eigen::MatrixXd matrix;
};

Information information_of(const ModelMatrix& matrix, const std::vector<double>& score) {
  const auto columns = static_cast<Eigen::Index>(matrix.columns.size());
  Information found{Eigen::VectorXd::Zero(columns), Eigen::MatrixXd::Zero(columns, columns)};
  for (std::size_t i = 0; i < score.size(); ++i) found.scale += row_of(matrix, i).cwiseAbs2();
  found.scale = (found.scale / static_cast<double>(score.size())).cwiseSqrt();
  for (std::size_t i = 0; i < score.size(); ++i) {
    const Eigen::VectorXd row = row_of(matrix, i).cwiseQuotient(found.scale);
    found.matrix += score[i] * (1 - score[i]) * row * row.transpose();
  }
  return found;
}

/// What a person adds to the effect with the weights as they are: w (y - mean) / sum of weights.
class Parts {
 public:
  Parts(const std::vector<std::uint8_t>& treated, const Outcome& outcome, const std::vector<double>& weights,
        const Effect& effect)
      : treated_(treated), outcome_(outcome), weights_(weights), effect_(effect) {
    for (std::size_t i = 0; i < treated.size(); ++i) (treated[i] != 0 ? sum_treated_ : sum_) += weights[i];
  }
  [[nodiscard]] double apart(std::size_t i) const {
    return treated_[i] != 0 ? (outcome_.values[i] - effect_.mean_treated) / sum_treated_
                            : (outcome_.values[i] - effect_.mean_comparison) / -sum_;
  }
  [[nodiscard]] double operator()(std::size_t i) const { return weights_[i] * apart(i); }

 private:
  const std::vector<std::uint8_t>& treated_;
  const Outcome& outcome_;
  const std::vector<double>& weights_;
  const Effect& effect_;
  double sum_treated_ = 0;
  double sum_ = 0;
};

/// The weight's slope against the logit: of e/(1-e) it is itself, of 1/e it is -(1-e)/e.
double slope(bool treated, double score, Estimand estimand) {
  if (!treated) return score / (1 - score);
  return estimand == Estimand::treated ? 0 : -(1 - score) / score;
}

double stacked_variance(const std::vector<std::uint8_t>& treated, const ModelMatrix& matrix,
                        const std::vector<double>& score, Estimand estimand, const Parts& parts) {
  const Information information = information_of(matrix, score);
  Eigen::VectorXd moved = Eigen::VectorXd::Zero(information.scale.size());
  for (std::size_t i = 0; i < score.size(); ++i)
    moved += slope(treated[i] != 0, score[i], estimand) * parts.apart(i) *
             row_of(matrix, i).cwiseQuotient(information.scale);
  const Eigen::VectorXd direction = information.matrix.ldlt().solve(moved);
  double variance = 0;
  for (std::size_t i = 0; i < score.size(); ++i) {
    const double through_score = direction.dot(row_of(matrix, i).cwiseQuotient(information.scale)) *
                                 (static_cast<double>(treated[i]) - score[i]);
    const double part = parts(i) + through_score;
    variance += part * part;
  }
  return variance;
}

double horvitz_thompson(const std::vector<std::uint8_t>& treated, const Outcome& outcome,
                        const std::vector<double>& weights) {
  double sum = 0;
  for (std::size_t i = 0; i < treated.size(); ++i)
    sum += (treated[i] != 0 ? 1 : -1) * weights[i] * outcome.values[i];
  return sum / static_cast<double>(treated.size());
}

}  // namespace

std::vector<double> probability_weights(const std::vector<std::uint8_t>& treated,
                                        const std::vector<double>& score, Estimand estimand) {
  std::vector<double> weights(treated.size());
  for (std::size_t i = 0; i < treated.size(); ++i) {
    const double e = score[i];
    if (estimand == Estimand::treated)
      weights[i] = treated[i] != 0 ? 1 : e / (1 - e);
    else
      weights[i] = 1 / (treated[i] != 0 ? e : 1 - e);
  }
  return weights;
}

WeightingEffect probability_effect(const std::vector<std::uint8_t>& treated, const Outcome& outcome,
                                   const ModelMatrix& matrix, const std::vector<double>& score,
                                   Estimand estimand) {
  const std::vector<double> weights = probability_weights(treated, score, estimand);
  WeightingEffect found;
  found.effect = weighted_effect(treated, outcome, weights);
  const Parts parts(treated, outcome, weights, found.effect);
  found.stacked =
      inference_of(found.effect.difference,
                   std::sqrt(stacked_variance(treated, matrix, score, estimand, parts)), normal_reference);
  if (estimand == Estimand::everyone) found.horvitz_thompson = horvitz_thompson(treated, outcome, weights);
  found.max_weight = *std::max_element(weights.begin(), weights.end());
  return found;
}

}  // namespace outturn::comparison
