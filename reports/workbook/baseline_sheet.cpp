// Baseline: the published rows a comparison rests on, with source and licence, and what they make of its
// people.
//
// Expected numbers, the ratio and Byar's limits (Breslow and Day, Statistical Methods in Cancer Research II
// (1987), 2.13) are live; exact limits are the method's.
#include <cmath>

#include "reports/workbook/comparison_plan.h"
#include "reports/workbook/page_block.h"

namespace outturn::workbook {
namespace {

double byar(double events, double side) {
  const double n = side < 0 ? events : events + 1;
  if (n == 0) return 0;
  return n * std::pow(1 - 1 / (9 * n) + side * z95 / (3 * std::sqrt(n)), 3);
}

class BaselineSheet {
 public:
  BaselineSheet(Book& book, SheetId id, const calc::ComparisonRecord& record, const ComparisonNames& names)
      : book_(book), record_(record), names_(names), id_(id), block_(book, id, names.baseline, last_column) {}

  void write() {
    begin_page(book_, id_, names_.baseline,
               "The published figures that the comparison rests on, and what they make of its people.");
    book_.writer.width(id_, 0, 0, width_for(34));
    book_.writer.width(id_, 1, last_column, width_for(16));
    sources();
    published();
    if (!record_.strata.empty()) strata();
    if (record_.expected) expected();
  }

 private:
  static constexpr std::uint32_t last_column = 8;

  void sources() {
    block_.heading("Sources");
    block_.headers(
        {"File", "Number", "Publisher", "Title", "Licence", "Retrieved", "Rows", "Address", "SHA-256"}, 16);
    for (std::size_t i = 0; i < record_.sources.size(); ++i) {
      const calc::AnalysisSource& one = record_.sources[i];
      block_.text(0, one.file, Look::source);
      block_.input(1, static_cast<double>(i + 1), "0");
      block_.text(2, one.publisher);
      block_.text(3, one.title);
      block_.text(4, one.licence);
      block_.text(5, one.retrieved);
      block_.input(6, static_cast<double>(one.rows), "#,##0");
      block_.text(7, one.address);
      block_.text(8, one.sha256, Look::source);
      block_.next();
    }
    block_.next();
  }

  void published() {
    block_.heading("Published rows used");
    block_.headers({"Group", "Area", "Period", "Numerator", "Denominator", "Rate as published", "Marker",
                    "Source", "Line"},
                   16);
    first_published_ = block_.row();
    for (const calc::PublishedRow& row : record_.published) {
      block_.text(0, row.group);
      block_.text(1, row.area);
      block_.text(2, row.period);
      if (row.numerator) block_.input(3, row.numerator->to_double(), "#,##0.###");
      if (row.denominator) block_.input(4, row.denominator->to_double(), "#,##0.###");
      if (row.value) block_.input(5, row.value->to_double(), "General");
      block_.text(6, row.marker);
      block_.input(7, static_cast<double>(row.source + 1), "0");
      block_.input(8, static_cast<double>(row.line), "0");
      block_.next();
    }
    block_.next();
  }

  void strata() {
    block_.heading("Expected, from the rate of people like them");
    block_.headers({"Stratum", "People", "Observed", "Rate", "Expected", "Published row, line of this sheet"},
                   16);
    const std::uint32_t first = block_.row();
    std::vector<double> expected;
    for (const calc::ExpectedStratum& one : record_.strata) {
      const bool noted = &one == &record_.strata.front();
      const auto people = static_cast<double>(one.people);
      const double rate = one.rate.to_double();
      block_.label(one.words);
      block_.input(1, people, "#,##0");
      block_.input(2, static_cast<double>(one.observed), "#,##0");
      block_.method(3, rate, "0.000000");
      expected.push_back(people * rate);
      block_.formula(
          4, "=" + block_.cell(1) + "*" + block_.cell(3), expected.back(), "#,##0.0000",
          {"Expected", "people times the rate of their stratum", noted ? record_.strata.size() : 0});
      block_.input(5, static_cast<double>(first_published_ + one.row + 1), "0");
      block_.next();
    }
    totals(first, expected);
  }

  void totals(std::uint32_t first, const std::vector<double>& expected) {
    block_.label("All");
    double people = 0;
    double observed = 0;
    for (const calc::ExpectedStratum& one : record_.strata) {
      people += static_cast<double>(one.people);
      observed += static_cast<double>(one.observed);
    }
    const auto sum = [&](std::uint32_t column, double stored, const std::string& format,
                         const std::string& name) {
      block_.formula(
          column,
          "=SUM(" + PageBlock::cell(column, first) + ":" + PageBlock::cell(column, block_.row() - 1) + ")",
          stored, format, {name, "sum of the strata", 1}, Look::total);
    };
    sum(1, people, "#,##0", "People, all strata");
    sum(2, observed, "#,##0", "Observed, all strata");
    sum(4, summed(expected), "#,##0.0000", "Expected, all strata");
    total_row_ = block_.row();
    observed_ = observed;
    expected_ = summed(expected);
    block_.next(2);
  }

