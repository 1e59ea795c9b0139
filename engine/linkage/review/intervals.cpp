#include "engine/linkage/review/intervals.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outturn::linkage {
namespace {

double square(double x) { return x * x; }

/// Donner & Zou (2012): limits of a / b, both figures with limits of their own, neither below 0. The lower
/// one is written so that it also holds where b may be twice as large (theirs is then nothing over nothing).
Interval ratio_limits(const Estimate& a, const Estimate& b) {
  const double product = a.value * b.value;
  const double low_over = a.interval.low * (2 * a.value - a.interval.low);
  const double low_under = b.interval.high * (2 * b.value - b.interval.high);
  const double high_over = a.interval.high * (2 * a.value - a.interval.high);
  const double high_under = b.interval.low * (2 * b.value - b.interval.low);
  const auto root = [&](double over, double under) {
    return std::sqrt(std::max(square(product) - over * under, 0.0));
  };
  Interval out{0, std::numeric_limits<double>::infinity()};
  if (low_over > 0) out.low = low_over / (product + root(low_over, low_under));
  if (high_under > 0) out.high = (product + root(high_over, high_under)) / high_under;
  return out;
}

}  // namespace

Estimate share_of(double found, double looked_at, double out_of) {
  if (looked_at <= 0) return {0, {0, 1}};
  const double share = found / looked_at;
  if (out_of > 0 && looked_at >= out_of) return {share, {share, share}};
  const double n = out_of > 0 ? looked_at * (out_of - 1) / (out_of - looked_at) : looked_at;
  const double z2 = square(z_95);
  const double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const double half = z_95 / (1 + z2 / n) * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
  // At the ends the limit is the end itself; rounding must not step beyond it.
  const double low = found <= 0 ? 0 : std::max(0.0, middle - half);
  const double high = found >= looked_at ? 1 : std::min(1.0, middle + half);
  return {share, {low, high}};
}

Estimate sum_of(const std::vector<Part>& parts) {
  Estimate out;
  double down = 0;
  double up = 0;
  for (const Part& part : parts) {
    out.value += part.count * part.share.value;
    down += square(part.count * (part.share.value - part.share.interval.low));
    up += square(part.count * (part.share.interval.high - part.share.value));
  }
  out.interval = {std::max(0.0, out.value - std::sqrt(down)), out.value + std::sqrt(up)};
  return out;
}

Estimate portion_of(const Estimate& part, const Estimate& rest) {
  if (part.value + rest.value <= 0) return {0, {0, 1}};
  if (part.value <= 0) {
    const Interval less = ratio_limits(part, rest);
    return {0, {0, std::isinf(less.high) ? 1 : less.high / (1 + less.high)}};
  }
  const Interval odds = ratio_limits(rest, part);  // of the rest against the part
  return {part.value / (part.value + rest.value), {1 / (1 + odds.high), 1 / (1 + odds.low)}};
}

}  // namespace outturn::linkage
