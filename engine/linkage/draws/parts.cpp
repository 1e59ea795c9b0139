#include "engine/linkage/draws/parts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace outturn::linkage {
namespace {

/// Sets whose name is their first record.
class Sets {
 public:
  explicit Sets(std::size_t records) : parent_(records) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t first(std::uint32_t record) {
    while (parent_[record] != record) record = parent_[record] = parent_[parent_[record]];
    return record;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = first(a);
    b = first(b);
    if (a != b) parent_[a < b ? b : a] = a < b ? a : b;
  }

 private:
  std::vector<std::uint32_t> parent_;
};

/// With w + log2(u / (1 - u)) at `least` or above.
double joins_from(double weight, double least) {
  const double odds = std::exp2(least - weight);
  return odds / (1 + odds);
}

}  // namespace

Kernels kernels_of(const DrawGround& ground, double least) {
  const std::vector<std::uint32_t>& person = ground.decided.person;
  const double sure = weight_of(1 - least);
  Sets sets(person.size());
  for (const Edge& pair : ground.pairs) {
    if (pair.weight > sure && person[pair.left] == person[pair.right]) sets.join(pair.left, pair.right);
  }
  Kernels kernels;
  for (std::uint32_t i = 0; i < person.size(); ++i) kernels.first.push_back(sets.first(i));
  return kernels;
}

UncertainParts uncertain_parts(const DrawGround& ground, double least) {
  const std::vector<std::uint32_t>& person = ground.decided.person;
  const double floor = weight_of(least);
  UncertainParts out;
  Sets sets(person.size());
  std::vector<std::uint32_t> first_of(ground.decided.count, UINT32_MAX);
  std::vector<std::uint32_t> size_of(ground.decided.count, 0);
  for (std::uint32_t i = 0; i < person.size(); ++i) {
    if (first_of[person[i]] == UINT32_MAX) first_of[person[i]] = i;
    ++size_of[person[i]];
    sets.join(first_of[person[i]], i);
  }
  for (const Edge& pair : ground.pairs) {
    if (pair.weight >= floor) sets.join(pair.left, pair.right);
  }
  for (const auto& [left, right] : ground.rules.sure) sets.join(left, right);
  std::vector<bool> moves(person.size(), false);
  for (const Edge& pair : ground.pairs) {
    const double probability = probability_of(pair.weight);
    if (pair.weight < floor || pair.weight > -floor) {
      const bool joined = person[pair.left] == person[pair.right];
      out.certain_and_wrong += joined ? 1 - probability : probability;
      continue;
    }
    ++out.uncertain_pairs;
    moves[sets.first(pair.left)] = true;
  }
  std::vector<std::uint32_t> part_of(person.size(), UINT32_MAX);
  for (std::uint32_t i = 0; i < person.size(); ++i) {
    const std::uint32_t first = sets.first(i);
    if (!moves[first]) continue;
    if (first == i) {
      part_of[i] = static_cast<std::uint32_t>(out.parts.size());
      out.parts.emplace_back();
    }
    UncertainPart& part = out.parts[part_of[first]];
    part.records.push_back(i);
    part.decided_size.push_back(size_of[person[i]]);
  }
  const double begins = std::min(ground.rules.least_edge, -ground.decided.sizes.leftover_gain);
  std::vector<std::uint32_t> place(person.size(), 0);
  for (const UncertainPart& part : out.parts) {
    for (std::uint32_t i = 0; i < part.records.size(); ++i) place[part.records[i]] = i;
  }
  for (UncertainPart& part : out.parts) {
    part.rules = ground.rules;
    part.rules.must.clear();
    part.rules.sure.clear();
    part.rules.barred.clear();
  }
  const auto share_out = [&](const std::vector<RecordPair>& pairs,
                             std::vector<RecordPair> PeopleOptions::*kind) {
    for (const auto& [left, right] : pairs) {
      const std::uint32_t first = sets.first(left);
      if (moves[first] && first == sets.first(right))
        (out.parts[part_of[first]].rules.*kind).emplace_back(place[left], place[right]);
    }
  };
  share_out(ground.rules.must, &PeopleOptions::must);
  share_out(ground.rules.sure, &PeopleOptions::sure);
  share_out(ground.rules.barred, &PeopleOptions::barred);
  for (const Edge& pair : ground.pairs) {
    const std::uint32_t first = sets.first(pair.left);
    if (moves[first] && first == sets.first(pair.right))
      out.parts[part_of[first]].pairs.push_back(
          {place[pair.left], place[pair.right], pair.weight, joins_from(pair.weight, begins)});
  }
  return out;
}

}  // namespace outturn::linkage
