#include "engine/comparison/matching/line.h"

#include <algorithm>

#include "engine/comparison/matching/exact_keys.h"
#include "engine/comparison/matching/ranking.h"

namespace outturn::comparison {
namespace {

/// Equal values by id.
void settle_by_id(const Cohort& cohort, std::vector<Ranked>& ascending) {
  for (auto begin = ascending.begin(); begin != ascending.end();) {
    auto end = begin + 1;
    while (end != ascending.end() && end->value == begin->value) ++end;
    if (end - begin > 1)
      std::sort(begin, end,
                [&](const Ranked& a, const Ranked& b) { return cohort.ids[a.index] < cohort.ids[b.index]; });
    begin = end;
  }
}

/// Number among the treated of each row.
std::vector<std::uint32_t> ordinals(const Cohort& cohort) {
  std::vector<std::uint32_t> ordinal(cohort.size());
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < ordinal.size(); ++i) {
    ordinal[i] = next;
    next += cohort.treated[i];
  }
  return ordinal;
}

/// Slots of the places: each key's own stretch, in the order of places.
std::vector<std::uint32_t> slots_of(const ExactKeys& keys, const std::vector<Ranked>& ascending, Line& line) {
  line.begins.assign(keys.count + 1, 0);
  for (const std::uint32_t key : keys.key) ++line.begins[key + 1];
  for (std::size_t key = 1; key < line.begins.size(); ++key) line.begins[key] += line.begins[key - 1];
  std::vector<std::uint32_t> next(line.begins.begin(), line.begins.end() - 1);
  std::vector<std::uint32_t> slots(ascending.size());
  line.place.resize(ascending.size());
  line.stretch.resize(ascending.size());
  for (std::size_t place = 0; place < ascending.size(); ++place) {
    const std::uint32_t key = keys.key[ascending[place].index];
    slots[place] = next[key]++;
    line.place[slots[place]] = static_cast<std::uint32_t>(place);
    line.stretch[slots[place]] = key;
  }
  return slots;
}

}  // namespace

Line line_of(const Cohort& cohort, const std::vector<double>& values, Ties ties) {
  std::vector<Ranked> ascending = ranked(values);
  if (ties == Ties::by_id) settle_by_id(cohort, ascending);
  const std::size_t people = cohort.size();
  Line line;
  std::vector<std::uint32_t> slots;
  if (cohort.exact.empty())
    line.begins = {0, static_cast<std::uint32_t>(people)};
  else
    slots = slots_of(exact_keys(cohort.exact, people), ascending, line);
  line.value.resize(people);
  line.person.resize(people);
  line.partner.resize(people);
  const std::vector<std::uint32_t> ordinal = ordinals(cohort);
  for (std::size_t place = 0; place < people; ++place) {
    const Ranked& each = ascending[place];
    const auto slot = slots.empty() ? static_cast<std::uint32_t>(place) : slots[place];
    line.value[slot] = each.value;
    line.person[slot] = each.index;
    line.partner[slot] = cohort.treated[each.index] == 0 ? 1 : 0;
    if (cohort.treated[each.index] != 0) line.seekers.push_back({each.value, slot, ordinal[each.index]});
  }
  return line;
}

std::vector<Seeker> in_order(const Cohort& cohort, const Line& line, Order order, Ties ties) {
  std::vector<Seeker> seekers = line.seekers;
  if (order == Order::smallest) return seekers;
  if (order == Order::largest) {
    std::reverse(seekers.begin(), seekers.end());
    for (auto begin = seekers.begin(); begin != seekers.end();) {
      auto end = begin + 1;
      while (end != seekers.end() && end->value == begin->value) ++end;
      std::reverse(begin, end);  // equal ones stay as listed
      begin = end;
    }
    return seekers;
  }
  for (const Seeker& seeker : line.seekers) seekers[seeker.ordinal] = seeker;
  if (ties == Ties::by_id)
    std::sort(seekers.begin(), seekers.end(), [&](const Seeker& a, const Seeker& b) {
      return cohort.ids[line.person[a.slot]] < cohort.ids[line.person[b.slot]];
    });
  return seekers;
}

std::vector<std::uint32_t> treated_rows(const Cohort& cohort) {
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < cohort.size(); ++i)
    if (cohort.treated[i] != 0) rows.push_back(static_cast<std::uint32_t>(i));
  return rows;
}

}  // namespace outturn::comparison
