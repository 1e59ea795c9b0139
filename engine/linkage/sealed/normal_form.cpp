#include "engine/linkage/sealed/normal_form.h"

#include <array>

#include "engine/base/letters.h"
#include "engine/base/source.h"

namespace outturn::sealed {
namespace {

// Letters of Latin-1 and Latin Extended-A (U+00C0 to U+017F) without their marks; '?' has none.
constexpr std::string_view unmarked =
    "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(unmarked.size() == 192);

bool figure(char c) { return c >= '0' && c <= '9'; }

bool apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || c == 0x02BC; }

void add_letter(std::string& out, const Character& c, std::string_view bytes) {
  if (c.code >= 'A' && c.code <= 'Z') {
    out += static_cast<char>(c.code - 'A' + 'a');
  } else if ((c.code >= 'a' && c.code <= 'z') || (c.code >= '0' && c.code <= '9')) {
    out += static_cast<char>(c.code);
  } else if (c.code >= 0xC0 && c.code < 0x180 && unmarked[c.code - 0xC0] != '?') {
    out += unmarked[c.code - 0xC0];
  } else if (c.valid && c.code >= 0x180 && (c.code < 0x2000 || c.code > 0x206F)) {
    out.append(bytes);
  } else if (!apostrophe(c.code) && !out.empty() && out.back() != ' ') {
    out += ' ';
  }
}

std::string words_of(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t at = 0; at < value.size();) {
    if ((value[at] >= 'a' && value[at] <= 'z') || figure(value[at])) {  // nearly always
      out += value[at++];
      continue;
    }
    const Character c = first_character(value.substr(at));
    add_letter(out, c, value.substr(at, c.bytes));
    at += c.bytes;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string only(std::string text, bool (*kept)(char)) {
  std::size_t to = 0;
  for (const char c : text) {
    if (kept(c)) text[to++] = c;
  }
  text.resize(to);
  return text;
}

std::string date_of(std::string_view value) {
  std::array<std::string, 3> parts;
  std::size_t part = 0;
  for (const char c : value) {
    if (figure(c)) {
      parts[part] += c;
    } else if (c == 'T' || (c == ' ' && part == 2)) {
      break;  // a time follows
    } else if ((c == '/' || c == '-' || c == '.' || c == ' ') && part < 2 && !parts[part].empty()) {
      ++part;
    } else {
      return only(std::string(value), figure);
    }
  }
  const auto two = [](const std::string& s) { return s.size() == 1 ? "0" + s : s; };
  if (parts[0].size() == 4 && !parts[2].empty()) return parts[0] + two(parts[1]) + two(parts[2]);
  if (parts[2].size() == 4) return parts[2] + two(parts[1]) + two(parts[0]);
  return parts[0] + parts[1] + parts[2];
}

}  // namespace

std::string normal_form(std::string_view value, Form form) {
  switch (form) {
    case Form::words:
      return words_of(value);
    case Form::code:
      return only(words_of(value), [](char c) { return c != ' '; });
    case Form::digits:
      return only(std::string(value), figure);
    case Form::date:
      return date_of(trimmed(value));
    case Form::written:
      return std::string(trimmed(value));
  }
  return {};
}

std::string_view first_letters(std::string_view value, std::uint32_t letters) {
  std::size_t at = 0;
  for (std::uint32_t i = 0; i < letters && at < value.size(); ++i) {
    at += first_character(value.substr(at)).bytes;
  }
  return value.substr(0, at);
}

}  // namespace outturn::sealed
