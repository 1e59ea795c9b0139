// What is inside an Exact, for the .cpp files of exact numbers alone: the spilled form, the small
// form in lowest terms, and the ways between them. Boost.Multiprecision goes no further than this.
#pragma once

#include <cstdint>

#include <boost/multiprecision/cpp_int.hpp>

#include "engine/values/exact.h"

namespace outturn {

using Int128 = __int128;
using Wide = unsigned __int128;
using boost::multiprecision::cpp_int;

/// In lowest terms, den > 0, and at least one part beyond 64 bits: what fits is never spilled.
struct Exact::Big {
  cpp_int num;
  cpp_int den;
};

/// A small number in lowest terms, sign apart: magnitudes up to 2^63 need no special case.
struct Lowest {
  bool negative;
  std::uint64_t num;
  std::uint64_t den;
};

[[nodiscard]] std::uint64_t magnitude_of(std::int64_t number);
/// The magnitude must fit.
[[nodiscard]] std::int64_t with_sign(bool negative, std::uint64_t magnitude);
[[nodiscard]] Lowest lowest(Exact::Small parts);

/// The way in and out of Exact's parts.
struct ExactParts {
  static Exact small(std::int64_t num, std::int64_t den) { return {num, den}; }
  /// Any number in lowest terms, as big parts.
  static Exact::Big big(const Exact& value);
  /// Shrinks when it can. den must not be 0; it may be negative.
  static Exact reduced(cpp_int num, cpp_int den);
  /// The same of parts known to be in lowest terms, den > 0.
  static Exact kept(cpp_int num, cpp_int den);
  /// The same of magnitudes in lowest terms of up to 128 bits.
  static Exact from_wide(bool negative, Wide num, Wide den);
};

}  // namespace outturn
