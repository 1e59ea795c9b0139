// Savings: the measures of each case, whose budget and when, and what becomes of them over the ranges.
#include <algorithm>

#include <fmt/format.h>

#include "engine/explain/cell_reader.h"
#include "engine/explain/words.h"
#include "reports/html/chart.h"
#include "reports/html/html.h"
#include "reports/pack/drawn_text.h"
#include "reports/page/sections.h"

namespace outturn::page {
namespace {

using html::words;

class Case {
 public:
  Case(Subject& subject, const calc::SavingsRecord& record, std::size_t index)
      : subject_(subject), graph_(subject.graph), record_(record), index_(index) {}

  std::string write() {
    std::string out = fmt::format("<h3>{} <small>in prices of {}</small></h3>\n",
                                  words(calc::name_in_words(record_.name)), words(record_.base));
    for (const ColumnId id : record_.measures) {
      const calc::Column& column = graph_.column(id);
      out += subject_.line({words(calc::column_words(graph_, id)), id, 0, "", words(column.meaning), ""});
    }
    out += by_agency();
    return out + by_year() + so_far() + swings() + simulation() + sources();
  }

 private:
  [[nodiscard]] std::size_t years() const { return graph_.rows(record_.cost); }
  [[nodiscard]] std::string year(std::size_t row) const {
    return calc::row_key(graph_.frame(graph_.column(record_.cost).frame), row);
  }
  [[nodiscard]] Exact all_years(ColumnId column) const {
    Exact sum;
    for (std::size_t row = 0; row < years(); ++row) sum = sum + calc::value_at(graph_, column, row);
    return sum;
  }
  [[nodiscard]] std::string name(const std::string& what) const {
    return "savings." + record_.name + "." + what;
  }

  std::string by_agency() {
    if (record_.agencies.empty()) return {};
    std::string out = "<h4>By agency, all years</h4>\n";
    double most = 0;
    for (const auto& agency : record_.agencies) most = std::max(most, all_years(agency.saved).to_double());
    for (const auto& agency : record_.agencies) {
      const Exact sum = all_years(agency.saved);
      std::string inside = "<ul class=\"parts\">\n";
      std::size_t largest = 0;
      for (std::size_t row = 0; row < years(); ++row) {
        if (calc::value_at(graph_, agency.saved, largest) < calc::value_at(graph_, agency.saved, row))
          largest = row;
        inside +=
            fmt::format("<li><span class=\"name\">{}</span> {}<p class=\"source\">workbook {}</p></li>\n",
                        words(year(row)), subject_.figure(agency.saved, row),
                        words(subject_.cell_of_workbook(agency.saved, row)));
      }
      inside += "</ul>\n" + subject_.line({"How its largest year is worked out: " + words(year(largest)),
                                           agency.saved, largest});
      out += opening({words(agency.words), html::cell_bar({0, most}, 0, sum.to_double(), "for"), "",
                      subject_.money(name("agency." + agency.words), sum), "", inside});
    }
    return out;
  }

  std::string by_year() {
    std::vector<std::pair<std::string, ColumnId>> columns;
    for (const auto& agency : record_.agencies) columns.emplace_back(agency.words, agency.saved);
    columns.emplace_back("Cost of delivery", record_.cost);
    columns.emplace_back("Fiscal net of cost", record_.net);
    columns.emplace_back("The same, discounted and added up", record_.so_far);
    std::vector<html::TableHead> heads{{"Year"}};
    for (const auto& [title, column] : columns) heads.push_back({words(title), true});
    std::string out = html::table("Savings by agency and year", "By agency and year", heads);
    for (std::size_t row = 0; row < years(); ++row) {
      out += fmt::format("<tr><th scope=\"row\">{}</th>", words(year(row)));
      for (const auto& [title, column] : columns)
        out += fmt::format("<td class=\"n\">{}</td>", subject_.figure(column, row));
      out += "</tr>\n";
    }
    return out + std::string(html::table_end);
  }

  /// A line over the years; the table above is its text.
  std::string so_far() {
    if (years() < 2) return {};
    html::Field field;
    field.height = 260;
    field.left = 96;
    double low = 0;
    double high = 0;
    std::vector<double> values;
    for (std::size_t row = 0; row < years(); ++row) {
      values.push_back(calc::value_at(graph_, record_.so_far, row).to_double());
      low = std::min(low, values.back());
      high = std::max(high, values.back());
    }
    if (low == high) return {};
    field.across = {0, static_cast<double>(years() - 1)};
    field.up = {low, high};
    html::Axes axes{{}, {}, "year", "fiscal net of cost, discounted and added up"};
    for (const double at : {low, 0.0, high})
      if (axes.up.empty() || axes.up.back().at < at)
        axes.up.push_back(
            {at, words(pack::money_of(subject_.record, Exact(static_cast<std::int64_t>(at))).shown), false});
    const std::size_t step = (years() + 5) / 6;
    for (std::size_t row = 0; row < years(); row += step)
      axes.across.push_back({static_cast<double>(row), words(year(row)), row % (2 * step) != 0});
    std::string points;
    for (std::size_t row = 0; row < years(); ++row)
      points += fmt::format("{}{},{}", row == 0 ? "" : " ", html::place(field.x(static_cast<double>(row))),
                            html::place(field.y(values[row])));
    return html::drawing(
        field, fmt::format("so-far-{}", index_ + 1),
        fmt::format("Fiscal net of cost, discounted and added up, from {} to {}: {} to {}", words(year(0)),
                    words(year(years() - 1)), words(subject_.texts.shown(record_.so_far, 0)),
                    words(subject_.texts.shown(record_.so_far, years() - 1))),
        html::axes(field, axes) + fmt::format("<polyline class=\"curve\" points=\"{}\"/>\n", points));
  }

