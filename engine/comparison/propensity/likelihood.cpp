#include "engine/comparison/propensity/likelihood.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace outturn::comparison {
namespace {

constexpr std::size_t block_people = 16384;  ///< of one task: large enough to outweigh its cost
/// Beyond this logit a score is 0 or 1 to within rounding and is held at the last value that is neither.
constexpr double farthest_logit = 30;
constexpr double rounding = std::numeric_limits<double>::epsilon();

/// The odds of a logit, kept away from 0 and infinity as R's logit link keeps them.
double odds_of(double logit) {
  if (logit < -farthest_logit) return rounding;
  if (logit > farthest_logit) return 1 / rounding;
  return std::exp(logit);
}

/// Sum of logarithms by one logarithm for several factors: none is below 2e-16, so sixteen do not vanish.
class LogSum {
 public:
  void add(double factor) {
    product_ *= factor;
    if (++held_ == 16) settle();
  }
  double total() {
    settle();
    return sum_;
  }

 private:
  void settle() {
    sum_ += std::log(product_);
    product_ = 1;
    held_ = 0;
  }
  double sum_ = 0;
  double product_ = 1;
  int held_ = 0;
};

/// Block after block, both triangles filled.
Slopes added(const std::vector<Slopes>& parts) {
  Slopes total = parts.front();
  for (std::size_t block = 1; block < parts.size(); ++block) {
    total.deviance += parts[block].deviance;
    total.gradient += parts[block].gradient;
    total.information += parts[block].information;
  }
  total.information.triangularView<Eigen::StrictlyUpper>() = total.information.transpose();
  return total;
}

ColumnRange empty_range() {
  constexpr double far = std::numeric_limits<double>::infinity();
  return {{far, far}, {-far, -far}};
}

}  // namespace

Likelihood::Likelihood(const ModelMatrix& matrix, const std::vector<std::uint8_t>& treated, TaskRunner run)
    : matrix_(matrix), treated_(treated), run_(std::move(run)) {
  find_ranges_and_means();
  find_products();
}

std::size_t Likelihood::blocks() const { return (treated_.size() + block_people - 1) / block_people; }

void Likelihood::each_block(const std::function<void(std::size_t, std::size_t)>& work) const {
  std::vector<Task> tasks;
  tasks.reserve(blocks());
  for (std::size_t block = 0; block < blocks(); ++block)
    tasks.push_back({[&work, block] { work(block, block * block_people); }, {}});
  run_(tasks);
}

void Likelihood::find_ranges_and_means() {
  const std::size_t people = treated_.size();
  ranges_.assign(terms(), empty_range());
  means_ = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(terms()));
  std::vector<Task> tasks;
  for (std::size_t j = 0; j < terms(); ++j)
    tasks.push_back({[this, j, people] {
                       const std::vector<double>& column = matrix_.columns[j];
                       ColumnRange& range = ranges_[j];
                       double sum = 0;
                       for (std::size_t i = 0; i < people; ++i) {
                         const std::size_t group = treated_[i];
                         range.least[group] = std::min(range.least[group], column[i]);
                         range.most[group] = std::max(range.most[group], column[i]);
                         sum += column[i];
                       }
                       if (j > 0) means_[static_cast<Eigen::Index>(j)] = sum / static_cast<double>(people);
                     },
                     {}});
  run_(tasks);
}

std::size_t Likelihood::standardised(std::size_t from, Strip& strip) const {
  const std::size_t people = std::min(strip_people, treated_.size() - from);
  for (std::size_t j = 0; j < terms(); ++j) {
    const double mean = means_[static_cast<Eigen::Index>(j)];
    const double factor = 1 / scales_[static_cast<Eigen::Index>(j)];
    const double* const values = matrix_.columns[j].data() + from;
    Eigen::Map<StripColumn> column = strip.column(j);
    if (people == strip_people) {
      column = (Eigen::Map<const StripColumn>(values) - mean) * factor;
      continue;
    }
    column.setZero();
    for (std::size_t i = 0; i < people; ++i)
      column[static_cast<Eigen::Index>(i)] = (values[i] - mean) * factor;
  }
  return people;
}

void Likelihood::find_products_of_block(std::size_t from, Slopes& slopes) const {
  Strip strip(terms());
  StripColumn unexplained;
  const std::size_t end = std::min(from + block_people, treated_.size());
  for (; from < end; from += strip_people) {
    const std::size_t people = standardised(from, strip);
    unexplained.setZero();
    for (std::size_t i = 0; i < people; ++i)
      unexplained[static_cast<Eigen::Index>(i)] = treated_[from + i] != 0 ? 0.5 : -0.5;
    add_products(strip, strip, slopes.information);
    add_products(strip, unexplained, slopes.gradient);
  }
}

