#include "adapters/opendata/intake.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "adapters/tables/characters.h"
#include "engine/comparison/published/area_code.h"

namespace outturn::opendata {
namespace {

using comparison::Area;
using comparison::code_flaw;
using comparison::CodeFlaw;
using comparison::Group;
using comparison::level_of_code;
using comparison::Marker;
using comparison::MarkerKind;
using comparison::Measure;
using comparison::Period;
using comparison::Published;
using comparison::PublishedInterval;
using comparison::Repeats;
using comparison::SetAside;

template <class Kept>
std::uint32_t number_of(std::unordered_map<std::string, std::uint32_t>& numbers, std::vector<Kept>& list,
                        const std::string& key, Kept one) {
  const auto [at, is_new] = numbers.try_emplace(key, static_cast<std::uint32_t>(list.size()));
  if (is_new) list.push_back(std::move(one));
  return at->second;
}

}  // namespace

Intake::Intake(Published& table, Told& told) : table_(table), told_(told) {
  table_.markers.assign(1, Marker{});
  table_.group_sets.assign(1, {});
  sets_[""] = 0;
}

std::uint32_t Intake::area(Area area) {
  const std::string key = fmt::format("{}\x1f{}\x1f{}\x1f{}", area.code, area.name, area.type, area.vintage);
  const auto met = areas_.find(key);
  if (met != areas_.end()) return met->second;
  if (area.level.empty()) area.level = level_of_code(area.code);
  return number_of(areas_, table_.areas, key, std::move(area));
}

std::uint32_t Intake::period_read(std::string_view text, const comparison::PeriodHabit& habit) {
  const auto met = periods_.find(std::string(text));
  return met != periods_.end() ? met->second : period(comparison::read_period(text, habit));
}

std::uint32_t Intake::period(const Period& period) {
  return number_of(periods_, table_.periods, period.text, period);
}

std::uint32_t Intake::measure(const Measure& measure) {
  const std::string key = measure.id + '\x1f' + measure.name + '\x1f' + measure.unit;
  return number_of(measures_, table_.measures, key, measure);
}

std::uint32_t Intake::group_set(const std::vector<Group>& groups) {
  std::vector<std::uint32_t> set;
  std::string key;
  for (const Group& group : groups) {
    set.push_back(number_of(groups_, table_.groups, group.name + '\x1f' + group.value, group));
    key += fmt::format("{} ", set.back());
  }
  return number_of(sets_, table_.group_sets, key, std::move(set));
}

std::uint32_t Intake::marker(const Marker& marker) {
  if (marker.kind == MarkerKind::none) return 0;
  return number_of(markers_, table_.markers,
                   fmt::format("{}\x1f{}", static_cast<int>(marker.kind), marker.text), marker);
}

void Intake::told_unread(const FigureCell& cell, std::string_view about, std::uint32_t line) {
  if (cell.shortened) {
    told_.add(Severity::note, "O12", about, line, [&] {
      return Saying{fmt::format("\"{}\" has figures of more than 18 digits", about),
                    {"The last of their decimals were rounded."},
                    {}};
    });
  }
  if (cell.marker.kind != MarkerKind::unread) return;
  told_.add(Severity::warning, "O10", about, line, [&] {
    return Saying{fmt::format("{} in \"{}\" is neither a number nor a marker known of this publisher",
                              tables::shown(cell.marker.text), about),
                  {"The figure is taken as unknown, not as 0."},
                  {"If it is a marker, say in a declaration what it means."}};
  });
}

std::size_t Intake::add(const Observation& observation, const FigureCell& value, std::string_view about) {
  const std::size_t row = table_.rows();
  if (row >= std::numeric_limits<std::uint32_t>::max()) throw Fault("more rows than can be numbered");
  table_.area.push_back(observation.area);
  table_.period.push_back(observation.period);
  table_.measure.push_back(observation.measure);
  table_.group_set.push_back(observation.group_set);
  table_.line.push_back(observation.line);
  table_.marker.push_back(marker(value.marker));
  if (value.figure) table_.value.set(row, *value.figure);
  told_unread(value, about, observation.line);
  return row;
}

void Intake::numerator(std::size_t row, const FigureCell& cell, std::string_view about) {
  if (cell.figure) table_.numerator.set(row, *cell.figure);
  told_unread(cell, about, table_.line[row]);
}

void Intake::denominator(std::size_t row, const FigureCell& cell, std::string_view about) {
  if (cell.figure) table_.denominator.set(row, *cell.figure);
  told_unread(cell, about, table_.line[row]);
}

void Intake::limits(std::size_t row, std::string_view level, const FigureCell& lower,
                    const FigureCell& upper) {
  if (!lower.figure && !upper.figure) return;
  if (lower.figure && upper.figure && exact(*lower.figure) > exact(*upper.figure)) {
    told_.add(Severity::warning, "O13", level, table_.line[row], [&] {
      return Saying{"the lower limit of an interval is above its upper one",
                    {fmt::format("It says {} to {}; both are left out.", text_of(*lower.figure),
                                 text_of(*upper.figure))},
                    {"Ask the publisher which is right."}};
    });
    return;
  }
  auto interval = std::find_if(table_.intervals.begin(), table_.intervals.end(),
                               [&](const PublishedInterval& one) { return one.level == level; });
  if (interval == table_.intervals.end())
    interval = table_.intervals.insert(interval, PublishedInterval{std::string(level), {}, {}});
  if (lower.figure) interval->lower.set(row, *lower.figure);
  if (upper.figure) interval->upper.set(row, *upper.figure);
}

void Intake::mark(std::size_t row, const Marker& one) { table_.marker[row] = marker(one); }

void Intake::set_aside(std::string_view reason, std::uint32_t line, std::uint64_t records) {
  for (SetAside& one : table_.set_aside) {
    if (one.reason != reason) continue;
    one.records += records;
    return;
  }
  table_.set_aside.push_back({std::string(reason), records, line});
}

std::vector<std::uint32_t> Intake::first_lines(const std::vector<std::uint32_t>& column,
                                               std::size_t count) const {
  std::vector<std::uint32_t> first(count, 0);
  for (std::size_t row = table_.rows(); row-- > 0;) first[column[row]] = table_.line[row];
  return first;
}

void Intake::tell_areas() {
  const auto lines = first_lines(table_.area, table_.areas.size());
  for (std::size_t i = 0; i < table_.areas.size(); ++i) {
    const Area& area = table_.areas[i];
    const CodeFlaw flaw = code_flaw(area.code);
    if (flaw == CodeFlaw::wrong_size) {
      told_.add(Severity::warning, "O30", area.code, lines[i], [&] {
        return Saying{
            fmt::format("the area code {} has {} characters", tables::shown(area.code), area.code.size()),
            {"Codes of this kind have 9: a letter and 8 digits. It is kept as it stands and joins "
             "with nothing."},
            {fmt::format("Look up the code of {}.", area.name.empty() ? "the area" : area.name)}};
      });
    } else if (flaw == CodeFlaw::several) {
      told_.add(Severity::warning, "O31", area.code, lines[i], [&] {
        return Saying{fmt::format("{} is several area codes in one cell", tables::shown(area.code)),
                      {"The figure is of all of them together; it is kept under the whole text."},
                      {"Use it only where all these areas are wanted together."}};
      });
    } else if (flaw == CodeFlaw::missing && !area.name.empty()) {
      told_.add(Severity::note, "O33", "", lines[i], [&] {
        return Saying{fmt::format("{} has no area code", tables::shown(area.name)),
                      {"Areas are joined by code, never by name: such rows can be looked at, not joined."},
                      {}};
      });
    }
  }
}

void Intake::tell_periods() {
  const auto lines = first_lines(table_.period, table_.periods.size());
  for (std::size_t i = 0; i < table_.periods.size(); ++i) {
    if (table_.periods[i].start) continue;
    told_.add(Severity::warning, "O20", "", lines[i], [&] {
      return Saying{fmt::format("the period {} can't be read", tables::shown(table_.periods[i].text)),
                    {"Its rows are kept with its text, but belong to no days."},
                    {"Say in a declaration which period is meant, or leave these rows out."}};
    });
  }
}

void Intake::tell_repeats() {
  const Repeats repeats = repeats_in(table_);
  for (const std::uint32_t row : repeats.other) {
    told_.add(Severity::error, "O44", "", table_.line[row], [&] {
      const Area& area = table_.areas[table_.area[row]];
      return Saying{
          fmt::format("a second figure for {}, {}, {}", area.name.empty() ? area.code : area.name,
                      table_.periods[table_.period[row]].text,
                      tables::shown(table_.measures[table_.measure[row]].name)),
          {"An earlier line says another one for the same area, period, measure and groups."},
          {"A column that tells them apart may be missing from the file; ask for it, or name it as a "
           "group."}};
    });
  }
  for (const std::uint32_t row : repeats.same)
    set_aside("said before, with the same figures", table_.line[row]);
  take_out(table_, repeats.same);
}

void Intake::finish() {
  tell_areas();
  tell_periods();
  tell_repeats();
  tell_rederivable(table_);
  const std::string fault = published_fault(table_);
  if (!fault.empty()) throw Fault("published table: " + fault);
}

}  // namespace outturn::opendata
