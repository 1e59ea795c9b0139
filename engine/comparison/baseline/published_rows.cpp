#include "engine/comparison/baseline/published_rows.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/comparison/rates/published.h"

namespace outturn::comparison {
namespace {

std::string area_text(const Area& area) { return area.code.empty() ? area.name : area.code; }

const Group* group_named(const Published& table, const std::vector<std::uint32_t>& set,
                         const std::string& name) {
  for (const std::uint32_t group : set)
    if (folded(table.groups[group].name) == name) return &table.groups[group];
  return nullptr;
}

/// The same days, or the same text.
bool same_period(const Period& published, const std::string& text) {
  if (published.text == text) return true;
  const Period asked = read_period(text);
  return asked.start && published.start && *asked.start == *published.start && asked.end == published.end;
}

bool fits(const PublishedField& field, std::uint32_t code, const std::string& text) {
  if (const Period* period = field.period(code)) return same_period(*period, text);
  return field.texts()[code] == text || folded(field.texts()[code]) == folded(text);
}

/// What no row has: the field or its text.
Problem nowhere(const std::string& file, const FieldPair& one, const std::vector<std::string>& known,
                bool field) {
  const std::string what = field ? fmt::format("the published table has no field \"{}\"", one.field)
                                 : fmt::format("no published row has \"{}\" as {}", one.with, one.field);
  const std::string near = nearest_name(field ? one.field : one.with, known);
  return problem_at("B1", file, one.span, what,
                    {fmt::format("{}: {}.", field ? "Its fields are" : "There is", some_of(known, 12))},
                    {near.empty() ? std::string("Write it as it is published.")
                                  : fmt::format("Did you mean \"{}\"?", near)});
}

/// Takes out the rows of one table that a condition does not fit; false when the table lacks the field.
bool narrow(const Published& table, const FieldPair& where, std::vector<std::uint8_t>& kept,
            std::vector<std::string>& known, bool& met) {
  const auto field = PublishedField::find(table, where.field);
  if (!field) return false;
  std::vector<std::uint8_t> fit;
  for (std::uint32_t code = 0; code < field->texts().size(); ++code) {
    fit.push_back(fits(*field, code, where.with));
    known.push_back(field->texts()[code]);
    if (fit.back() != 0) met = true;
  }
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (fit[field->code(row)] == 0) kept[row] = 0;
  return true;
}

Answer<Interval> count_of(const Published& table, std::size_t row, const FigureColumn& figures,
                          const char* what) {
  if (const auto figure = figures.at(row)) {
    const double count = exact(*figure).to_double();
    return Interval{count, count};
  }
  const Marker& marker = table.markers[table.marker[row]];
  if (marker.least && marker.most)
    return Interval{static_cast<double>(*marker.least), static_cast<double>(*marker.most)};
  if (marker.kind == MarkerKind::none) return Refusal{fmt::format("its {} is not told", what)};
  return Refusal{fmt::format("its figure is {} (\"{}\"), and its publisher does not say what it may be",
                             name_of(marker.kind), marker.text)};
}

RowRate from_counts(const Published& table, std::size_t row) {
  const auto people = table.denominator.at(row);
  if (!people) return {{}, "its denominator is not told"};
  const double n = exact(*people).to_double();
  const Answer<Interval> events = count_of(table, row, table.numerator, "numerator");
  if (!events) return {{}, events.reason()};
  if (events->low == events->high && events->low > n)
    return {{}, fmt::format("{} of {} people is more than everybody", events->low, n)};
  const Answer<Interval> rate = rate_range(*events, {n, n}, true);
  if (!rate) return {{}, rate.reason()};
  return {*rate, ""};
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string some_of(const std::vector<std::string>& texts, std::size_t most) {
  std::string out;
  const std::size_t shown = texts.size() == most + 1 ? most + 1 : std::min(most, texts.size());
  for (std::size_t i = 0; i < shown; ++i) out += (i == 0 ? "" : ", ") + texts[i];
  if (shown < texts.size()) out += fmt::format(" and {} more", texts.size() - shown);
  return out;
}

std::string place_of(const std::vector<Published>& tables, RowAt at) {
  return fmt::format("{} line {}", tables[at.table].source.file, tables[at.table].line[at.row]);
}

const Period* PublishedField::period(std::uint32_t code) const {
  return periods_.empty() ? nullptr : periods_[code];
}

const Group* PublishedField::group(std::uint32_t code) const {
  return groups_.empty() ? nullptr : groups_[code];
}

std::optional<PublishedField> PublishedField::find(const Published& table, std::string_view name) {
  const std::string wanted = folded(name);
  PublishedField out;
  std::unordered_map<std::string, std::uint32_t> met;
  const auto add = [&](const std::string& text, const Period* period, const Group* group, bool kept) {
    const auto [at, is_new] = met.try_emplace(text, static_cast<std::uint32_t>(out.texts_.size()));
    out.code_of_.push_back(at->second);
    if (!is_new) return;
    out.texts_.push_back(text);
    if (period != nullptr) out.periods_.push_back(period);
    if (kept) out.groups_.push_back(group);
  };
  if (wanted == "area" || wanted == "area name") {
    for (const Area& one : table.areas)
      add(wanted == "area" ? area_text(one) : one.name, nullptr, nullptr, false);
    out.rows_ = &table.area;
  } else if (wanted == "period") {
    for (const Period& one : table.periods) add(one.text, &one, nullptr, false);
    out.rows_ = &table.period;
  } else if (wanted == "measure" || wanted == "measure id") {
    for (const Measure& one : table.measures)
      add(wanted == "measure" ? one.name : one.id, nullptr, nullptr, false);
    out.rows_ = &table.measure;
  } else {
    bool there = false;
    for (const auto& set : table.group_sets) {
      const Group* group = group_named(table, set, wanted);
      there = there || group != nullptr;
      add(group == nullptr ? std::string() : group->value, nullptr, group, true);
    }
    if (!there) return std::nullopt;
    out.rows_ = &table.group_set;
  }
  return out;
}

std::vector<std::string> PublishedField::names(const Published& table) {
  std::vector<std::string> out{"area", "area name", "period", "measure", "measure id"};
  for (const Group& one : table.groups)
    if (std::find(out.begin(), out.end(), one.name) == out.end()) out.push_back(one.name);
  return out;
}

std::vector<RowAt> rows_where(const BaselineSpec& spec, const std::vector<Published>& tables, bool standard,
                              Problems& problems) {
  std::vector<std::vector<std::uint8_t>> kept;
  for (const Published& table : tables) kept.emplace_back(table.rows(), 1);
  for (const FieldPair& where : spec.where) {
    if (standard) break;  // the standard population is not what the rates are narrowed to
    std::vector<std::string> known;
    bool has_field = false;
    bool met = false;
    for (std::size_t t = 0; t < tables.size(); ++t)
      if (spec.published[t].standard == standard && narrow(tables[t], where, kept[t], known, met))
        has_field = true;
    if (!has_field) known = PublishedField::names(tables.front());
    if (!met) problems.add(nowhere(spec.file, where, known, !has_field));
  }
  std::vector<RowAt> out;
  for (std::size_t t = 0; t < tables.size(); ++t)
    for (std::size_t row = 0; spec.published[t].standard == standard && row < tables[t].rows(); ++row)
      if (kept[t][row] != 0) out.push_back({static_cast<std::uint32_t>(t), static_cast<std::uint32_t>(row)});
  if (out.empty() && !problems.has_errors())
    problems.add(problem_at("B2", spec.file, {}, "no published row is left",
                            {"Each \"where\" fits some rows, but no row fits them all."},
                            {"Look at the published file with: outturn data read FILE"}));
  return out;
}

RowRate rate_of(const Published& table, std::size_t row, const BaselineSpec& spec) {
  if (spec.rate.from_counts) return from_counts(table, row);
  const Measure& measure = table.measures[table.measure[row]];
  double per = spec.rate.per;
  if (!spec.rate_said) {
    if (measure.per == 0)
      return {{}, "it is not told per how many its value is: add \"rate from value per 100\""};
    per = static_cast<double>(measure.per);
  } else if (measure.per != 0 && static_cast<double>(measure.per) != per) {
    return {{}, fmt::format("its value is per {}, not per {} as the specification says", measure.per, per)};
  }
  const auto value = table.value.at(row);
  if (!value) {
    if (table.denominator.at(row)) return from_counts(table, row);
    const Answer<Interval> range = count_of(table, row, table.value, "value");
    return {{}, range ? "its count is suppressed and its denominator is not told" : range.reason()};
  }
  const double rate = exact(*value).to_double() / per;
  if (!(rate >= 0 && rate <= 1))
    return {{},
            fmt::format("{} per {} is no share of people: it is not between 0 and 1", text_of(*value), per)};
  return {Interval{rate, rate}, ""};
}

}  // namespace outturn::comparison
