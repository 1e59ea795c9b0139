#include "engine/comparison/propensity/soundness.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "engine/base/problem.h"

namespace outturn::comparison {
namespace {

/// A column whose variance is explained by earlier ones but for this share is taken as made of them: what
/// rounding leaves of an exact sum is some 1e-15, age^3 beside age and age^2 leaves 1e-4.
constexpr double least_own_share = 1e-11;

Problem constant_problem(const std::string& name) {
  return problem_at("E223", "", {}, "the column " + name + " is the same for everybody",
                    {"What everybody shares cannot tell who took part, so the model can give it no weight."},
                    {"Leave it out of the covariates, or look whether the file was cut down too far."});
}

Problem aliased_problem(const std::string& name, const std::vector<std::string>& others) {
  return problem_at("E224", "", {}, "the column " + name + " follows from other columns",
                    {"It can be worked out exactly from " + listed(others, "and") +
                     ", so how much weight belongs to which cannot be told."},
                    {"Leave out " + name + " or one of the others."});
}

Problem separated_problem(const std::string& name) {
  return problem_at(
      "E225", "", {}, "the column " + name + " alone tells who took part",
      {"All who took part lie on one side of a value of " + name + " and all others on the other side of it.",
       "The people then have nobody like them to be compared with, and the weight of " + name +
           " would grow without end."},
      {"If it only records taking part, leave it out.",
       "If it matters by itself, keep only people between whom it does not decide, and say so."});
}

/// Which of the sound columns before make up column `j`; empty when it stands for itself.
std::vector<std::size_t> made_of(const Eigen::MatrixXd& products, const std::vector<std::size_t>& before,
                                 std::size_t j) {
  const auto m = static_cast<Eigen::Index>(before.size());
  Eigen::MatrixXd among(m, m);
  Eigen::VectorXd with(m);
  for (Eigen::Index a = 0; a < m; ++a) {
    const auto row = static_cast<Eigen::Index>(before[static_cast<std::size_t>(a)]);
    with[a] = products(row, static_cast<Eigen::Index>(j));
    for (Eigen::Index b = 0; b < m; ++b)
      among(a, b) = products(row, static_cast<Eigen::Index>(before[static_cast<std::size_t>(b)]));
  }
  const Eigen::VectorXd share = among.ldlt().solve(with);
  std::vector<std::size_t> parts;
  if (1 - share.dot(with) > least_own_share) return parts;
  for (Eigen::Index a = 0; a < m; ++a)
    if (std::abs(share[a]) > 1e-5) parts.push_back(before[static_cast<std::size_t>(a)]);
  return parts;
}

bool tells_all(const ColumnRange& range) {
  return range.least[1] >= range.most[0] || range.most[1] <= range.least[0];
}

}  // namespace

bool can_be_fitted(const Likelihood& likelihood, const std::vector<std::string>& names, Problems& problems) {
  bool sound = true;
  std::vector<std::size_t> kept;  // the intercept is no part of any: the columns are centred
  for (std::size_t j = 1; j < names.size(); ++j) {
    const ColumnRange& range = likelihood.ranges()[j];
    std::vector<std::string> others;
    if (std::min(range.least[0], range.least[1]) == std::max(range.most[0], range.most[1])) {
      problems.add(constant_problem(names[j]));
    } else if (tells_all(range)) {
      problems.add(separated_problem(names[j]));
    } else {
      for (const std::size_t part : made_of(likelihood.products(), kept, j)) others.push_back(names[part]);
      if (others.empty()) {
        kept.push_back(j);
        continue;
      }
      problems.add(aliased_problem(names[j], others));
    }
    sound = false;
  }
  return sound;
}

Problem separation_problem(const std::vector<std::string>& names, const Eigen::VectorXd& direction) {
  const auto k = static_cast<Eigen::Index>(names.size());
  const double most = k > 1 ? direction.tail(k - 1).cwiseAbs().maxCoeff() : 0;
  std::vector<std::string> guilty;
  for (Eigen::Index j = 1; j < k; ++j)
    if (std::abs(direction[j]) > 0.2 * most) guilty.push_back(names[static_cast<std::size_t>(j)]);
  return problem_at(
      "E226", "", {}, "columns together tell who took part: " + listed(guilty, "and"),
      {"Some combination of them is found only among those who took part, or only among the "
       "others, so the weights grow without end and no score can be given.",
       "Those people have nobody like them to be compared with."},
      {"Leave one of these columns out, or join words that few people have into one.",
       "Or keep only people for whom both taking part and not taking part occurs, and say so."});
}

}  // namespace outturn::comparison
