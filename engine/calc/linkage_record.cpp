#include "engine/calc/linkage_record.h"

#include <algorithm>

#include "engine/values/rounding.h"

namespace outturn::calc {

DrawnPayment drawn_payment(std::string payment, const Exact& decided, std::vector<Exact> drawn, int places) {
  std::sort(drawn.begin(), drawn.end());
  const std::size_t n = drawn.size();
  Exact sum;
  for (const Exact& one : drawn) sum = sum + one;
  const Exact mean = sum / Exact(static_cast<std::int64_t>(n));
  constexpr std::size_t tail = 40;  // 2.5 % on each side
  const std::size_t outside = n / tail;
  DrawnPayment out;
  out.payment = std::move(payment);
  out.decided = decided;
  out.mean = Exact::scaled(round_scaled(mean, places, Rounding::half_up).value_or(0), places);
  out.median = drawn[(n - 1) / 2];
  out.low = drawn[outside];
  out.high = drawn[n - 1 - outside];
  return out;
}

}  // namespace outturn::calc
