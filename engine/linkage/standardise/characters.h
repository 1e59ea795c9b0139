// The few questions about ASCII characters that standard forms ask: no locale, any byte may come.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::linkage {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_small(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_letter(char c) { return is_small(c) || is_capital(c); }
[[nodiscard]] constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
/// A letter or digit, or a byte of a letter beyond ASCII.
[[nodiscard]] constexpr bool is_word(char c) { return is_digit(c) || is_letter(c) || !is_ascii(c); }
[[nodiscard]] constexpr char small(char c) { return is_capital(c) ? static_cast<char>(c + 32) : c; }
[[nodiscard]] constexpr char capital(char c) { return is_small(c) ? static_cast<char>(c - 32) : c; }

[[nodiscard]] constexpr bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return !text.empty();
}

/// One character repeated, at least twice.
[[nodiscard]] constexpr bool all_the_same(std::string_view text) {
  return text.size() > 1 && text.find_first_not_of(text[0]) == std::string_view::npos;
}

/// The words between single blanks, as views into `text`.
[[nodiscard]] inline std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

/// The words with single blanks between them.
template <class Words>
[[nodiscard]] std::string join_words(const Words& parts) {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) text += ' ';
    text += part;
  }
  return text;
}

}  // namespace outturn::linkage
