#include "adapters/tables/characters.h"

#include <fmt/format.h>

#include "engine/base/source.h"

namespace outturn::tables {
namespace {

constexpr std::size_t most_shown = 40;

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t n>
bool in_ranges(char32_t point, const Range (&ranges)[n]) {
  for (const Range& range : ranges) {
    if (point >= range.first && point <= range.last) return true;
  }
  return false;
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c & 0xFFFEU) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

// Reorders or breaks what is seen: harmful even inside free text.
bool is_disguise(char32_t c) {
  static constexpr Range ranges[] = {
      {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};
  return in_ranges(c, ranges);
}

// Blank or nothing to the eye, yet another character than a space.
bool is_unseen(char32_t c) {
  static constexpr Range ranges[] = {{0xA0, 0xA0},     {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},
                                     {0x115F, 0x1160}, {0x1680, 0x1680}, {0x17B4, 0x17B5}, {0x180B, 0x180E},
                                     {0x2000, 0x200F}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x2800, 0x2800},
                                     {0x3000, 0x3000}, {0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
                                     {0xFFA0, 0xFFA0}};
  return in_ranges(c, ranges);
}

// U+FE0F ends many an emoji: harmless at the end of free text.
bool ends_badly(char32_t c) { return is_unseen(c) && !(c >= 0xFE00 && c <= 0xFE0F); }

}  // namespace

std::string small_letters(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  }
  return out;
}

std::string code_point_name(char32_t point) { return fmt::format("U+{:04X}", static_cast<unsigned>(point)); }

std::string shown(std::string_view text) {
  std::string out = "\"";
  std::size_t count = 0;
  while (!text.empty() && count++ < most_shown) {
    const Character c = first_character(text);
    if (!c.valid) {
      out += '?';
    } else if (c.code == '\n' || c.code == '\r') {
      out += ' ';
    } else if (is_control(c.code) || is_unseen(c.code) || is_disguise(c.code)) {
      out += "[" + code_point_name(c.code) + "]";
    } else {
      out += text.substr(0, c.bytes);
    }
    text.remove_prefix(c.bytes);
  }
  return out + (text.empty() ? "\"" : "…\"");
}

OddCharacter odd_character(std::string_view text, bool free_text) {
  bool first = true;
  while (!text.empty()) {
    const Character c = first_character(text);
    text.remove_prefix(c.bytes);
    if (c.code == 0xFFFD) return {Flaw::lost_character, c.code};
    if (is_control(c.code)) return {Flaw::control_character, c.code};
    const bool at_end = first || text.empty();
    const bool unseen = free_text ? at_end && ends_badly(c.code) : is_unseen(c.code);
    if (unseen || is_disguise(c.code)) return {Flaw::invisible_character, c.code};
    first = false;
  }
  return {};
}

bool is_key_letter(char32_t c) {
  // Signs, punctuation, separate accents, private use, wide look-alikes of ASCII, pictures.
  static constexpr Range others[] = {
      {0, 0xBF},        {0xD7, 0xD7},     {0xF7, 0xF7},     {0x2B0, 0x36F},     {0x1AB0, 0x1AFF},
      {0x1DC0, 0x1DFF}, {0x2000, 0x2BFF}, {0x2E00, 0x2E7F}, {0x2FF0, 0x3004},   {0x3007, 0x3030},
      {0xD800, 0xF8FF}, {0xFE00, 0xFE6F}, {0xFF00, 0xFFFF}, {0x1D000, 0x1FFFF}, {0xE0000, 0x10FFFF}};
  return !in_ranges(c, others);
}

}  // namespace outturn::tables
