// Which records have a key: found at once, and added to at once.
//
// For each rule a table of open addressing holds the newest record of each key; each record names the one
// of the same key before it. Keys themselves are read from the records' rows, so that a million records
// cost some ten megabytes a rule.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/linkage/block/ready_rule.h"

namespace outturn::linkage {

class KeyChains {
 public:
  /// Both must outlive this. Records are added in order, from 0.
  KeyChains(const ReadyRule& rule, const Readings& readings) : rule_(&rule), readings_(&readings) {}

  /// The record numbered as many as were added before. Without a whole key it is in no chain.
  void add(std::uint32_t record);

  /// Calls `visit(record)` for every record whose left key is the row's right key, the newest first.
  template <class Visit>
  void for_each(const Code* right, Visit visit) const {
    if (heads_.empty() || !is_whole(right, rule_->right)) return;
    for (std::uint32_t at = heads_[place(right, rule_->right)]; at != none; at = before_[at]) visit(at);
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  [[nodiscard]] bool is_whole(const Code* row, const std::vector<std::uint16_t>& slots) const;
  /// Where the key is, or would go.
  [[nodiscard]] std::size_t place(const Code* row, const std::vector<std::uint16_t>& slots) const;
  void grow();

  const ReadyRule* rule_;
  const Readings* readings_;
  std::vector<std::uint32_t> heads_;   ///< a power of two of them
  std::vector<std::uint32_t> before_;  ///< of each record
  std::size_t keys_ = 0;
};

}  // namespace outturn::linkage
