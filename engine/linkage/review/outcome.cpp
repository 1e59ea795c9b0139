#include "engine/linkage/review/outcome.h"

#include <algorithm>

namespace outturn::linkage {
namespace {

using Strata = std::vector<std::size_t>;

Found stratum_found(const Stratum& all, const Tally& tally) {
  Found out;
  out.pairs = all.pairs;
  out.tally = tally;
  if (all.pairs > 0) out.expected = all.expected / static_cast<double>(all.pairs);
  if (tally.sure() > 0) {
    out.share = share_of(static_cast<double>(tally.same), static_cast<double>(tally.sure()),
                         static_cast<double>(all.pairs));
  }
  return out;
}

/// Several strata as one; a single one keeps its own interval.
Found together(const std::array<Found, strata>& found, const Strata& which) {
  Found out;
  std::vector<Part> parts;
  bool known = true;
  for (const std::size_t s : which) {
    const Found& one = found[s];
    if (one.pairs == 0) continue;
    out.pairs += one.pairs;
    out.tally.same += one.tally.same;
    out.tally.different += one.tally.different;
    out.tally.unsure += one.tally.unsure;
    out.expected += one.expected * static_cast<double>(one.pairs);
    known = known && one.share;
    if (one.share) parts.push_back({static_cast<double>(one.pairs), *one.share});
  }
  if (out.pairs == 0) return out;
  const double pairs = static_cast<double>(out.pairs);
  out.expected /= pairs;
  if (!known) return out;
  for (Part& part : parts) part.count /= pairs;
  out.share = sum_of(parts);
  out.share->interval.high = std::min(out.share->interval.high, 1.0);
  return out;
}

Strata all_that_are(bool taken) {
  Strata out;
  for (std::size_t s = 0; s < strata; ++s) {
    if (is_taken(s) == taken) out.push_back(s);
  }
  return out;
}

Estimate times(const Estimate& estimate, double factor) {
  return {estimate.value * factor, {estimate.interval.low * factor, estimate.interval.high * factor}};
}

std::optional<double> precision_if(const std::array<Found, strata>& found, bool unsure_is_same) {
  double same = 0;
  double pairs = 0;
  for (const std::size_t s : all_that_are(true)) {
    if (found[s].pairs == 0) continue;
    const Tally& tally = found[s].tally;
    const std::uint64_t seen = tally.sure() + tally.unsure;
    if (seen == 0) return std::nullopt;
    const std::uint64_t counted = tally.same + (unsure_is_same ? tally.unsure : 0);
    const double n = static_cast<double>(found[s].pairs);
    same += n * static_cast<double>(counted) / static_cast<double>(seen);
    pairs += n;
  }
  if (pairs == 0) return std::nullopt;
  return same / pairs;
}

/// Where the interval's width comes from: the stratum with the largest part in it.
std::optional<std::size_t> widest(const std::array<Found, strata>& found, bool taken) {
  std::optional<std::size_t> out;
  double most = 0;
  for (const std::size_t s : all_that_are(taken)) {
    if (found[s].pairs == 0) continue;
    const Interval interval = found[s].share ? found[s].share->interval : Interval{0, 1};
    const double width = static_cast<double>(found[s].pairs) * (interval.high - interval.low);
    if (width <= most) continue;
    most = width;
    out = s;
  }
  return out;
}

}  // namespace

int Found::promise_broken() const {
  if (!share) return 0;
  if (expected > share->interval.high) return 1;
  return expected < share->interval.low ? -1 : 0;
}

ReviewOutcome outcome_of(const std::array<Stratum, strata>& counts, const std::vector<Reviewed>& reviewed) {
  ReviewOutcome out;
  std::array<Tally, strata> tallies;
  for (const Reviewed& one : reviewed) {
    Tally& tally = tallies[stratum_of(one.pair)];
    ++(one.verdict == Verdict::same        ? tally.same
       : one.verdict == Verdict::different ? tally.different
                                           : tally.unsure);
    out.disputed += one.disputed ? 1 : 0;
  }
  for (std::size_t s = 0; s < strata; ++s) {
    out.by_stratum[s] = stratum_found(counts[s], tallies[s]);
    if (counts[s].pairs > 0 && tallies[s].sure() == 0) out.unseen.push_back(s);
  }
  for (std::size_t b = 0; b < bands; ++b) out.by_band[b] = together(out.by_stratum, {2 * b, 2 * b + 1});
  out.taken = together(out.by_stratum, all_that_are(true));
  out.not_taken = together(out.by_stratum, all_that_are(false));
  const bool nothing_left = out.not_taken.pairs == 0;
  if (out.taken.share && (out.not_taken.share || nothing_left)) {
    const Estimate missed = nothing_left
                                ? Estimate{0, {0, 0}}
                                : times(*out.not_taken.share, static_cast<double>(out.not_taken.pairs));
    out.recall = portion_of(times(*out.taken.share, static_cast<double>(out.taken.pairs)), missed);
  }
  out.precision_if_unsure_same = precision_if(out.by_stratum, true);
  out.precision_if_unsure_different = precision_if(out.by_stratum, false);
  out.look_here_for_precision = widest(out.by_stratum, true);
  out.look_here_for_recall = widest(out.by_stratum, false);
  return out;
}

}  // namespace outturn::linkage
