#include "engine/linkage/compare/comparer.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <functional>

#include "engine/base/problem.h"
#include "engine/linkage/measures/measures.h"

namespace outturn::linkage {
namespace {

using Kind = Condition::Kind;

constexpr std::size_t most_measures = 8;

Truth inverse(Truth truth) {
  if (truth == Truth::unknown) return truth;
  return truth == Truth::yes ? Truth::no : Truth::yes;
}

std::size_t bits_for(std::size_t levels) { return static_cast<std::size_t>(std::bit_width(levels - 1)); }

}  // namespace

bool wants_more(Condition::Kind kind) {
  return kind == Kind::jaro_winkler || kind == Kind::jaccard || kind == Kind::token_overlap ||
         kind == Kind::ratio;
}

/// Measures of this pair and comparison that were taken already.
struct ReadyCondition::Taken {
  std::array<double, most_measures> value;  // one is read only where `is` says that it was taken
  std::array<bool, most_measures> is{};
  Taken() {}  // NOLINT(modernize-use-equals-default): leaves `value` as it is, on purpose
};

ReadyCondition::ReadyCondition(const Condition& condition, const Readings& readings)
    : kind_(condition.kind), beyond_(condition.beyond), bound_(condition.bound), loosest_(condition.bound) {
  for (const Condition& part : condition.of) of_.emplace_back(part, readings);
  if (!of_.empty() || kind_ == Kind::always) return;
  if (kind_ != Kind::right_missing) left_ = static_cast<std::uint16_t>(readings.slot(condition.left));
  if (kind_ != Kind::left_missing) right_ = static_cast<std::uint16_t>(readings.slot(condition.right));
  if (kind_ == Kind::apart && !readings.valued(left_)) throw Fault("a difference needs days or numbers");
  if (kind_ == Kind::apart && condition.left.form == Reading::Form::number) bound_ = loosest_ = bound_ * 100;
}

bool ReadyCondition::is_measure() const {
  switch (kind_) {
    case Kind::jaro_winkler:
    case Kind::jaccard:
    case Kind::token_overlap:
    case Kind::levenshtein:
    case Kind::damerau_levenshtein:
      return true;
    case Kind::always:
    case Kind::left_missing:
    case Kind::right_missing:
    case Kind::same:
    case Kind::apart:
    case Kind::ratio:
    case Kind::all:
    case Kind::any:
    case Kind::none:
      break;
  }
  return false;
}

bool ReadyCondition::same_measure(const ReadyCondition& other) const {
  return kind_ == other.kind_ && left_ == other.left_ && right_ == other.right_;
}

void ReadyCondition::collect_measures(std::vector<ReadyCondition*>& into) {
  if (is_measure()) into.push_back(this);
  for (ReadyCondition& part : of_) part.collect_measures(into);
}

double ReadyCondition::measured(const Word& a, const Word& b) const {
  switch (kind_) {
    case Kind::jaro_winkler: {
      if (!steps_) return jaro_winkler(a.bytes, b.bytes);
      const auto step = static_cast<std::size_t>(steps_->step(a, b));
      return step < thresholds_.size() ? thresholds_[step] : -1;
    }
    case Kind::levenshtein:
      return levenshtein_within(a, b, static_cast<int>(loosest_));
    case Kind::damerau_levenshtein:
      return damerau_levenshtein_within(a, b, static_cast<int>(loosest_));
    case Kind::jaccard:
      return jaccard_of_bigrams(a.bytes, b.bytes);
    case Kind::token_overlap:
      return token_overlap(a.bytes, b.bytes);
    case Kind::always:
    case Kind::left_missing:
    case Kind::right_missing:
    case Kind::same:
    case Kind::apart:
    case Kind::ratio:
    case Kind::all:
    case Kind::any:
    case Kind::none:
      break;
  }
  throw Fault("no measure");
}

bool ReadyCondition::bounds(double value) const {
  if (wants_more(kind_)) return beyond_ ? value > bound_ : value >= bound_;
  return beyond_ ? value < bound_ : value <= bound_;
}

Truth ReadyCondition::truth(const Code* left, const Code* right, const Readings& readings,
                            Taken& taken) const {
  const auto yes_if = [](bool holds) { return holds ? Truth::yes : Truth::no; };
  switch (kind_) {
    case Kind::always:
      return Truth::yes;
    case Kind::left_missing:
      return yes_if(readings.is_missing(left_, left[left_]));
    case Kind::right_missing:
      return yes_if(readings.is_missing(right_, right[right_]));
    case Kind::all:
    case Kind::any: {
      const Truth settles = kind_ == Kind::all ? Truth::no : Truth::yes;
      Truth whole = inverse(settles);
      for (const ReadyCondition& part : of_) {
        const Truth one = part.truth(left, right, readings, taken);
        if (one == settles) return settles;
        if (one == Truth::unknown) whole = Truth::unknown;
      }
      return whole;
    }
    case Kind::none:
      return inverse(of_[0].truth(left, right, readings, taken));
    case Kind::same:
    case Kind::apart:
    case Kind::ratio:
    case Kind::jaro_winkler:
    case Kind::jaccard:
    case Kind::token_overlap:
    case Kind::levenshtein:
    case Kind::damerau_levenshtein:
      break;
  }
  const Code a = left[left_];
  const Code b = right[right_];
  if (readings.is_missing(left_, a) || readings.is_missing(right_, b)) return Truth::unknown;
  if (kind_ == Kind::same) return yes_if(a == b);
  if (kind_ == Kind::apart) return yes_if(bounds(std::abs(static_cast<double>(a) - static_cast<double>(b))));
  if (kind_ == Kind::ratio) {
    const double small = std::min(a, b);
    const double large = std::max(a, b);
    return yes_if(large > 0 ? bounds(small / large) : small == large);
  }
  const auto value = [&] { return measured(readings.word(left_, a), readings.word(right_, b)); };
  if (measure_ == 0) return yes_if(bounds(value()));
  const std::size_t number = measure_ - 1U;
  if (!taken.is[number]) {
    taken.value[number] = value();
    taken.is[number] = true;
  }
  return yes_if(bounds(taken.value[number]));
}

Truth ReadyCondition::of(const Code* left, const Code* right, const Readings& readings) const {
  Taken taken;
  return truth(left, right, readings, taken);
}

/// Numbers equal measures alike, and tells each the bounds of all.
void ReadyCondition::share_measures(const std::vector<ReadyCondition*>& measures) {
  std::vector<const ReadyCondition*> distinct;
  for (ReadyCondition* measure : measures) {
    std::vector<double> bounds;
    bool beyond = false;
    for (const ReadyCondition* other : measures) {
      if (!measure->same_measure(*other)) continue;
      bounds.push_back(other->bound_);
      beyond = beyond || other->beyond_;
    }
    std::sort(bounds.begin(), bounds.end(), std::greater<>());
    bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
    measure->loosest_ = wants_more(measure->kind_) ? bounds.back() : bounds.front();
    if (measure->kind_ == Kind::jaro_winkler && !beyond) {
      measure->steps_ = std::make_shared<JaroWinklerSteps>(bounds);
      measure->thresholds_ = bounds;
    }
    auto at = std::find_if(distinct.begin(), distinct.end(),
                           [&](const ReadyCondition* d) { return d->same_measure(*measure); });
    if (at == distinct.end()) at = distinct.insert(distinct.end(), measure);
    const auto number = static_cast<std::size_t>(at - distinct.begin());
    if (number < most_measures) measure->measure_ = static_cast<std::uint8_t>(number + 1);
  }
}

Comparer::Comparer(const Model& model, const Readings& readings) : readings_(&readings) {
  std::uint8_t shift = 0;
  for (const Comparison& comparison : model.comparisons) {
    Ready ready;
    for (const Level& level : comparison.levels) ready.levels.emplace_back(level.when, readings);
    std::vector<ReadyCondition*> measures;
    for (ReadyCondition& level : ready.levels) level.collect_measures(measures);
    ReadyCondition::share_measures(measures);
    ready.plain = plain_reading(ready, readings);
    comparisons_.push_back(std::move(ready));
    const std::size_t width = bits_for(comparison.levels.size());
    shift_.push_back(shift);
    mask_.push_back((std::uint64_t{1} << width) - 1);
    shift = static_cast<std::uint8_t>(shift + width);
  }
}

int Comparer::plain_reading(const Ready& ready, const Readings& readings) {
  if (ready.levels.size() < 3) return -1;
  const ReadyCondition& gap = ready.levels[0];
  const ReadyCondition& same = ready.levels[1];
  if (gap.kind_ != Kind::any || gap.of_.size() != 2 || same.kind_ != Kind::same) return -1;
  const bool both = gap.of_[0].kind_ == Kind::left_missing && gap.of_[1].kind_ == Kind::right_missing;
  const std::uint16_t slot = same.left_;
  const bool one = same.right_ == slot && gap.of_[0].left_ == slot && gap.of_[1].right_ == slot;
  return both && one && !readings.valued(slot) ? slot : -1;
}

std::size_t Comparer::bits(const Model& model) {
  std::size_t bits = 0;
  for (const Comparison& comparison : model.comparisons) bits += bits_for(comparison.levels.size());
  return bits;
}

std::size_t Comparer::level(std::size_t comparison, const Code* left, const Code* right) const {
  const std::vector<ReadyCondition>& levels = comparisons_[comparison].levels;
  std::size_t i = 0;
  if (const int slot = comparisons_[comparison].plain; slot >= 0) {
    if (left[slot] == missing || right[slot] == missing) return 0;
    if (left[slot] == right[slot]) return 1;
    i = 2;
  }
  ReadyCondition::Taken taken;
  for (; i + 1 < levels.size(); ++i) {
    if (levels[i].truth(left, right, *readings_, taken) == Truth::yes) return i;
  }
  return levels.size() - 1;
}

Pattern Comparer::pattern(const Code* left, const Code* right) const {
  Pattern pattern = 0;
  for (std::size_t c = 0; c < comparisons_.size(); ++c) {
    pattern |= static_cast<Pattern>(level(c, left, right)) << shift_[c];
  }
  return pattern;
}

Pattern Comparer::with(Pattern pattern, std::size_t comparison, std::size_t level) const {
  pattern &= ~(mask_[comparison] << shift_[comparison]);
  return pattern | (static_cast<Pattern>(level) << shift_[comparison]);
}

}  // namespace outturn::linkage
