#include "adapters/comparison/baseline/baseline_record.h"

#include <cmath>
#include <map>

#include <fmt/format.h>

#include "adapters/tables/csv_text.h"
#include "engine/comparison/statistics/decimals.h"

namespace outturn::comparison {
namespace {

std::string group_words(const Published& table, std::size_t row) {
  std::string out = table.measures[table.measure[row]].name;
  for (const std::uint32_t group : table.group_sets[table.group_set[row]])
    out += (out.empty() ? "" : ", ") + table.groups[group].name + " " + table.groups[group].value;
  return out;
}

std::string marker_words(const Marker& marker) {
  if (marker.kind == MarkerKind::none) return "";
  std::string out(name_of(marker.kind));
  if (marker.least && marker.most) out += fmt::format(", {} to {}", *marker.least, *marker.most);
  return out;
}

calc::PublishedRow published_row(const std::vector<Published>& tables, RowAt at) {
  const Published& table = tables[at.table];
  calc::PublishedRow out;
  const Area& area = table.areas[table.area[at.row]];
  out.area = area.code.empty() || area.name.empty() ? area.code + area.name : area.code + " " + area.name;
  out.period = table.periods[table.period[at.row]].text;
  out.group = group_words(table, at.row);
  const auto figure = [&](const FigureColumn& column) {
    const auto one = column.at(at.row);
    return one ? std::optional<Exact>(exact(*one)) : std::nullopt;
  };
  out.numerator = figure(table.numerator);
  out.denominator = figure(table.denominator);
  out.value = figure(table.value);
  out.marker = marker_words(table.markers[table.marker[at.row]]);
  out.source = at.table;
  out.line = table.line[at.row];
  return out;
}

void strata(const Baseline& made, calc::ComparisonRecord& out) {
  std::map<RowAt, std::size_t> place;
  for (std::size_t i = 0; i < made.rows.size(); ++i) place.emplace(made.rows[i], i);
  for (const PeopleStratum& one : made.strata) {
    calc::ExpectedStratum stratum;
    stratum.words = one.words;
    stratum.people = static_cast<std::int64_t>(one.people);
    stratum.observed = static_cast<std::int64_t>(one.observed);
    stratum.rate = decimal_of(one.rate.low + one.rate.width() / 2);
    stratum.row = place.at(one.at);
    out.strata.push_back(std::move(stratum));
  }
}

calc::ExpectedLine expected_line(const BaselineFigures& f) {
  calc::ExpectedLine out;
  out.observed = std::llround(f.observed);
  out.expected = decimal_of(f.expected);
  out.ratio = decimal_of(f.ratio);
  out.low = decimal_of(f.ratio_limits.low);
  out.high = decimal_of(f.ratio_limits.high);
  out.interval_words = f.interval_words;
  if (f.expected_range.width() > 0) {
    out.expected_least = decimal_of(f.expected_range.low);
    out.expected_most = decimal_of(f.expected_range.high);
  }
  return out;
}

void parameters(const BaselineInputs& inputs, const Baseline& made, calc::ComparisonRecord& out) {
  const BaselineSpec& spec = inputs.spec;
  const auto add = [&](const char* name, const std::string& words) {
    if (!words.empty()) out.parameters.push_back({name, words});
  };
  if (!spec.observed.empty()) add("Outcome", "column " + spec.observed);
  std::string matched;
  for (const FieldPair& one : spec.match)
    matched += (matched.empty() ? "" : ", ") + fmt::format("{} = column {}", one.field, one.with);
  add("Beside each other", matched);
  std::string where;
  for (const FieldPair& one : spec.where)
    where += (where.empty() ? "" : ", ") + fmt::format("{} = {}", one.field, one.with);
  add("Published rows where", where);
  if (spec.least_people > 0) add("Least people", std::to_string(spec.least_people));
  for (const BaselineTold& one : made.parameters) out.parameters.push_back({one.name, one.words});
}

/// The columns of NAME.csv as they are built up.
class Row {
 public:
  void add(const std::string& name, const std::string& text) {
    head_ += (head_.empty() ? "" : ",") + tables::csv_cell(name);
    row_ += (row_.empty() ? "" : ",") + tables::csv_cell(text);
  }
  [[nodiscard]] std::string text() const { return head_ + "\n" + row_ + "\n"; }

