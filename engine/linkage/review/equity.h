// Whom the link misses: missed and false matches by group of people.
//
// People whose names change or are spelt in many ways, who move often or have no numbers are missed more
// often, and where payment goes by linked outcome they are paid for less often (Bohensky et al., BMC Health
// Services Research 10 (2010) 346: in most studies linked and unlinked records differed by age, sex,
// ethnicity or deprivation). Expected figures need no truth: a pair not taken with probability p is a missed
// match p times, a pair taken is a false one 1 - p times; each pair counts half for either record's group.
// They are as good as the probabilities. Ratios to the largest group: log ratio of rates, 95 % (Rothman,
// Greenland & Lash, Modern Epidemiology, 3rd ed. 2008, chapter 14). Pairs between the same two persons are
// not independent of each other: they are missed together or not at all, and count as one event of that many
// pairs (the variance of a compound Poisson count).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/linkage/people/people.h"
#include "engine/linkage/records/records.h"
#include "engine/linkage/review/intervals.h"

namespace outturn::linkage {

struct EquityPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  double probability = 0;
};

struct EquityOptions {
  std::size_t least_group = 10;  ///< smaller groups are put together: figures of a few tell of persons
  std::size_t most_groups = 40;  ///< of more, the smallest are put together
  double least_to_compare = 3;   ///< matches expected, below which no ratio is told
  bool between_only = false;     ///< pairs within a dataset are not looked for: truth counts only others
};

/// Matches missed, or falsely made, in one group.
struct GroupErrors {
  double matches = 0;  ///< pairs, halves where the other record is of another group
  double per_record = 0;
  std::optional<Estimate> ratio;  ///< to the reference group; nullopt for itself and where too few
};

struct EquityGroup {
  std::string group;
  bool known = true;  ///< false: the records whose group is not written
  std::uint64_t records = 0;
  std::uint64_t linked = 0;  ///< records that share their person with another
  Estimate linked_share;
  GroupErrors missed;  ///< expected from probabilities
  GroupErrors false_matches;
  std::optional<GroupErrors> truly_missed;  ///< where truth is given: also what blocking never looked at
  std::optional<GroupErrors> truly_false;
};

struct Equity {
  std::string column;
  std::string reference;            ///< the largest group
  std::vector<EquityGroup> groups;  ///< by records, largest first
  std::vector<std::string> warnings;
};

/// `truth`: of each record the true person, missing where not known; nullptr when there is none.
[[nodiscard]] Equity equity_of(const Records& records, const Column& group, const People& people,
                               const std::vector<EquityPair>& pairs, const std::vector<Code>* truth,
                               const EquityOptions& options = {});

}  // namespace outturn::linkage
