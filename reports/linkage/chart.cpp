#include "reports/linkage/chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "reports/linkage/html.h"

namespace outturn::linkage_page {
namespace {

// The drawing's own units; a browser scales it to the width there is.
constexpr double width = 720;
constexpr double height = 340;
constexpr double left = 62;
constexpr double right = 16;
constexpr double top = 48;
constexpr double bottom = 56;

struct Frame {
  Scale across;
  Scale up;
  [[nodiscard]] double x(double value) const { return left + (width - left - right) * across.share(value); }
  [[nodiscard]] double y(double value) const {
    return height - bottom - (height - top - bottom) * up.share(value);
  }
};

struct Tick {
  double at = 0;
  std::string text;
};

std::string line(double x1, double y1, double x2, double y2, std::string_view look) {
  return fmt::format("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", look, place(x1),
                     place(y1), place(x2), place(y2));
}

std::string text(double x, double y, std::string_view look, std::string_view words) {
  return fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\">{}</text>\n", look, place(x), place(y), words);
}

std::string axes(const Frame& frame, const std::vector<Tick>& across, const std::vector<Tick>& up,
                 std::string_view foot, std::string_view side) {
  std::string out;
  for (const Tick& tick : up) {
    out += line(left, frame.y(tick.at), width - right, frame.y(tick.at), "grid");
    out += text(left - 8, frame.y(tick.at) + 4.5, "tick end", tick.text);
  }
  for (const Tick& tick : across) {
    out += line(frame.x(tick.at), height - bottom, frame.x(tick.at), height - bottom + 5, "axis");
    out += text(frame.x(tick.at), height - bottom + 21, "tick middle", tick.text);
  }
  out += line(left, height - bottom, width - right, height - bottom, "axis");
  out += text((left + width - right) / 2, height - 10, "name middle", foot);
  out += text(8, 14, "name", side);
  return out;
}

/// The line at the decision, with words on the side that has room.
std::string decision_mark(const Frame& frame, double decision) {
  const double x = frame.x(decision);
  const bool room = x < width - 190;
  return line(x, top - 22, x, height - bottom, "decision") +
         text(room ? x + 6 : x - 6, top - 14, room ? "note" : "note end", "decided here");
}

std::string drawing(std::string_view name, std::string_view title, std::string_view inside) {
  return fmt::format(
      "<figure><svg class=\"chart\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}-title\">\n"
      "<title id=\"{}-title\">{}</title>\n{}</svg></figure>\n",
      width, height, name, name, title, inside);
}

/// The odds people know, along an axis of weights.
std::vector<Tick> probability_ticks(Scale across) {
  static const std::array<Tick, 9> known{{{-19.931, "1 in a million"},
                                          {-9.964, "0.1%"},
                                          {-6.629, "1%"},
                                          {-3.170, "10%"},
                                          {0, "50%"},
                                          {3.170, "90%"},
                                          {6.629, "99%"},
                                          {9.964, "99.9%"},
                                          {19.931, "99.9999%"}}};
  const bool wide = across.high - across.low > 30;
  std::vector<Tick> ticks;
  for (std::size_t i = 0; i < known.size(); ++i) {
    // On a long axis only every other one has room.
    if (wide && i % 2 == 0 && i != 4 && i != 0 && i != 8) continue;
    if (wide && (i == 3 || i == 5)) continue;
    if (known[i].at >= across.low && known[i].at <= across.high) ticks.push_back(known[i]);
  }
  return ticks;
}

}  // namespace

double Scale::share(double value) const {
  return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0;
}

std::string cell_bar(Scale scale, double from, double to, std::string_view look) {
  const double a = 100 * scale.share(std::min(from, to));
  const double b = 100 * scale.share(std::max(from, to));
  std::string out =
      "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
  out += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"1\" width=\"{}\" height=\"8\"/>", look, place(a),
                     place(std::max(b - a, from == to ? 0.0 : 0.4)));
  if (scale.low < 0 && scale.high > 0) {
    const std::string zero = place(100 * scale.share(0));
    out += fmt::format("<line class=\"zero\" x1=\"{0}\" y1=\"0\" x2=\"{0}\" y2=\"10\"/>", zero);
  }
  return out + "</svg>";
}