 private:
  std::string head_, row_;
};

std::string each_person(const BaselineInputs& inputs, const Baseline& made) {
  std::string out = "person,rate,observed\n";
  const BaselinePeople& people = *inputs.people;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const Interval& rate = made.strata[static_cast<std::size_t>(made.stratum_of_person[i])].rate;
    out += fmt::format("{},{},{}\n", tables::csv_cell(people.ids[i]), fixed(rate.low + rate.width() / 2, 6),
                       people.observed[i]);
  }
  return out;
}

}  // namespace

calc::ComparisonRecord baseline_record(const BaselineInputs& inputs, const Baseline& made,
                                       std::vector<calc::AnalysisSource> sources,
                                       const std::string& version) {
  calc::ComparisonRecord out;
  out.name = inputs.spec.name;
  out.design = design_of(inputs.spec.method);
  out.method = method_words(inputs.spec);
  out.version = version;
  out.sources = std::move(sources);
  parameters(inputs, made, out);
  if (inputs.people != nullptr)
    out.submitted = out.analysed = static_cast<std::int64_t>(inputs.people->size());
  if (inputs.earlier != nullptr) out.compared = static_cast<std::int64_t>(inputs.earlier->size());
  out.statement = made.statement;
  out.cautions = made.cautions;
  out.maryland = made.maryland;
  out.nesta = made.nesta;
  out.detectable = made.detectable;
  for (const BaselineTold& one : made.tests) out.tests.push_back({one.name, one.words});
  out.multiplicity = made.tests.size() > 1 ? "One outcome, tested in more than one way: the first is the one "
                                             "agreed, the others are shown beside it."
                                           : "One outcome, one test.";
  for (const BaselineCoefficient& one : made.coefficients)
    out.coefficients.push_back({one.term, decimal_of(one.estimate), decimal_of(one.se)});
  for (const RowAt& at : made.rows) out.published.push_back(published_row(inputs.tables, at));
  strata(made, out);
  if (made.counts) out.expected = expected_line(made.figures);
  return out;
}

std::string baseline_csv(const BaselineInputs& inputs, const Baseline& made) {
  if (inputs.spec.each_person) return each_person(inputs, made);
  const BaselineFigures& f = made.figures;
  const int places = inputs.spec.decimals;
  Row row;
  const double points = made.counts ? 100 : 1;
  const char* const unit = made.counts ? "%" : "";
  if (made.counts) {
    row.add("people", fmt::format("{:.0f}", f.people));
    row.add("observed", fmt::format("{:.0f}", f.observed));
    row.add("expected", fixed(f.expected, places));
    if (f.expected_range.width() > 0) {
      row.add("expected_least", fixed(f.expected_range.low, places));
      row.add("expected_most", fixed(f.expected_range.high, places));
    }
    row.add("ratio", fixed(f.ratio, places));
    row.add("ratio_low", fixed(f.ratio_limits.low, places));
    row.add("ratio_high", fixed(f.ratio_limits.high, places));
  }
  row.add("observed_rate", fixed(points * f.observed_rate, places) + unit);
  row.add("expected_rate", fixed(points * f.expected_rate, places) + unit);
  row.add("difference", fixed(points * f.difference, places));
  row.add("difference_low", fixed(points * f.difference_limits.low, places));
  row.add("difference_high", fixed(points * f.difference_limits.high, places));
  row.add("p", fixed(f.p, 4));
  for (const BaselineTold& one : made.extra) row.add(one.name, one.words);
  return row.text();
}

}  // namespace outturn::comparison
