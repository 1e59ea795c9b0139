#include "reports/html/html.h"

#include <cmath>

#include <fmt/format.h>

#include "engine/base/source.h"
#include "engine/values/show.h"

namespace outturn::html {
namespace {

bool hides(char32_t code) {
  return (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x2069) || code == 0xFEFF || (code >= 0xFFFE && code <= 0xFFFF) ||
         (code & 0xFFFE) == 0xFFFE;
}

/// What no reader sees, or what a page may not hold.
bool unseen(const Character& character) {
  return !character.valid || hides(character.code) || character.code < 0x20 ||
         (character.code >= 0x7F && character.code <= 0x9F);
}

bool is_blank(char32_t code) { return code == U'\t' || code == U'\n' || code == U'\r'; }

constexpr std::string_view made_visible = "\xEF\xBF\xBD";

void append_character(std::string& out, std::string_view bytes, const Character& character) {
  switch (character.code) {
    case U'&':
      out += "&amp;";
      return;
    case U'<':
      out += "&lt;";
      return;
    case U'>':
      out += "&gt;";
      return;
    case U'"':
      out += "&quot;";
      return;
    default:
      break;
  }
  if (is_blank(character.code))
    out += ' ';
  else
    out += unseen(character) ? made_visible : bytes;
}

}  // namespace

std::string words(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    append_character(out, text.substr(0, character.bytes), character);
    text.remove_prefix(character.bytes);
  }
  return out;
}

std::string json(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const Character character = first_character(text);
    const char32_t code = character.code;
    if (is_blank(code))
      out += ' ';
    else if (unseen(character))
      out += made_visible;
    else if (code == U'"' || code == U'\\' || code == U'<' || code == U'>' || code == U'&')
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code));
    else
      out += text.substr(0, character.bytes);
    text.remove_prefix(character.bytes);
  }
  return out + "\"";
}

std::string whole(std::uint64_t number) { return grouped_decimal(static_cast<std::int64_t>(number), 0); }

std::string about(double number) {
  if (number <= 0) return "0";
  if (number < 0.1) return "under 0.1";
  if (number < 9.95) return fmt::format("{:.1f}", number);
  return whole(static_cast<std::uint64_t>(std::llround(number)));
}

std::string percent(double share) {
  if (share <= 0) return "0%";
  if (share >= 1) return "100%";
  const double hundreds = 100 * share;
  if (std::abs(hundreds - std::round(hundreds)) < 1e-9) return fmt::format("{:.0f}%", hundreds);
  if (hundreds < 0.01) return "under 0.01%";
  if (hundreds > 99.99) return "over 99.99%";
  return fmt::format("{:.{}f}%", hundreds, hundreds < 1 || hundreds >= 98.95 ? 2 : 1);
}

std::string weight(double log2_odds) {
  const std::string size = fmt::format("{:.1f}", std::abs(log2_odds));
  if (size == "0.0") return size;
  return (log2_odds < 0 ? "\xE2\x88\x92" : "+") + size;
}

std::string place(double at) {
  const double rounded = std::round(at * 100) / 100;
  return fmt::format("{}", rounded == 0 ? 0.0 : rounded);
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", whole(number), number == 1 ? one : many);
}

std::string figure_of(std::string_view name, std::string_view value) {
  return fmt::format(R"( data-figure="{}" data-value="{}")", words(name), words(value));
}

std::string figure_of(std::string_view name, double value) {
  return fmt::format(R"( data-figure="{}" data-value="{}")", name, value == 0 ? 0.0 : value);
}

std::string figure_of(std::string_view name, std::uint64_t value) {
  return fmt::format(R"( data-figure="{}" data-value="{}")", name, value);
}

std::string figure(std::string_view name, std::uint64_t value) {
  return fmt::format("<span{}>{}</span>", figure_of(name, value), whole(value));
}

std::string figure(std::string_view name, double value, std::string_view shown) {
  return fmt::format("<span{}>{}</span>", figure_of(name, value), shown);
}

std::string section(std::string_view id, std::string_view heading) {
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n", id, heading);
}

std::string table(std::string_view name, std::string_view caption, const std::vector<TableHead>& heads) {
  std::string out = fmt::format(
      "<div class=\"wide\" tabindex=\"0\" role=\"group\" "
      "aria-label=\"{}\"><table>\n<caption>{}</caption>\n<thead><tr>",
      words(name), caption);
  for (const TableHead& head : heads)
    out += fmt::format("<th scope=\"col\"{}>{}</th>", head.figures ? " class=\"n\"" : "", head.words);
  return out + "</tr></thead>\n<tbody>\n";
}

std::string paragraph(std::string_view text) { return fmt::format("<p>{}</p>\n", text); }

std::string how_to_read(std::string_view text) {
  return fmt::format("<p class=\"read\"><b>How to read this:</b> {}</p>\n", text);
}

}  // namespace outturn::html
