#include "engine/comparison/effect/abadie_imbens.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "engine/base/problem.h"
#include "engine/comparison/effect/two_group_fit.h"
#include "engine/comparison/matching/ranking.h"

namespace outturn::comparison {
namespace {

constexpr double as_near = 1e-5;  ///< of squared distances, in Matching's default

/// People by column, each of mean 0 and standard deviation 1 over everybody; for Mahalanobis turned so that
/// plain distances are those by the inverse covariance (divisor n, as Matching has it).
Eigen::MatrixXd positions(const std::vector<std::vector<double>>& columns, bool mahalanobis) {
  const auto people = static_cast<Eigen::Index>(columns.front().size());
  Eigen::MatrixXd at(static_cast<Eigen::Index>(columns.size()), people);
  for (Eigen::Index c = 0; c < at.rows(); ++c) {
    at.row(c) = Eigen::Map<const Eigen::RowVectorXd>(columns[static_cast<std::size_t>(c)].data(), people);
    at.row(c).array() -= at.row(c).mean();
    at.row(c) /= std::sqrt(at.row(c).squaredNorm() / static_cast<double>(people - 1));
  }
  if (!mahalanobis) return at;
  const Eigen::MatrixXd inverse = (at * at.transpose() / static_cast<double>(people)).inverse();
  return inverse.llt().matrixU() * at;
}

/// Finds everybody as near as the M-th nearest comparison person.
class Nearest {
 public:
  Nearest(const std::vector<std::uint8_t>& treated, Eigen::MatrixXd at, std::size_t matches)
      : at_(std::move(at)), matches_(matches) {
    for (std::uint32_t i = 0; i < treated.size(); ++i)
      if (treated[i] == 0) others_.push_back(i);
    if (others_.size() < matches_) throw Fault("fewer comparison people than matches asked for");
    if (at_.rows() > 1) return;
    std::vector<double> values;
    for (const std::uint32_t other : others_) values.push_back(at_(0, other));
    line_ = ranked(values);
  }

  /// In the order of the file, or of the one column.
  void find(std::uint32_t person, std::vector<std::uint32_t>& found) {
    found.clear();
    if (at_.rows() == 1)
      find_on_line(person, found);
    else
      find_among_all(person, found);
  }

 private:
  void find_among_all(std::uint32_t person, std::vector<std::uint32_t>& found) {
    distances_.resize(others_.size());
    for (std::size_t k = 0; k < others_.size(); ++k)
      distances_[k] = (at_.col(others_[k]) - at_.col(person)).squaredNorm();
    std::vector<double> sorted = distances_;
    const auto last = sorted.begin() + static_cast<std::ptrdiff_t>(matches_ - 1);
    std::nth_element(sorted.begin(), last, sorted.end());
    for (std::size_t k = 0; k < others_.size(); ++k)
      if (distances_[k] <= *last + as_near) found.push_back(others_[k]);
  }

  void find_on_line(std::uint32_t person, std::vector<std::uint32_t>& found) {
    const double own = at_(0, person);
    const auto at = std::lower_bound(line_.begin(), line_.end(), own,
                                     [](const Ranked& other, double value) { return other.value < value; });
    auto low = static_cast<std::size_t>(at - line_.begin());
    std::size_t high = low;  // matches lie within [low, high)
    const auto below = [&] { return square(own - line_[low - 1].value); };
    const auto above = [&] { return square(line_[high].value - own); };
    double furthest = 0;
    while (high - low < matches_) {
      const bool down = low > 0 && (high == line_.size() || below() <= above());
      furthest = std::max(furthest, down ? below() : above());
      if (down)
        --low;
      else
        ++high;
    }
    while (low > 0 && below() <= furthest + as_near) --low;
    while (high < line_.size() && above() <= furthest + as_near) ++high;
    for (std::size_t k = low; k < high; ++k) found.push_back(others_[line_[k].index]);
  }

  Eigen::MatrixXd at_;
  std::size_t matches_;
  std::vector<std::uint32_t> others_;
  std::vector<Ranked> line_;
  std::vector<double> distances_;
};

/// Everybody's matches, one list after the other.
struct Sets {
  std::vector<std::uint32_t> people;
  std::vector<std::size_t> first;
  std::vector<std::uint32_t> matches;
  std::vector<double> uses;            ///< of each person: sum of its shares in sets
  std::vector<double> squared_shares;  ///< and of their squares

