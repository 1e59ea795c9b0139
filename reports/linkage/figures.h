// The figures of the linkage page, counted and summed once.
//
// Expected numbers are sums of the calibrated probabilities: of pairs taken with probability p, 1 - p are
// wrong; of those not taken, p are missed. They hold as far as the probabilities do, and only for pairs
// that were looked at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/linkage/linking/linking.h"
#include "reports/linkage/linkage_report.h"

namespace outturn::linkage_page {

/// Some of the pairs taken as matches, and what is expected of that.
struct Decision {
  std::uint64_t taken = 0;
  double wrong = 0;   ///< expected among those taken
  double missed = 0;  ///< expected among those not taken
  [[nodiscard]] double precision() const;
  [[nodiscard]] double recall() const;
};

/// Pairs whose weight is from `from` to below `to`; the outermost bars hold all beyond.
struct Bar {
  double from = 0;
  double to = 0;
  std::uint64_t pairs = 0;
};

struct Figures {
  std::vector<std::vector<std::uint32_t>> members;  ///< records of each person
  std::uint64_t alone = 0;                          ///< records that are the only one of their person
  std::uint64_t in_several = 0;                     ///< people with records in two or more datasets
  std::vector<std::uint64_t> records_of;            ///< [dataset]
  std::vector<std::vector<std::uint64_t>> shared;  ///< [dataset][dataset] people in both; the diagonal: in it
  std::vector<std::uint64_t> only_in;              ///< [dataset] people in no other
  std::vector<std::uint64_t> of_size;              ///< [records of a person] people; [0] is 0
  Decision by_pair;                                ///< at the default threshold
  Decision by_people;                              ///< pairs within a person found are taken
  std::uint64_t kept = 0;                          ///< pairs kept of those looked at
  std::vector<std::vector<std::uint64_t>> fell;    ///< [comparison][level] pairs looked at
  std::vector<Bar> bars;                           ///< of the pairs kept, by calibrated weight
  std::vector<Decision> curve;                     ///< at each of curve_weights
};

[[nodiscard]] Figures figures_of(const linkage::Linking& linking);

/// How many datasets a person's records come from.
[[nodiscard]] std::size_t datasets_of(const std::vector<std::uint32_t>& members,
                                      const linkage::Records& records);

/// What every section is written from.
struct Subject {
  const linkage::Linking& linking;
  const ReportFacts& facts;
  const Figures& figures;
};

}  // namespace outturn::linkage_page
