#include "engine/linkage/train/sample_u.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "engine/linkage/block/blocks.h"
#include "engine/linkage/compare/level_finder.h"

namespace outturn::linkage {
namespace {

std::uint64_t mixed(std::uint64_t h) {
  h ^= h >> 33U;
  h *= 0xFF51AFD7ED558CCDU;
  h ^= h >> 33U;
  h *= 0xC4CEB9FE1A85EC53U;
  return h ^ (h >> 33U);
}

std::uint64_t hash_of(std::string_view text, std::uint64_t h) {
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return mixed(h);
}

/// The records whose hash is smallest, so many of each dataset as its share of all.
std::vector<std::uint32_t> drawn(const Records& records, double share, std::uint64_t seed) {
  std::vector<std::vector<std::pair<std::uint64_t, std::uint32_t>>> of(records.datasets.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::uint64_t hash =
        hash_of(records.ids[i], hash_of(records.datasets[records.dataset[i]], mixed(seed)));
    of[records.dataset[i]].emplace_back(hash, static_cast<std::uint32_t>(i));
  }
  std::vector<std::uint32_t> out;
  for (auto& dataset : of) {
    const auto wanted = static_cast<std::size_t>(std::llround(share * static_cast<double>(dataset.size())));
    const std::size_t n = std::min(dataset.size(), std::max<std::size_t>(wanted, 1));
    std::nth_element(dataset.begin(), dataset.begin() + static_cast<std::ptrdiff_t>(n) - 1, dataset.end());
    for (std::size_t i = 0; i < n; ++i) out.push_back(dataset[i].second);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Records alike in all that a comparison reads.
struct Alike {
  std::uint32_t record = 0;  ///< one of them
  double all = 0;
  std::vector<double> in_dataset;
};

std::vector<Alike> groups_of(const std::vector<std::uint32_t>& sample, const std::vector<std::size_t>& slots,
                             const Records& records, const Readings& readings) {
  std::map<std::vector<Code>, std::size_t> known;
  std::vector<Alike> groups;
  std::vector<Code> key(slots.size());
  for (const std::uint32_t record : sample) {
    for (std::size_t s = 0; s < slots.size(); ++s) key[s] = readings.row(record)[slots[s]];
    const auto [at, fresh] = known.try_emplace(key, groups.size());
    if (fresh) groups.push_back({record, 0, std::vector<double>(records.datasets.size(), 0)});
    groups[at->second].all += 1;
    groups[at->second].in_dataset[records.dataset[record]] += 1;
  }
  return groups;
}

/// How many pairs two groups make (one group with itself: `same`).
double pairs_between(LinkType type, const Alike& a, const Alike& b, bool same) {
  double within = 0;
  for (std::size_t d = 0; d < a.in_dataset.size(); ++d) {
    within += same ? a.in_dataset[d] * (a.in_dataset[d] - 1) / 2 : a.in_dataset[d] * b.in_dataset[d];
  }
  if (type == LinkType::dedupe) return within;
  const double all = same ? a.all * (a.all - 1) / 2 : a.all * b.all;
  return type == LinkType::link ? all - within : all;
}

void collect_slots(const Reading& reading, const Readings& readings, std::vector<std::size_t>& slots) {
  const std::size_t slot = readings.slot(reading);
  if (std::find(slots.begin(), slots.end(), slot) == slots.end()) slots.push_back(slot);
}

void collect_slots(const Condition& condition, const Readings& readings, std::vector<std::size_t>& slots) {
  for (const Condition& part : condition.of) collect_slots(part, readings, slots);
  if (!condition.of.empty() || condition.kind == Condition::Kind::always) return;
  if (condition.kind != Condition::Kind::right_missing) collect_slots(condition.left, readings, slots);
  if (condition.kind != Condition::Kind::left_missing) collect_slots(condition.right, readings, slots);
}

/// Groups by what they read, so that those with equal words are neighbours; equal ones in their order.
std::vector<std::uint32_t> by_words(const std::vector<Alike>& groups, const std::vector<std::size_t>& slots,
                                    const Readings& readings) {
  std::vector<std::uint32_t> order(groups.size());
  std::iota(order.begin(), order.end(), 0U);
  if (slots.empty()) return order;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Code code_a = readings.row(groups[a].record)[slots[0]];
    const Code code_b = readings.row(groups[b].record)[slots[0]];
    return code_a != code_b ? code_a < code_b : a < b;
  });
  return order;
}

/// Of each group, itself and all after it together.
std::vector<Alike> rests_of(const std::vector<Alike>& groups) {
  std::vector<Alike> rests = groups;
  for (std::size_t i = rests.size(); i-- > 1;) {
    rests[i - 1].all += rests[i].all;
    for (std::size_t d = 0; d < rests[i].in_dataset.size(); ++d)
      rests[i - 1].in_dataset[d] += rests[i].in_dataset[d];
  }
  return rests;
}

/// Counts are whole numbers, so their sum does not hang on the order.
std::vector<double> level_counts(const Model& model, std::size_t number, const std::vector<Alike>& groups,
                                 const std::vector<std::size_t>& slots, const Readings& readings,
                                 const Comparer& comparer, const TaskRunner& run) {
  const std::size_t levels = model.comparisons[number].levels.size();
  constexpr std::size_t most_tasks = 32;
  const std::size_t parts = std::min(most_tasks, groups.size());
  const std::vector<std::uint32_t> order = by_words(groups, slots, readings);
  const std::vector<Alike> rests = rests_of(groups);
  std::vector<const Code*> rows;
  for (const Alike& group : groups) rows.push_back(readings.row(group.record));
  const LevelFinder finder(comparer, number, std::move(rows));
  std::vector<std::vector<double>> counts(parts, std::vector<double>(levels, 0));
  const auto count = [&](std::size_t part) {
    LevelFinder::Search search(finder);
    for (std::size_t at = groups.size() * part / parts; at < groups.size() * (part + 1) / parts; ++at) {
      const std::uint32_t i = order[at];
      double last = pairs_between(model.type, groups[i], groups[i], true);
      if (i + 1 < groups.size()) last += pairs_between(model.type, groups[i], rests[i + 1], false);
      for (const LevelFinder::Found& found : search.from(i)) {
        const double pairs = pairs_between(model.type, groups[i], groups[found.row], i == found.row);
        counts[part][found.level] += pairs;
        last -= pairs;
      }
      counts[part][levels - 1] += last;
    }
  };
  std::vector<Task> tasks;
  for (std::size_t part = 0; part < parts; ++part) tasks.push_back({[&, part] { count(part); }, {}});
  run(tasks);
  std::vector<double> sum(levels, 0);
  for (const auto& part : counts) {
    for (std::size_t l = 0; l < sum.size(); ++l) sum[l] += part[l];
  }
  return sum;
}

}  // namespace

void sample_u(Model& model, const Records& records, const Readings& readings, const Comparer& comparer,
              SampleSize size, const TaskRunner& run) {
  const double share = std::min(1.0, std::sqrt(size.pairs / possible_pairs(model.type, records)));
  const std::vector<std::uint32_t> sample = drawn(records, share, size.seed);
  for (std::size_t c = 0; c < model.comparisons.size(); ++c) {
    Comparison& comparison = model.comparisons[c];
    std::vector<std::size_t> slots;
    for (const Level& level : comparison.levels) collect_slots(level.when, readings, slots);
    const std::vector<Alike> groups = groups_of(sample, slots, records, readings);
    const std::vector<double> counts = level_counts(model, c, groups, slots, readings, comparer, run);
    double informed = 0;
    for (std::size_t l = 0; l < counts.size(); ++l)
      informed += comparison.levels[l].is_missing ? 0 : counts[l];
    for (std::size_t l = 0; l < counts.size(); ++l) {
      Level& level = comparison.levels[l];
      if (level.is_missing || level.u_fixed) continue;
      level.u.reset();
      if (counts[l] > 0) level.u = counts[l] / informed;
    }
  }
}

}  // namespace outturn::linkage
