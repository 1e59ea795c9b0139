#include "adapters/savings/read_parameters.h"

#include <algorithm>

namespace outturn::savings {
namespace {

std::optional<int> year_at(const NamedRows& rows, std::string_view column, Problems& problems) {
  const auto number = number_at(rows, column, true, problems);
  if (!number) return std::nullopt;
  const auto small = number->small();
  if (small && number->is_whole() && number->sign() >= 0 && *number <= Exact(100000))
    return static_cast<int>(small->num / small->den);
  problems.add(problem_at("V3", rows.edition().file, {rows.line(), 0, 0},
                          "\"" + std::string(rows.at(column)) + "\" is no " + std::string(column), {},
                          {"Write a whole number of years from the base year."}));
  return std::nullopt;
}

DiscountSchedule& schedule_named(DiscountTable& table, std::string_view name) {
  for (DiscountSchedule& one : table.schedules)
    if (one.name == name) return one;
  return table.schedules.emplace_back(DiscountSchedule{std::string(name), {}});
}

void read_long(NamedRows& rows, DiscountTable& table, Problems& problems) {
  if (!need_columns(rows, {"schedule", "first_year", "last_year", "rate_percent"}, problems)) return;
  while (rows.next()) {
    const auto first = year_at(rows, "first_year", problems);
    const auto last = year_at(rows, "last_year", problems);
    const auto rate = percent_at(rows, "rate_percent", true, problems);
    if (first && last && rate)
      schedule_named(table, rows.at("schedule")).bands.push_back({*first, *last, *rate, standing_at(rows)});
  }
}

/// The package greenbook's table: rates as shares, a column a schedule.
void read_wide(NamedRows& rows, DiscountTable& table, Problems& problems) {
  while (rows.next()) {
    const auto first = year_at(rows, "year_from", problems);
    const auto last = year_at(rows, "year_to", problems);
    for (const auto& [column, name] : {std::pair{"standard", "standard"}, std::pair{"health", "health"},
                                       std::pair{"catastrophic", "reduced"}}) {
      if (!rows.has(column)) continue;
      const auto rate = number_at(rows, column, true, problems);
      if (first && last && rate)
        schedule_named(table, name).bands.push_back({*first, *last, *rate, standing_at(rows)});
    }
  }
}

IndexStatus status_at(const NamedRows& rows) {
  const std::string_view status = rows.at("status");
  if (status.starts_with("forecast")) return IndexStatus::forecast;
  return status.starts_with("spliced") ? IndexStatus::spliced : IndexStatus::outturn;
}

std::optional<PriceYear> price_year_at(const NamedRows& rows, Problems& problems) {
  const std::string text(rows.at("year", "financial_year"));
  const auto year = price_year_from(text);
  if (!year)
    problems.add(problem_at("V5", rows.edition().file, {rows.line(), 0, 0},
                            "\"" + text + "\" is no year of a deflator", {},
                            {"Write 2013-14 for a financial year, 2013 for a calendar year."}));
  return year;
}

void add_point(DeflatorSeries& series, PriceYear year, const Exact& index, IndexStatus status,
               Standing standing) {
  if (series.points.empty()) series.kind = year.kind;
  series.points.push_back({year, index, status, standing});
}

DeflatorSeries read_one_release(NamedRows& rows, Problems& problems) {
  DeflatorSeries out{rows.edition(), YearKind::financial, {}};
  const bool plain = rows.has("value");
  while (rows.next()) {
    const auto year = price_year_at(rows, problems);
    const bool grows = rows.at("index").empty() && !out.points.empty() && rows.has("growth_percent");
    std::optional<Exact> index;
    if (grows) {
      const auto growth = percent_at(rows, "growth_percent", true, problems);
      if (growth) index = out.points.back().index * (Exact(1) + *growth);
    } else {
      index = number_at(rows, plain ? "value" : "index", true, problems);
    }
    if (year && index) add_point(out, *year, *index, status_at(rows), standing_at(rows));
  }
  return out;
}

/// One column a release.
std::vector<DeflatorSeries> read_releases(NamedRows& rows, Problems& problems) {
  struct Column {
    const char* name;
    const char* release;
    bool statuses;  ///< the column `status` is about it
  };
  constexpr Column all[] = {{"index_2024_25_100", "2026-03", true},
                            {"release_2020_03_index_2018_19_100", "2020-03", false},
                            {"release_2015_03_index_1989_90_100", "2015-03", false}};
  std::vector<DeflatorSeries> out;
  for (const Column& one : all) {
    out.push_back({rows.edition(), YearKind::financial, {}});
    out.back().edition.edition = one.release;
  }
  while (rows.next()) {
    const auto year = price_year_at(rows, problems);
    for (std::size_t i = 0; year && i < out.size(); ++i) {
      const auto index = number_at(rows, all[i].name, all[i].statuses, problems);
      if (index)
        add_point(out[i], *year, *index, all[i].statuses ? status_at(rows) : IndexStatus::outturn,
                  standing_at(rows));
    }
  }
  std::erase_if(out, [](const DeflatorSeries& one) { return one.points.empty(); });
  return out;
}

std::string spaced(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

/// The package greenbook's table: upper bounds as shares.
void read_upper_bounds(NamedRows& rows, OptimismTable& table, Problems& problems) {
  while (rows.next()) {
    const std::string category = spaced(rows.at("category"));
    const bool outsourcing = category == "outsourcing";
    const auto cost = number_at(rows, "capex_upper", true, problems);
    const auto time = outsourcing ? std::nullopt : number_at(rows, "duration_upper", true, problems);
    const std::string source = rows.edition().title;
    if (cost)
      table.rows.push_back(
          {category, outsourcing ? "operating cost" : "capital cost", {}, cost, standing_at(rows), source});
    if (time) table.rows.push_back({category, "duration", {}, time, standing_at(rows), source});
  }
}

void read_biases(NamedRows& rows, OptimismTable& table, Problems& problems) {
  if (!need_columns(rows, {"category", "concerns", "lower_percent", "upper_percent", "source"}, problems))
    return;
  while (rows.next()) {
    table.rows.push_back({std::string(rows.at("category")), std::string(rows.at("concerns")),
                          percent_at(rows, "lower_percent", false, problems),
                          percent_at(rows, "upper_percent", false, problems), standing_at(rows),
                          std::string(rows.at("source"))});
  }
}

/// The file's text; nothing where it is none (told).
std::optional<std::string> text_in(const TableFile& file, Problems& problems) {
  const auto texts = opendata::texts_of(file.name, file.bytes, "", problems);
  if (texts.empty()) return std::nullopt;
  return std::string(texts.front().text);
}

}  // namespace

std::optional<DiscountTable> read_discount_rates(const TableFile& file, const Edition& told,
                                                 Problems& problems) {
  const auto text = text_in(file, problems);
  if (!text) return std::nullopt;
  Problems own;
  NamedRows rows(file, *text, told);
  DiscountTable table{rows.edition(), {}};
  rows.has("year_from") ? read_wide(rows, table, own) : read_long(rows, table, own);
  problems.append(own);
  if (own.has_errors() || !sound(table.edition, discount_fault(table), problems)) return std::nullopt;
  return table;
}

std::vector<DeflatorSeries> read_deflators(const TableFile& file, const Edition& told, Problems& problems) {
  const auto text = text_in(file, problems);
  if (!text) return {};
  Problems own;
  NamedRows rows(file, *text, told);
  std::vector<DeflatorSeries> out;
  if (rows.has("financial_year")) {
    out = read_releases(rows, own);
  } else if (need_columns(rows, {"year", rows.has("value") ? "value" : "index"}, own)) {
    out.push_back(read_one_release(rows, own));
  }
  problems.append(own);
  if (own.has_errors()) return {};
  for (const DeflatorSeries& one : out)
    if (!sound(one.edition, deflator_fault(one), problems)) return {};
  return out;
}

std::optional<OptimismTable> read_optimism_bias(const TableFile& file, const Edition& told,
                                                Problems& problems) {
  const auto text = text_in(file, problems);
  if (!text) return std::nullopt;
  Problems own;
  NamedRows rows(file, *text, told);
  OptimismTable table{rows.edition(), {}};
  rows.has("capex_upper") ? read_upper_bounds(rows, table, own) : read_biases(rows, table, own);
  problems.append(own);
  if (own.has_errors() || !sound(table.edition, optimism_fault(table), problems)) return std::nullopt;
  return table;
}

}  // namespace outturn::savings
