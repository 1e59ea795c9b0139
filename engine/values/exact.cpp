// Arithmetic of exact numbers. Ways in order of cost: the inline paths of exact.h without any gcd,
// here 64-bit gcds with 128-bit products, and last the spilled form.
#include "engine/values/exact.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/base/problem.h"
#include "engine/values/exact_parts.h"
#include "engine/values/rounding.h"

namespace outturn {

void Exact::DropBig::operator()(Big* big) const noexcept { delete big; }

Exact::BigHandle Exact::copy_of(const Big& big) { return BigHandle(new Big(big)); }

namespace {

constexpr std::int64_t least_small = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t largest_small = std::numeric_limits<std::int64_t>::max();

bool fits(bool negative, const Wide& magnitude) {
  return magnitude <= Wide{static_cast<std::uint64_t>(largest_small)} + (negative ? 1 : 0);
}

cpp_int to_big(Wide number) {
  cpp_int result = static_cast<std::uint64_t>(number >> 64U);
  result <<= 64U;
  result += static_cast<std::uint64_t>(number);
  return result;
}

}  // namespace

std::uint64_t magnitude_of(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return number < 0 ? 0 - bits : bits;
}

std::int64_t with_sign(bool negative, std::uint64_t magnitude) {
  return static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
}

Lowest lowest(Exact::Small parts) {
  const std::uint64_t num = magnitude_of(parts.num);
  const auto den = static_cast<std::uint64_t>(parts.den);
  const std::uint64_t common = std::gcd(num, den);
  return {parts.num < 0, num / common, den / common};
}

Exact::Big ExactParts::big(const Exact& value) {
  if (value.big_) return *value.big_;
  const Lowest parts = lowest({value.num_, value.den_});
  cpp_int num = parts.num;
  if (parts.negative) num = -num;
  return {std::move(num), cpp_int(parts.den)};
}

Exact ExactParts::reduced(cpp_int num, cpp_int den) {
  const cpp_int common = gcd(num, den);
  if (common != 1) {
    num /= common;
    den /= common;
  }
  if (den < 0) {
    num = -num;
    den = -den;
  }
  return kept(std::move(num), std::move(den));
}

Exact ExactParts::kept(cpp_int num, cpp_int den) {
  if (num >= least_small && num <= largest_small && den <= largest_small) {
    return {num.convert_to<std::int64_t>(), den.convert_to<std::int64_t>()};
  }
  Exact result;
  result.big_.reset(new Exact::Big{std::move(num), std::move(den)});
  return result;
}

Exact ExactParts::from_wide(bool negative, Wide num, Wide den) {
  if (fits(negative, num) && fits(false, den)) {
    return {with_sign(negative, static_cast<std::uint64_t>(num)), static_cast<std::int64_t>(den)};
  }
  cpp_int big_num = to_big(num);
  if (negative) big_num = -big_num;
  return kept(std::move(big_num), to_big(den));
}

namespace {

/// Cross-cancelling keeps every gcd in 64 bits and the product in lowest terms.
Exact lowest_product(const Lowest& a, const Lowest& b) {
  const std::uint64_t across = std::gcd(a.num, b.den);
  const std::uint64_t back = std::gcd(b.num, a.den);
  const Wide num = Wide{a.num / across} * (b.num / back);
  const Wide den = Wide{a.den / back} * (b.den / across);
  return ExactParts::from_wide(a.negative != b.negative, num, den);
}

/// Knuth, The Art of Computer Programming 2, 4.5.1: what num and den of a sum of numbers in lowest
/// terms have in common divides the gcd of the denominators, so no 128-bit gcd is needed.
Exact lowest_sum(const Lowest& a, const Lowest& b) {
  const std::uint64_t shared = std::gcd(a.den, b.den);
  const auto left = static_cast<Int128>(Wide{a.num} * (b.den / shared));
  const auto right = static_cast<Int128>(Wide{b.num} * (a.den / shared));
  const Int128 sum = (a.negative ? -left : left) + (b.negative ? -right : right);
  if (sum == 0) return {};
  const bool negative = sum < 0;
  const auto num = static_cast<Wide>(negative ? -sum : sum);
  const std::uint64_t common = std::gcd(static_cast<std::uint64_t>(num % shared), shared);
  return ExactParts::from_wide(negative, num / common, Wide{a.den / shared} * (b.den / common));
}

/// The sum without any gcd, when it fits; whole numbers and denominators that divide one another
/// keep the larger denominator, so that running sums do not grow.
bool plain_sum(Exact::Small a, Exact::Small b, Exact::Small& out) {
  if (a.den < b.den) std::swap(a, b);
  std::int64_t right = 0;
  if (a.den % b.den == 0) {
    out.den = a.den;
    return !__builtin_mul_overflow(b.num, a.den / b.den, &right) &&
           !__builtin_add_overflow(a.num, right, &out.num);
  }
  std::int64_t left = 0;
  return !__builtin_mul_overflow(a.den, b.den, &out.den) && !__builtin_mul_overflow(a.num, b.den, &left) &&
         !__builtin_mul_overflow(b.num, a.den, &right) && !__builtin_add_overflow(left, right, &out.num);
}

Exact small_sum(Exact::Small a, Exact::Small b) {
  Exact::Small plain{};
  if (plain_sum(a, b, plain)) return ExactParts::small(plain.num, plain.den);
  return lowest_sum(lowest(a), lowest(b));
}

std::strong_ordering ordering(int comparison) {
  if (comparison < 0) return std::strong_ordering::less;
  if (comparison > 0) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

}  // namespace

Exact Exact::ratio(std::int64_t num, std::int64_t den) {
  if (den == 0) throw Fault("a ratio was made with 0 below");
  if (den > 0) return {num, den};
  return Exact(num) / Exact(den);
}

Exact Exact::scaled(std::int64_t scaled, int places) { return {scaled, power_of_ten(places)}; }

Exact Exact::sum(const Exact& a, const Exact& b) {
  if (both_small(a, b)) return small_sum({a.num_, a.den_}, {b.num_, b.den_});
  const Big x = ExactParts::big(a);
  const Big y = ExactParts::big(b);
  return ExactParts::reduced(x.num * y.den + y.num * x.den, x.den * y.den);
}

Exact Exact::difference(const Exact& a, const Exact& b) {
  if (both_small(a, b) && b.num_ != least_small) {
    return small_sum({a.num_, a.den_}, {-b.num_, b.den_});
  }
  return sum(a, -b);
}

Exact Exact::product(const Exact& a, const Exact& b) {
  if (both_small(a, b)) return lowest_product(lowest({a.num_, a.den_}), lowest({b.num_, b.den_}));
  const Big x = ExactParts::big(a);
  const Big y = ExactParts::big(b);
  return ExactParts::reduced(x.num * y.num, x.den * y.den);
}

Exact Exact::quotient(const Exact& a, const Exact& b) {
  if (b.sign() == 0) throw Fault("a number was divided by 0");
  if (both_small(a, b)) {
    const Lowest divisor = lowest({b.num_, b.den_});
    return lowest_product(lowest({a.num_, a.den_}), {divisor.negative, divisor.den, divisor.num});
  }
  const Big x = ExactParts::big(a);
  const Big y = ExactParts::big(b);
  return ExactParts::reduced(x.num * y.den, x.den * y.num);
}

std::strong_ordering Exact::compare(const Exact& a, const Exact& b) {
  if (both_small(a, b)) {
    const Int128 left = Int128{a.num_} * b.den_;
    const Int128 right = Int128{b.num_} * a.den_;
    return ordering(left < right ? -1 : (left > right ? 1 : 0));
  }
  const Big x = ExactParts::big(a);
  const Big y = ExactParts::big(b);
  const cpp_int left = x.num * y.den;
  const cpp_int right = y.num * x.den;
  return ordering(left.compare(right));
}

Exact Exact::operator-() const {
  if (!big_ && num_ != least_small) return {-num_, den_};
  Big parts = ExactParts::big(*this);
  return ExactParts::kept(-parts.num, std::move(parts.den));
}

int Exact::sign() const {
  if (big_) return big_->num.sign();
  return num_ < 0 ? -1 : (num_ > 0 ? 1 : 0);
}

bool Exact::is_whole() const { return big_ ? big_->den == 1 : num_ % den_ == 0; }

Exact Exact::abs() const { return sign() < 0 ? -*this : *this; }

Exact Exact::floor() const {
  if (!big_) {
    const std::int64_t towards_zero = num_ / den_;
    return Exact(num_ < 0 && num_ % den_ != 0 ? towards_zero - 1 : towards_zero);
  }
  cpp_int towards_zero = big_->num / big_->den;
  if (big_->num < 0 && big_->den != 1) --towards_zero;
  return ExactParts::kept(std::move(towards_zero), cpp_int(1));
}

Exact Exact::power(int n) const {
  Exact result(1);
  Exact square = *this;
  for (std::uint64_t left = magnitude_of(n); left != 0; left >>= 1U) {
    if ((left & 1U) != 0) result = result * square;
    if (left > 1) square = square * square;
  }
  return n < 0 ? Exact(1) / result : result;
}

// ---- to double

namespace {

constexpr int mantissa_bits = 53;
constexpr int lowest_exponent = -1074;  // of the last bit of the smallest double
constexpr std::int64_t exact_in_double = std::int64_t{1} << mantissa_bits;

/// quotient * 2^-shift to the nearest double, ties to even. The quotient has 61 to 63 bits, cut;
/// `sticky` says that something was cut off.
double quotient_to_double(std::uint64_t quotient, bool sticky, int shift) {
  const int top = static_cast<int>(std::bit_width(quotient)) - 1;
  const int last = std::max(top - shift - (mantissa_bits - 1), lowest_exponent);
  const int dropped = last + shift;
  if (dropped >= 64) return 0;  // below half of the smallest double
  const std::uint64_t kept = quotient >> static_cast<unsigned>(dropped);
  const std::uint64_t half = std::uint64_t{1} << static_cast<unsigned>(dropped - 1);
  const std::uint64_t rest = quotient & (2 * half - 1);
  const bool up = rest > half || (rest == half && (sticky || (kept & 1U) != 0));
  const double result = std::ldexp(static_cast<double>(kept + (up ? 1 : 0)), last);
  if (std::isinf(result)) throw Fault("a number is too large for a spreadsheet");
  return result;
}

double small_to_double(const Lowest& parts) {
  if (parts.den == 1) return static_cast<double>(parts.num);  // and the shift below is not negative
  const int shift =
      62 + static_cast<int>(std::bit_width(parts.den)) - static_cast<int>(std::bit_width(parts.num));
  const Wide top = Wide{parts.num} << static_cast<unsigned>(shift);
  return quotient_to_double(static_cast<std::uint64_t>(top / parts.den), top % parts.den != 0, shift);
}

double big_to_double(cpp_int num, cpp_int den) {
  const int shift = 62 + static_cast<int>(msb(den)) - static_cast<int>(msb(num));
  if (shift >= 0) {
    num <<= static_cast<unsigned>(shift);
  } else {
    den <<= static_cast<unsigned>(-shift);
  }
  cpp_int quotient;
  cpp_int rest;
  divide_qr(num, den, quotient, rest);
  return quotient_to_double(quotient.convert_to<std::uint64_t>(), rest != 0, shift);
}

}  // namespace

double Exact::to_double() const {
  if (big_) {
    const double size = big_to_double(boost::multiprecision::abs(big_->num), big_->den);
    return sign() < 0 ? 0 - size : size;  // 0 - 0 is 0, -0 would show in a cell
  }
  if (num_ == 0) return 0;
  const bool exact_parts = num_ <= exact_in_double && num_ >= -exact_in_double && den_ <= exact_in_double;
  if (exact_parts) return static_cast<double>(num_) / static_cast<double>(den_);  // rounds once
  const double size = small_to_double(lowest({num_, den_}));
  return num_ < 0 ? -size : size;
}

}  // namespace outturn