  void expected() {
    const calc::ExpectedLine& line = *record_.expected;
    const bool live = total_row_ != 0;
    block_.heading("Observed against expected");
    block_.headers({"", "Number", "95 % from", "to", "Place in the chart", "again"}, 16);
    const std::uint32_t first = block_.row();
    observed_row_ = first;
    const double events = live ? observed_ : static_cast<double>(line.observed);
    const double wanted = live ? expected_ : line.expected.to_double();
    const bool by_byar = line.interval_words == "Byar";
    const double low = by_byar ? byar(events, -1) : line.low.to_double() * line.expected.to_double();
    const double high = by_byar ? byar(events, 1) : line.high.to_double() * line.expected.to_double();
    block_.label("Observed");
    whole(1, 2, events, "Observed");
    const std::string o = block_.cell(1);
    if (by_byar) {
      z_row_ = first + 2 + Writer::chart_rows + 1;  // below the chart and the ratio
      limit(2, o, low, '-');
      limit(3, "(" + o + "+1)", high, '+');
    } else {
      block_.method(2, low, "#,##0.00");
      block_.method(3, high, "#,##0.00");
    }
    block_.places_in_chart(1);
    block_.next();
    block_.label("Expected");
    for (const std::uint32_t column : {1U, 2U, 3U}) whole(column, 4, wanted, "Expected");
    block_.places_in_chart(2);
    block_.next();
    book_.writer.interval_chart({id_, names_.baseline, first}, "Observed against expected", "#,##0");
    block_.next(Writer::chart_rows);
    ratio(events, wanted, low, high);
    if (by_byar) {
      block_.label("z for 95 %");
      block_.input(1, z95, "0.000000");
      block_.next();
    }
    if (line.expected_least && line.expected_most) {
      block_.label("Expected, where suppressed counts are least and most");
      block_.method(2, *line.expected_least, "#,##0.0000");
      block_.method(3, *line.expected_most, "#,##0.0000");
      block_.next();
    }
    block_.sentence("Interval: " + line.interval_words + ". " + record_.statement);
  }

  /// From the strata's total, or as analysed where there are none.
  void whole(std::uint32_t column, std::uint32_t from, double stored, const std::string& name) {
    if (total_row_ == 0) return block_.method(column, stored, "#,##0.00");
    block_.formula(column, "=" + PageBlock::fixed(from, total_row_), stored, "#,##0.00",
                   {name, "sum of the strata", column == 1 ? 1U : 0U}, Look::cross_link);
  }

  void limit(std::uint32_t column, const std::string& n, double stored, char sign) {
    block_.formula(
        column,
        "=IF(" + n + "=0,0," + n + "*(1-1/(9*" + n + ")" + sign + PageBlock::fixed(1, z_row_) + "/(3*SQRT(" +
            n + ")))^3)",
        stored, "#,##0.00",
        {sign == '-' ? "Observed, from" : "Observed, to", "Byar's approximation to the Poisson interval", 1});
  }

  void ratio(double events, double wanted, double low, double high) {
    block_.label("Observed for each expected");
    const double stored[] = {events / wanted, low / wanted, high / wanted};
    for (std::uint32_t i = 0; i < 3; ++i) {
      block_.formula(
          i + 1, "=" + PageBlock::cell(i + 1, observed_row_) + "/" + PageBlock::cell(1, observed_row_ + 1),
          stored[i], "0.000", {"Observed for each expected", "their ratio", i == 0 ? 3U : 0U});
    }
    block_.next();
  }

  Book& book_;
  const calc::ComparisonRecord& record_;
  const ComparisonNames& names_;
  SheetId id_;
  PageBlock block_;
  std::uint32_t first_published_ = 0;
  std::uint32_t total_row_ = 0;
  std::uint32_t observed_row_ = 0;
  std::uint32_t z_row_ = 0;
  double observed_ = 0;
  double expected_ = 0;
};

}  // namespace

void baseline_sheet(Book& book, SheetId id, const calc::ComparisonRecord& record,
                    const ComparisonNames& names) {
  BaselineSheet(book, id, record, names).write();
}

}  // namespace outturn::workbook
