// Nomis (ONS labour market statistics): the CSV of its API, with all columns or those of `select=`.
//
// A call without a key gives 25,000 rows and says nothing of the rest, but in RECORD_COUNT, which stands in
// each row. GEOGRAPHY is a number of Nomis' own; the area's code is GEOGRAPHY_CODE. A percentage is 3.7, not
// 0.037.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "adapters/opendata/groups.h"
#include "adapters/opendata/reading.h"
#include "adapters/tables/characters.h"
#include "adapters/tables/complaints.h"

namespace outturn::opendata {
namespace {

using comparison::MarkerKind;

constexpr std::uint64_t most_without_key = 25000;

const MarkerHabit& nomis_markers() {
  static const MarkerHabit all = {
      {"#", MarkerKind::not_available, {}, {}}, {"!", MarkerKind::unreliable, {}, {}},
      {"-", MarkerKind::not_available, {}, {}}, {"~", MarkerKind::low, {}, {}},
      {"*", MarkerKind::suppressed, {}, {}},    {"..", MarkerKind::not_available, {}, {}}};
  return all;
}

struct Dimension {
  int column = -1;
  std::string name;
};

struct NomisPlaces {
  int code, name, type, period, value, status, status_name, confidential, count, measures, measures_name;
  std::vector<int> measure;           ///< columns whose words together name the measure
  std::vector<Dimension> dimensions;  ///< the others
};

bool is_technical(const std::string& name) {
  static constexpr std::array<std::string_view, 6> ends = {"_code",      "_type",   "_typecode",
                                                           "_sortorder", "_offset", "_count"};
  static constexpr std::array<std::string_view, 7> begins = {"date",     "geography", "obs_", "urn",
                                                             "measures", "record_",   "freq"};
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return name.ends_with(end); }) ||
         std::any_of(begins.begin(), begins.end(),
                     [&](std::string_view one) { return name.starts_with(one); });
}

bool names_measure(const std::string& name) {
  static constexpr std::array<std::string_view, 4> all = {"measure", "variable", "cell", "item"};
  return std::find(all.begin(), all.end(), name) != all.end();
}

void find_dimensions(const Columns& columns, NomisPlaces& at) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string& name = columns.name(i);
    const bool words = name.ends_with("_name");
    const std::string bare = words ? name.substr(0, name.size() - 5) : name;
    if (is_technical(bare) || (!words && columns.find(bare + "_name") >= 0)) continue;
    if (names_measure(bare)) {
      at.measure.push_back(static_cast<int>(i));
    } else {
      at.dimensions.push_back({static_cast<int>(i), bare});
    }
  }
}

NomisPlaces nomis_places(const Reading& r) {
  const auto either = [&](const char* first, const char* second) {
    const int found = r.columns.find(first);
    return found >= 0 ? found : r.columns.find(second);
  };
  NomisPlaces at{r.need("GEOGRAPHY_CODE"),
                 r.columns.find("GEOGRAPHY_NAME"),
                 r.columns.find("GEOGRAPHY_TYPE"),
                 either("DATE_NAME", "DATE_CODE"),
                 r.need("OBS_VALUE"),
                 r.columns.find("OBS_STATUS"),
                 r.columns.find("OBS_STATUS_NAME"),
                 r.columns.find("OBS_CONF"),
                 r.columns.find("RECORD_COUNT"),
                 r.columns.find("MEASURES"),
                 r.columns.find("MEASURES_NAME"),
                 {},
                 {}};
  if (at.period < 0) at.period = r.need("DATE");
  find_dimensions(r.columns, at);
  return at;
}

comparison::Measure measure_of(const PublishedRow& row, const NomisPlaces& at) {
  comparison::Measure out;
  for (const int column : at.measure) {
    if (!out.name.empty()) out.name += ", ";
    out.name += row.at(column);
  }
  const std::string kind = tables::small_letters(row.at(at.measures_name));
  const bool percent = row.at(at.measures) == "20301" || kind == "percent";
  const bool confidence = row.at(at.measures) == "20701" || kind == "confidence";
  if (percent || confidence) out.unit = "%";
  if (percent) out.per = 100;
  if (!kind.empty() && kind != "value") out.name += fmt::format("{}{}", out.name.empty() ? "" : ", ", kind);
  if (out.name.empty()) out.name = "value";
  return out;
}

