// The ways of making people comparable by their words in a specification, and what may be asked of each:
// internal. It must never know a line of text.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "engine/comparison/matching/matching.h"

namespace outturn::comparison {

/// What a specification may ask of a way.
enum class Part : std::uint8_t { ratio, replacement, distance, caliper, exact, order, everyone };

[[nodiscard]] inline const char* words(Part part) {
  switch (part) {
    case Part::ratio:
      return "number of partners";
    case Part::replacement:
      return "replacement";
    case Part::distance:
      return "distance to match on";
    case Part::caliper:
      return "caliper";
    case Part::exact:
      return "exact keys";
    case Part::order:
      return "order";
    case Part::everyone:
      return "effect on everyone";
  }
  return "";
}

struct Way {
  const char* word;
  std::optional<Method> method;  ///< of matching; none: weights
  std::optional<Order> order;    ///< its own
  std::vector<Part> parts;

  [[nodiscard]] bool knows(Part part) const {
    return std::find(parts.begin(), parts.end(), part) != parts.end();
  }
};

[[nodiscard]] inline const std::vector<Way>& ways() {
  using P = Part;
  static const std::vector<Way> all{
      {"nearest",
       Method::nearest,
       {},
       {P::ratio, P::replacement, P::distance, P::caliper, P::exact, P::order}},
      {"closest", Method::nearest, Order::closest, {P::ratio, P::distance, P::caliper, P::exact}},
      {"radius", Method::radius, {}, {P::distance, P::caliper, P::exact}},
      {"mahalanobis",
       Method::mahalanobis,
       {},
       {P::ratio, P::replacement, P::distance, P::caliper, P::exact, P::order}},
      {"subclasses", Method::subclassification, {}, {P::distance, P::everyone}},
      {"coarsened", Method::coarsened_exact, {}, {P::exact}},
      {"optimal", Method::optimal_pairs, {}, {P::distance, P::exact}},
      {"propensity", {}, {}, {P::everyone}},
      {"entropy", {}, {}, {}}};
  return all;
}

[[nodiscard]] inline const Way& weighting(bool entropy) { return ways()[ways().size() - (entropy ? 1 : 2)]; }

/// "nearest, closest, radius, ...": of matching.
[[nodiscard]] inline std::string words_of_ways() {
  std::string out;
  for (const Way& way : ways())
    if (way.method) out += (out.empty() ? "" : ", ") + std::string(way.word);
  return out;
}

}  // namespace outturn::comparison
