#include "engine/linkage/model/model.h"

#include <algorithm>

namespace outturn::linkage {
namespace {

void add_once(std::vector<std::string>& into, const std::string& name) {
  if (std::find(into.begin(), into.end(), name) == into.end()) into.push_back(name);
}

}  // namespace

Reading column_reading(std::string name) {
  Reading reading;
  reading.text = std::move(name);
  return reading;
}

std::size_t Comparison::informative() const {
  return static_cast<std::size_t>(
      std::count_if(levels.begin(), levels.end(), [](const Level& l) { return !l.is_missing; }));
}

int Comparison::gamma(std::size_t level) const {
  if (levels[level].is_missing) return -1;
  const auto from = levels.begin() + static_cast<std::ptrdiff_t>(level) + 1;
  return static_cast<int>(std::count_if(from, levels.end(), [](const Level& l) { return !l.is_missing; }));
}

std::size_t Comparison::level_of_gamma(int wanted) const {
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (gamma(i) == wanted) return i;
  }
  return levels.size();
}

void collect_columns(const Reading& reading, std::vector<std::string>& into) {
  if (reading.form == Reading::Form::column) add_once(into, reading.text);
  for (const Reading& part : reading.of) collect_columns(part, into);
}

void collect_columns(const Condition& condition, std::vector<std::string>& into) {
  using Kind = Condition::Kind;
  const bool joins =
      condition.kind == Kind::all || condition.kind == Kind::any || condition.kind == Kind::none;
  if (!joins && condition.kind != Kind::always) {
    if (condition.kind != Kind::right_missing) collect_columns(condition.left, into);
    if (condition.kind != Kind::left_missing) collect_columns(condition.right, into);
  }
  for (const Condition& part : condition.of) collect_columns(part, into);
}

std::vector<std::string> columns_of(const Comparison& comparison) {
  std::vector<std::string> columns;
  for (const Level& level : comparison.levels) {
    collect_columns(level.when, columns);
    if (!level.frequency_of.empty()) add_once(columns, level.frequency_of);
  }
  return columns;
}

std::vector<std::string> columns_of(const BlockingRule& rule) {
  std::vector<std::string> columns;
  for (const BlockingRule::Key& key : rule.keys) {
    collect_columns(key.left, columns);
    collect_columns(key.right, columns);
  }
  for (const Condition& condition : rule.also) collect_columns(condition, columns);
  return columns;
}

std::vector<std::string> columns_of(const Model& model) {
  std::vector<std::string> columns;
  for (const Comparison& comparison : model.comparisons) {
    for (const std::string& column : columns_of(comparison)) add_once(columns, column);
  }
  for (const BlockingRule& rule : model.rules) {
    for (const std::string& column : columns_of(rule)) add_once(columns, column);
  }
  return columns;
}

std::string exact_column(const Level& level) {
  const Condition& when = level.when;
  const bool exact = when.kind == Condition::Kind::same && when.left == when.right &&
                     when.left.form == Reading::Form::column;
  return exact ? when.left.text : std::string();
}

}  // namespace outturn::linkage
