// Exact rational numbers: what every figure of a contract is until it is rounded.
//
// An Exact is a ratio of two integers of any size. Small ones (both parts fit 64 bits, which is
// nearly all) live in the object; larger ones spill to Boost.Multiprecision behind a pointer. It
// must never know about double, except in to_double (the last call before a cell is written).
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace outturn {

class Exact {
 public:
  Exact() = default;
  Exact(std::int64_t whole) : num_(whole) {}  // NOLINT(google-explicit-constructor): whole numbers are exact
  template <class Binary, std::enable_if_t<std::is_floating_point_v<Binary>, int> = 0>
  Exact(Binary) = delete;  ///< a double would lose its fraction without a word
  /// num/den; den must not be 0 (throws Fault).
  static Exact ratio(std::int64_t num, std::int64_t den);
  /// scaled / 10^places, places 0..18.
  static Exact scaled(std::int64_t scaled, int places);
  /// A decimal ("-12.340") or ratio ("12/7"); nullopt when the text is neither, or beyond 1000
  /// characters (no contract needs them, and reading them takes quadratic time).
  static std::optional<Exact> parse(std::string_view text);

  Exact(const Exact& other)
      : num_(other.num_), den_(other.den_), big_(other.big_ ? copy_of(*other.big_) : nullptr) {}
  Exact(Exact&& other) noexcept = default;
  Exact& operator=(const Exact& other);
  Exact& operator=(Exact&& other) noexcept = default;
  ~Exact() = default;

  friend Exact operator+(const Exact& a, const Exact& b);
  friend Exact operator-(const Exact& a, const Exact& b);
  friend Exact operator*(const Exact& a, const Exact& b);
  /// Dividing by 0 throws Fault: callers guard.
  friend Exact operator/(const Exact& a, const Exact& b);
  Exact operator-() const;
  friend bool operator==(const Exact& a, const Exact& b);
  friend std::strong_ordering operator<=>(const Exact& a, const Exact& b);

  [[nodiscard]] int sign() const;  ///< -1, 0, 1
  [[nodiscard]] bool is_whole() const;
  [[nodiscard]] Exact abs() const;
  /// The largest whole number not above this one (-2.1 -> -3).
  [[nodiscard]] Exact floor() const;
  /// Whole power; n >= 0 (n < 0 only of a non-zero number).
  [[nodiscard]] Exact power(int n) const;

  /// "n/d" in lowest terms, "n" when whole.
  [[nodiscard]] std::string fraction() const;
  /// Finite decimal text without trailing zeros ("0.0839"), nullopt when the decimal never ends.
  [[nodiscard]] std::optional<std::string> decimal() const;
  /// Decimal text rounded half away from zero to at most `digits` significant digits, no exponent.
  [[nodiscard]] std::string significant(int digits) const;
  /// The nearest double (ties to even); +-infinity is refused with Fault.
  [[nodiscard]] double to_double() const;

  struct Big;  ///< spilled form, told in exact_parts.h
  /// Both parts when they fit 64 bits (den > 0, not always in lowest terms); else nullopt.
  struct Small {
    std::int64_t num;
    std::int64_t den;
  };
  [[nodiscard]] std::optional<Small> small() const;

 private:
  friend struct ExactParts;
  /// A deleter of our own lets the defaulted members above stay inline while Big is incomplete.
  struct DropBig {
    void operator()(Big* big) const noexcept;
  };
  using BigHandle = std::unique_ptr<Big, DropBig>;

  Exact(std::int64_t num, std::int64_t den) : num_(num), den_(den) {}
  static BigHandle copy_of(const Big& big);
  [[nodiscard]] static bool both_small(const Exact& a, const Exact& b) { return !a.big_ && !b.big_; }
  // What the inline operators below leave over: unlike denominators, overflow, spilled numbers.
  static Exact sum(const Exact& a, const Exact& b);
  static Exact difference(const Exact& a, const Exact& b);
  static Exact product(const Exact& a, const Exact& b);
  static Exact quotient(const Exact& a, const Exact& b);
  static std::strong_ordering compare(const Exact& a, const Exact& b);

  // When big_ is set, num_ and den_ are 0 and 1: a moved-from number is then 0, never nonsense.
  std::int64_t num_ = 0;
  std::int64_t den_ = 1;
  BigHandle big_;
};

inline Exact& Exact::operator=(const Exact& other) {
  if (this == &other) return *this;
  num_ = other.num_;
  den_ = other.den_;
  if (big_ || other.big_) big_ = other.big_ ? copy_of(*other.big_) : nullptr;
  return *this;
}

// The hot paths: no gcd while the parts fit 64 bits, since most numbers are rounded (and so made
// small again) long before they overflow.

inline Exact operator+(const Exact& a, const Exact& b) {
  std::int64_t num = 0;
  if (Exact::both_small(a, b) && a.den_ == b.den_ && !__builtin_add_overflow(a.num_, b.num_, &num)) {
    return {num, a.den_};
  }
  return Exact::sum(a, b);
}

inline Exact operator-(const Exact& a, const Exact& b) {
  std::int64_t num = 0;
  if (Exact::both_small(a, b) && a.den_ == b.den_ && !__builtin_sub_overflow(a.num_, b.num_, &num)) {
    return {num, a.den_};
  }
  return Exact::difference(a, b);
}

inline Exact operator*(const Exact& a, const Exact& b) {
  std::int64_t num = 0;
  std::int64_t den = 1;
  if (Exact::both_small(a, b) && !__builtin_mul_overflow(a.num_, b.num_, &num) &&
      !__builtin_mul_overflow(a.den_, b.den_, &den)) {
    return {num, den};
  }
  return Exact::product(a, b);
}

inline Exact operator/(const Exact& a, const Exact& b) {
  std::int64_t num = 0;
  std::int64_t den = 1;
  if (Exact::both_small(a, b) && b.num_ > 0 && !__builtin_mul_overflow(a.num_, b.den_, &num) &&
      !__builtin_mul_overflow(a.den_, b.num_, &den)) {
    return {num, den};
  }
  return Exact::quotient(a, b);
}

inline bool operator==(const Exact& a, const Exact& b) {
  if (Exact::both_small(a, b) && a.den_ == b.den_) return a.num_ == b.num_;
  return Exact::compare(a, b) == 0;
}

inline std::strong_ordering operator<=>(const Exact& a, const Exact& b) {
  if (Exact::both_small(a, b) && a.den_ == b.den_) return a.num_ <=> b.num_;
  return Exact::compare(a, b);
}

inline std::optional<Exact::Small> Exact::small() const {
  if (big_) return std::nullopt;
  return Small{num_, den_};
}

}  // namespace outturn
