// Many tests at once: p values made larger for how many were made.
//
// Bonferroni; Holm (Scand J Stat 1979) and Hochberg (Biometrika 1988), which hold the chance of one false
// finding or more; Benjamini and Hochberg (JRSS B 1995) and Benjamini and Yekutieli (Ann Stat 2001), which
// hold the expected share of false findings among those found. A corrected p is compared with the level as
// before. Every test made is reported, corrected or not. This header must never know what was tested.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/comparison/statistics/answer.h"

namespace outturn::comparison {

enum class Multiplicity : std::uint8_t {
  bonferroni,
  holm,
  hochberg,
  benjamini_hochberg,
  benjamini_yekutieli
};

/// In the order given, never above 1. Refused without a p value and with one outside 0 to 1.
[[nodiscard]] Answer<std::vector<double>> corrected(std::span<const double> p, Multiplicity rule);

}  // namespace outturn::comparison
