// What a review found: how right the link is, band by band and as a whole, with intervals.
//
// Strata (band x taken or not) are weighted by all their pairs, so that a queue that looks harder at doubtful
// pairs does not make the link look worse than it is (stratified estimator: Cochran, Sampling Techniques,
// 1977, chapter 5). Precision: of the pairs taken, the share that is one person. Recall: of the pairs that
// are one person and were compared, the share that was taken; what blocking never looked at is in no review.
// A stratum nobody looked at is unknown, not zero: no whole figure is given then. "Can't tell" stays out; how
// much it could matter is told as a range.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/linkage/review/bands.h"
#include "engine/linkage/review/decisions.h"
#include "engine/linkage/review/intervals.h"

namespace outturn::linkage {

/// What was decided in one stratum.
struct Tally {
  std::uint64_t same = 0;
  std::uint64_t different = 0;
  std::uint64_t unsure = 0;
  [[nodiscard]] std::uint64_t sure() const { return same + different; }
};

/// One band, or all pairs taken, or all not taken.
struct Found {
  std::uint64_t pairs = 0;
  Tally tally;
  double expected = 0;            ///< share that the probabilities promise, of all its pairs
  std::optional<Estimate> share;  ///< that is one person; nullopt where a part of it was not looked at
  /// The promise lies outside what was found: too high (+1), too low (-1), or it is kept (0).
  [[nodiscard]] int promise_broken() const;
};

struct ReviewOutcome {
  std::array<Found, strata> by_stratum;
  std::array<Found, bands> by_band;
  Found taken;      ///< its share is the precision
  Found not_taken;  ///< its share is of pairs that were missed
  std::optional<Estimate> recall;
  std::optional<double> precision_if_unsure_same;
  std::optional<double> precision_if_unsure_different;
  std::size_t disputed = 0;
  std::vector<std::size_t> unseen;  ///< strata with pairs of which none was decided
  /// The stratum where more decisions would narrow precision or recall most.
  std::optional<std::size_t> look_here_for_precision;
  std::optional<std::size_t> look_here_for_recall;
};

/// A decided pair and what the link says of it.
struct Reviewed {
  ReviewPair pair;
  Verdict verdict = Verdict::unsure;
  bool disputed = false;
};

/// `counts` are of all pairs of the link, `reviewed` must be drawn from them by lot within strata.
[[nodiscard]] ReviewOutcome outcome_of(const std::array<Stratum, strata>& counts,
                                       const std::vector<Reviewed>& reviewed);

}  // namespace outturn::linkage
