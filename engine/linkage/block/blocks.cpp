#include "engine/linkage/block/blocks.h"

#include <algorithm>

#include "engine/linkage/block/keys.h"

namespace outturn::linkage {
namespace {

constexpr std::size_t worst_told = 5;
constexpr std::uint64_t pairs_a_chunk = 1U << 17U;

std::string key_text(const Readings& readings, const std::vector<std::uint16_t>& slots,
                     std::uint32_t record) {
  std::string text;
  for (const std::uint16_t slot : slots) {
    if (!text.empty()) text += ", ";
    const Code code = readings.row(record)[slot];
    text += readings.valued(slot) ? std::to_string(code) : std::string(readings.word(slot, code).bytes);
  }
  return text;
}

}  // namespace

double possible_pairs(LinkType type, const Records& records) {
  const PossiblePairs pairs = possible_pairs(records);
  if (type == LinkType::dedupe) return pairs.within;
  return type == LinkType::link ? pairs.between : pairs.within + pairs.between;
}

Blocks::Blocks(const Model& model, const Records& records, const Readings& readings)
    : type_(model.type), records_(&records), readings_(&readings) {
  for (const BlockingRule& written : model.rules) {
    Rule rule(written, readings);
    sort_by_key(rule);
    rules_.push_back(std::move(rule));
    cost(model, rules_.size() - 1);
    cut(rules_.size() - 1);
  }
}

void Blocks::sort_by_key(Rule& rule) {
  KeyNumbers numbers;
  const auto left = numbers.of(*readings_, rule.left);
  if (!rule.sides_differ) {
    Groups groups = grouped(left, numbers.count());
    for (std::size_t g = 0; g + 1 < groups.starts.size(); ++g) {
      if (groups.starts[g + 1] - groups.starts[g] > 1)
        rule.blocks.push_back({groups.starts[g], groups.starts[g + 1]});
    }
    rule.order = std::move(groups.order);
    return;
  }
  const auto right = numbers.of(*readings_, rule.right);
  Groups lefts = grouped(left, numbers.count());
  Groups rights = grouped(right, numbers.count());
  for (std::size_t g = 0; g + 1 < lefts.starts.size(); ++g) {
    const Block block{lefts.starts[g], lefts.starts[g + 1], rights.starts[g], rights.starts[g + 1]};
    if (block.from < block.to && block.right_from < block.right_to) rule.blocks.push_back(block);
  }
  rule.order = std::move(lefts.order);
  rule.right_order = std::move(rights.order);
}

std::uint64_t Blocks::pairs_in(const Rule& rule, const Block& block) const {
  const auto count = [](std::uint64_t n) { return n * (n - 1) / 2; };
  const std::uint64_t n = block.to - block.from;
  if (rule.sides_differ) return n * (block.right_to - block.right_from);
  const bool dedupe = type_ == LinkType::dedupe;
  if (type_ == LinkType::link_and_dedupe || (dedupe && records_->datasets.size() == 1)) return count(n);
  std::uint64_t within = 0;
  for (std::uint32_t i = block.from; i < block.to;) {
    std::uint32_t j = i;
    const auto dataset = records_->dataset[rule.order[i]];
    while (j < block.to && records_->dataset[rule.order[j]] == dataset) ++j;
    within += count(j - i);
    i = j;
  }
  return dedupe ? within : count(n) - within;
}

void Blocks::cost(const Model& model, std::size_t number) {
  const Rule& rule = rules_[number];
  RuleCost cost{model.rules[number].written, rule.order.size(), rule.blocks.size(), 0, {}};
  std::vector<std::pair<std::uint64_t, std::size_t>> largest;
  for (std::size_t b = 0; b < rule.blocks.size(); ++b) {
    const std::uint64_t pairs = pairs_in(rule, rule.blocks[b]);
    cost.pairs += pairs;
    if (largest.size() == worst_told && pairs <= largest.back().first) continue;
    if (largest.size() == worst_told) largest.pop_back();
    const auto at =
        std::find_if(largest.begin(), largest.end(), [&](const auto& l) { return l.first < pairs; });
    largest.insert(at, {pairs, b});
  }
  for (const auto& [pairs, b] : largest) {
    const Block& block = rule.blocks[b];
    cost.worst.push_back(
        {key_text(*readings_, rule.left, rule.order[block.from]),
         static_cast<std::uint64_t>(block.to - block.from) + block.right_to - block.right_from, pairs});
  }
  costs_.push_back(std::move(cost));
}

void Blocks::cut(std::size_t number) {
  const Rule& rule = rules_[number];
  Chunk chunk{number, 0, 0, 0, 0};
  std::uint64_t held = 0;
  for (std::size_t b = 0; b < rule.blocks.size(); ++b) {
    const Block& block = rule.blocks[b];
    const std::uint64_t pairs = pairs_in(rule, block);
    if (pairs > 2 * pairs_a_chunk) {
      if (held > 0) chunks_.push_back(chunk);
      const std::uint32_t wide =
          std::max(rule.sides_differ ? block.right_to - block.right_from : block.to - block.from, 1U);
      const std::uint32_t step = static_cast<std::uint32_t>(std::max<std::uint64_t>(pairs_a_chunk / wide, 1));
      for (std::uint32_t i = block.from; i < block.to; i += step) {
        chunks_.push_back({number, b, b, i, std::min(block.to, i + step)});
      }
      chunk.first_block = b + 1;
      held = 0;
      continue;
    }
    chunk.last_block = b;
    held += pairs + 1;
    if (held < pairs_a_chunk) continue;
    chunks_.push_back(chunk);
    chunk.first_block = b + 1;
    held = 0;
  }
  if (held > 0) chunks_.push_back(chunk);
}

bool Blocks::meets(std::size_t number, const Code* left, const Code* right) const {
  return rules_[number].meets(left, right, *readings_);
}

bool Blocks::is_first(std::size_t rule, const Code* left, const Code* right) const {
  for (std::size_t r = 0; r < rule; ++r) {
    if (meets(r, left, right)) return false;
  }
  return rules_[rule].also_hold(left, right, *readings_);
}

}  // namespace outturn::linkage
