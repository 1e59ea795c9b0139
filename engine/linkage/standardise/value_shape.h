// What the values of a column look like, counted over a sample of them.
//
// Shares are of the values looked at, which are distinct: a frequent value counts once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace outturn::linkage {

struct ValueShape {
  std::size_t looked_at = 0;  ///< not empty, not a placeholder
  std::size_t dates = 0;
  std::size_t years = 0;  ///< dates that are a year, or year and month, alone
  std::size_t emails = 0;
  std::size_t uk_postcodes = 0;
  std::size_t ninos = 0;
  std::size_t nhs_numbers = 0;
  std::size_t phones = 0;       ///< of the UK, or with + in front
  std::size_t long_digits = 0;  ///< six digits or more
  std::size_t sexes = 0;
  std::size_t numbers = 0;
  std::size_t whole_numbers = 0;
  std::size_t two_decimals = 0;  ///< a number with two decimals, or with a currency sign
  std::size_t with_digit = 0;
  std::size_t leading_zeros = 0;  ///< digits alone, the first of several a 0: a label, no number
  std::size_t codes = 0;          ///< one word with a digit in it that is no number
  std::size_t letters_only = 0;   ///< letters, blanks, hyphens, apostrophes, full stops
  std::size_t one_word = 0;
  std::size_t words = 0;         ///< of all values together
  std::size_t given_names = 0;   ///< first word a common given name
  std::size_t family_names = 0;  ///< last word a common family name
  std::size_t legal_forms = 0;   ///< ends as organisations do
  std::size_t addresses = 0;     ///< a number in front and words behind, or a word for a street
  std::int64_t least = 0;        ///< of the whole numbers
  std::int64_t most = 0;

  [[nodiscard]] double share(std::size_t count) const {
    return looked_at == 0 ? 0 : static_cast<double>(count) / static_cast<double>(looked_at);
  }
  [[nodiscard]] double mean_words() const { return share(words); }
};

/// Over `values`, of which the first thousand are looked at, and a thousand evenly spread of the rest.
[[nodiscard]] ValueShape shape_of(std::span<const std::string_view> values);

}  // namespace outturn::linkage
