#include "reports/html/chart.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/html/html.h"

namespace outturn::html {

double Scale::share(double value) const {
  return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0;
}

double Field::x(double value) const { return left + (width - left - right) * across.share(value); }

double Field::y(double value) const { return height - bottom - (height - top - bottom) * up.share(value); }

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

std::string svg_line(double x1, double y1, double x2, double y2, std::string_view look) {
  return fmt::format("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", look, place(x1),
                     place(y1), place(x2), place(y2));
}

std::string svg_text(double x, double y, std::string_view look, std::string_view words) {
  return fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\">{}</text>\n", look, place(x), place(y), words);
}

std::string axes(const Field& field, const Axes& axes) {
  const double end = field.width - field.right;
  const double foot = field.height - field.bottom;
  std::string out;
  for (const Tick& tick : axes.up) {
    out += svg_line(field.left, field.y(tick.at), end, field.y(tick.at), "grid");
    out += svg_text(field.left - 8, field.y(tick.at) + 4.5, "tick end", tick.text);
  }
  for (const Tick& tick : axes.across) {
    out += svg_line(field.x(tick.at), foot, field.x(tick.at), foot + 5, "axis");
    out += svg_text(field.x(tick.at), foot + 21, tick.fine ? "tick middle fine" : "tick middle", tick.text);
  }
  out += svg_line(field.left, foot, end, foot, "axis");
  out += svg_text((field.left + end) / 2, field.height - 10, "name middle", axes.foot);
  return out + svg_text(8, 14, "name", axes.side);
}

std::string drawing(const Field& field, std::string_view name, std::string_view title,
                    std::string_view inside) {
  return fmt::format(
      "<figure><svg class=\"chart\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}-title\">\n<title "
      "id=\"{}-title\">{}</title>\n{}</svg></figure>\n",
      field.width, field.height, name, name, title, inside);
}

}  // namespace outturn::html
