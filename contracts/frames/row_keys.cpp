// Names of rows that have no key of their own: what they say, so that a row keeps its name from one
// claim to the next whatever rows come before it (docs/result-json.md, "Keys of rows").
#include "contracts/frames/row_keys.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "contracts/frames/words.h"
#include "engine/values/show.h"

namespace outturn::compile {

using language::Quantity;

namespace {

std::string part_of_key(const calc::Graph& graph, const calc::Column& column, std::size_t row) {
  if (!calc::known_at(column, row)) return "-";
  const std::int64_t held = calc::integer_at(column, row);
  switch (column.type.kind) {
    case calc::Kind::key: {
      const calc::Frame& target = graph.frame(column.type.space);
      if (held < 1 || static_cast<std::size_t>(held) > target.rows) return "-";
      const auto at = static_cast<std::size_t>(held - 1);
      return target.source_keys.empty() ? target.key(at) : target.source_keys[at];
    }
    case calc::Kind::date:
      return to_iso(Date{static_cast<std::int32_t>(held)});
    case calc::Kind::decimal:
      return plain_decimal(held, column.type.places);
    default:
      return plain_decimal(held, 0);
  }
}

/// Repeated keys are numbered from the second on: "P1 JOB 2020-03-01 #2".
void number_repeated(std::vector<std::string>& keys) {
  std::unordered_map<std::string_view, std::size_t> seen;
  seen.reserve(keys.size());
  for (std::string& key : keys) {
    std::size_t& times = seen[key];
    if (++times == 1) continue;
    const std::string_view first = seen.find(key)->first;
    std::size_t number = times;
    std::string numbered;
    do numbered = std::string(first) + " #" + std::to_string(number++);
    while (seen.contains(numbered));
    times = number - 1;
    key = std::move(numbered);
    seen.emplace(key, 1);
  }
}

/// The columns that name a row, by their place in the input.
std::vector<std::size_t> naming_columns(const EvidenceFrame& made) {
  const language::Input& input = *made.input;
  std::vector<std::size_t> naming;
  const auto take = [&](std::size_t j) {
    if (std::find(naming.begin(), naming.end(), j) == naming.end()) naming.push_back(j);
  };
  for (std::size_t j = 0; j < input.columns.size(); ++j) {
    const auto& column = input.columns[j];
    if (column.by.empty() && (column.type.is(Quantity::key) || column.type.is(Quantity::code))) take(j);
  }
  for (const std::string& by : made.order) {
    for (std::size_t j = 0; j < input.columns.size(); ++j) {
      if (input.columns[j].fact.name == by) take(j);
    }
  }
  const bool nothing_yet = naming.empty();
  for (std::size_t j = 0; nothing_yet && j < input.columns.size(); ++j) {
    if (input.columns[j].by.empty() && !input.columns[j].type.is(Quantity::text)) take(j);
  }
  return naming;
}

}  // namespace

void name_rows(Workings& work, const EvidenceFrame& made) {
  calc::Graph& graph = work.graph;
  const language::Input& input = *made.input;
  const std::vector<std::size_t> naming = naming_columns(made);
  if (naming.empty()) return;
  const calc::Frame& frame = graph.frame(made.frame);
  std::vector<std::string> keys(frame.rows);
  std::string named_by;
  for (const std::size_t j : naming) {
    const calc::Column& column = graph.column(made.columns[j].value);
    named_by += (named_by.empty() ? "" : ", ") + in_words(input.columns[j].fact.name);
    for (std::size_t row = 0; row < frame.rows; ++row) {
      const std::string part = part_of_key(graph, column, row);
      std::string& key = keys[row];
      if (!key.empty())
        key += ' ';
      else if (part.starts_with('-'))
        key = input.each + " ";  // no cell may begin like a formula
      key += part;
    }
  }
  number_repeated(keys);
  graph.frame(made.frame).source_keys = std::move(keys);
  graph.frame(made.frame).named_by = std::move(named_by);
}

}  // namespace outturn::compile
