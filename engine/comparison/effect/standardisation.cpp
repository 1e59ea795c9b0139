#include "engine/comparison/effect/standardisation.h"

#include <Eigen/Dense>
#include <algorithm>

#include "engine/base/problem.h"

namespace outturn::comparison {
namespace {

Eigen::Index column_of(const ModelMatrix& matrix, const std::string& name) {
  const auto at = std::find(matrix.names.begin(), matrix.names.end(), name);
  if (at == matrix.names.end()) throw Fault("no column is called " + name);
  return static_cast<Eigen::Index>(at - matrix.names.begin());
}

}  // namespace

double standardised_difference(const std::vector<std::uint8_t>& treated, const Outcome& outcome,
                               const ModelMatrix& matrix, const std::vector<std::string>& with_treatment) {
  const auto people = static_cast<Eigen::Index>(treated.size());
  const auto columns = static_cast<Eigen::Index>(matrix.columns.size());
  const auto products = static_cast<Eigen::Index>(with_treatment.size());
  Eigen::MatrixXd rows(people, columns + 1 + products);
  for (Eigen::Index c = 0; c < columns; ++c)
    rows.col(c) =
        Eigen::Map<const Eigen::VectorXd>(matrix.columns[static_cast<std::size_t>(c)].data(), people);
  for (Eigen::Index i = 0; i < people; ++i) rows(i, columns) = treated[static_cast<std::size_t>(i)];
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(products);
  for (Eigen::Index k = 0; k < products; ++k) {
    const Eigen::Index column = column_of(matrix, with_treatment[static_cast<std::size_t>(k)]);
    rows.col(columns + 1 + k) = rows.col(column).cwiseProduct(rows.col(columns));
    mean[k] = rows.col(column).mean();
  }
  const Eigen::VectorXd goal = Eigen::Map<const Eigen::VectorXd>(outcome.values.data(), people);
  const Eigen::VectorXd solved = rows.colPivHouseholderQr().solve(goal);
  return solved[columns] + solved.tail(products).dot(mean);
}

}  // namespace outturn::comparison
