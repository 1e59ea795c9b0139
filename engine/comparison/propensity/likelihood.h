// The likelihood of a logistic model and its slopes, summed over blocks of people in a fixed order.
//
// Columns are centred and scaled to unit variance here, which keeps powers such as age, age^2 and age^3 apart
// in double precision; coefficients go in and out in that form. Each block of people is one task; the
// blocks' sums are added in their order, so that no bit depends on who worked on which.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/tasks.h"
#include "engine/comparison/design/design.h"
#include "engine/comparison/propensity/propensity.h"
#include "engine/comparison/propensity/strip.h"

namespace outturn::comparison {

/// Smallest and largest value of a column among the treated and the comparison people.
struct ColumnRange {
  double least[2] = {0, 0};
  double most[2] = {0, 0};
};

struct Slopes {
  double deviance = 0;
  Eigen::VectorXd gradient;     ///< of the log likelihood
  Eigen::MatrixXd information;  ///< minus its second derivative
};

class Likelihood {
 public:
  Likelihood(const ModelMatrix& matrix, const std::vector<std::uint8_t>& treated, TaskRunner run);

  [[nodiscard]] std::size_t terms() const { return matrix_.columns.size(); }
  [[nodiscard]] const std::vector<ColumnRange>& ranges() const { return ranges_; }
  /// Of the columns as they stand: the intercept's is 0.
  [[nodiscard]] const Eigen::VectorXd& means() const { return means_; }
  /// Standard deviations (divisor n); 1 for the intercept and where nothing varies.
  [[nodiscard]] const Eigen::VectorXd& scales() const { return scales_; }
  /// Mean products of the standardised columns: 1 on the diagonal where something varies.
  [[nodiscard]] const Eigen::MatrixXd& products() const { return products_; }

  /// Where everybody's logit is 0.
  [[nodiscard]] Slopes at_nothing() const;
  [[nodiscard]] Slopes at(const Eigen::VectorXd& coefficients) const;
  [[nodiscard]] Scores scores(const Eigen::VectorXd& coefficients) const;

 private:
  /// The people from `from` on, as many as there are; empty rows after them.
  std::size_t standardised(std::size_t from, Strip& strip) const;
  void find_ranges_and_means();
  void find_products();
  void find_products_of_block(std::size_t from, Slopes& slopes) const;
  void add_up(Strip& strip, const Eigen::VectorXd& coefficients, StripColumn& logit) const;
  void slopes_of_block(std::size_t from, const Eigen::VectorXd& coefficients, Slopes& slopes) const;
  void scores_of_block(std::size_t from, const Eigen::VectorXd& coefficients, Scores& scores) const;
  void each_block(const std::function<void(std::size_t block, std::size_t from)>& work) const;
  [[nodiscard]] std::size_t blocks() const;

  const ModelMatrix& matrix_;
  const std::vector<std::uint8_t>& treated_;
  TaskRunner run_;
  std::vector<ColumnRange> ranges_;
  Eigen::VectorXd means_;
  Eigen::VectorXd scales_;
  Eigen::MatrixXd products_;
  Eigen::VectorXd gradient_at_nothing_;
};

}  // namespace outturn::comparison
