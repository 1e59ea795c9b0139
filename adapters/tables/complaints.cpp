#include "adapters/tables/complaints.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::tables {
namespace {

Span span_of(const Place& place) {
  if (place.line == 0) return {};
  const auto before = static_cast<std::size_t>(place.text.data() - place.line_start);
  // Long lines come from broken files: counting their characters again and again would be slow.
  constexpr std::size_t most_counted = 100'000;
  const std::size_t column = before > most_counted ? before : character_count({place.line_start, before});
  const std::string_view text = place.text.substr(0, std::min(place.text.find('\n'), most_counted));
  return {place.line, static_cast<std::uint32_t>(column + 1),
          static_cast<std::uint32_t>(character_count(text))};
}

// A message is one line of text whatever the cell held.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return text;
}

bool in_file_order(const Problem& a, const Problem& b) {
  return std::pair{a.span.line, a.span.column} < std::pair{b.span.line, b.span.column};
}

}  // namespace

std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3;) digits.insert(i -= 3, ",");
  return digits;
}

Problem Complaints::made(Severity severity, Flaw flaw, const Place& place, Advice advice) const {
  Problem problem;
  problem.severity = severity;
  problem.code = "E" + std::to_string(static_cast<int>(flaw));
  problem.file = file_;
  problem.span = span_of(place);
  problem.what = one_line(std::move(advice.what));
  problem.why = std::move(advice.why);
  problem.mend = std::move(advice.mend);
  return problem;
}

void Complaints::keep(Group& group, Flaw flaw, const Place& place, Advice advice) {
  if (group.mend_all.empty()) group.mend_all = advice.mend_all;
  group.told.push_back(made(Severity::error, flaw, place, std::move(advice)));
}

void Complaints::add_note(Flaw flaw, const Place& place, Advice advice) {
  notes_.push_back(made(Severity::note, flaw, place, std::move(advice)));
}

Problem Complaints::rest_of(const Group& group) const {
  Problem rest = group.told.back();
  rest.what = fmt::format("and {} more like the one on line {}", grouped(group.count - kept_in_full + 1),
                          group.told.front().span.line);
  std::string lines = fmt::format("They are on lines {}", rest.span.line);
  for (const std::uint32_t line : group.lines) lines += fmt::format(", {}", line);
  const std::size_t unnamed = group.count - kept_in_full - group.lines.size();
  lines += unnamed == 0 ? "." : fmt::format(" and {} more.", grouped(unnamed));
  rest.why = {lines};
  rest.mend = group.mend_all.empty() ? group.told.front().mend : std::vector<std::string>{group.mend_all};
  return rest;
}

void Complaints::tell(Problems& problems, std::size_t most) const {
  std::vector<Problem> all;
  std::size_t total = notes_.size();
  for (const auto& [name, group] : groups_) {
    all.insert(all.end(), group.told.begin(), group.told.end());
    if (group.count > kept_in_full) all.back() = rest_of(group);
    total += std::min(group.count, kept_in_full);
  }
  std::stable_sort(all.begin(), all.end(), in_file_order);
  all.insert(all.end(), notes_.begin(), notes_.end());  // when there are too many, notes go first
  const std::size_t listed = std::min(all.size(), std::max<std::size_t>(most, 1));
  all.resize(listed);
  std::stable_sort(all.begin(), all.end(), in_file_order);
  for (Problem& problem : all) problems.add(std::move(problem));
  if (listed == total) return;
  Advice more{fmt::format("{} more of this file are not listed", grouped(total - listed)),
              {},
              {"Mend those above and run again."},
              {}};
  problems.add(made(Severity::note, Flaw::not_listed, {}, std::move(more)));
}

}  // namespace outturn::tables
