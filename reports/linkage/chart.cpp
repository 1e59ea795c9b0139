#include "reports/linkage/chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "reports/html/html.h"

namespace outturn::linkage_page {

namespace {

using html::axes;
using html::counted;
using html::drawing;
using html::Field;
using html::figure_of;
using html::percent;
using html::place;
using html::Scale;
using html::svg_line;
using html::svg_text;
using html::Tick;
using html::weight;
using html::whole;

/// The line at the decision, with words on the side that has room.
std::string decision_mark(const Field& field, double decision) {
  const double x = field.x(decision);
  const bool room = x < field.width - 190;
  return svg_line(x, field.top - 22, x, field.height - field.bottom, "decision") +
         svg_text(room ? x + 6 : x - 6, field.top - 14, room ? "note" : "note end", "decided here");
}

/// The odds people know, along an axis of weights. A long axis has room for every other one only.
std::vector<Tick> probability_ticks(Scale across) {
  static const std::array<Tick, 9> known{{{-19.931, "0.0001%"},
                                          {-9.964, "0.1%", true},
                                          {-6.629, "1%"},
                                          {-3.170, "10%"},
                                          {0, "50%"},
                                          {3.170, "90%"},
                                          {6.629, "99%"},
                                          {9.964, "99.9%", true},
                                          {19.931, "99.9999%"}}};
  const bool is_long = across.high - across.low > 30;
  std::vector<Tick> ticks;
  for (const Tick& tick : known) {
    if (tick.at < across.low || tick.at > across.high) continue;
    if (is_long && tick.at != 0 && std::abs(tick.at) < 9) continue;
    ticks.push_back(tick);
  }
  return ticks;
}

}  // namespace

std::string cell_interval(const Interval& interval) {
  const auto at = [](double share) { return place(8 + 184 * std::clamp(share, 0.0, 1.0)); };
  return fmt::format(
      "<svg class=\"interval\" viewBox=\"0 0 200 20\" aria-hidden=\"true\"><line class=\"axis\" x1=\"8\" "
      "y1=\"10\" x2=\"192\" y2=\"10\"/><line class=\"span\" x1=\"{}\" y1=\"10\" x2=\"{}\" y2=\"10\"/><line "
      "class=\"expected\" x1=\"{}\" y1=\"2\" x2=\"{}\" y2=\"18\"/><circle class=\"found\" cx=\"{}\" "
      "cy=\"10\" r=\"4.5\"/></svg>",
      at(interval.low), at(interval.high), at(interval.expected), at(interval.expected), at(interval.share));
}

std::string histogram(const std::vector<Bar>& bars, double decision) {
  if (bars.empty()) return {};
  std::uint64_t most = 1;
  for (const Bar& bar : bars) most = std::max(most, bar.pairs);
  const double steps = std::max(1.0, std::ceil(std::log10(static_cast<double>(most))));
  // A half step below 1, so that a single pair still has a bar.
  Field field;
  field.across = {bars.front().from, bars.back().to};
  field.up = {-0.3, steps};
  std::vector<Tick> up;
  for (int i = 0; i <= static_cast<int>(steps); ++i)
    up.push_back({static_cast<double>(i), whole(static_cast<std::uint64_t>(std::llround(std::pow(10, i))))});
  std::string inside =
      axes(field, {probability_ticks(field.across), up, "probability that the pair is one person",
                   "pairs (each line ten times more)"});
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    if (bar.pairs == 0) continue;
    const double y = field.y(std::log10(static_cast<double>(bar.pairs)));
    const double x = field.x(bar.from);
    inside += fmt::format(
        "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{} data-from=\"{}\"><title>{} with a "
        "weight of {} to {}</title></rect>\n",
        bar.from >= decision ? "for"
        : bar.to > decision  ? "plain"
                             : "against",
        place(x + 1), place(y), place(field.x(bar.to) - x - 2), place(field.height - field.bottom - y),
        figure_of(fmt::format("bar.{}", i), bar.pairs), place(bar.from), counted(bar.pairs, "pair", "pairs"),
        weight(bar.from), weight(bar.to));
  }
  inside += decision_mark(field, decision);
  return drawing(field, "histogram", "How many pairs have which weight", inside);
}

std::string threshold_chart(const std::vector<Curve>& curves, double decision) {
  const std::vector<double> weights = curve_weights();
  double least = 1;
  for (const Curve& curve : curves)
    least = std::min(least, *std::min_element(curve.values.begin(), curve.values.end()));
  const double foot = std::min(0.9, std::floor(least * 10) / 10);
  Field field;
  field.across = {weights.front(), weights.back()};
  field.up = {foot, 1};
  std::vector<Tick> up;
  const int step = foot < 0.45 ? 20 : foot < 0.75 ? 10 : 5;  // in hundredths
  for (int at = 100; at >= static_cast<int>(std::lround(foot * 100)); at -= step)
    up.push_back({at / 100.0, percent(at / 100.0)});
  std::string inside =
      axes(field, {probability_ticks(field.across), up,
                   "pairs from this probability on are taken as one person", "share of pairs"});
  inside += decision_mark(field, decision);
  for (const Curve& curve : curves) {
    std::string points;
    for (std::size_t i = 0; i < weights.size(); ++i)
      points += fmt::format("{}{},{}", i == 0 ? "" : " ", place(field.x(weights[i])),
                            place(field.y(curve.values[i])));
    inside += fmt::format("<polyline class=\"curve {}{}\" points=\"{}\"><title>{}</title></polyline>\n",
                          curve.look, curve.dashed ? " dashed" : "", points, curve.name);
  }
  return drawing(field, "threshold", "Precision and recall at every threshold", inside);
}

}  // namespace outturn::linkage_page
