// Who is compared with whom: the one result of every way of matching.
//
// Pairs (or sets) keep the order in which partners were chosen; subclasses and strata keep a number a
// person. Weights are the means of both: a group's weights add up to the number of its people with a weight
// (MatchIt's scale). This header must never know an outcome: nobody is paired by what became of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/comparison/cohort/cohort.h"

namespace outturn::comparison {

enum class Estimand : std::uint8_t { treated, everyone };  ///< ATT, ATE

struct Matched {
  std::vector<std::uint32_t> treated;   ///< row of every treated person, in order of the file
  std::vector<std::uint32_t> first;     ///< where the partners of each begin; one more than `treated`
  std::vector<std::uint32_t> partners;  ///< rows, in the order chosen
  std::vector<std::int32_t> stratum;    ///< a person; -1: in none. Empty where there are pairs
  std::vector<double> weights;          ///< a person; 0: not compared
  double total_distance = 0;            ///< over all pairs, in the unit matched on
  double caliper = 0;                   ///< in that unit; 0: none
  bool with_replacement = false;
  Estimand estimand = Estimand::treated;

  [[nodiscard]] std::size_t partner_count(std::size_t t) const { return first[t + 1] - first[t]; }
};

/// What holds of every result: partners are comparison people with the same exact keys, none twice without
/// replacement, none twice in one set, weights as said above, nobody weighted who is not matched. Empty
/// when sound, else the first fault in words. Run in production.
[[nodiscard]] std::string matched_fault(const Cohort& cohort, const Matched& matched);

}  // namespace outturn::comparison
