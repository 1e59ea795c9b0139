#include "engine/linkage/compare/never.h"

#include <algorithm>
#include <optional>

#include "engine/linkage/compare/comparer.h"

namespace outturn::linkage {
namespace {

using Kind = Condition::Kind;
using Form = Reading::Form;

bool is_bounded(Kind kind) {
  return wants_more(kind) || kind == Kind::levenshtein || kind == Kind::damerau_levenshtein ||
         kind == Kind::apart;
}

bool same_readings(const Condition& a, const Condition& b) { return a.left == b.left && a.right == b.right; }

/// The bound of `narrow` is no looser.
bool bound_within(const Condition& narrow, const Condition& wide) {
  if (narrow.bound == wide.bound) return narrow.beyond || !wide.beyond;
  return wants_more(wide.kind) ? narrow.bound > wide.bound : narrow.bound < wide.bound;
}

/// What two equal words come to, which are not empty since columns hold no empty ones.
bool equal_words_meet(const Condition& wide) {
  if (wide.left.form != Form::column || wide.right.form != Form::column) return false;
  switch (wide.kind) {
    case Kind::jaro_winkler:
      return wide.beyond ? wide.bound < 1 : wide.bound <= 1;
    case Kind::levenshtein:
    case Kind::damerau_levenshtein:
      return wide.beyond ? wide.bound > 0 : wide.bound >= 0;
    default:
      return false;
  }
}

/// The second is missing wherever the first, a column, is.
bool missing_with(const Reading& column, const Reading& other) {
  std::vector<std::string> columns;
  collect_columns(other, columns);
  return column.form == Form::column &&
         std::find(columns.begin(), columns.end(), column.text) != columns.end();
}

bool implies_simply(const Condition& narrow, const Condition& wide) {
  if (narrow.kind == Kind::left_missing && wide.kind == Kind::left_missing)
    return missing_with(narrow.left, wide.left);
  if (narrow.kind == Kind::right_missing && wide.kind == Kind::right_missing)
    return missing_with(narrow.right, wide.right);
  if (!is_bounded(wide.kind) || !same_readings(narrow, wide)) return false;
  if (narrow.kind == Kind::same) return equal_words_meet(wide);
  // A swap counts one edit there and two here: fewer edits here are fewer there.
  const bool alike = narrow.kind == wide.kind ||
                     (narrow.kind == Kind::levenshtein && wide.kind == Kind::damerau_levenshtein);
  return alike && bound_within(narrow, wide);
}

/// A bound that nothing reaches.
bool out_of_reach(const Condition& condition) {
  const double bound = condition.bound;
  if (condition.kind == Kind::apart || condition.kind == Kind::levenshtein ||
      condition.kind == Kind::damerau_levenshtein) {
    return condition.beyond ? bound <= 0 : bound < 0;
  }
  return wants_more(condition.kind) && (condition.beyond ? bound >= 1 : bound > 1);
}

std::string form_of(const Reading& reading) {
  if (reading.form == Form::day) return "a date written as " + reading.text;
  if (reading.form == Form::number) return "a number";
  if (reading.form == Form::match) return "text that the pattern " + reading.text + " finds";
  return "what the level reads";
}

class Search {
 public:
  Search(const Model& model, const Records& records, const Readings& readings)
      : model_(model), records_(records), readings_(readings) {}

  std::vector<NeverLevel> all() {
    std::vector<NeverLevel> found;
    for (std::size_t c = 0; c < model_.comparisons.size(); ++c) {
      for (std::size_t l = 0; l < model_.comparisons[c].levels.size(); ++l) {
        if (auto why = why_never(model_.comparisons[c], l)) found.push_back({c, l, std::move(*why)});
      }
    }
    return found;
  }

 private:
  std::optional<std::string> why_never(const Comparison& comparison, std::size_t number) {
    const Condition& when = comparison.levels[number].when;
    if (auto why = cannot_hold(when)) return why;
    const auto covering = cover(comparison, number, when);
    if (!covering) return std::nullopt;
    const std::string& written = comparison.levels[*covering].written;
    return "Every pair that meets it meets an earlier level: " + (written.empty() ? "ELSE" : written) + ".";
  }

