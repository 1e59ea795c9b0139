// What the tests of statistics share: the golden numbers (R 4.2.2 and published tables), which lie outside
// the repository, and one measure of agreement.
#pragma once

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <limits>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/comparison/statistics/intervals.h"
#include "tests/values/shared_golden.h"

namespace outturn::comparison::test {

using Json = nlohmann::json;

constexpr double golden_tolerance = 1e-10;  // relative

/// A golden number: "Inf" is infinity.
inline double number(const Json& value) {
  return value.is_string() ? std::numeric_limits<double>::infinity() : value.get<double>();
}

inline void expect_near(double ours, double theirs, const std::string& what,
                        double tolerance = golden_tolerance) {
  SCOPED_TRACE(what);
  if (theirs == 0 || std::isinf(theirs)) {
    if (theirs == 0)
      EXPECT_LE(std::abs(ours), 1e-15);
    else
      EXPECT_EQ(ours, theirs);
    return;
  }
  EXPECT_LE(std::abs(ours - theirs), tolerance * std::abs(theirs))
      << "ours " << std::setprecision(17) << ours << ", theirs " << theirs << ", relative "
      << std::abs(ours / theirs - 1);
}

/// `theirs` with lo and hi.
inline void expect_near(const Interval& ours, const Json& theirs, const std::string& what,
                        double tolerance = golden_tolerance) {
  expect_near(ours.low, number(theirs.at("lo")), what + ".lo", tolerance);
  expect_near(ours.high, number(theirs.at("hi")), what + ".hi", tolerance);
}

}  // namespace outturn::comparison::test