void add_status(const PublishedRow& row, const NomisPlaces& at, FigureCell& value) {
  const std::string_view status = row.at(at.status);
  const std::string_view words = row.at(at.status_name).empty() ? status : row.at(at.status_name);
  if (row.at(at.confidential) == "C") {
    value = {std::nullopt, {MarkerKind::suppressed, "OBS_CONF C", {}, {}}, false};
  } else if (!status.empty() && status != "A" && value.marker.kind != MarkerKind::unread) {
    const bool missing = !value.figure;
    value.marker = {missing ? MarkerKind::not_available : MarkerKind::unreliable, std::string(words), {}, {}};
  }
}

void take_row(const Reading& r, const PublishedRow& row, const NomisPlaces& at) {
  Observation seen;
  seen.line = row.line;
  seen.area = r.intake.area(
      {std::string(row.at(at.code)), std::string(row.at(at.name)), "", std::string(row.at(at.type)), 0});
  seen.period = r.intake.period_read(row.at(at.period));
  seen.measure = r.intake.measure(measure_of(row, at));
  std::vector<comparison::Group> groups;
  for (const Dimension& one : at.dimensions) groups.push_back(group_named(one.name, row.at(one.column)));
  seen.group_set = r.intake.group_set(groups);
  FigureCell value = read_figure(row.at(at.value), nomis_markers());
  add_status(row, at, value);
  r.intake.add(seen, value, "OBS_VALUE");
}

void tell_cut_off(const Reading& r, std::uint64_t read, std::uint64_t all, std::uint32_t line) {
  if (read < all) {
    r.told.once(
        Severity::error, "O40", line,
        {fmt::format("the file has {} of {} rows", tables::grouped(read), tables::grouped(all)),
         {"Nomis gives 25,000 rows a call and cuts off the rest without a word; RECORD_COUNT says how many "
          "there are."},
         {fmt::format(
             "Fetch the rest with RecordOffset={} and put it below, or ask for fewer areas or months "
             "at a time.",
             read)}});
  } else if (all == 0 && read > 0 && read % most_without_key == 0) {
    r.told.once(Severity::warning, "O40", line,
                {fmt::format("the file has {} rows to the row, and no RECORD_COUNT", tables::grouped(read)),
                 {"Nomis gives 25,000 rows a call and cuts off the rest without a word."},
                 {"Fetch it again with RECORD_COUNT among the columns selected."}});
  }
}

bool is_asked(const PublishedOptions& options, const comparison::Measure& measure) {
  return options.indicators.empty() || std::find(options.indicators.begin(), options.indicators.end(),
                                                 measure.name) != options.indicators.end();
}

}  // namespace

void read_nomis(const Reading& r) {
  const NomisPlaces at = nomis_places(r);
  if (r.told.any_errors()) return;
  PublishedRow row;
  std::uint64_t all = 0;
  std::uint32_t last = 0;
  while (r.next(row)) {
    take_row(r, row, at);
    last = row.line;
    if (const auto count = figure_in(row.at(at.count)); count && count->digits > 0)
      all = std::max(all, static_cast<std::uint64_t>(count->digits));
  }
  tell_cut_off(r, r.table.source.records, all, last);
  for (const comparison::Measure& measure : r.table.measures) {
    if (is_asked(r.options, measure)) continue;
    r.told.once(Severity::error, "O41", r.header_line,
                {fmt::format("\"{}\" was not asked for", measure.name),
                 {fmt::format("Asked was {}.", fmt::join(r.options.indicators, ", "))},
                 {"Check the address the file was fetched from."}});
  }
}

}  // namespace outturn::opendata
