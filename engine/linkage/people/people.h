// Records into people: which records are of one person.
//
// Connected components chain: one false pair makes two people one (measured on Splink's documentation sets:
// 197 records in a "person" whose largest true one has 21). Here pairs are taken from the surest down, and
// two groups become one only if their records are alike on the whole: the mean of the weights of all
// pairs between them, those that blocking never looked at included, must not speak against it. What
// speaks against counts more when it is seen again and again, persons of many records are believed as
// far as others of the kind were found (partitions whose parts stay small: Betancourt, Zanella & Steorts,
// JASA 117 (2022)), and a dataset known to hold each person once keeps them apart. Average-link clustering
// of log-odds with a veto (Hassanzadeh et al., VLDB 2009, compare its kind). It knows weights and nothing
// of what was compared.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace outturn::linkage {

/// A pair said to be of one person with these odds (log2).
struct Edge {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  double weight = 0;
};

using RecordPair = std::pair<std::uint32_t, std::uint32_t>;

struct PeopleOptions {
  double least_edge = -1;  ///< edges below never begin a joining
  double least_mean = 0;   ///< of all pairs between two groups that become one
  /// Of each comparison: how disagreement seen on n records of both sides counts, n to this power: near 1
  /// where one person's records hardly ever differ, near 0 where they often do. Empty: 0 for all.
  std::vector<double> repeats;
  double counts_in_full = 4;  ///< records on both sides from which on more of them count in proportion
  double sizes_count = 3;     ///< how much it counts that persons of so many records were seldom found
  /// Of each dataset: it holds no person twice. Empty: none is known to be so.
  std::vector<bool> once_in;
  /// Two datasets that hold each person once: records left over are taken as likelier to belong together.
  bool one_to_one = false;
  /// Pairs a reviewer called one person: joined before all others, whatever weights or datasets say. They
  /// must not contradict `barred` (see contradicted).
  std::vector<RecordPair> must;
  /// Pairs of deterministic passes, in their order: joined whatever their weights, unless a dataset or a
  /// reviewer keeps them apart.
  std::vector<RecordPair> sure;
  std::vector<RecordPair> barred;  ///< pairs a reviewer called two people: never of one person
};

/// What a full linkage found out about persons as such; persons that grow later are judged by it.
struct PersonSizes {
  std::vector<double> at_least;  ///< log2 of the share of persons with so many records or more, by number
  double leftover_gain = 0;      ///< what being left over on both sides adds to a pair's odds (log2)
};

struct People {
  std::vector<std::uint32_t> person;  ///< of each record; numbered in the order of their first record
  std::uint32_t count = 0;
  std::vector<bool> sure_joined;  ///< of each sure pair: it made two groups one
  std::uint64_t refused = 0;      ///< edges that did not join, because the groups on the whole are not alike
  std::uint64_t kept_apart = 0;   ///< because a dataset holds each person once
  std::uint64_t barred = 0;       ///< because a reviewer called two of their records two people
  std::vector<Edge> joined;       ///< the edges that joined, in the order taken
  PersonSizes sizes;
};

/// log2 of the odds for two records that need not be a candidate pair; left before right. Puts what each
/// comparison says into `parts` (log2; NaN where a value is missing).
using PairWeight = std::function<double(std::uint32_t left, std::uint32_t right, std::vector<double>& parts)>;

/// `edges` may come in any order; low ones are of use for leftovers only. `dataset` is each record's.
[[nodiscard]] People people_of(const std::vector<std::uint16_t>& dataset, std::vector<Edge> edges,
                               const PairWeight& weight, const PeopleOptions& options);

/// Those of `barred` whose records are of one person by `must` alone: reviewers who say so contradict each
/// other.
[[nodiscard]] std::vector<RecordPair> contradicted(std::size_t records, const std::vector<RecordPair>& must,
                                                   const std::vector<RecordPair>& barred);

/// The same where some records are in one person already (`standing`, of each record), which stays whole:
/// edges are taken by the same rules, persons are as large as `sizes` says.
[[nodiscard]] People people_grown(const std::vector<std::uint16_t>& dataset,
                                  const std::vector<std::uint32_t>& standing, std::vector<Edge> edges,
                                  const PairWeight& weight, const PeopleOptions& options,
                                  const PersonSizes& sizes);

/// What is wrong with a grouping, or empty: every record in a person, no dataset twice where that is barred,
/// what reviewers decided kept. Run in production.
[[nodiscard]] std::string people_fault(const People& people, const std::vector<std::uint16_t>& dataset,
                                       const PeopleOptions& options);

}  // namespace outturn::linkage
