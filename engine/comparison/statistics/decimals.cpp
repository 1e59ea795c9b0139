#include "engine/comparison/statistics/decimals.h"

#include <cmath>

#include <fmt/format.h>

#include "engine/base/problem.h"
#include "engine/values/rounding.h"

namespace outturn::comparison {

Exact decimal_of(double value) {
  constexpr int digits = 12;
  if (!std::isfinite(value)) throw Fault("a result of a method is no number");
  if (value == 0) return {};
  // "-1.23456789012e-05": twelve digits whatever the size, then the point moved by hand.
  const std::string text = fmt::format("{:.{}e}", value, digits - 1);
  const std::size_t e = text.find('e');
  const int power = std::stoi(text.substr(e + 1));
  std::string figures = text.substr(0, e);
  const bool negative = figures.front() == '-';
  if (negative) figures.erase(0, 1);
  figures.erase(1, 1);
  if (power < 0) {
    figures.insert(0, static_cast<std::size_t>(-power), '0');
    figures.insert(1, 1, '.');
  } else if (power + 1 >= digits) {
    figures.append(static_cast<std::size_t>(power + 1 - digits), '0');
  } else {
    figures.insert(static_cast<std::size_t>(power) + 1, 1, '.');
  }
  const auto number = Exact::parse(negative ? "-" + figures : figures);
  if (!number) throw Fault("a result of a method can't be written as a decimal");
  return *number;
}

std::string fixed(const Exact& value, int places) {
  const auto scaled = round_scaled(value, places, Rounding::half_up);
  if (!scaled) {  // beyond 9e12 twelve digits leave no fraction
    if (!value.is_whole()) throw Fault("a result of a method is too large for a figure");
    return *value.decimal() + (places > 0 ? "." + std::string(static_cast<std::size_t>(places), '0') : "");
  }
  const std::string digits = fmt::format("{:0{}}", std::abs(*scaled), places + 1);
  const std::size_t point = digits.size() - static_cast<std::size_t>(places);
  return (*scaled < 0 ? "-" : "") + digits.substr(0, point) + (places > 0 ? "." + digits.substr(point) : "");
}

}  // namespace outturn::comparison
