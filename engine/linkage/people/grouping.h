// Groups of records that grow together edge by edge.
#pragma once

#include <boost/pending/disjoint_sets.hpp>

#include "engine/linkage/people/people.h"

namespace outturn::linkage {

/// log2 of the share of persons that have so many records or more, by number; the last holds for all above.
using SizeBits = std::vector<double>;

class Grouping {
 public:
  Grouping(const std::vector<std::uint16_t>& dataset, const PairWeight& weight, const PeopleOptions& options,
           SizeBits at_least);

  /// Joins the two records' groups if nothing speaks against it.
  void take(const Edge& edge);
  /// Joins them whatever their weights, unless a dataset or a reviewer keeps them apart; true when joined.
  [[nodiscard]] bool take_sure(const RecordPair& pair);
  /// True when the record is in a group of its own.
  [[nodiscard]] bool alone(std::uint32_t record) { return size_[sets_.find_set(record)] == 1; }
  /// Joins them whatever else is known; nothing happens when they are one already.
  void join(std::uint32_t left, std::uint32_t right);
  /// True when a reviewer called a record of the one's group and a record of the other's two people.
  [[nodiscard]] bool bars(std::uint32_t left, std::uint32_t right);
  /// Joins by an edge, which is kept as the reason.
  void join_by(const Edge& edge);
  /// The groups as persons.
  [[nodiscard]] People people();

 private:
  /// What each comparison says of the pairs asked: sums, and how many could be compared.
  struct Parts {
    std::vector<double> sum, seen;
    void clear();
    void add(const std::vector<double>& parts, double times);
  };

  void take_two(const Edge& edge);
  [[nodiscard]] std::vector<std::uint32_t> members(std::uint32_t root) const;
  [[nodiscard]] bool share_a_dataset(const std::vector<std::uint32_t>& a,
                                     const std::vector<std::uint32_t>& b) const;
  [[nodiscard]] double mean_between(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);
  [[nodiscard]] double repeated_disagreement() const;
  [[nodiscard]] double size_bits(std::size_t a, std::size_t b) const;

  const std::vector<std::uint16_t>& dataset_;
  const PairWeight& weight_;
  const PeopleOptions& options_;
  SizeBits at_least_;
  std::vector<std::uint32_t> rank_, parent_, next_, size_;  ///< next_: the members of a group in a ring
  boost::disjoint_sets<std::uint32_t*, std::uint32_t*> sets_;
  Parts between_;
  std::vector<double> parts_;
  std::vector<Edge> joined_;
  std::uint64_t refused_ = 0;
  std::uint64_t kept_apart_ = 0;
  std::uint64_t barred_count_ = 0;
  std::vector<RecordPair> barred_;  ///< both ways round, sorted
};

}  // namespace outturn::linkage
