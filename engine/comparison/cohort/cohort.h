// The people compared: who took part, what was known of each before, and what became of them.
//
// Columns, one value a person, in the order of the file. Nothing is missing here: a reader that meets an
// empty cell tells it and goes no further, so no method drops anybody in silence. This header must never
// know a file, a specification or a method.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace outturn::comparison {

/// What was known of each person: a number, or a word out of a few (a factor).
struct Covariate {
  std::string name;
  std::vector<double> numbers;      ///< of a number
  std::vector<std::string> levels;  ///< of a factor, in order of bytes; the first is the reference
  std::vector<std::int32_t> codes;  ///< of a factor: index into `levels`

  [[nodiscard]] bool is_factor() const { return !levels.empty(); }
};

/// What became of each person; a yes or no is 1 or 0.
struct Outcome {
  std::string name;
  std::vector<double> values;

  [[nodiscard]] bool is_binary() const;
};

struct Cohort {
  std::vector<std::string> ids;       ///< each once
  std::vector<std::uint8_t> treated;  ///< 1: took part; 0: may be compared with
  std::vector<Covariate> covariates;
  std::vector<Outcome> outcomes;
  std::vector<Covariate> exact;  ///< two people are only ever paired where these are equal

  [[nodiscard]] std::size_t size() const { return treated.size(); }
  [[nodiscard]] std::size_t treated_count() const;
};

/// Two rows, the earlier first, that share an id; of the first id found to stand twice. nullopt when there is
/// none.
[[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> repeated_id(
    const std::vector<std::string>& ids);

/// Parallel lengths, ids once, flags 0 or 1, finite numbers, codes within levels, somebody on either side.
/// Empty when sound, else the first fault in words. Run in production.
[[nodiscard]] std::string cohort_fault(const Cohort& cohort);

}  // namespace outturn::comparison
