// Matching: for everybody who took part, those most like them who did not. The one door to every method.
//
// Nearest neighbours on the propensity score (Rosenbaum & Rubin, American Statistician 39 (1985)) in the
// order and with the ties of MatchIt 4.7.2 (Ho, Imai, King & Stuart, J. Stat. Software 42(8), 2011), or with
// ids to settle ties; all within a radius (Dehejia & Wahba, Rev. Econ. Stat. 84 (2002)); Mahalanobis distance
// (Rubin, Biometrics 36 (1980)); subclasses of the score (Rosenbaum & Rubin, JASA 79 (1984)); coarsened exact
// matching (Iacus, King & Porro, Political Analysis 20 (2012)); optimal pairs (Rosenbaum, JASA 84 (1989)).
// Deterministic: nothing is drawn by lot. It must never know an outcome.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/comparison/matching/matched.h"
#include "engine/comparison/propensity/propensity.h"

namespace outturn::comparison {

enum class Method : std::uint8_t {
  nearest,            ///< on score or logit
  radius,             ///< every comparison person within the caliper
  mahalanobis,        ///< nearest by the covariates themselves; a caliper is on score or logit
  subclassification,  ///< quantiles of the score
  coarsened_exact,    ///< same cell of every covariate, numbers cut in Sturges' number of bins
  optimal_pairs,      ///< 1:1, the least total distance on score or logit
};

/// Who chooses first. `closest`: whoever has the nearest partner.
enum class Order : std::uint8_t { largest, smallest, as_listed, closest };

enum class Distance : std::uint8_t { score, logit };

/// Who is taken when two are exactly as near, and who chooses first when two score the same.
enum class Ties : std::uint8_t {
  like_matchit_4_7_2,  ///< order of the file, then fewer places away in the list by score, then the lower
  by_id,               ///< the same rules with ids in order of bytes for the order of the file; covariates'
                       ///< distances that differ by rounding only are equal, and the first id is taken
};

struct Matching {
  Method method = Method::nearest;
  std::uint32_t ratio = 1;  ///< partners sought for each
  bool replace = false;     ///< a comparison person may be partner to several
  Distance distance = Distance::score;
  std::optional<Order> order;  ///< left out: largest; as listed with replacement or by covariates alone
  std::optional<double> caliper;
  bool caliper_in_sd = false;  ///< in sample standard deviations of the distance over all people
  Ties ties = Ties::by_id;
  Estimand estimand = Estimand::treated;  ///< `everyone` for subclassification only
  int subclasses = 6;
  std::vector<std::string> covariates;  ///< of mahalanobis and coarsened_exact; empty: all of the cohort
};

/// Matches. The cohort must be sound (cohort_fault) and `scores` one a person; coarsened_exact does not look
/// at them, mahalanobis only for a caliper or an order by score. Exact keys are those of the cohort;
/// subclasses know none. Errors, and nullopt: choices that do not go together, nobody matched, more pairs
/// than can be kept. Warnings: more people took part than can be partners, each once; somebody is left
/// without partner, by which the effect is no longer that on all who took part. The result is checked by
/// matched_fault.
[[nodiscard]] std::optional<Matched> match(const Cohort& cohort, const Scores& scores,
                                           const Matching& matching, Problems& problems);

/// The unit matched on of every person.
[[nodiscard]] const std::vector<double>& distance_of(const Scores& scores, Distance distance);

/// Sample standard deviation (n - 1) of `values`, two passes.
[[nodiscard]] double sample_sd(const std::vector<double>& values);

}  // namespace outturn::comparison
