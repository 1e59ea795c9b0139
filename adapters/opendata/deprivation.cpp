// English Indices of Deprivation 2015, 2019, 2025: summaries of local authorities, all ranks and scores of
// small areas (File 7), or a lookup with the rank.
//
// Rank 1 is the most deprived area, but a high AVERAGE rank means more deprived. Scores compare neither
// between domains nor between years. The indices of 2015 and 2019 are on the small areas of 2011, those of
// 2025 on those of 2021; England only. Source: MHCLG, "The English Indices of Deprivation", technical report.
#include <fmt/format.h>

#include "adapters/opendata/reading.h"
#include "adapters/tables/characters.h"

namespace outturn::opendata {
namespace {

/// "lad19cd" -> 2019, "local authority district (2024)" -> 2024; 0: no year.
int vintage_in(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto four = i + 4 <= name.size() ? figure_in(name.substr(i, 4)) : std::nullopt;
    if (four && four->places == 0 && four->digits >= 1990 && four->digits < 2100)
      return static_cast<int>(four->digits);
    const auto two =
        i + 4 <= name.size() && name.substr(i + 2, 2) == "cd" ? figure_in(name.substr(i, 2)) : std::nullopt;
    if (two && two->places == 0 && two->digits >= 0) return 2000 + static_cast<int>(two->digits);
  }
  return 0;
}

std::string unit_of(std::string_view column) {
  const std::string small = tables::small_letters(column);
  const auto has = [&](const char* part) { return small.find(part) != std::string::npos; };
  if (has("average") && has("rank") && !has("rank_average") && !has("rank of"))
    return "average rank, high is more deprived";
  if (has("decile") && !has("proportion")) return "decile, 1 is most deprived";
  if (has("proportion") && !has("rank")) return "proportion of small areas in the most deprived tenth";
  if (has("rank")) return "rank, 1 is most deprived";
  if (has("score")) return "score";
  return "";
}

struct Summary {
  int code, name, type, domain, year, vintage;
};

void take_summary(const Reading& r, const PublishedRow& row, const Summary& at) {
  static constexpr const char* columns[] = {
      "average_rank",       "rank_average_rank",        "average_score",
      "rank_average_score", "proportion_bottom_decile", "rank_proportion_bottom_decile"};
  Observation seen;
  seen.line = row.line;
  const int vintage = at.vintage != 0 ? at.vintage : vintage_in(row.at(at.type));
  seen.area = r.intake.area({std::string(row.at(at.code)), std::string(row.at(at.name)), "",
                             std::string(row.at(at.type)), vintage});
  seen.period = r.intake.period_read(row.at(at.year));
  for (const char* name : columns) {
    const int column = r.columns.find(name);
    if (column < 0) continue;
    seen.measure =
        r.intake.measure({fmt::format("{}, {}", row.at(at.domain), name), "", unit_of(name), 0, {}});
    r.intake.add(seen, read_figure(row.at(column), {}), name);
  }
}

}  // namespace

void read_deprivation_summary(const Reading& r) {
  Summary at{r.columns.find("area_code"),
             r.columns.find("area_name"),
             r.columns.find("area_type"),
             r.need("index_domain"),
             r.columns.find("deprivation_data_year"),
             0};
  if (at.year < 0) at.year = r.need("year");
  if (at.code < 0) {
    at.code = r.columns.begins("lad");
    if (at.code >= 0) at.vintage = vintage_in(r.columns.name(static_cast<std::size_t>(at.code)));
    at.name = at.code + 1;
  }
  if (r.told.any_errors()) return;
  PublishedRow row;
  while (r.next(row)) take_summary(r, row, at);
}

void read_deprivation_areas(const Reading& r) {
  const int code = r.columns.begins("lsoa");
  const int vintage = vintage_in(r.columns.name(static_cast<std::size_t>(code)));
  const char* release = vintage >= 2021                                                ? "2025"
                        : r.columns.begins("Local Authority District code (2013") >= 0 ? "2015"
                                                                                       : "2019";
  const std::uint32_t period = r.intake.period(comparison::read_period(release));
  PublishedRow row;
  while (r.next(row)) {
    Observation seen;
    seen.line = row.line;
    seen.period = period;
    seen.area = r.intake.area({std::string(row.at(code)), std::string(row.at(code + 1)), "", "", vintage});
    for (std::size_t i = static_cast<std::size_t>(code) + 4; i < r.columns.size(); ++i) {
      const std::string& name = r.columns.name(i);
      if (name == "fid" || name.empty()) continue;
      const bool rank_only = name.starts_with("imd") && name.size() == 5;
      seen.measure = rank_only ? r.intake.measure({"Index of Multiple Deprivation, rank",
                                                   r.columns.written(i),
                                                   "rank, 1 is most deprived",
                                                   0,
                                                   {}})
                               : r.intake.measure({r.columns.written(i), "", unit_of(name), 0, {}});
      r.intake.add(seen, read_figure(row.at(static_cast<int>(i)), {}), r.columns.written(i));
    }
  }
}

}  // namespace outturn::opendata
