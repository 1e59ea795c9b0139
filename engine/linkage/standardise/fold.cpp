#include "engine/linkage/standardise/fold.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include <utf8proc.h>

#include "engine/linkage/standardise/characters.h"

namespace outturn::linkage {
namespace {

/// Letters that have no decomposition, in code point order; after case folding only small ones come.
struct Spelling {
  std::int32_t point;
  std::string_view plain;
};
constexpr std::array<Spelling, 28> spellings = {{
    {0x60, "'"},   {0xB4, "'"},   {0xE6, "ae"},  {0xF0, "d"},   {0xF8, "o"},   {0xFE, "th"},  {0x111, "d"},
    {0x127, "h"},  {0x131, "i"},  {0x138, "k"},  {0x142, "l"},  {0x14B, "ng"}, {0x153, "oe"}, {0x167, "t"},
    {0x180, "b"},  {0x259, "e"},  {0x268, "i"},  {0x2B9, "'"},  {0x2BB, "'"},  {0x2BC, "'"},  {0x2BD, "'"},
    {0x2010, "-"}, {0x2011, "-"}, {0x2012, "-"}, {0x2013, "-"}, {0x2014, "-"}, {0x2018, "'"}, {0x2019, "'"},
}};

bool is_blank_category(std::int32_t point) {
  const utf8proc_category_t category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP || category == UTF8PROC_CATEGORY_CC;
}

void add_blank(std::string& out) {
  if (!out.empty() && out.back() != ' ') out += ' ';
}

void add_ascii(std::string& out, char c) {
  if (c <= ' ' || c == 0x7F) {
    add_blank(out);
  } else {
    out += c == '`' ? '\'' : small(c);
  }
}

void add_point(std::string& out, std::int32_t point) {
  if (point < 0x80 && point != 0x60) return add_ascii(out, static_cast<char>(point));
  if (is_blank_category(point)) return add_blank(out);
  const auto* found = std::lower_bound(spellings.begin(), spellings.end(), point,
                                       [](const Spelling& s, std::int32_t p) { return s.point < p; });
  if (found != spellings.end() && found->point == point) {
    out += found->plain;
    return;
  }
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t length = utf8proc_encode_char(point, bytes.data());
  for (utf8proc_ssize_t i = 0; i < length; ++i) out += static_cast<char>(bytes[static_cast<std::size_t>(i)]);
}

void add_decomposed(std::string& out, std::int32_t point) {
  constexpr auto how = static_cast<utf8proc_option_t>(
      UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  std::array<utf8proc_int32_t, 32> parts{};  // the longest decomposition has 18
  int boundary = 0;
  const utf8proc_ssize_t count = utf8proc_decompose_char(point, parts.data(), parts.size(), how, &boundary);
  if (count < 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) return add_point(out, point);
  for (utf8proc_ssize_t i = 0; i < count; ++i) add_point(out, parts[static_cast<std::size_t>(i)]);
}

/// Syllables that decomposition took apart (Korean) put together again, as people read them.
std::string composed(const std::string& text) {
  utf8proc_uint8_t* made = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
      &made, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(made, &std::free);
  if (length < 0) return text;
  return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(length)};
}

bool is_plain(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() == ' ' || text.back() == ' ') return false;
  char before = 'a';
  for (const char c : text) {
    if (!is_ascii(c) || c < ' ' || c == 0x7F || is_capital(c) || c == '`') return false;
    if (c == ' ' && before == ' ') return false;
    before = c;
  }
  return true;
}

}  // namespace

std::string folded(std::string_view utf8, bool& broken) {
  broken = false;
  std::string out;
  out.reserve(utf8.size());
  bool beyond_ascii = false;
  for (std::size_t at = 0; at < utf8.size();) {
    if (is_ascii(utf8[at])) {
      add_ascii(out, utf8[at++]);
      continue;
    }
    beyond_ascii = true;
    utf8proc_int32_t point = -1;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data()) + at,
                         static_cast<utf8proc_ssize_t>(utf8.size() - at), &point);
    if (length <= 0 || point < 0 || point == 0xFFFD) {
      broken = true;
      at += length > 0 ? static_cast<std::size_t>(length) : 1;
      continue;
    }
    add_decomposed(out, point);
    at += static_cast<std::size_t>(length);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return beyond_ascii && !std::all_of(out.begin(), out.end(), is_ascii) ? composed(out) : out;
}

void fold(Trail& trail) {
  if (is_plain(trail.value())) return;
  bool broken = false;
  std::string plain = folded(trail.value(), broken);
  if (broken) {
    trail.become(ChangeKind::broken_characters, std::move(plain));
  } else if (std::string blanks = single_blanks(trail.value()); blanks == plain) {
    trail.become(ChangeKind::blanks, std::move(blanks));
  } else {
    trail.become(ChangeKind::case_or_accents, std::move(plain));
  }
}

std::string single_blanks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool no_break = text.substr(at, 2) == "\xC2\xA0";
    if (no_break) ++at;
    if (no_break || (is_ascii(c) && (c <= ' ' || c == 0x7F))) {
      add_blank(out);
    } else {
      out += c;
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string in_capitals(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), capital);
  return out;
}

}  // namespace outturn::linkage
