#include "reports/workbook/names.h"

#include <algorithm>
#include <cctype>

#include "engine/base/source.h"
#include "engine/values/show.h"

namespace outturn::workbook {
namespace {

bool letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// Letters then digits (AB12), or R, C, R1C1 and their like.
bool looks_like_cell(std::string_view word) {
  std::size_t letters = 0;
  while (letters < word.size() && letter(word[letters])) ++letters;
  const std::string_view rest = word.substr(letters);
  const bool digits_end = std::all_of(rest.begin(), rest.end(), digit);
  if (letters >= 1 && letters <= 3 && !rest.empty() && digits_end) return true;
  std::string shape;
  for (const char c : word) {
    if (!digit(c)) shape += upper(c);
  }
  return shape == "R" || shape == "C" || shape == "RC";
}

/// At most `most` characters, never half of one.
std::string shortened(const std::string& words, std::size_t most) {
  std::string out;
  std::string_view rest = words;
  for (std::size_t count = 0; !rest.empty() && count < most; ++count) {
    const std::size_t bytes = first_character(rest).bytes;
    out += rest.substr(0, bytes);
    rest.remove_prefix(bytes);
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string plain_sheet_name(const std::string& wanted) {
  std::string out;
  for (const char c : wanted) {
    const bool refused = std::string_view("[]:*?/\\'").find(c) != std::string_view::npos;
    const bool control = static_cast<unsigned char>(c) < 0x20;
    if (refused || control || c == ' ') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c;
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out.empty() ? "Rows" : out;
}

std::string folded(const std::string& name) {
  std::string out = name;
  std::transform(out.begin(), out.end(), out.begin(), upper);
  return out;
}

}  // namespace

std::string column_letters(std::uint32_t column) {
  std::string out;
  for (std::uint32_t left = column + 1; left > 0; left = (left - 1) / 26) {
    out.insert(out.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return out;
}

std::string sheet_prefix(const std::string& sheet_name) {
  const bool plain =
      !sheet_name.empty() && letter(sheet_name.front()) && !looks_like_cell(sheet_name) &&
      std::all_of(sheet_name.begin(), sheet_name.end(), [](char c) { return letter(c) || digit(c); });
  return plain ? sheet_name + "!" : "'" + sheet_name + "'!";
}

bool is_defined_name(std::string_view word) {
  if (word.empty() || word.size() > 255 || (!letter(word.front()) && word.front() != '_')) return false;
  const bool plain = std::all_of(word.begin(), word.end(),
                                 [](char c) { return letter(c) || digit(c) || c == '_' || c == '.'; });
  const std::string upper_case = folded(std::string(word));
  return plain && !looks_like_cell(word) && upper_case != "TRUE" && upper_case != "FALSE";
}

std::string name_in_words(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  std::string out = dot == std::string::npos || dot + 1 == name.size() ? name : name.substr(dot + 1);
  std::replace(out.begin(), out.end(), '_', ' ');
  if (!out.empty()) out.front() = upper(out.front());
  return out;
}

std::string title_of(const calc::Column& column) {
  return column.title.empty() ? name_in_words(column.name) : column.title;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

std::string dotted(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += " \xC2\xB7 ";
    out += part;
  }
  return out;
}

std::string quoted(const std::string& words) {
  std::string out = "\"";
  for (const char c : words) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

std::string numbered(const std::string& name, std::size_t index) {
  return index == 0 ? name : name + " " + std::to_string(index + 1);
}

std::string counted(std::size_t number) { return grouped_decimal(static_cast<std::int64_t>(number), 0); }

std::string counted(std::size_t number, const std::string& thing) {
  return counted(number) + " " + thing + (number == 1 ? "" : "s");
}

std::string SheetNames::take(const std::string& wanted) {
  constexpr std::size_t most = 31;
  const std::string plain = plain_sheet_name(wanted);
  std::string name = shortened(plain, most);
  for (int number = 2; !taken_.insert(folded(name)).second; ++number) {
    const std::string tail = " " + std::to_string(number);
    name = shortened(plain, most - tail.size()) + tail;
  }
  return name;
}

}  // namespace outturn::workbook
