#include "engine/comparison/regression/least_squares.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <utility>

namespace outturn::comparison {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

// What is left of a column, as a share of its length, once earlier columns are taken out (R's lm: the same).
constexpr double alias_tolerance = 1e-7;

bool all_known(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

std::string design_fault(const Design& design, std::span<const double> outcome,
                         std::span<const double> weights) {
  if (design.columns.empty()) return "there is no column";
  if (design.names.size() != design.columns.size()) return "a column has no name";
  if (outcome.empty()) return "there are no rows";
  if (!all_known(outcome)) return "an outcome is not known";
  for (std::size_t k = 0; k < design.columns.size(); ++k) {
    if (design.columns[k].size() != outcome.size()) return design.names[k] + " has not one value a row";
    if (!all_known(design.columns[k])) return design.names[k] + " has a value that is not known";
  }
  if (weights.empty()) return "";
  if (weights.size() != outcome.size()) return "not one weight a row";
  const bool sound = std::all_of(weights.begin(), weights.end(),
                                 [](double weight) { return weight >= 0 && std::isfinite(weight); });
  return sound ? "" : "a weight is below 0 or not known";
}

/// Columns times the root of the weights.
struct Weighted {
  Matrix x;
  Vector y;
  Vector root;
};

Weighted weighted(const Design& design, std::span<const double> outcome, std::span<const double> weights) {
  const auto n = static_cast<Eigen::Index>(outcome.size());
  const auto k = static_cast<Eigen::Index>(design.columns.size());
  Weighted out{Matrix(n, k), Eigen::Map<const Vector>(outcome.data(), n), Vector::Ones(n)};
  if (!weights.empty()) out.root = Eigen::Map<const Vector>(weights.data(), n).cwiseSqrt();
  for (Eigen::Index column = 0; column < k; ++column)
    out.x.col(column) = out.root.cwiseProduct(
        Eigen::Map<const Vector>(design.columns[static_cast<std::size_t>(column)].data(), n));
  out.y = out.y.cwiseProduct(out.root);
  return out;
}

/// The first column that follows from those before it, or -1.
Eigen::Index aliased(const Matrix& x, const Matrix& r) {
  for (Eigen::Index k = 0; k < r.cols(); ++k)
    if (!(std::abs(r(k, k)) > alias_tolerance * x.col(k).norm())) return k;
  return -1;
}

double explained_share(const Weighted& rows, const Vector& weighted_residuals) {
  const double mean = rows.y.dot(rows.root) / rows.root.squaredNorm();
  const double around = (rows.y - mean * rows.root).squaredNorm();
  return around == 0 ? 0 : 1 - weighted_residuals.squaredNorm() / around;
}

std::vector<double> listed(const Vector& values) { return {values.begin(), values.end()}; }

/// Coefficients, residuals and what standard errors need, once the columns are known to be independent.
void solve(const Weighted& rows, const Eigen::HouseholderQR<Matrix>& qr, const Matrix& r, LeastSquares& fit) {
  const Eigen::Index n = rows.x.rows();
  const Eigen::Index k = rows.x.cols();
  const Vector coefficients =
      r.triangularView<Eigen::Upper>().solve((qr.householderQ().adjoint() * rows.y).head(k));
  const Vector weighted_residuals = rows.y - rows.x * coefficients;
  const Matrix r_inverse = r.triangularView<Eigen::Upper>().solve(Matrix::Identity(k, k));
  const Matrix inverse = r_inverse * r_inverse.transpose();
  const Matrix q = rows.x * r_inverse;  // the thin Q
  const Matrix influence = (q * r_inverse.transpose()).array().colwise() * weighted_residuals.array();
  fit.coefficients = listed(coefficients);
  fit.leverages = listed(q.rowwise().squaredNorm());
  fit.influence.resize(static_cast<std::size_t>(n * k));
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Eigen::Map<RowMajor>(fit.influence.data(), n, k) = influence;
  fit.inverse.resize(static_cast<std::size_t>(k * k));
  Eigen::Map<RowMajor>(fit.inverse.data(), k, k) = inverse;
  fit.sigma = std::sqrt(weighted_residuals.squaredNorm() / fit.df());
  fit.r_squared = explained_share(rows, weighted_residuals);
}

void add_fitted(const Design& design, std::span<const double> outcome, LeastSquares& fit) {
  fit.fitted.assign(outcome.size(), 0);
  for (std::size_t k = 0; k < design.columns.size(); ++k)
    for (std::size_t row = 0; row < outcome.size(); ++row)
      fit.fitted[row] += fit.coefficients[k] * design.columns[k][row];
  fit.residuals.resize(outcome.size());
  for (std::size_t row = 0; row < outcome.size(); ++row) fit.residuals[row] = outcome[row] - fit.fitted[row];
}

}  // namespace

void Design::add(std::string name, std::vector<double> column) {
  names.push_back(std::move(name));
  columns.push_back(std::move(column));
}

Design constant_design(std::size_t rows) {
  Design design;
  design.add("constant", std::vector<double>(rows, 1.0));
  return design;
}

std::size_t LeastSquares::place(const std::string& name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw Fault("a regression has no column " + name);
  return static_cast<std::size_t>(found - names.begin());
}

Answer<LeastSquares> least_squares(const Design& design, std::span<const double> outcome,
                                   std::span<const double> weights, double taken_out) {
  if (std::string fault = design_fault(design, outcome, weights); !fault.empty()) return Refusal{fault};
  LeastSquares fit;
  fit.names = design.names;
  fit.rows = static_cast<double>(outcome.size());
  if (!weights.empty()) fit.rows -= static_cast<double>(std::count(weights.begin(), weights.end(), 0.0));
  fit.parameters = static_cast<double>(design.columns.size()) + taken_out;
  if (fit.df() <= 0) return Refusal{"there are no more rows than coefficients"};
  const Weighted rows = weighted(design, outcome, weights);
  const Eigen::HouseholderQR<Matrix> qr(rows.x);
  const Matrix r = qr.matrixQR().topRows(rows.x.cols()).triangularView<Eigen::Upper>();
  if (const Eigen::Index column = aliased(rows.x, r); column >= 0)
    return Refusal{design.names[static_cast<std::size_t>(column)] + " follows from the columns before it"};
  solve(rows, qr, r, fit);
  add_fitted(design, outcome, fit);
  if (std::string fault = least_squares_fault(design, fit, weights); !fault.empty())
    throw Fault("least squares: " + fault);
  return fit;
}

std::string least_squares_fault(const Design& design, const LeastSquares& fit,
                                std::span<const double> weights) {
  double leverage = 0;
  for (const double part : fit.leverages) leverage += part;
  const auto coefficients = static_cast<double>(fit.coefficients.size());
  if (!(std::abs(leverage - coefficients) <= 1e-6 * coefficients)) return "leverages don't add up";
  for (std::size_t k = 0; k < design.columns.size(); ++k) {
    double product = 0;
    double size = 0;
    for (std::size_t row = 0; row < fit.residuals.size(); ++row) {
      const double weight = weights.empty() ? 1 : weights[row];
      product += weight * design.columns[k][row] * fit.residuals[row];
      size += weight * std::abs(design.columns[k][row]) *
              (std::abs(fit.fitted[row]) + std::abs(fit.residuals[row]));
    }
    if (!(std::abs(product) <= 1e-7 * size)) return "residuals still hang on " + design.names[k];
  }
  return "";
}

}  // namespace outturn::comparison
