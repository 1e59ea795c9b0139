#include "adapters/opendata/figure_cells.h"

#include <algorithm>
#include <utility>

#include "adapters/opendata/published_text.h"
#include "adapters/tables/characters.h"
#include "engine/base/letters.h"

namespace outturn::opendata {
namespace {

using comparison::Figure;
using comparison::Marker;
using comparison::MarkerKind;

bool hides(MarkerKind kind) {
  return kind == MarkerKind::suppressed || kind == MarkerKind::not_available ||
         kind == MarkerKind::not_applicable || kind == MarkerKind::unread || kind == MarkerKind::empty;
}

MarkerKind bracketed(std::string_view word) {
  static constexpr std::pair<std::string_view, MarkerKind> symbols[] = {
      {"[b]", MarkerKind::series_break},  {"[c]", MarkerKind::suppressed},
      {"[e]", MarkerKind::estimated},     {"[f]", MarkerKind::forecast},
      {"[low]", MarkerKind::low},         {"[p]", MarkerKind::provisional},
      {"[r]", MarkerKind::revised},       {"[u]", MarkerKind::unreliable},
      {"[w]", MarkerKind::not_available}, {"[x]", MarkerKind::not_available},
      {"[z]", MarkerKind::not_applicable}};
  const std::string small = tables::small_letters(word);
  for (const auto& [text, kind] : symbols)
    if (small == text) return kind;
  return MarkerKind::none;
}

Marker marker_of(std::string_view text, const MarkerHabit& habit) {
  if (text.empty()) return {MarkerKind::empty, "", {}, {}};
  const std::string small = tables::small_letters(text);
  for (const MarkerWord& word : habit)
    if (tables::small_letters(word.text) == small)
      return {word.kind, std::string(text), word.least, word.most};
  return {bracketed(text), std::string(text), {}, {}};
}

/// Digits with an optional exponent and any number of decimals, rounded half away from zero at 18.
struct Digits {
  std::string whole;
  std::string decimals;
  bool negative = false;
};

std::optional<Digits> digits_in(std::string_view text) {
  Digits out;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    out.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  std::size_t at = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) out.whole += text[at];
  if (at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && is_digit(text[at]); ++at) out.decimals += text[at];
  }
  if (out.whole.empty() && out.decimals.empty()) return std::nullopt;
  if (at == text.size()) return out;
  if ((text[at] != 'e' && text[at] != 'E') || text.size() - at < 2 || text.size() - at > 4)
    return std::nullopt;
  const bool down = text[at + 1] == '-';
  at += down || text[at + 1] == '+' ? 2 : 1;
  int exponent = 0;
  if (at == text.size()) return std::nullopt;
  for (; at < text.size(); ++at) {
    if (!is_digit(text[at])) return std::nullopt;
    exponent = exponent * 10 + (text[at] - '0');
  }
  for (; exponent > 0; --exponent) {
    std::string& from = down ? out.whole : out.decimals;
    const char moved = from.empty() ? '0' : down ? from.back() : from.front();
    if (!from.empty()) from.erase(down ? from.size() - 1 : 0, 1);
    if (down) {
      out.decimals.insert(out.decimals.begin(), moved);
    } else {
      out.whole += moved;
    }
  }
  return out;
}

std::optional<Figure> figure_of(const Digits& digits, bool& shortened) {
  std::string whole = digits.whole.substr(std::min(digits.whole.find_first_not_of('0'), digits.whole.size()));
  if (whole.size() > 18) return std::nullopt;
  const std::size_t room = 18 - whole.size();
  std::string decimals = digits.decimals.substr(0, room);
  Figure out{0, static_cast<int>(decimals.size())};
  for (const char c : whole + decimals) out.digits = out.digits * 10 + (c - '0');
  if (digits.decimals.size() > room) {
    shortened = true;
    if (digits.decimals[room] >= '5') ++out.digits;
  }
  if (digits.negative) out.digits = -out.digits;
  return out;
}

/// Commas between groups of three taken out; nothing where they stand otherwise.
std::optional<std::string> without_commas(std::string_view text) {
  std::string out;
  const std::size_t sign = !text.empty() && text[0] == '-' ? 1 : 0;
  const std::size_t point = std::min(text.find('.'), text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ',') {
      out += text[i];
      continue;
    }
    if (i == sign || i >= point || (point - i) % 4 != 0) return std::nullopt;
  }
  return out;
}

std::optional<Figure> number_in(std::string_view text, bool& shortened) {
  if (text.empty()) return std::nullopt;
  if (text.find(',') != std::string_view::npos) {
    const auto bare = without_commas(text);
    const auto digits = bare ? digits_in(*bare) : std::nullopt;
    return digits ? figure_of(*digits, shortened) : std::nullopt;
  }
  const auto digits = digits_in(text);
  return digits ? figure_of(*digits, shortened) : std::nullopt;
}

/// Most cells: an optional minus, digits, a point, digits; at most 18 digits.
std::optional<Figure> plain_number(std::string_view text) {
  Figure out;
  std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
  const std::size_t start = at;
  if (text.size() - start > 18 || text.size() == start) return std::nullopt;
  bool point = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !point && at > start && at + 1 < text.size()) {
      point = true;
      continue;
    }
    if (!is_digit(text[at])) return std::nullopt;
    out.digits = out.digits * 10 + (text[at] - '0');
    if (point) ++out.places;
  }
  if (start == 1) out.digits = -out.digits;
  return out;
}

std::string_view without_signs(std::string_view text) {
  if (text.starts_with("\xC2\xA3")) text.remove_prefix(2);
  if (text.ends_with('%')) text.remove_suffix(1);
  return trimmed(text);
}

}  // namespace

std::optional<Figure> figure_in(std::string_view text) {
  bool shortened = false;
  if (const auto plain = plain_number(text)) return plain;
  return number_in(text, shortened);
}

FigureCell read_figure(std::string_view text, const MarkerHabit& habit) {
  FigureCell out;
  if ((out.figure = plain_number(text))) return out;
  text = trimmed(text);
  out.marker = marker_of(text, habit);
  if (out.marker.kind != MarkerKind::none) return out;
  std::string_view number = text;
  const std::size_t bracket = text.rfind('[');
  if (text.ends_with(']') && bracket != std::string_view::npos) {
    number = trimmed(text.substr(0, bracket));
    out.marker = marker_of(text.substr(bracket), habit);
    if (out.marker.kind == MarkerKind::none) out.marker.text.clear();  // a note to be read elsewhere
  } else {
    out.marker.text.clear();
  }
  out.figure = number_in(without_signs(number), out.shortened);
  if (!out.figure) out.marker = {MarkerKind::unread, std::string(text), {}, {}};
  if (hides(out.marker.kind)) out.figure.reset();
  return out;
}

std::string_view without_note(std::string_view text) {
  text = trimmed(text);
  const std::size_t bracket = text.rfind('[');
  if (text.ends_with(']') && bracket != std::string_view::npos) return trimmed(text.substr(0, bracket));
  std::size_t end = text.size();
  while (end > 0 && is_digit(text[end - 1])) --end;
  const bool glued = end < text.size() && text.size() - end <= 2 && end > 2 &&
                     (is_letter(text[end - 1]) || text[end - 1] == ')');
  return glued ? text.substr(0, end) : text;
}

}  // namespace outturn::opendata
