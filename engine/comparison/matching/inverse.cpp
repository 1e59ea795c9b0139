#include "engine/comparison/matching/inverse.h"

#include <Eigen/SVD>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace outturn::comparison {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

/// Below this determinant, or this share of the largest variance, a direction counts as none.
constexpr double next_to_nothing = 1e-8;

struct Eliminated {
  MatrixXd factors;        ///< both triangles of L and U
  std::vector<Index> row;  ///< of the matrix that stands in each row
  double determinant_size = 1;
};

Eliminated eliminated(const MatrixXd& matrix) {
  Eliminated result{matrix, std::vector<Index>(static_cast<std::size_t>(matrix.rows())), 1};
  std::iota(result.row.begin(), result.row.end(), Index{0});
  MatrixXd& a = result.factors;
  for (Index k = 0; k < a.rows(); ++k) {
    Index pivot = k;
    for (Index i = k + 1; i < a.rows(); ++i)
      if (std::abs(a(i, k)) > std::abs(a(pivot, k))) pivot = i;
    a.row(pivot).swap(a.row(k));
    std::swap(result.row[static_cast<std::size_t>(pivot)], result.row[static_cast<std::size_t>(k)]);
    result.determinant_size *= std::abs(a(k, k));
    if (a(k, k) == 0) return result;
    const double share = 1 / a(k, k);
    for (Index i = k + 1; i < a.rows(); ++i) a(i, k) *= share;
    for (Index j = k + 1; j < a.rows(); ++j)
      for (Index i = k + 1; i < a.rows(); ++i) a(i, j) -= a(i, k) * a(k, j);
  }
  return result;
}

MatrixXd solved_for_identity(const Eliminated& eliminated) {
  const MatrixXd& a = eliminated.factors;
  const Index n = a.rows();
  MatrixXd x = MatrixXd::Zero(n, n);
  for (Index i = 0; i < n; ++i) x(i, eliminated.row[static_cast<std::size_t>(i)]) = 1;
  for (Index j = 0; j < n; ++j) {
    for (Index k = 0; k < n; ++k)
      for (Index i = k + 1; i < n; ++i) x(i, j) -= x(k, j) * a(i, k);
    for (Index k = n; k-- > 0;) {
      x(k, j) /= a(k, k);
      for (Index i = 0; i < k; ++i) x(i, j) -= x(k, j) * a(i, k);
    }
  }
  return x;
}

MatrixXd generalised_inverse(const MatrixXd& matrix) {
  const Eigen::JacobiSVD<MatrixXd> axes(matrix, Eigen::ComputeFullU | Eigen::ComputeFullV);
  const double largest = axes.singularValues().maxCoeff();
  MatrixXd inverse = MatrixXd::Zero(matrix.rows(), matrix.rows());
  for (Index axis = 0; axis < matrix.rows(); ++axis) {
    const double variance = axes.singularValues()[axis];
    if (!(variance > next_to_nothing * largest)) continue;
    const Eigen::VectorXd direction = axes.matrixU().col(axis);
    inverse += axes.matrixV().col(axis) * (direction * (1 / variance)).transpose();
  }
  return inverse;
}

}  // namespace

MatrixXd inverse_of(const MatrixXd& covariance) {
  const Eliminated result = eliminated(covariance);
  return result.determinant_size > next_to_nothing ? solved_for_identity(result)
                                                   : generalised_inverse(covariance);
}

MatrixXd pivoted_root(const MatrixXd& matrix) {
  const Index n = matrix.rows();
  const auto upper = [&](Index a, Index b) { return a < b ? matrix(a, b) : matrix(b, a); };
  std::vector<Index> pivots(static_cast<std::size_t>(n));
  std::iota(pivots.begin(), pivots.end(), Index{0});
  std::vector<double> explained(static_cast<std::size_t>(n), 0);
  const double least =
      static_cast<double>(n) * (std::numeric_limits<double>::epsilon() / 2) * matrix.diagonal().maxCoeff();
  MatrixXd root = MatrixXd::Zero(n, n);
  for (Index j = 0; j < n; ++j) {
    std::size_t best = static_cast<std::size_t>(j);
    double largest = 0;
    for (auto q = static_cast<std::size_t>(j); q < pivots.size(); ++q) {
      const Index column = pivots[q];
      double& done = explained[static_cast<std::size_t>(column)];
      if (j > 0) done += root(j - 1, column) * root(j - 1, column);
      const double left = matrix(column, column) - done;
      if (left > largest) {
        largest = left;
        best = q;
      }
    }
    if (largest <= least) return root.topRows(j);
    std::swap(pivots[static_cast<std::size_t>(j)], pivots[best]);
    const Index own = pivots[static_cast<std::size_t>(j)];
    root(j, own) = std::sqrt(largest);
    const double share = 1 / root(j, own);
    for (auto q = static_cast<std::size_t>(j) + 1; q < pivots.size(); ++q) {
      double sum = 0;
      for (Index r = 0; r < j; ++r) sum += root(r, pivots[q]) * root(r, own);
      root(j, pivots[q]) = (upper(own, pivots[q]) - sum) * share;
    }
  }
  return root;
}

}  // namespace outturn::comparison
