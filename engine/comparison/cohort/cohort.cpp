#include "engine/comparison/cohort/cohort.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <string_view>

namespace outturn::comparison {
namespace {

std::string covariate_fault(const Covariate& covariate, std::size_t people) {
  if (!covariate.is_factor()) {
    if (covariate.numbers.size() != people) return covariate.name + " has not one number a person";
    const bool finite = std::all_of(covariate.numbers.begin(), covariate.numbers.end(),
                                    [](double value) { return std::isfinite(value); });
    return finite ? "" : covariate.name + " has a value that is no number";
  }
  if (covariate.codes.size() != people) return covariate.name + " has not one word a person";
  const auto levels = static_cast<std::int32_t>(covariate.levels.size());
  const bool within = std::all_of(covariate.codes.begin(), covariate.codes.end(),
                                  [&](std::int32_t code) { return code >= 0 && code < levels; });
  return within ? "" : covariate.name + " has a code beyond its levels";
}

/// Longer ids after shorter ones, as numbers stand: files are often in this order, and are then sound at
/// once.
bool rise(const std::vector<std::string>& ids) {
  for (std::size_t i = 1; i < ids.size(); ++i)
    if (ids[i].size() < ids[i - 1].size() || (ids[i].size() == ids[i - 1].size() && ids[i] <= ids[i - 1]))
      return false;
  return true;
}

/// Where an id is found again: open addressing, a part of its hash beside its row, so that strings are seldom
/// compared.
struct Slot {
  std::uint32_t tag = 0;
  std::uint32_t row_after = 0;  ///< 0: free
};

std::string ids_fault(const std::vector<std::string>& ids) {
  const auto repeated = repeated_id(ids);
  return repeated ? "the id " + ids[repeated->first] + " stands twice" : "";
}

}  // namespace

std::optional<std::pair<std::size_t, std::size_t>> repeated_id(const std::vector<std::string>& ids) {
  if (rise(ids)) return std::nullopt;
  std::vector<Slot> slots(std::bit_ceil(2 * ids.size() + 1));
  const std::size_t within = slots.size() - 1;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::uint64_t hash = std::hash<std::string_view>()(ids[i]) * 0x9E3779B97F4A7C15U;
    const auto tag = static_cast<std::uint32_t>(hash);
    std::size_t at = static_cast<std::size_t>(hash >> 32U) & within;
    for (; slots[at].row_after != 0; at = (at + 1) & within)
      if (slots[at].tag == tag && ids[slots[at].row_after - 1] == ids[i])
        return std::pair(std::size_t{slots[at].row_after} - 1, i);
    slots[at] = {tag, static_cast<std::uint32_t>(i + 1)};
  }
  return std::nullopt;
}

bool Outcome::is_binary() const {
  return std::all_of(values.begin(), values.end(), [](double value) { return value == 0 || value == 1; });
}

std::size_t Cohort::treated_count() const {
  return static_cast<std::size_t>(std::count(treated.begin(), treated.end(), std::uint8_t{1}));
}

std::string cohort_fault(const Cohort& cohort) {
  const std::size_t people = cohort.size();
  if (cohort.ids.size() != people) return "not one id a person";
  if (std::any_of(cohort.treated.begin(), cohort.treated.end(), [](std::uint8_t flag) { return flag > 1; }))
    return "a treatment that is neither 0 nor 1";
  const std::size_t treated = cohort.treated_count();
  if (treated == 0) return "nobody took part";
  if (treated == people) return "nobody to compare with";
  for (const std::vector<Covariate>* columns : {&cohort.covariates, &cohort.exact})
    for (const Covariate& covariate : *columns)
      if (std::string fault = covariate_fault(covariate, people); !fault.empty()) return fault;
  for (const Outcome& outcome : cohort.outcomes)
    if (outcome.values.size() != people) return outcome.name + " has not one value a person";
  return ids_fault(cohort.ids);
}

}  // namespace outturn::comparison