  /// The last of the earlier levels that between them take every pair of the condition.
  static std::optional<std::size_t> cover(const Comparison& comparison, std::size_t number,
                                          const Condition& when) {
    for (std::size_t l = 0; l < number; ++l) {
      if (implies(when, comparison.levels[l].when)) return l;
    }
    if (when.kind != Kind::any || when.of.empty()) return std::nullopt;
    std::size_t last = 0;
    for (const Condition& part : when.of) {
      const auto one = cover(comparison, number, part);
      if (!one) return std::nullopt;
      last = std::max(last, *one);
    }
    return last;
  }

  std::optional<std::string> cannot_hold(const Condition& when) {
    switch (when.kind) {
      case Kind::always:
      case Kind::left_missing:
      case Kind::right_missing:
        return std::nullopt;
      case Kind::none:
        if (when.of.at(0).kind == Kind::always) return "It is the opposite of what always holds.";
        return std::nullopt;
      case Kind::any: {
        std::optional<std::string> why;
        for (const Condition& part : when.of) {
          why = cannot_hold(part);
          if (!why) return std::nullopt;
        }
        return why;
      }
      case Kind::all:
        return cannot_hold_together(when);
      default:
        break;
    }
    if (out_of_reach(when)) return "Its bound is out of reach.";
    if (auto why = never_read(when.left)) return why;
    return never_read(when.right);
  }

  std::optional<std::string> cannot_hold_together(const Condition& when) {
    for (const Condition& part : when.of) {
      if (auto why = cannot_hold(part)) return why;
      if (part.kind != Kind::none) continue;
      for (const Condition& other : when.of) {
        if (implies(other, part.of.at(0))) return "Two of its conditions exclude each other.";
      }
    }
    return std::nullopt;
  }

  /// No record has the reading, though records have the columns.
  std::optional<std::string> never_read(const Reading& reading) {
    std::vector<std::string> names;
    collect_columns(reading, names);
    if (reading.form == Form::column || names.size() != 1) return std::nullopt;
    const Column* const column = records_.column(names[0]);
    if (column == nullptr || column->words.words.empty()) return std::nullopt;
    const std::size_t slot = readings_.slot(reading);
    std::optional<std::string> first;
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (!readings_.is_missing(slot, readings_.row(i)[slot])) return std::nullopt;
      const Code code = column->codes[i];
      if (!first && code != missing) first = column->words.words[static_cast<std::size_t>(code)];
    }
    if (!first) return std::nullopt;
    return "No value of column \"" + names[0] + "\" is " + form_of(reading) + "; the first is \"" + *first +
           "\".";
  }

  const Model& model_;
  const Records& records_;
  const Readings& readings_;
};

}  // namespace

bool implies(const Condition& narrow, const Condition& wide) {
  if (wide.kind == Kind::always || narrow == wide) return true;
  const auto each = [](const std::vector<Condition>& of, const auto& holds) {
    return !of.empty() && std::all_of(of.begin(), of.end(), holds);
  };
  if (narrow.kind == Kind::any) {
    return each(narrow.of, [&](const Condition& part) { return implies(part, wide); });
  }
  if (wide.kind == Kind::all) {
    return each(wide.of, [&](const Condition& part) { return implies(narrow, part); });
  }
  const auto any_wide = [&](const Condition& part) { return implies(narrow, part); };
  if (wide.kind == Kind::any && std::any_of(wide.of.begin(), wide.of.end(), any_wide)) return true;
  const auto any_narrow = [&](const Condition& part) { return implies(part, wide); };
  if (narrow.kind == Kind::all) return std::any_of(narrow.of.begin(), narrow.of.end(), any_narrow);
  return implies_simply(narrow, wide);
}

std::vector<NeverLevel> never_levels(const Model& model, const Records& records, const Readings& readings) {
  return Search(model, records, readings).all();
}

void tell_never(const std::vector<NeverLevel>& levels, const Model& model, const std::string& file,
                Severity severity, Problems& problems) {
  for (const NeverLevel& never : levels) {
    const Comparison& comparison = model.comparisons[never.comparison];
    const std::string& written = comparison.levels[never.level].written;
    Problem problem = problem_at(
        "LK20", file, {}, "a level of \"" + comparison.name + "\" can never be met: " + written, {never.why},
        {severity == Severity::error
             ? "Mend the level's format or bound, or leave the level out."
             : "It stays, since the model was trained with it; its pairs fall into later levels."});
    problem.severity = severity;
    problems.add(std::move(problem));
  }
}

}  // namespace outturn::linkage
