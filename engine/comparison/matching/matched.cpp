#include "engine/comparison/matching/matched.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace outturn::comparison {
namespace {

bool same_keys(const Cohort& cohort, std::size_t a, std::size_t b) {
  return std::all_of(cohort.exact.begin(), cohort.exact.end(), [&](const Covariate& key) {
    return key.is_factor() ? key.codes[a] == key.codes[b] : key.numbers[a] == key.numbers[b];
  });
}

/// `last_set` remembers of each person the last set that had them, numbered from 1.
std::string set_fault(const Cohort& cohort, const Matched& matched, std::size_t t,
                      std::vector<std::uint32_t>& last_set) {
  const std::uint32_t person = matched.treated[t];
  for (std::uint32_t p = matched.first[t]; p < matched.first[t + 1]; ++p) {
    const std::uint32_t partner = matched.partners[p];
    if (partner >= cohort.size() || cohort.treated[partner] != 0)
      return cohort.ids[person] + " has a partner who is no comparison person";
    if (!same_keys(cohort, person, partner))
      return cohort.ids[person] + " and " + cohort.ids[partner] + " differ in an exact key";
    if (std::exchange(last_set[partner], static_cast<std::uint32_t>(t + 1)) == t + 1)
      return cohort.ids[person] + " has one partner twice";
  }
  return "";
}

/// How often each person is a partner.
std::vector<std::uint32_t> uses_of(const Cohort& cohort, const Matched& matched) {
  std::vector<std::uint32_t> uses(cohort.size(), 0);
  for (const std::uint32_t partner : matched.partners) ++uses[partner];
  return uses;
}

std::string pairs_fault(const Cohort& cohort, const Matched& matched) {
  if (matched.treated.size() != cohort.treated_count() ||
      matched.first.size() != matched.treated.size() + 1 || matched.first.front() != 0 ||
      matched.first.back() != matched.partners.size())
    return "the pairs are not one set a treated person";
  std::vector<std::uint32_t> last_set(cohort.size(), 0);
  for (std::size_t t = 0; t < matched.treated.size(); ++t) {
    const std::uint32_t person = matched.treated[t];
    if (person >= cohort.size() || cohort.treated[person] == 0 ||
        (t > 0 && person <= matched.treated[t - 1]) || matched.first[t] > matched.first[t + 1])
      return "the treated people are not those of the cohort in order";
    if (std::string fault = set_fault(cohort, matched, t, last_set); !fault.empty()) return fault;
    if ((matched.weights[person] > 0) != (matched.partner_count(t) > 0))
      return cohort.ids[person] + " is weighted and not matched, or matched and not weighted";
  }
  const std::vector<std::uint32_t> uses = uses_of(cohort, matched);
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    if (cohort.treated[i] != 0) continue;
    if (!matched.with_replacement && uses[i] > 1) return cohort.ids[i] + " is a partner twice";
    if ((matched.weights[i] > 0) != (uses[i] > 0))
      return cohort.ids[i] + " is weighted and no partner, or a partner and not weighted";
  }
  return "";
}

std::string strata_fault(const Cohort& cohort, const Matched& matched) {
  if (matched.stratum.size() != cohort.size()) return "not one stratum a person";
  for (std::size_t i = 0; i < cohort.size(); ++i)
    if ((matched.weights[i] > 0) != (matched.stratum[i] >= 0))
      return cohort.ids[i] + " is weighted and in no stratum, or in one and not weighted";
  return "";
}

/// Each group's weights add up to the number of its people with a weight.
std::string weights_fault(const Cohort& cohort, const Matched& matched) {
  constexpr double tolerance = 1e-9;
  for (const std::uint8_t group : {std::uint8_t{0}, std::uint8_t{1}}) {
    double sum = 0;
    double people = 0;
    for (std::size_t i = 0; i < cohort.size(); ++i) {
      if (cohort.treated[i] != group) continue;
      if (!(matched.weights[i] >= 0) || !std::isfinite(matched.weights[i]))
        return cohort.ids[i] + " has a weight below nothing";
      sum += matched.weights[i];
      people += matched.weights[i] > 0 ? 1 : 0;
    }
    if (std::abs(sum - people) > tolerance * std::max(1.0, people))
      return group != 0 ? "the weights of the treated do not add up"
                        : "the weights of the comparison do not add up";
  }
  return "";
}

}  // namespace

std::string matched_fault(const Cohort& cohort, const Matched& matched) {
  if (matched.weights.size() != cohort.size()) return "not one weight a person";
  std::string fault = matched.stratum.empty() ? pairs_fault(cohort, matched) : strata_fault(cohort, matched);
  return fault.empty() ? weights_fault(cohort, matched) : fault;
}

}  // namespace outturn::comparison
