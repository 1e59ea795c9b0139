// Which pairs are looked at: records whose keys are equal by at least one rule, each pair once.
//
// A pair belongs to the first rule that it meets (Splink: rule i and not rules 1 to i-1), which is asked
// of the pair itself and needs no memory of pairs; so pairs are made in a stream, whatever their number.
// What it will cost is known before the first pair is made. Within a rule records stand by key, then in
// their own order; chunks of work are cut by the data alone, so that results never depend on threads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/linkage/block/ready_rule.h"
#include "engine/linkage/records/records.h"

namespace outturn::linkage {

/// The records of one key value, `from` to `to` of a rule's order.
struct Block {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t right_from = 0;  ///< the same for the right records where the rule's sides differ
  std::uint32_t right_to = 0;
};

/// A part of a rule's pairs, small enough to hand out.
struct Chunk {
  std::size_t rule = 0;
  std::size_t first_block = 0;
  std::size_t last_block = 0;    ///< inclusive
  std::uint32_t first_left = 0;  ///< of one large block: only these left records (last_block = first_block)
  std::uint32_t last_left = 0;   ///< exclusive; 0: all
};

/// A key and how many pairs it alone makes.
struct WorstBlock {
  std::string key;  ///< as read: "smith, 1980"
  std::uint64_t records = 0;
  std::uint64_t pairs = 0;
};

/// What a rule costs, before any pair is made.
struct RuleCost {
  std::string rule;
  std::uint64_t keyed = 0;  ///< records that have a key
  std::uint64_t blocks = 0;
  std::uint64_t pairs = 0;  ///< before other rules take theirs; where sides differ or more is asked: at most
  std::vector<WorstBlock> worst;
};

/// Pairs that a linkage of this type could look at.
[[nodiscard]] double possible_pairs(LinkType type, const Records& records);

class Blocks {
 public:
  Blocks(const Model& model, const Records& records, const Readings& readings);

  [[nodiscard]] const std::vector<RuleCost>& costs() const { return costs_; }
  [[nodiscard]] const std::vector<Chunk>& chunks() const { return chunks_; }
  /// True when the pair meets the rule.
  [[nodiscard]] bool meets(std::size_t rule, const Code* left, const Code* right) const;

  /// Calls `visit(left record, right record)` for every pair of the chunk that no earlier rule has.
  /// Left stands before right in the records' order.
  template <class Visit>
  void for_each_pair(const Chunk& chunk, Visit visit) const {
    for (std::size_t b = chunk.first_block; b <= chunk.last_block; ++b)
      pairs_of(chunk, rules_[chunk.rule].blocks[b], visit);
  }

 private:
  struct Rule : ReadyRule {
    using ReadyRule::ReadyRule;
    std::vector<std::uint32_t> order;        ///< records by key
    std::vector<std::uint32_t> right_order;  ///< where sides differ
    std::vector<Block> blocks;               ///< that can make a pair
  };

  template <class Visit>
  void pairs_of(const Chunk& chunk, const Block& block, Visit& visit) const {
    const Rule& rule = rules_[chunk.rule];
    const std::uint32_t from = chunk.last_left == 0 ? block.from : chunk.first_left;
    const std::uint32_t to = chunk.last_left == 0 ? block.to : chunk.last_left;
    for (std::uint32_t i = from; i < to; ++i) {
      const std::uint32_t left = rule.order[i];
      const std::uint32_t begin = rule.sides_differ ? block.right_from : i + 1;
      const std::uint32_t end = rule.sides_differ ? block.right_to : block.to;
      const std::vector<std::uint32_t>& rights = rule.sides_differ ? rule.right_order : rule.order;
      for (std::uint32_t j = begin; j < end; ++j) {
        const std::uint32_t right = rights[j];
        if (right <= left || !may_meet(left, right)) continue;
        if (is_first(chunk.rule, readings_->row(left), readings_->row(right))) visit(left, right);
      }
    }
  }

  [[nodiscard]] bool may_meet(std::uint32_t left, std::uint32_t right) const {
    return may_pair(type_, records_->dataset[left] == records_->dataset[right]);
  }
  [[nodiscard]] bool is_first(std::size_t rule, const Code* left, const Code* right) const;
  void sort_by_key(Rule& rule);
  void cost(const Model& model, std::size_t rule);
  [[nodiscard]] std::uint64_t pairs_in(const Rule& rule, const Block& block) const;
  void cut(std::size_t rule);

  LinkType type_;
  const Records* records_;
  const Readings* readings_;
  std::vector<Rule> rules_;
  std::vector<RuleCost> costs_;
  std::vector<Chunk> chunks_;
};

}  // namespace outturn::linkage
