#include "engine/linkage/decide/coincidence.h"

#include <algorithm>
#include <map>

#include "engine/linkage/block/keys.h"

namespace outturn::linkage {
namespace {

constexpr std::size_t most_pairs_drawn = 20000;

std::uint64_t mixed(std::uint64_t h) {
  h = (h + 0x9E3779B97F4A7C15U) * 0xBF58476D1CE4E5B9U;
  return h ^ (h >> 31U);
}

bool share_a_column(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const std::string& name) { return std::find(b.begin(), b.end(), name) != b.end(); });
}

/// The keys of a rule that a comparison's columns have a part in.
std::vector<BlockingRule::Key> keys_seen(const BlockingRule& rule, const Comparison& comparison) {
  const std::vector<std::string> columns = columns_of(comparison);
  std::vector<BlockingRule::Key> seen;
  for (const BlockingRule::Key& key : rule.keys) {
    std::vector<std::string> of_key;
    collect_columns(key.left, of_key);
    collect_columns(key.right, of_key);
    if (share_a_column(of_key, columns)) seen.push_back(key);
  }
  return seen;
}

/// Records of one group, drawn two at a time.
class Draw {
 public:
  Draw(const Model& model, const Records& records, const Readings& readings, const Comparer& comparer,
       const Weights& weights)
      : model_(model), records_(records), readings_(readings), comparer_(comparer), weights_(weights) {}

  /// The distribution among pairs whose keys agree; empty when none was found.
  std::vector<double> levels(std::size_t comparison, const std::vector<BlockingRule::Key>& keys) {
    const Slots slots = slots_of(keys);
    const auto known = levels_.find({comparison, slots});
    if (known != levels_.end()) return known->second;
    return levels_[{comparison, slots}] = found(comparison, slots);
  }

  /// How many pairs agree on one key.
  double pairs(const BlockingRule::Key& key) {
    const Slots slots = slots_of({key});
    if (pairs_.find(slots) == pairs_.end()) (void)found(0, slots);
    return pairs_[slots];
  }

 private:
  /// Places of the left readings, then of the right ones.
  using Slots = std::vector<std::uint16_t>;

  [[nodiscard]] Slots slots_of(const std::vector<BlockingRule::Key>& keys) const {
    Slots slots;
    for (const auto& key : keys) slots.push_back(static_cast<std::uint16_t>(readings_.slot(key.left)));
    for (const auto& key : keys) slots.push_back(static_cast<std::uint16_t>(readings_.slot(key.right)));
    return slots;
  }

  std::vector<double> found(std::size_t comparison, const Slots& slots) {
    const auto half = slots.begin() + static_cast<std::ptrdiff_t>(slots.size() / 2);
    const Slots left(slots.begin(), half);
    const Slots right(half, slots.end());
    KeyNumbers numbers;
    const auto lefts = numbers.of(readings_, left);
    const auto rights = left == right ? lefts : numbers.of(readings_, right);
    const Groups groups = grouped(rights, numbers.count());
    std::vector<double> found(model_.comparisons[comparison].levels.size(), 0);
    double pairs = 0;
    for (const std::uint32_t number : lefts) {
      if (number != no_key) pairs += size(groups, number) / 2;
    }
    pairs_[slots] = pairs;
    const std::size_t step = std::max<std::size_t>(lefts.size() / most_pairs_drawn, 1);
    for (std::size_t i = 0; i < lefts.size(); i += step) {
      if (lefts[i] != no_key) draw(comparison, static_cast<std::uint32_t>(i), groups, lefts[i], found);
    }
    double sum = 0;
    for (const double f : found) sum += f;
    if (sum <= 0) return {};
    for (double& f : found) f /= sum;
    return found;
  }

  static double size(const Groups& groups, std::uint32_t number) {
    return static_cast<double>(groups.starts[number + 1] - groups.starts[number]) - 1;
  }

  void draw(std::size_t comparison, std::uint32_t record, const Groups& groups, std::uint32_t number,
            std::vector<double>& found) {
    const std::uint32_t n = groups.starts[number + 1] - groups.starts[number];
    if (n == 0) return;
    const std::uint32_t other = groups.order[groups.starts[number] + mixed(record) % n];
    if (other == record || !may_pair(model_.type, records_.dataset[record] == records_.dataset[other]))
      return;
    const Code* const a = readings_.row(std::min(record, other));
    const Code* const b = readings_.row(std::max(record, other));
    const Pattern pattern = comparer_.pattern(a, b);
    const std::size_t level = comparer_.level_in(pattern, comparison);
    if (model_.comparisons[comparison].levels[level].is_missing) return;
    // A likely match by all the other comparisons is no coincidence.
    const double others = weights_.weight(pattern, a, b) - weights_.level_weight(comparison, level) -
                          weights_.frequency_weight(comparison, level, a, b);
    if (others < 0) found[level] += n;
  }

