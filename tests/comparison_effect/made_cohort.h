// Small random cohorts and matchings for tests against slow, plain definitions.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/comparison/cohort/cohort.h"
#include "engine/comparison/matching/matched.h"
#include "tests/support/dice.h"

namespace outturn::comparison::test {

using ::outturn::test::Dice;

/// A number with ties, a 0/1, a factor of three levels, and an outcome.
inline Cohort made_cohort(Dice& dice, std::size_t people) {
  Cohort cohort;
  Covariate age{"age", {}, {}, {}};
  Covariate flag{"flag", {}, {}, {}};
  Covariate area{"area", {}, {"east", "north", "south"}, {}};
  Outcome outcome{"y", {}};
  for (std::size_t i = 0; i < people; ++i) {
    cohort.ids.push_back("p" + std::to_string(i));
    cohort.treated.push_back(i % 3 == 0 ? 1 : 0);
    age.numbers.push_back(static_cast<double>(dice.below(12)) / 4 - 1);
    flag.numbers.push_back(dice.share() < 0.4 ? 1 : 0);
    area.codes.push_back(static_cast<std::int32_t>(dice.below(3)));
    outcome.values.push_back(dice.share() * 10 + age.numbers.back());
  }
  cohort.covariates = {age, flag, area};
  cohort.outcomes = {outcome};
  return cohort;
}

/// Each group's weights made to add up to its number of weighted people.
inline void scale(const Cohort& cohort, std::vector<double>& weights) {
  for (const std::uint8_t group : {0, 1}) {
    double sum = 0;
    double people = 0;
    for (std::size_t i = 0; i < cohort.size(); ++i)
      if (cohort.treated[i] == group && weights[i] > 0) {
        sum += weights[i];
        people += 1;
      }
    for (std::size_t i = 0; i < cohort.size(); ++i)
      if (cohort.treated[i] == group) weights[i] *= people / sum;
  }
}

/// Up to two partners each at random; some have none.
inline Matched made_pairs(Dice& dice, const Cohort& cohort, bool replace) {
  Matched matched;
  matched.with_replacement = replace;
  matched.weights.assign(cohort.size(), 0);
  matched.first.push_back(0);
  std::vector<bool> used(cohort.size(), false);
  for (std::uint32_t i = 0; i < cohort.size(); ++i) {
    if (cohort.treated[i] == 0) continue;
    matched.treated.push_back(i);
    const std::size_t begin = matched.partners.size();
    for (int tries = 0; tries < 3 && matched.partners.size() < begin + 2; ++tries) {
      const auto j = static_cast<std::uint32_t>(dice.below(cohort.size()));
      const bool twice = matched.partners.size() > begin && matched.partners.back() == j;
      if (cohort.treated[j] != 0 || twice || (!replace && used[j])) continue;
      used[j] = true;
      matched.partners.push_back(j);
    }
    const auto count = static_cast<double>(matched.partners.size() - begin);
    matched.first.push_back(static_cast<std::uint32_t>(matched.partners.size()));
    if (count > 0) matched.weights[i] = 1;
    for (std::size_t p = begin; p < matched.partners.size(); ++p)
      matched.weights[matched.partners[p]] += 1 / count;
  }
  scale(cohort, matched.weights);
  return matched;
}

/// Strata at random, a fifth of people in none.
inline Matched made_strata(Dice& dice, const Cohort& cohort) {
  Matched matched;
  for (std::uint32_t i = 0; i < cohort.size(); ++i) {
    const auto s = static_cast<std::int32_t>(dice.below(5)) - 1;
    matched.stratum.push_back(s);
    matched.weights.push_back(s < 0 ? 0 : 0.5 + dice.share());
    if (cohort.treated[i] != 0) matched.treated.push_back(i);
  }
  scale(cohort, matched.weights);
  return matched;
}

}  // namespace outturn::comparison::test
