#include "engine/linkage/score/score.h"

#include <algorithm>

#include "engine/linkage/score/pattern_counter.h"

namespace outturn::linkage {
namespace {

constexpr std::size_t most_shares = 64;  // tasks, each with its own counts: fixed, whatever the threads

/// The chunks of each task: neighbours, so that pairs come in the same order however many threads there are.
struct Share {
  std::size_t first = 0;
  std::size_t last = 0;
  PatternCounter patterns;
  std::vector<ScoredPair> kept;
  std::vector<std::uint64_t> by_rule;
};

std::vector<Share> shares_of(const Blocks& blocks) {
  const std::size_t chunks = blocks.chunks().size();
  const std::size_t number = std::min(most_shares, chunks);
  std::vector<Share> shares(number);
  for (std::size_t i = 0; i < number; ++i) {
    shares[i].first = chunks * i / number;
    shares[i].last = chunks * (i + 1) / number;
    shares[i].by_rule.assign(blocks.costs().size(), 0);
  }
  return shares;
}

template <class Work>
void run_all(std::vector<Share>& shares, const TaskRunner& run, const Work& work) {
  std::vector<Task> tasks;
  for (Share& share : shares) tasks.push_back({[&share, &work] { work(share); }, {}});
  run(tasks);
}

bool before(const ScoredPair& a, const ScoredPair& b) {
  return a.left != b.left ? a.left < b.left : a.right < b.right;
}

}  // namespace

std::vector<PatternCount> gathered(const std::vector<PatternCounter>& counters) {
  PatternCounter sum;
  std::vector<PatternCount> all;
  for (const PatternCounter& counter : counters) {
    all.clear();
    counter.give(all);
    for (const PatternCount& one : all) sum.add(one.pattern, one.count);
  }
  all.clear();
  sum.give(all);
  std::sort(all.begin(), all.end(),
            [](const PatternCount& a, const PatternCount& b) { return a.pattern < b.pattern; });
  return all;
}

Scored score_pairs(const Blocks& blocks, const Readings& readings, const Comparer& comparer,
                   const Weights& weights, double floor, const TaskRunner& run) {
  std::vector<Share> shares = shares_of(blocks);
  run_all(shares, run, [&](Share& share) {
    for (std::size_t c = share.first; c < share.last; ++c) {
      const Chunk& chunk = blocks.chunks()[c];
      blocks.for_each_pair(chunk, [&](std::uint32_t left, std::uint32_t right) {
        const Code* const a = readings.row(left);
        const Code* const b = readings.row(right);
        const Pattern pattern = comparer.pattern(a, b);
        share.patterns.add(pattern);
        ++share.by_rule[chunk.rule];
        const double weight = weights.weight(pattern, a, b);
        if (weight >= floor) share.kept.push_back({left, right, pattern, weight});
      });
    }
  });
  Scored scored;
  scored.by_rule.assign(blocks.costs().size(), 0);
  std::vector<PatternCounter> counters;
  std::size_t kept = 0;
  for (const Share& share : shares) kept += share.kept.size();
  scored.pairs.reserve(kept);
  for (Share& share : shares) {
    scored.pairs.insert(scored.pairs.end(), share.kept.begin(), share.kept.end());
    std::vector<ScoredPair>().swap(share.kept);
    counters.push_back(std::move(share.patterns));
    for (std::size_t r = 0; r < share.by_rule.size(); ++r) scored.by_rule[r] += share.by_rule[r];
  }
  for (const std::uint64_t pairs : scored.by_rule) scored.looked_at += pairs;
  std::sort(scored.pairs.begin(), scored.pairs.end(), before);
  scored.patterns = gathered(counters);
  return scored;
}

Scored scored_again(const std::vector<ScoredPair>& pairs, const Readings& readings,
                    const Comparer& comparer) {
  Scored scored;
  scored.pairs = pairs;
  std::vector<PatternCounter> counters(1);
  for (ScoredPair& pair : scored.pairs) {
    pair.pattern = comparer.pattern(readings.row(pair.left), readings.row(pair.right));
    counters[0].add(pair.pattern);
  }
  std::sort(scored.pairs.begin(), scored.pairs.end(), before);
  scored.patterns = gathered(counters);
  scored.looked_at = pairs.size();
  return scored;
}

std::vector<PatternCount> count_patterns(const Blocks& blocks, const Readings& readings,
                                         const Comparer& comparer, const TaskRunner& run) {
  std::vector<Share> shares = shares_of(blocks);
  run_all(shares, run, [&](Share& share) {
    for (std::size_t c = share.first; c < share.last; ++c) {
      blocks.for_each_pair(blocks.chunks()[c], [&](std::uint32_t left, std::uint32_t right) {
        share.patterns.add(comparer.pattern(readings.row(left), readings.row(right)));
      });
    }
  });
  std::vector<PatternCounter> counters;
  for (Share& share : shares) counters.push_back(std::move(share.patterns));
  return gathered(counters);
}

}  // namespace outturn::linkage
