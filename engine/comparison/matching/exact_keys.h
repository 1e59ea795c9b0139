// Exact keys into one number a person: equal where all keys are equal.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/comparison/cohort/cohort.h"

namespace outturn::comparison {

struct ExactKeys {
  std::vector<std::uint32_t> key;  ///< of each person, below `count`
  std::uint32_t count = 1;
};

/// Of these columns, which may be any of the cohort's. Without columns everybody has key 0.
[[nodiscard]] ExactKeys exact_keys(const std::vector<Covariate>& columns, std::size_t people);

/// Makes the keys finer by one more code a person, each below `codes`.
void refine(ExactKeys& keys, const std::vector<std::uint32_t>& code, std::uint32_t codes);

}  // namespace outturn::comparison