void Likelihood::find_products() {
  const auto k = static_cast<Eigen::Index>(terms());
  scales_ = Eigen::VectorXd::Ones(k);
  std::vector<Slopes> parts(blocks(), {0, Eigen::VectorXd::Zero(k), Eigen::MatrixXd::Zero(k, k)});
  each_block([&](std::size_t block, std::size_t from) { find_products_of_block(from, parts[block]); });
  Slopes total = added(parts);
  products_ = total.information / static_cast<double>(treated_.size());
  for (Eigen::Index j = 1; j < k; ++j)
    if (products_(j, j) > 0) scales_[j] = std::sqrt(products_(j, j));
  products_ = scales_.cwiseInverse().asDiagonal() * products_ * scales_.cwiseInverse().asDiagonal();
  gradient_at_nothing_ = total.gradient.cwiseQuotient(scales_);
}

/// The linear predictor of each person in the strip.
void Likelihood::add_up(Strip& strip, const Eigen::VectorXd& coefficients, StripColumn& logit) const {
  logit.setZero();
  for (std::size_t j = 0; j < terms(); ++j)
    logit += coefficients[static_cast<Eigen::Index>(j)] * strip.column(j);
}

void Likelihood::slopes_of_block(std::size_t from, const Eigen::VectorXd& coefficients,
                                 Slopes& slopes) const {
  Strip strip(terms());
  Strip weighted(terms());
  StripColumn logit;
  StripColumn weight;
  LogSum likelihood;
  const std::size_t end = std::min(from + block_people, treated_.size());
  for (; from < end; from += strip_people) {
    const std::size_t people = standardised(from, strip);
    add_up(strip, coefficients, logit);
    weight.setZero();
    for (std::size_t i = 0; i < people; ++i) {
      const auto row = static_cast<Eigen::Index>(i);
      const double odds = odds_of(logit[row]);
      const double other = 1 / (1 + odds);
      const double score = odds * other;
      const bool took_part = treated_[from + i] != 0;
      likelihood.add(took_part ? score : other);
      weight[row] = score * other;
      logit[row] = took_part ? other : -score;  // from here on: what the score leaves unexplained
    }
    for (std::size_t i = people; i < strip_people; ++i) logit[static_cast<Eigen::Index>(i)] = 0;
    for (std::size_t j = 0; j < terms(); ++j) weighted.column(j) = strip.column(j) * weight;
    add_products(weighted, strip, slopes.information);
    add_products(strip, logit, slopes.gradient);
  }
  slopes.deviance = -2 * likelihood.total();
}

Slopes Likelihood::at(const Eigen::VectorXd& coefficients) const {
  const auto k = static_cast<Eigen::Index>(terms());
  std::vector<Slopes> parts(blocks(), {0, Eigen::VectorXd::Zero(k), Eigen::MatrixXd::Zero(k, k)});
  each_block([&](std::size_t block, std::size_t from) { slopes_of_block(from, coefficients, parts[block]); });
  return added(parts);
}

Slopes Likelihood::at_nothing() const {
  const auto people = static_cast<double>(treated_.size());
  return {2 * people * std::log(2.0), gradient_at_nothing_, products_ * (people / 4)};
}

void Likelihood::scores_of_block(std::size_t from, const Eigen::VectorXd& coefficients,
                                 Scores& scores) const {
  Strip strip(terms());
  StripColumn logit;
  const std::size_t end = std::min(from + block_people, treated_.size());
  for (; from < end; from += strip_people) {
    const std::size_t people = standardised(from, strip);
    add_up(strip, coefficients, logit);
    for (std::size_t i = 0; i < people; ++i) {
      const double value = logit[static_cast<Eigen::Index>(i)];
      const double odds = odds_of(value);
      scores.logit[from + i] = value;
      scores.score[from + i] = odds / (1 + odds);
    }
  }
}

Scores Likelihood::scores(const Eigen::VectorXd& coefficients) const {
  Scores scores{std::vector<double>(treated_.size()), std::vector<double>(treated_.size())};
  each_block([&](std::size_t, std::size_t from) { scores_of_block(from, coefficients, scores); });
  return scores;
}

}  // namespace outturn::comparison
