#include "engine/linkage/compare/read_word.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <regex>
#include <utility>
#include <vector>

#include "engine/base/letters.h"
#include "engine/facts/word_index.h"

namespace outturn::linkage {
namespace {

using Form = Reading::Form;

bool is_one(char c) { return is_digit(c) || is_letter(c); }

/// Days since 1970-01-01 of a date that exists, of years that values/date.h does not go back to as well.
std::optional<std::int32_t> days_since_1970(int year, int month, int day) {
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

/// Takes up to `most` digits from the front of the text; nullopt when there is none.
std::optional<int> digits(std::string_view& text, std::size_t most) {
  int number = 0;
  std::size_t n = 0;
  for (; n < most && n < text.size() && is_digit(text[n]); ++n) number = number * 10 + (text[n] - '0');
  if (n == 0) return std::nullopt;
  text.remove_prefix(n);
  return number;
}

std::optional<std::string> given(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return std::string(text);
}

// The patterns of Splink's postcode and email comparisons, without a general engine: they are asked for
// every distinct postcode and address.
std::string_view postcode_front(std::string_view text, bool district, bool sector) {
  std::size_t at = 0;
  while (at < text.size() && at < 2 && is_letter(text[at])) ++at;
  if (at == 0) return {};
  if (!district) return text.substr(0, at);
  for (std::size_t letters = at; letters >= 1; --letters) {
    std::size_t end = letters;
    if (end >= text.size() || !is_digit(text[end])) continue;
    ++end;
    const bool longer = end < text.size() && is_one(text[end]);
    if (!sector) return text.substr(0, end + (longer ? 1 : 0));
    for (int more = longer ? 1 : 0; more >= 0; --more) {
      const std::size_t space = end + static_cast<std::size_t>(more);
      if (space + 1 < text.size() && text[space] == ' ' && is_digit(text[space + 1]))
        return text.substr(0, space + 2);
    }
  }
  return {};
}

WordReader known_pattern(const Reading& reading) {
  if (reading.group != 0) return nullptr;
  if (reading.text == "^[A-Za-z]{1,2}") {
    return [](std::string_view text) { return given(postcode_front(text, false, false)); };
  }
  if (reading.text == "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?") {
    return [](std::string_view text) { return given(postcode_front(text, true, false)); };
  }
  if (reading.text == "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]") {
    return [](std::string_view text) { return given(postcode_front(text, true, true)); };
  }
  if (reading.text == "^[^@]+") {
    return [](std::string_view text) { return given(text.substr(0, text.find('@'))); };
  }
  return nullptr;
}

WordReader pattern_reader(const Reading& reading) {
  if (reading.empty_is_missing) {
    if (WordReader known = known_pattern(reading)) return known;
  }
  const auto pattern =
      std::make_shared<std::regex>(reading.text, std::regex::ECMAScript | std::regex::optimize);
  const auto group = static_cast<std::size_t>(reading.group);
  const bool empty_is_missing = reading.empty_is_missing;
  return [pattern, group, empty_is_missing](std::string_view text) -> std::optional<std::string> {
    std::match_results<std::string_view::const_iterator> found;
    const bool is_there =
        std::regex_search(text.begin(), text.end(), found, *pattern) && group < found.size();
    std::string taken = is_there ? found[group].str() : std::string();
    if (empty_is_missing && taken.empty()) return std::nullopt;
    return taken;
  };
}

std::string with_letters(std::string_view text, bool capitals) {
  std::string out = capitals ? std::string(text) : without_case(text);
  if (!capitals) return out;
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The words in order, each once: "of the bank of" is "bank of the".
std::string words_in_order(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::string out;
  for (const std::string_view word : words) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

/// What this one step makes of the text its inner reading gave.
WordReader step_reader(const Reading& reading) {
  switch (reading.form) {
    case Form::part:
      return [first = reading.first, length = reading.length](std::string_view text) {
        return std::optional(std::string(characters(text, first, length)));
      };
    case Form::match:
      return pattern_reader(reading);
    case Form::lower:
    case Form::upper:
      return [capitals = reading.form == Form::upper](std::string_view text) {
        return std::optional(with_letters(text, capitals));
      };
    case Form::trimmed:
      return [](std::string_view text) { return std::optional(std::string(without_blanks(text))); };
    case Form::words:
      return [](std::string_view text) { return std::optional(words_in_order(text)); };
    case Form::column:
    case Form::joined:
    case Form::day:
    case Form::number:
      break;
  }
  return [](std::string_view text) { return std::optional(std::string(text)); };
}

}  // namespace

std::string_view characters(std::string_view text, int first, int length) {
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  std::size_t from = text.size();
  std::size_t to = text.size();
  int number = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!starts(text[at])) continue;
    ++number;
    if (number == first) from = at;
    if (number == first + length) {
      to = at;
      break;
    }
  }
  return from < to ? text.substr(from, to - from) : std::string_view();
}

WordReader word_reader(const Reading& reading) {
  if (reading.form == Form::column) {
    return [](std::string_view text) { return std::optional(std::string(text)); };
  }
  const WordReader inner = reading.of.empty() ? word_reader(Reading{}) : word_reader(reading.of[0]);
  const bool drop_empty = reading.empty_is_missing;
  return
      [inner, step = step_reader(reading), drop_empty](std::string_view text) -> std::optional<std::string> {
        const auto before = inner(text);
        if (!before) return std::nullopt;
        auto after = step(*before);
        if (drop_empty && after && after->empty()) return std::nullopt;
        return after;
      };
}

std::optional<std::int32_t> day_of(std::string_view text, std::string_view format) {
  int year = 1970;
  int month = 1;
  int day = 1;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      if (text.empty() || text.front() != format[i]) return std::nullopt;
      text.remove_prefix(1);
      continue;
    }
    const char part = format[++i];
    const auto number = digits(text, part == 'Y' ? 4 : 2);
    if (!number) return std::nullopt;
    if (part == 'Y') {
      year = *number;
    } else if (part == 'm') {
      month = *number;
    } else if (part == 'd') {
      day = *number;
    } else {
      return std::nullopt;
    }
  }
  return text.empty() ? days_since_1970(year, month, day) : std::nullopt;
}

ValueReader value_reader(const Reading& reading) {
  const WordReader inner = reading.of.empty() ? word_reader(Reading{}) : word_reader(reading.of[0]);
  if (reading.form == Form::day) {
    return [inner, format = reading.text](std::string_view text) -> std::optional<std::int32_t> {
      const auto word = inner(text);
      return word ? day_of(*word, format) : std::nullopt;
    };
  }
  return [inner](std::string_view text) -> std::optional<std::int32_t> {
    const auto word = inner(text);
    if (!word) return std::nullopt;
    char* end = nullptr;
    const double number = std::strtod(word->c_str(), &end);
    const bool whole = end != word->c_str() && *end == '\0' && number > -2e7 && number < 2e7;
    if (!whole) return std::nullopt;
    return static_cast<std::int32_t>(number < 0 ? number * 100 - 0.5 : number * 100 + 0.5);
  };
}

}  // namespace outturn::linkage
