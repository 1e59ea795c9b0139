#include "engine/linkage/compare/level_finder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace outturn::linkage {

using Kind = Condition::Kind;

void LevelFinder::Held::rows_of(std::size_t value, std::uint32_t from,
                                std::vector<std::uint32_t>& out) const {
  const auto begin = rows.begin() + starts[value];
  const auto end = rows.begin() + starts[value + 1];
  out.insert(out.end(), std::lower_bound(begin, end, from), end);
}

void LevelFinder::Held::rows_with(Code value, std::uint32_t from, std::vector<std::uint32_t>& out) const {
  const auto at = std::lower_bound(values.begin(), values.end(), value);
  if (at != values.end() && *at == value) rows_of(static_cast<std::size_t>(at - values.begin()), from, out);
}

LevelFinder::LevelFinder(const Comparer& comparer, std::size_t comparison, std::vector<const Code*> rows)
    : readings_(*comparer.readings_),
      levels_(comparer.comparisons_[comparison].levels),
      rows_(std::move(rows)),
      held_(readings_.slots()) {
  for (const ReadyCondition& level : levels_) prepare(level);
}

void LevelFinder::prepare(const ReadyCondition& condition) {
  for (const ReadyCondition& part : condition.of_) prepare(part);
  if (!condition.of_.empty() || condition.kind_ == Kind::always) return;
  if (condition.kind_ != Kind::left_missing && held_[condition.right_].starts.empty())
    held_[condition.right_] = held_at(condition.right_);
  if (!condition.is_measure()) return;
  const std::size_t at = measure_of(condition);
  if (at == measures_.size()) measures_.emplace_back();
  measures_[at].push_back(&condition);
}

LevelFinder::Held LevelFinder::held_at(std::uint16_t slot) const {
  std::vector<std::pair<Code, std::uint32_t>> all;
  for (std::uint32_t r = 0; r < rows_.size(); ++r) all.emplace_back(rows_[r][slot], r);
  std::sort(all.begin(), all.end());
  Held held;
  for (const auto& [value, row] : all) {
    if (held.values.empty() || held.values.back() != value) {
      held.values.push_back(value);
      held.starts.push_back(static_cast<std::uint32_t>(held.rows.size()));
      held.last_row.push_back(row);
    }
    held.rows.push_back(row);
    held.last_row.back() = row;
  }
  held.starts.push_back(static_cast<std::uint32_t>(held.rows.size()));
  held.latest.resize(held.values.size());
  std::iota(held.latest.begin(), held.latest.end(), 0U);
  std::sort(held.latest.begin(), held.latest.end(),
            [&](std::uint32_t a, std::uint32_t b) { return held.last_row[a] > held.last_row[b]; });
  return held;
}

std::size_t LevelFinder::measure_of(const ReadyCondition& condition) const {
  const auto at = std::find_if(measures_.begin(), measures_.end(),
                               [&](const auto& equal) { return equal.front()->same_measure(condition); });
  return static_cast<std::size_t>(at - measures_.begin());
}

Truth LevelFinder::truth(const ReadyCondition& condition, std::uint32_t left, std::uint32_t right) const {
  return condition.of(rows_[left], rows_[right], readings_);
}

LevelFinder::Search::Search(const LevelFinder& finder)
    : finder_(finder),
      near_(finder.measures_.size()),
      level_(finder.rows_.size(), static_cast<std::uint8_t>(finder.levels_.size() - 1)) {}

std::span<const LevelFinder::Found> LevelFinder::Search::from(std::uint32_t first) {
  first_ = first;
  found_.clear();
  const auto last = static_cast<std::uint8_t>(finder_.levels_.size() - 1);
  Rows rows;
  // Earlier levels go before later ones.
  for (std::uint8_t level = 0; level < last; ++level) {
    rows.clear();
    find(finder_.levels_[level], rows);
    for (const std::uint32_t row : rows) {
      if (level_[row] != last) continue;
      level_[row] = level;
      found_.push_back({row, level});
    }
  }
  for (const Found& one : found_) level_[one.row] = last;
  return found_;
}