std::string cell_interval(const Interval& interval) {
  const auto at = [](double share) { return place(8 + 184 * std::clamp(share, 0.0, 1.0)); };
  return fmt::format(
      "<svg class=\"interval\" viewBox=\"0 0 200 20\" aria-hidden=\"true\">"
      "<line class=\"axis\" x1=\"8\" y1=\"10\" x2=\"192\" y2=\"10\"/>"
      "<line class=\"span\" x1=\"{}\" y1=\"10\" x2=\"{}\" y2=\"10\"/>"
      "<line class=\"expected\" x1=\"{}\" y1=\"2\" x2=\"{}\" y2=\"18\"/>"
      "<circle class=\"found\" cx=\"{}\" cy=\"10\" r=\"4.5\"/></svg>",
      at(interval.low), at(interval.high), at(interval.expected), at(interval.expected), at(interval.share));
}

std::string histogram(const std::vector<Bar>& bars, double decision) {
  if (bars.empty()) return {};
  std::uint64_t most = 1;
  for (const Bar& bar : bars) most = std::max(most, bar.pairs);
  const double steps = std::max(1.0, std::ceil(std::log10(static_cast<double>(most))));
  // A half step below 1, so that a single pair still has a bar.
  const Frame frame{{bars.front().from, bars.back().to}, {-0.3, steps}};
  std::vector<Tick> up;
  for (int i = 0; i <= static_cast<int>(steps); ++i)
    up.push_back({static_cast<double>(i), whole(static_cast<std::uint64_t>(std::llround(std::pow(10, i))))});
  std::string inside = axes(frame, probability_ticks(frame.across), up,
                            "probability that the pair is one person", "pairs (each line ten times more)");
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    if (bar.pairs == 0) continue;
    const double y = frame.y(std::log10(static_cast<double>(bar.pairs)));
    const double x = frame.x(bar.from);
    inside += fmt::format(
        "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{} data-from=\"{}\"><title>{} with a "
        "weight of {} to {}</title></rect>\n",
        bar.from >= decision ? "for"
        : bar.to > decision  ? "plain"
                             : "against",
        place(x + 1), place(y), place(frame.x(bar.to) - x - 2), place(height - bottom - y),
        figure_of(fmt::format("bar.{}", i), bar.pairs), place(bar.from), counted(bar.pairs, "pair", "pairs"),
        weight(bar.from), weight(bar.to));
  }
  inside += decision_mark(frame, decision);
  return drawing("histogram", "How many pairs have which weight", inside);
}

std::string threshold_chart(const std::vector<Curve>& curves, double decision) {
  const std::vector<double> weights = curve_weights();
  double least = 1;
  for (const Curve& curve : curves)
    least = std::min(least, *std::min_element(curve.values.begin(), curve.values.end()));
  const double foot = std::min(0.9, std::floor(least * 10) / 10);
  const Frame frame{{weights.front(), weights.back()}, {foot, 1}};
  std::vector<Tick> up;
  const double step = 1 - foot > 0.55 ? 0.2 : 1 - foot > 0.25 ? 0.1 : 0.05;
  for (double at = 1; at > foot - 1e-9; at -= step) up.push_back({at, percent(std::round(at * 100) / 100)});
  std::string inside = axes(frame, probability_ticks(frame.across), up,
                            "pairs from this probability on are taken as one person", "share of pairs");
  inside += decision_mark(frame, decision);
  for (const Curve& curve : curves) {
    std::string points;
    for (std::size_t i = 0; i < weights.size(); ++i)
      points += fmt::format("{}{},{}", i == 0 ? "" : " ", place(frame.x(weights[i])),
                            place(frame.y(curve.values[i])));
    inside += fmt::format("<polyline class=\"curve {}{}\" points=\"{}\"><title>{}</title></polyline>\n",
                          curve.look, curve.dashed ? " dashed" : "", points, curve.name);
  }
  return drawing("threshold", "Precision and recall at every threshold", inside);
}

}  // namespace outturn::linkage_page
