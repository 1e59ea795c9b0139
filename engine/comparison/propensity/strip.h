// A strip of people held column by column in the nearest cache, and the sums of products over it.
//
// Most of a model's time goes into these sums. They are kept in lanes of a fixed number, added up in a fixed
// order, so that they are the same whatever the machine's vectors hold; tiles of three columns by three keep
// nine sums going at once.
#pragma once

#include <Eigen/Core>
#include <cstddef>

namespace outturn::comparison {

inline constexpr std::size_t strip_people = 256;

/// One column of a strip.
using StripColumn = Eigen::Array<double, static_cast<int>(strip_people), 1>;

/// Columns of a strip, filled up with empty ones to a multiple of three.
class Strip {
 public:
  explicit Strip(std::size_t columns);

  [[nodiscard]] Eigen::Map<StripColumn> column(std::size_t j) {
    return Eigen::Map<StripColumn>(values_.data() + j * strip_people);
  }
  [[nodiscard]] const double* data(std::size_t j) const { return values_.data() + j * strip_people; }
  [[nodiscard]] std::size_t columns() const { return columns_; }

 private:
  std::size_t columns_;
  Eigen::ArrayXd values_;
};

/// Adds the products of every column of `left` with every column of `right` not after it to the lower
/// triangle of `sums`. Both have the same columns.
void add_products(const Strip& left, const Strip& right, Eigen::MatrixXd& sums);

/// Adds the product of each column with `other` to `sums`.
void add_products(const Strip& strip, const StripColumn& other, Eigen::VectorXd& sums);

}  // namespace outturn::comparison
