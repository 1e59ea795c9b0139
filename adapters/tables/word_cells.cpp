#include "adapters/tables/word_cells.h"

#include <algorithm>

#include "adapters/tables/characters.h"
#include "engine/base/source.h"

namespace outturn::tables {
namespace {

constexpr std::size_t longest_key = 64;
constexpr std::size_t longest_cell = 32'767;

template <std::size_t n>
bool is_one_of(std::string_view word, const std::string_view (&words)[n]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_key_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view("-_./:# ").find(c) != std::string_view::npos;
}

bool is_sheet_error(std::string_view text) {
  static constexpr std::string_view errors[] = {"#N/A",    "#REF!",   "#VALUE!", "#DIV/0!", "#NAME?",
                                                "#NUM!",   "#NULL!",  "#SPILL!", "#CALC!",  "#FIELD!",
                                                "Err:502", "Err:504", "Err:508", "Err:522"};
  return is_one_of(text, errors);
}

}  // namespace

std::optional<std::int32_t> truth_in(std::string_view text) {
  if (text.empty() || text.size() > 5) return std::nullopt;
  char small[5] = {};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    small[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  }
  const std::string_view word(small, text.size());
  if (word == "yes" || word == "1" || word == "true") return 1;
  if (word == "no" || word == "0" || word == "false") return 0;
  return std::nullopt;
}

Flaw key_flaw(std::string_view text) {
  if (looks_like_formula(text)) return Flaw::formula_key;
  std::size_t length = 0;
  bool after_blank = false;
  while (!text.empty()) {
    const char first = text.front();
    std::size_t bytes = 1;
    if ((static_cast<unsigned char>(first) & 0x80U) != 0) {
      const Character c = first_character(text);
      if (!c.valid || !is_key_letter(c.code)) return Flaw::not_a_key;
      bytes = c.bytes;
    } else if (!is_key_byte(first) || (after_blank && first == ' ')) {
      return Flaw::not_a_key;
    }
    after_blank = first == ' ';
    text.remove_prefix(bytes);
    if (++length > longest_key) return Flaw::long_key;
  }
  return Flaw::none;
}

Flaw filler_flaw(FactType type, std::string_view text) {
  if (text.size() > 12) return Flaw::none;
  if (is_sheet_error(text)) return Flaw::sheet_error;
  if (text.size() >= 3 && text.find_first_not_of('#') == std::string_view::npos) return Flaw::not_shown;
  constexpr std::size_t longest_sure = 5;
  if (type == FactType::text || (is_words(type) && text.size() > longest_sure)) return Flaw::none;
  static constexpr std::string_view sure[] = {"n/a", "null", "nan",   "-",   "[c]",
                                              "[z]", "[u]",  "[low]", "[w]", "*"};
  static constexpr std::string_view likely[] = {
      "na",        "n.a.",    "nil",     "none",       "--",    "–",     "—",  ".",         "..",  "...",
      "c",         "z",       "x",       ":",          "?",     "??",    "u",  "tbc",       "tbd", "unknown",
      "not known", "missing", "pending", "suppressed", "blank", "empty", "nk", "not stated"};
  const std::string small = small_letters(text);
  if (is_one_of(small, sure)) return Flaw::unknown_word;
  return !is_words(type) && is_one_of(small, likely) ? Flaw::unknown_word : Flaw::none;
}

bool looks_like_formula(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view("=+-@").find(text.front()) != std::string_view::npos) return true;
  // Their wide forms, which some spreadsheets read alike (OWASP, CSV injection).
  for (const std::string_view wide : {"＝", "＋", "－", "＠"}) {
    if (text.substr(0, wide.size()) == wide) return true;
  }
  return false;
}

bool too_long_for_cell(std::string_view text) {
  if (text.size() <= longest_cell) return false;
  std::size_t units = 0;
  while (!text.empty()) {
    const Character c = first_character(text);
    units += c.bytes == 4 ? 2 : 1;
    text.remove_prefix(c.bytes);
  }
  return units > longest_cell;
}

}  // namespace outturn::tables