/// Appends rows for which the condition is true; some perhaps twice.
void LevelFinder::Search::find(const ReadyCondition& condition, Rows& out) {
  const Code* const left = finder_.rows_[first_];
  switch (condition.kind_) {
    case Kind::always:
      return every_row(out);
    case Kind::left_missing:
      if (finder_.readings_.is_missing(condition.left_, left[condition.left_])) every_row(out);
      return;
    case Kind::right_missing:
      return finder_.held_[condition.right_].rows_with(finder_.readings_.missing_code(condition.right_),
                                                       first_, out);
    case Kind::same: {
      const Code value = left[condition.left_];
      const bool gap = finder_.readings_.is_missing(condition.left_, value) ||
                       finder_.readings_.is_missing(condition.right_, value);
      if (!gap) finder_.held_[condition.right_].rows_with(value, first_, out);
      return;
    }
    case Kind::any:
      for (const ReadyCondition& part : condition.of_) find(part, out);
      return;
    case Kind::all:
      return find_all_of(condition, out);
    case Kind::apart:
      return find_apart(condition, out);
    case Kind::jaro_winkler:
    case Kind::jaccard:
    case Kind::token_overlap:
    case Kind::levenshtein:
    case Kind::damerau_levenshtein:
      return find_near(condition, out);
    case Kind::none:
    case Kind::ratio:
      return find_by_asking(condition, out);
  }
}

void LevelFinder::Search::every_row(Rows& out) const {
  for (auto row = first_; row < finder_.rows_.size(); ++row) out.push_back(row);
}

/// The first part is looked up, the others are asked of what it found.
void LevelFinder::Search::find_all_of(const ReadyCondition& condition, Rows& out) {
  Rows rows;
  find(condition.of_[0], rows);
  for (const std::uint32_t row : rows) {
    const bool rest = std::all_of(
        condition.of_.begin() + 1, condition.of_.end(),
        [&](const ReadyCondition& part) { return finder_.truth(part, first_, row) == Truth::yes; });
    if (rest) out.push_back(row);
  }
}

void LevelFinder::Search::find_apart(const ReadyCondition& condition, Rows& out) const {
  const Code value = finder_.rows_[first_][condition.left_];
  if (finder_.readings_.is_missing(condition.left_, value)) return;
  const Held& held = finder_.held_[condition.right_];
  const auto near_enough = [&](Code other) {
    return condition.bounds(std::abs(static_cast<double>(value) - static_cast<double>(other)));
  };
  const auto here = std::lower_bound(held.values.begin(), held.values.end(), value);
  const auto begin =
      std::partition_point(held.values.begin(), here, [&](Code other) { return !near_enough(other); });
  const auto end = std::partition_point(here, held.values.end(), near_enough);
  for (auto at = begin; at < end; ++at) {
    if (finder_.readings_.is_missing(condition.right_, *at)) continue;
    held.rows_of(static_cast<std::size_t>(at - held.values.begin()), first_, out);
  }
}

void LevelFinder::Search::find_near(const ReadyCondition& condition, Rows& out) {
  const Code value = finder_.rows_[first_][condition.left_];
  if (finder_.readings_.is_missing(condition.left_, value)) return;
  const Held& held = finder_.held_[condition.right_];
  for (const auto& [word, measure] : near(finder_.measure_of(condition), value).values) {
    if (condition.bounds(measure)) held.rows_of(word, first_, out);
  }
}

const LevelFinder::Search::Near& LevelFinder::Search::near(std::size_t measure, Code left) {
  Near& near = near_[measure];
  if (near.taken && near.to == left && near.from <= first_) return near;
  near.to = left;
  near.from = first_;
  near.taken = true;
  near.values.clear();
  const auto& equal = finder_.measures_[measure];
  const ReadyCondition& one = *equal.front();
  const Held& held = finder_.held_[one.right_];
  const Word word = finder_.readings_.word(one.left_, left);
  for (const std::uint32_t at : held.latest) {
    if (held.last_row[at] < first_) break;
    if (finder_.readings_.is_missing(one.right_, held.values[at])) continue;
    const double value = one.measured(word, finder_.readings_.word(one.right_, held.values[at]));
    const bool wanted =
        std::any_of(equal.begin(), equal.end(), [&](const auto* each) { return each->bounds(value); });
    if (wanted) near.values.emplace_back(at, value);
  }
  return near;
}

void LevelFinder::Search::find_by_asking(const ReadyCondition& condition, Rows& out) const {
  for (auto row = first_; row < finder_.rows_.size(); ++row) {
    if (finder_.truth(condition, first_, row) == Truth::yes) out.push_back(row);
  }
}

}  // namespace outturn::linkage
