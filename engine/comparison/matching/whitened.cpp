#include "engine/comparison/matching/whitened.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/comparison/matching/inverse.h"

namespace outturn::comparison {
namespace {

using Columns = std::vector<std::vector<double>>;
/// R adds in the widest number the machine has. Distances that are equal but for rounding are told apart by
/// it, so who is matched to whom hangs on it.
using Wide = long double;

/// A range below this is none (the root of a double's precision).
constexpr double least_range = 1.4901161193847656e-8;

double rounded_mean(const std::vector<double>& column) {
  const Wide sum = std::accumulate(column.begin(), column.end(), Wide{0});
  return static_cast<double>(sum / static_cast<Wide>(column.size()));
}

/// Centred on its mean, in its standard deviations.
void standardise(std::vector<double>& column) {
  const double mean = rounded_mean(column);
  Wide squares = 0;
  for (double& value : column) {
    value -= mean;
    squares += value * value;
  }
  const double sd = std::sqrt(static_cast<double>(squares) /
                              static_cast<double>(std::max<std::size_t>(1, column.size() - 1)));
  for (double& value : column) value /= sd;
}

void add_column(std::vector<double> column, Columns& columns) {
  const auto [least, most] = std::minmax_element(column.begin(), column.end());
  if (!(*most - *least >= least_range)) return;
  standardise(column);
  columns.push_back(std::move(column));
}

Columns columns_of(const std::vector<const Covariate*>& covariates) {
  Columns columns;
  for (const Covariate* covariate : covariates) {
    if (!covariate->is_factor()) add_column(covariate->numbers, columns);
    for (std::size_t level = 0; level < covariate->levels.size(); ++level) {
      std::vector<double> column(covariate->codes.size(), 0.0);
      for (std::size_t i = 0; i < column.size(); ++i)
        if (covariate->codes[i] == static_cast<std::int32_t>(level)) column[i] = 1 / std::sqrt(2.0);
      add_column(std::move(column), columns);
    }
  }
  return columns;
}

/// The mean and what rounding left out of it, over the people `belongs` says.
template <typename Belongs>
Wide refined_mean(const std::vector<double>& column, const Belongs& belongs) {
  Wide sum = 0;
  Wide people = 0;
  for (std::size_t i = 0; i < column.size(); ++i)
    if (belongs(i)) {
      sum += column[i];
      people += 1;
    }
  const Wide mean = sum / people;
  Wide rest = 0;
  for (std::size_t i = 0; i < column.size(); ++i)
    if (belongs(i)) rest += column[i] - mean;
  return mean + rest / people;
}

/// Each group centred on its own mean.
void centre_groups(const Cohort& cohort, std::vector<double>& column) {
  for (const std::uint8_t group : {std::uint8_t{0}, std::uint8_t{1}}) {
    const auto mean =
        static_cast<double>(refined_mean(column, [&](std::size_t i) { return cohort.treated[i] == group; }));
    for (std::size_t i = 0; i < column.size(); ++i)
      if (cohort.treated[i] == group) column[i] -= mean;
  }
}

Eigen::MatrixXd pooled_covariance(const Cohort& cohort, Columns columns) {
  std::vector<Wide> means;
  for (std::vector<double>& column : columns) {
    centre_groups(cohort, column);
    means.push_back(static_cast<double>(refined_mean(column, [](std::size_t) { return true; })));
  }
  const auto k = static_cast<Eigen::Index>(columns.size());
  const auto people = static_cast<double>(cohort.size());
  Eigen::MatrixXd covariance(k, k);
  for (std::size_t a = 0; a < columns.size(); ++a)
    for (std::size_t b = 0; b <= a; ++b) {
      Wide sum = 0;
      for (std::size_t i = 0; i < cohort.size(); ++i)
        sum += (columns[a][i] - means[a]) * (columns[b][i] - means[b]);
      const auto total = static_cast<double>(sum / static_cast<Wide>(people - 1));
      const auto row = static_cast<Eigen::Index>(a);
      const auto column = static_cast<Eigen::Index>(b);
      covariance(row, column) = covariance(column, row) = total * (people - 1) / (people - 2);
    }
  return covariance;
}

}  // namespace

Whitened whitened(const Cohort& cohort, const std::vector<const Covariate*>& covariates) {
  const Columns columns = columns_of(covariates);
  Whitened result;
  if (columns.empty()) return result;
  const Eigen::MatrixXd root = pivoted_root(inverse_of(pooled_covariance(cohort, columns)));
  result.dimensions = static_cast<std::size_t>(root.rows());
  result.coordinates.assign(cohort.size() * result.dimensions, 0);
  for (std::size_t i = 0; i < cohort.size(); ++i)
    for (std::size_t d = 0; d < result.dimensions; ++d) {
      double sum = 0;
      for (std::size_t j = 0; j < columns.size(); ++j)
        sum += root(static_cast<Eigen::Index>(d), static_cast<Eigen::Index>(j)) * columns[j][i];
      result.coordinates[i * result.dimensions + d] = sum;
    }
  return result;
}

}  // namespace outturn::comparison
