#include "reports/page/row_groups.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "engine/explain/words.h"
#include "engine/values/date.h"

namespace outturn::page {
namespace {

using calc::Column;
using calc::ColumnId;
using calc::Kind;
using calc::none;

constexpr int most_months = 18;
constexpr int most_quarters = 24;

template <class Wanted>
ColumnId evidence_column(const calc::Graph& graph, calc::FrameId frame, Wanted wanted) {
  for (ColumnId id = 0; id < graph.columns().size(); ++id) {
    const Column& column = graph.column(id);
    if (column.frame == frame && column.role == calc::Role::evidence && wanted(id, column)) return id;
  }
  return none;
}

ColumnId day_of(const calc::Graph& graph, calc::FrameId frame) {
  const std::string order = ", " + graph.frame(frame).order + ",";
  const auto date = [](ColumnId, const Column& column) { return column.type.kind == Kind::date; };
  const ColumnId ordered = evidence_column(graph, frame, [&](ColumnId id, const Column& column) {
    return date(id, column) && (order.find(", " + column.name + ",") != std::string::npos ||
                                order.find(", " + column.title + ",") != std::string::npos);
  });
  return ordered != none ? ordered : evidence_column(graph, frame, date);
}

/// The first words a table says of its row beside the key: "First level 1".
ColumnId words_of(const calc::Graph& graph, calc::FrameId table) {
  for (ColumnId id = 0; id < graph.columns().size(); ++id) {
    const Column& column = graph.column(id);
    if (column.frame == table && column.type.kind == Kind::text && column.formula == none) return id;
  }
  return none;
}

/// How many months a period has, and how it is told.
struct Periods {
  int months = 1;
  [[nodiscard]] Group group(int at) const {
    static constexpr std::array<const char*, 12> names{"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
    const int year = at * months / 12;
    const auto first = static_cast<std::size_t>(at * months % 12);
    if (months == 12) return {fmt::format("{}", year), fmt::format("{}", year)};
    const std::string key = fmt::format("{}-{:02}", year, first + 1);
    if (months == 1) return {key, fmt::format("{} {}", names[first], year)};
    return {key, fmt::format("{} to {} {}", names[first], names[first + 2], year)};
  }
};

int month_number(std::int64_t serial) {
  const YearMonthDay day = civil(Date{static_cast<std::int32_t>(serial)});
  return day.year * 12 + day.month - 1;
}

}  // namespace

std::optional<RowGroups> by_code(const calc::Run& run, calc::FrameId frame) {
  const calc::Graph& graph = run.graph;
  const ColumnId code = evidence_column(graph, frame, [&](ColumnId, const Column& column) {
    return column.type.kind == Kind::key && column.type.space != none &&
           graph.frame(column.type.space).is_table;
  });
  if (code == none) return std::nullopt;
  const calc::FrameId table = graph.column(code).type.space;
  const ColumnId words = words_of(graph, table);
  RowGroups out;
  out.by = calc::column_words(graph, code);
  for (std::size_t row = 0; row < graph.frame(table).rows; ++row) {
    Group group{graph.frame(table).key(row), graph.frame(table).key(row)};
    if (words != none && calc::known_at(graph.column(words), row))
      group.words += ": " + calc::shown_at(graph, words, row, run.record.currency);
    out.groups.push_back(std::move(group));
  }
  out.groups.push_back({"none", "no " + out.by});
  for (std::size_t row = 0; row < graph.frame(frame).rows; ++row) {
    const bool known = calc::known_at(graph.column(code), row);
    const std::int64_t at = known ? calc::integer_at(graph.column(code), row) : 0;
    out.of_row.push_back(static_cast<std::uint32_t>(at == 0 ? out.groups.size() - 1 : at - 1));
  }
  return out;
}

std::optional<RowGroups> by_period(const calc::Run& run, calc::FrameId frame) {
  const calc::Graph& graph = run.graph;
  const ColumnId day = day_of(graph, frame);
  if (day == none) return std::nullopt;
  const Column& column = graph.column(day);
  std::vector<int> months;
  int first = std::numeric_limits<int>::max();
  int last = std::numeric_limits<int>::min();
  for (std::size_t row = 0; row < graph.frame(frame).rows; ++row) {
    const bool known = calc::known_at(column, row) && calc::integer_at(column, row) > 0;
    months.push_back(known ? month_number(calc::integer_at(column, row)) : -1);
    if (!known) continue;
    first = std::min(first, months.back());
    last = std::max(last, months.back());
  }
  if (first > last) return std::nullopt;
  const Periods periods{last - first < most_months ? 1 : last - first < 3 * most_quarters ? 3 : 12};
  RowGroups out;
  out.by = calc::column_words(graph, day);
  const int begin = first / periods.months;
  const int end = last / periods.months;
  for (int at = begin; at <= end; ++at) out.groups.push_back(periods.group(at));
  out.groups.push_back({"none", "no " + out.by});
  for (const int month : months)
    out.of_row.push_back(
        static_cast<std::uint32_t>(month < 0 ? end - begin + 1 : month / periods.months - begin));
  return out;
}

ColumnId whose(const calc::Graph& graph, calc::FrameId frame) {
  return evidence_column(graph, frame, [&](ColumnId id, const Column& column) {
    return column.type.kind == Kind::key && id != graph.frame(frame).key_column &&
           column.type.space != none && !graph.frame(column.type.space).is_table;
  });
}

}  // namespace outturn::page