  /// What the net present value comes to at both ends of one figure: a tornado as a table.
  std::string swings() {
    if (record_.swings.empty()) return {};
    double low = 0;
    double high = 0;
    for (const calc::SavingsSwing& swing : record_.swings) {
      low = std::min({low, swing.npsv_low.to_double(), swing.npsv_high.to_double()});
      high = std::max({high, swing.npsv_low.to_double(), swing.npsv_high.to_double()});
    }
    std::string out =
        html::table("Over the range of one figure",
                    "Net present social value over the range of one figure, the others as they stand",
                    {{"Figure"}, {"Range"}, {"From and to"}, {"From", true}, {"To", true}});
    for (const calc::SavingsSwing& swing : record_.swings)
      out += fmt::format(
          "<tr><th scope=\"row\">{}</th><td>{} to {}</td><td class=\"draw\">{}</td><td "
          "class=\"n\">{}</td><td "
          "class=\"n\">{}</td></tr>\n",
          words(calc::name_in_words(calc::name_within(record_.name, swing.parameter))),
          words(swing.low_words), words(swing.high_words),
          html::cell_bar({low, high}, swing.npsv_low.to_double(), swing.npsv_high.to_double(), "for"),
          subject_.money(name("swing." + swing.parameter + ".low"), swing.npsv_low),
          subject_.money(name("swing." + swing.parameter + ".high"), swing.npsv_high));
    return out + std::string(html::table_end);
  }

  /// Where the measures lie over many draws; each bar reaches from where 5 % lie below to where 95 % do.
  std::string simulation() {
    if (!record_.simulation) return {};
    const calc::SimulationRecord& drawn = *record_.simulation;
    std::string out = html::table(
        "Over many draws",
        fmt::format("Over {} draws of {} figures (seed {})", drawn.draws, drawn.figures.size(), drawn.seed),
        {{"Measure"},
         {"From and to"},
         {"5% lie below", true},
         {"Half lie below", true},
         {"95% lie below", true}});
    for (const calc::SimulationRecord::Outcome& one : drawn.outcomes) {
      const calc::Column& column = graph_.column(one.column);
      const auto at = [&](std::size_t quantile) -> const Exact& { return one.quantiles[quantile].value; };
      const auto shown = [&](std::size_t quantile) {
        return words(pack::shown_draw(subject_.record, column, at(quantile)));
      };
      const std::size_t last = one.quantiles.size() - 1;
      out += fmt::format(
          "<tr><th scope=\"row\">{}</th><td class=\"draw\">{}</td><td class=\"n\">{}</td><td "
          "class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
          words(calc::name_in_words(calc::name_within(record_.name, column.name))),
          html::cell_bar({std::min(0.0, one.least.to_double()), std::max(0.0, one.most.to_double())},
                         at(0).to_double(), at(last).to_double(), "for"),
          shown(0), shown(last / 2), shown(last));
    }
    out += html::table_end;
    for (const calc::SimulationRecord::Outcome& one : drawn.outcomes)
      for (const auto& chance : one.chances)
        out += fmt::format(
            "<p>{} is more than {} in {} of the draws.</p>\n",
            words(calc::name_in_words(calc::name_within(record_.name, graph_.column(one.column).name))),
            words(chance.threshold), words(pack::shown_share(chance.share)));
    return out;
  }

  std::string sources() {
    if (record_.sources.empty()) return {};
    std::string inside = "<ul>\n";
    for (const calc::SavingsSource& one : record_.sources)
      inside += fmt::format("<li>{}: {} <small>as found, {}{}</small><p class=\"source\">{}</p></li>\n",
                            words(one.figure), subject_.figure(one.value, one.row), words(one.price_year),
                            one.uprated_to.empty() ? "" : words(", uprated to " + one.uprated_to),
                            words(one.source + " (" + one.licence + ")"));
    return opening({"Sources and licences of its figures", "", "", "", "", inside + "</ul>\n"});
  }

  Subject& subject_;
  const calc::Graph& graph_;
  const calc::SavingsRecord& record_;
  std::size_t index_;
};

}  // namespace

std::string savings(Subject& subject) {
  if (subject.record.savings.empty()) return {};
  std::string out = html::section("savings", "Savings");
  for (std::size_t i = 0; i < subject.record.savings.size(); ++i)
    out += Case(subject, subject.record.savings[i], i).write();
  return out + std::string(html::section_end);
}

}  // namespace outturn::page
