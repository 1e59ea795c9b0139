// The inverse of a covariance and its root, to the last bit as R has them.
//
// Two people are often as far from a third as each other but for rounding, so that rounding decides who is
// matched: where MatchIt is to be followed pair by pair, the order of every operation counts. Elimination
// with row exchanges and the root with the largest pivot first follow LAPACK's dgesv and dpstf2 (Anderson et
// al., LAPACK Users' Guide, 1999), without their code. It must never know what is matched.
#pragma once

#include <Eigen/Core>

namespace outturn::comparison {

/// Of a symmetric matrix; the generalised inverse (Moore & Penrose) where its determinant is next to nothing.
[[nodiscard]] Eigen::MatrixXd inverse_of(const Eigen::MatrixXd& covariance);

/// R with R'R = matrix, a row for each direction in which it is not zero: the row of the largest pivot first.
[[nodiscard]] Eigen::MatrixXd pivoted_root(const Eigen::MatrixXd& matrix);

}  // namespace outturn::comparison
