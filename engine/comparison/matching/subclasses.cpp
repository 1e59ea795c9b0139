#include "engine/comparison/matching/subclasses.h"

#include <algorithm>
#include <cmath>

namespace outturn::comparison {
namespace {

using Counts = std::vector<std::size_t>;

struct Group {
  std::vector<std::uint32_t> rows;  ///< in order of the file
  Counts counts;                    ///< of each subclass
};

Group group_of(const Cohort& cohort, const Matched& matched, std::uint8_t treated, std::size_t subclasses) {
  Group group{{}, Counts(subclasses, 0)};
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    if (cohort.treated[i] != treated) continue;
    group.rows.push_back(static_cast<std::uint32_t>(i));
    ++group.counts[static_cast<std::size_t>(matched.stratum[i])];
  }
  return group;
}

/// From below where more people can be spared near by: each counts by how many subclasses away they are.
bool takes_from_below(const Counts& counts, std::size_t empty) {
  if (empty + 1 == counts.size()) return true;
  if (empty == 0) return false;
  double spared = 0;
  for (std::size_t s = 0; s < counts.size(); ++s)
    if (s != empty && counts[s] > 1)
      spared += static_cast<double>(counts[s] - 1) / (static_cast<double>(s) - static_cast<double>(empty));
  return spared <= 0;
}

/// Of the next subclass with anybody, whoever is nearest comes into the empty one; the last of those alike.
void fill(std::size_t empty, const std::vector<double>& values, Group& group, Matched& matched) {
  const bool below = takes_from_below(group.counts, empty);
  std::size_t from = empty;
  do {
    from = below ? from - 1 : from + 1;
  } while (group.counts[from] == 0);
  const double side = below ? 1 : -1;
  std::uint32_t best = 0;
  bool found = false;
  for (const std::uint32_t row : group.rows) {
    if (static_cast<std::size_t>(matched.stratum[row]) != from) continue;
    if (!found || side * values[row] >= side * values[best]) best = row;
    found = true;
  }
  matched.stratum[best] = static_cast<std::int32_t>(empty);
  --group.counts[from];
  ++group.counts[empty];
}

/// Takes out subclasses with nobody at all, as equal quantiles make them; returns how many are left.
std::size_t without_gaps(Matched& matched, std::size_t subclasses) {
  std::vector<std::int32_t> number(subclasses, 0);
  for (const std::int32_t stratum : matched.stratum) number[static_cast<std::size_t>(stratum)] = 1;
  std::int32_t next = 0;
  for (std::int32_t& each : number) each = each != 0 ? next++ : -1;
  for (std::int32_t& stratum : matched.stratum) stratum = number[static_cast<std::size_t>(stratum)];
  return static_cast<std::size_t>(next);
}

std::vector<double> cuts_of(const Cohort& cohort, const std::vector<double>& values,
                            const Matching& matching) {
  std::vector<double> cut_by;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (cohort.treated[i] != 0 || matching.estimand == Estimand::everyone) cut_by.push_back(values[i]);
  std::sort(cut_by.begin(), cut_by.end());
  return quantile_cuts(cut_by, matching.subclasses);
}

}  // namespace

std::vector<double> quantile_cuts(const std::vector<double>& ascending, int parts) {
  std::vector<double> cuts;
  const auto last = static_cast<double>(ascending.size() - 1);
  for (int part = 0; part <= parts; ++part) {
    const double at = part == parts ? last : last * (part * (1.0 / parts));
    const auto low = static_cast<std::size_t>(std::floor(at));
    const double share = at - std::floor(at);
    const double high = ascending[std::min(low + 1, ascending.size() - 1)];
    cuts.push_back(share > 0 && high != ascending[low] ? (1 - share) * ascending[low] + share * high
                                                       : ascending[low]);
  }
  return cuts;
}

bool cut_into_subclasses(const Cohort& cohort, const std::vector<double>& values, const Matching& matching,
                         Matched& matched) {
  const std::vector<double> cuts = cuts_of(cohort, values, matching);
  matched.stratum.resize(values.size());
  // The outermost cuts bound nobody: who lies beyond them belongs to the outermost subclasses.
  for (std::size_t i = 0; i < values.size(); ++i)
    matched.stratum[i] = static_cast<std::int32_t>(
        std::upper_bound(cuts.begin() + 1, cuts.end() - 1, values[i]) - (cuts.begin() + 1));
  const std::size_t subclasses = without_gaps(matched, static_cast<std::size_t>(matching.subclasses));
  for (const std::uint8_t treated : {std::uint8_t{0}, std::uint8_t{1}}) {
    Group group = group_of(cohort, matched, treated, subclasses);
    if (group.rows.size() < subclasses) return false;
    for (auto empty = std::find(group.counts.begin(), group.counts.end(), 0U); empty != group.counts.end();
         empty = std::find(group.counts.begin(), group.counts.end(), 0U))
      fill(static_cast<std::size_t>(empty - group.counts.begin()), values, group, matched);
  }
  return true;
}

}  // namespace outturn::comparison
