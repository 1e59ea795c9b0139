// data.police.uk: crimes and outcomes, counted by area, month and kind.
//
// A row is an offence at a map point near where it happened, so counts of small areas are approximate.
// Offences without an id (anti-social behaviour) can't be told apart when they look alike: each is counted. A
// row with an id that stands there twice letter by letter is one. An area or month that does not appear is
// unknown, not free of crime: forces drop out (Greater Manchester gave nothing from July 2019). Source:
// data.police.uk, "About the data".
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "adapters/opendata/groups.h"
#include "adapters/opendata/reading.h"
#include "adapters/tables/complaints.h"

namespace outturn::opendata {
namespace {

struct PolicePlaces {
  int id, month, force, code, name, kind;
};

struct Count {
  std::uint32_t line = 0;
  std::int64_t rows = 0;
};

struct Counts {
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::string>, Count> by_place;  ///< area, period, kind
  std::unordered_set<std::string> rows_with_id;
  std::unordered_map<std::string, int> ids;
  std::map<std::string, std::set<std::string>> months_of_force;
  std::set<std::string> months;
  std::uint32_t first_repeat = 0;
  std::uint64_t without_id = 0;
};

std::string whole_row(const PublishedRow& row) {
  std::string out;
  for (const std::string_view cell : row.cells) (out += cell) += '\x1f';
  return out;
}

/// False for a row with an id that says again what another said.
bool is_new(const Reading& r, const PublishedRow& row, std::string_view id, Counts& counts) {
  if (id.empty()) {
    ++counts.without_id;
    return true;
  }
  if (!counts.rows_with_id.insert(whole_row(row)).second) {
    r.intake.set_aside("the same crime id and the same in every cell", row.line);
    return false;
  }
  if (++counts.ids[std::string(id)] == 2 && counts.first_repeat == 0) counts.first_repeat = row.line;
  return true;
}

void take_row(const Reading& r, const PublishedRow& row, const PolicePlaces& at, Counts& counts) {
  const std::string force(row.at(at.force));
  const std::string month(row.at(at.month));
  counts.months_of_force[force].insert(month);
  counts.months.insert(month);
  if (!is_new(r, row, row.at(at.id), counts)) return;
  const bool placed = !row.at(at.code).empty();
  const std::uint32_t area = r.intake.area({std::string(row.at(at.code)),
                                            placed ? std::string(row.at(at.name)) : "No location, " + force,
                                            placed ? "" : "no location", "", 0});
  const std::uint32_t period = r.intake.period_read(month);
  Count& count = counts.by_place[{area, period, std::string(row.at(at.kind))}];
  if (count.rows++ == 0) count.line = row.line;
}

void tell_missing(const Reading& r, const Counts& counts) {
  r.told.once(
      Severity::note, "O42", r.header_line,
      {"areas and months that do not appear are unknown, not free of crime",
       {"A force that hands nothing in leaves no rows; Greater Manchester has none from July 2019. Points "
        "are "
        "moved to one of a list of places, so counts of small areas are approximate."},
       {"Before a missing row is taken for 0, make sure that its force is in the file for that month."}});
  for (const auto& one : counts.months_of_force) {
    const std::string& force = one.first;
    for (const std::string& month : counts.months) {
      if (one.second.contains(month)) continue;
      r.told.add(Severity::warning, "O42", force, r.header_line, [&] {
        return Saying{fmt::format("{} has no rows for {}", force, month),
                      {"Other forces have some: its areas are unknown in that month, not free of crime."},
                      {"Leave its areas out of a baseline that spans that month."}};
      });
    }
  }
}

void tell_repeats(const Reading& r, const Counts& counts) {
  std::size_t ids = 0;
  std::int64_t rows = 0;
  for (const auto& [id, times] : counts.ids) {
    if (times < 2) continue;
    ++ids;
    rows += times;
  }
  if (ids > 0)
    r.told.once(Severity::note, "O43", counts.first_repeat,
                {fmt::format("{} crime ids stand in {} rows that differ", tables::grouped(ids),
                             tables::grouped(static_cast<std::size_t>(rows))),
                 {"One offence can have several places or outcomes; each row is counted where it stands."},
                 {}});
}

void read_police(const Reading& r, const char* kind, const comparison::Measure& measure) {
  const PolicePlaces at{r.need("Crime ID"),  r.need("Month"),     r.need("Reported by"),
                        r.need("LSOA code"), r.need("LSOA name"), r.need(kind)};
  if (r.told.any_errors()) return;
  Counts counts;
  PublishedRow row;
  while (r.next(row)) take_row(r, row, at, counts);
  const std::uint32_t number = r.intake.measure(measure);
  for (const auto& [key, count] : counts.by_place) {
    const auto& [area, period, word] = key;
    const Observation seen{area, period, number, r.intake.group_set({group_named(kind, word)}), count.line};
    r.intake.add(seen, {comparison::Figure{count.rows, 0}, {}, false}, "rows");
  }
  tell_repeats(r, counts);
  tell_missing(r, counts);
}

}  // namespace

void read_police_street(const Reading& r) {
  read_police(r, "Crime type", {"crimes recorded", "street", "crimes", 0, {}});
}

void read_police_outcomes(const Reading& r) {
  read_police(r, "Outcome type", {"outcomes of crimes", "outcomes", "outcomes", 0, {}});
}

}  // namespace outturn::opendata