  const Model& model_;
  const Records& records_;
  const Readings& readings_;
  const Comparer& comparer_;
  const Weights& weights_;
  std::map<Slots, double> pairs_;
  std::map<std::pair<std::size_t, Slots>, std::vector<double>> levels_;
};

/// Orders the comparisons so that each stands after the one it goes with; what the rule forces stands first.
std::vector<Coincidence::Part> ordered(const std::vector<std::vector<double>>& forced,
                                       const Dependence& dependence) {
  std::vector<Coincidence::Part> parts;
  std::vector<bool> placed(forced.size(), false);
  for (std::size_t c = 0; c < forced.size(); ++c) {
    if (forced[c].empty()) continue;
    parts.push_back({c, -1, forced[c], {}});
    placed[c] = true;
  }
  std::size_t next = 0;
  for (std::size_t root = 0; root <= forced.size(); ++root) {
    for (; next < parts.size(); ++next) {
      const std::size_t from = parts[next].comparison;
      for (const Dependence::Tie& tie : dependence.ties) {
        if (tie.a != from && tie.b != from) continue;
        const std::size_t to = tie.a == from ? tie.b : tie.a;
        if (placed[to]) continue;
        parts.push_back({to, static_cast<int>(from), dependence.alone[to], dependence.given[from][to]});
        placed[to] = true;
      }
    }
    if (root == forced.size() || placed[root]) continue;
    parts.push_back({root, -1, dependence.alone[root], {}});
    placed[root] = true;
  }
  return parts;
}

/// What two strangers share often says nothing of a tie between them.
bool is_telling(const Comparison& comparison) {
  constexpr double often = 0.1;
  for (std::size_t l = 0; l < comparison.levels.size(); ++l) {
    if (!comparison.levels[l].is_missing) return evidence_of(comparison, l).u < often;
  }
  return false;
}

void add_shared(const Model& model, const Dependence& dependence, std::vector<Coincidence>& out) {
  const std::size_t n = model.comparisons.size();
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      if (!is_telling(model.comparisons[a]) || !is_telling(model.comparisons[b])) continue;
      Coincidence shared;
      shared.shared = true;
      std::vector<std::vector<double>> forced(n);
      forced[a] = m_of(model.comparisons[a]);
      forced[b] = m_of(model.comparisons[b]);
      shared.forced.assign(n, false);
      shared.forced[a] = shared.forced[b] = true;
      shared.parts = ordered(forced, dependence);
      out.push_back(std::move(shared));
    }
  }
}

}  // namespace

double likelihood(const Coincidence& coincidence, const Model& model, const std::vector<std::size_t>& level) {
  constexpr double least = 1e-9;
  const auto is_missing = [&](std::size_t c) { return model.comparisons[c].levels[level[c]].is_missing; };
  double p = 1;
  for (const Coincidence::Part& part : coincidence.parts) {
    if (is_missing(part.comparison)) continue;
    const bool tied = part.goes_with >= 0 && !is_missing(static_cast<std::size_t>(part.goes_with));
    const std::vector<double>& levels =
        tied ? part.given[level[static_cast<std::size_t>(part.goes_with)]] : part.alone;
    p *= std::max(levels[level[part.comparison]], least);
  }
  return p;
}

std::vector<Coincidence> coincidences(const Model& model, const Records& records, const Readings& readings,
                                      const Comparer& comparer, const Weights& weights,
                                      const Dependence& dependence) {
  const auto n = static_cast<double>(records.size());
  const double all = n * (n - 1) / 2;
  Draw draw(model, records, readings, comparer, weights);
  std::vector<Coincidence> out;
  for (const BlockingRule& rule : model.rules) {
    Coincidence one;
    one.pairs_by_chance = all;
    std::vector<std::vector<double>> forced;
    for (const Comparison& comparison : model.comparisons) {
      const auto keys = keys_seen(rule, comparison);
      forced.push_back(keys.empty() ? std::vector<double>() : draw.levels(forced.size(), keys));
      one.forced.push_back(!forced.back().empty());
    }
    for (const BlockingRule::Key& key : rule.keys) one.pairs_by_chance *= draw.pairs(key) / all;
    one.parts = ordered(forced, dependence);
    out.push_back(std::move(one));
  }
  add_shared(model, dependence, out);
  Coincidence other;
  other.forced.assign(model.comparisons.size(), false);
  other.parts = ordered(std::vector<std::vector<double>>(model.comparisons.size()), dependence);
  out.push_back(std::move(other));
  return out;
}

}  // namespace outturn::linkage