  [[nodiscard]] double size(std::size_t s) const { return static_cast<double>(first[s + 1] - first[s]); }
};

Sets sets_of(const std::vector<std::uint8_t>& treated, Nearest nearest) {
  Sets sets;
  sets.uses.assign(treated.size(), 0);
  sets.squared_shares.assign(treated.size(), 0);
  sets.first.push_back(0);
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < treated.size(); ++i) {
    if (treated[i] == 0) continue;
    nearest.find(i, found);
    sets.people.push_back(i);
    sets.matches.insert(sets.matches.end(), found.begin(), found.end());
    sets.first.push_back(sets.matches.size());
    const double share = 1 / static_cast<double>(found.size());
    for (const std::uint32_t match : found) {
      sets.uses[match] += share;
      sets.squared_shares[match] += share * share;
    }
  }
  return sets;
}

/// Slopes of the outcome on the columns among matches, each counted as often as it is used.
Eigen::VectorXd slopes_of(const Sets& sets, const std::vector<double>& outcome,
                          const std::vector<std::vector<double>>& columns) {
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < sets.uses.size(); ++i)
    if (sets.uses[i] > 0) used.push_back(i);
  Eigen::MatrixXd rows(static_cast<Eigen::Index>(used.size()), static_cast<Eigen::Index>(columns.size() + 1));
  Eigen::VectorXd goal(static_cast<Eigen::Index>(used.size()));
  for (std::size_t k = 0; k < used.size(); ++k) {
    const auto row = static_cast<Eigen::Index>(k);
    const double root = std::sqrt(sets.uses[used[k]]);
    rows(row, 0) = root;
    for (std::size_t c = 0; c < columns.size(); ++c)
      rows(row, static_cast<Eigen::Index>(c + 1)) = root * columns[c][used[k]];
    goal(row) = root * outcome[used[k]];
  }
  const Eigen::VectorXd solved = rows.colPivHouseholderQr().solve(goal);
  return solved.tail(solved.size() - 1);
}

/// What is added to a match's outcome so that it stands for the person's covariates.
double moved(const Eigen::VectorXd& slopes, const std::vector<std::vector<double>>& columns,
             std::uint32_t person, std::uint32_t match) {
  double sum = 0;
  for (Eigen::Index c = 0; c < slopes.size(); ++c) {
    const std::vector<double>& column = columns[static_cast<std::size_t>(c)];
    sum += slopes[c] * (column[person] - column[match]);
  }
  return sum;
}

struct Spread {
  double of_people = 0;  ///< squared distances of people's differences from the effect
  double of_rows = 0;    ///< of pairs', each by its share
};

template <class Difference>
Spread spread_of(const Sets& sets, double effect, Difference difference) {
  Spread spread;
  for (std::size_t s = 0; s < sets.people.size(); ++s) {
    double mean = 0;
    for (std::size_t k = sets.first[s]; k < sets.first[s + 1]; ++k) {
      const double apart = difference(sets.people[s], sets.matches[k]) - effect;
      mean += apart / sets.size(s);
      spread.of_rows += apart * apart / sets.size(s);
    }
    spread.of_people += mean * mean;
  }
  return spread;
}

template <class Difference>
double mean_of(const Sets& sets, Difference difference) {
  double sum = 0;
  for (std::size_t s = 0; s < sets.people.size(); ++s)
    for (std::size_t k = sets.first[s]; k < sets.first[s + 1]; ++k)
      sum += difference(sets.people[s], sets.matches[k]) / sets.size(s);
  return sum / static_cast<double>(sets.people.size());
}

}  // namespace

AbadieImbens abadie_imbens(const std::vector<std::uint8_t>& treated, const std::vector<double>& outcome,
                           const std::vector<std::vector<double>>& columns, const NearestPeople& asked) {
  const Sets sets = sets_of(treated, Nearest(treated, positions(columns, asked.mahalanobis), asked.matches));
  const auto people = static_cast<double>(sets.people.size());
  const Eigen::VectorXd slopes = asked.bias_adjusted ? slopes_of(sets, outcome, columns) : Eigen::VectorXd();
  const auto plain = [&](std::uint32_t i, std::uint32_t j) { return outcome[i] - outcome[j]; };
  const auto adjusted = [&](std::uint32_t i, std::uint32_t j) {
    return plain(i, j) - moved(slopes, columns, i, j);
  };
  AbadieImbens found;
  found.rows = sets.matches.size();
  found.difference = mean_of(sets, adjusted);
  const Spread spread = spread_of(sets, found.difference, adjusted);
  const double one_outcome = spread.of_rows / people / 2;  // half the variance of a difference
  double reused = 0;
  for (std::size_t i = 0; i < sets.uses.size(); ++i) reused += square(sets.uses[i]) - sets.squared_shares[i];
  found.se = std::sqrt(one_outcome * reused + spread.of_people) / people;
  found.se_standard = std::sqrt(spread_of(sets, mean_of(sets, plain), plain).of_rows) / people;
  return found;
}

}  // namespace outturn::comparison
