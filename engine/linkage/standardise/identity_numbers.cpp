#include "engine/linkage/standardise/identity_numbers.h"

#include <algorithm>
#include <array>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/dates.h"
#include "engine/linkage/standardise/fold.h"
#include "engine/linkage/standardise/placeholder.h"

namespace outturn::linkage {
namespace {

constexpr std::array<std::string_view, 7> no_prefixes = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"};

std::string without_separators(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_word(c)) out += capital(c);
  }
  return out;
}

/// Two letters, six digits and perhaps a letter: the shape, whatever the letters.
bool has_nino_shape(std::string_view text) {
  return (text.size() == 8 || (text.size() == 9 && is_capital(text[8]))) && is_capital(text[0]) &&
         is_capital(text[1]) && all_digits(text.substr(2, 6));
}

/// Letters where digits stand, and digits where letters do, read as what they look like.
std::string nino_with_places_mended(std::string text) {
  if (text.size() != 8 && text.size() != 9) return text;
  std::string tried = text;
  for (std::size_t i = 0; i < 8; ++i) {
    char& c = tried[i];
    if (i < 2) {
      c = c == '0' ? 'O' : c;
    } else {
      c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
    }
  }
  return has_nino_shape(tried) ? tried : text;
}

/// Examples in forms and guidance, and numbers typed to get past a field.
bool is_nino_placeholder(std::string_view nino) {
  const std::string_view digits = nino.substr(2, 6);
  const std::string_view prefix = nino.substr(0, 2);
  if (digits == "000000" || nino == "PP999999P") return true;
  return digits == "123456" && (prefix == "AB" || prefix == "QQ" || prefix == "AA" || prefix == "XX");
}

/// TN, or NC of stakeholder pensions; both with the date of birth and a letter for the sex.
bool is_temporary_nino(std::string_view text) {
  if (text.size() < 8 || text.size() > 9 || !all_digits(text.substr(2, 6))) return false;
  const bool sex = text.size() == 9 && (text[8] == 'M' || text[8] == 'F');
  return (text.starts_with("TN") && (sex || text.size() == 8)) || (text.starts_with("NC") && sex);
}

int number_at(std::string_view digits, std::size_t at) {
  return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

/// 010101xxxx to 311299xxxx: a Scottish CHI number.
bool begins_with_day(std::string_view digits) {
  const int day = number_at(digits, 0);
  const int month = number_at(digits, 2);
  const int year = number_at(digits, 4);
  return calendar_day(1900 + year, month, day) || calendar_day(2000 + year, month, day);
}

}  // namespace

Standard standardise_nino(std::string_view text) {
  Trail trail(text);
  std::string squeezed = without_separators(text);
  if (!has_nino_shape(squeezed)) {
    fold(trail);
    if (trail.value().empty()) return trail.unknown(ChangeKind::empty);
    if (is_placeholder(trail.value())) return trail.unknown(ChangeKind::placeholder);
    squeezed = without_separators(trail.value());
  }
  trail.become(ChangeKind::number_form, squeezed);
  trail.become(ChangeKind::letter_for_digit, nino_with_places_mended(trail.value()));
  if (is_temporary_nino(trail.value())) return trail.unknown(ChangeKind::temporary_number);
  if (has_nino_shape(trail.value()) && is_nino_placeholder(trail.value()))
    return trail.unknown(ChangeKind::placeholder);
  if (is_valid_nino(trail.value())) return trail.known();
  return checked_at_the_end(trail, ChangeKind::invalid_nino);
}

bool is_valid_nino(std::string_view nino) {
  if (!has_nino_shape(nino)) return false;
  constexpr std::string_view never = "DFIQUV";
  if (never.find(nino[0]) != std::string_view::npos || never.find(nino[1]) != std::string_view::npos ||
      nino[1] == 'O')
    return false;
  if (std::find(no_prefixes.begin(), no_prefixes.end(), nino.substr(0, 2)) != no_prefixes.end()) return false;
  return nino.size() == 8 || (nino[8] >= 'A' && nino[8] <= 'D');
}

std::string_view nino_key(std::string_view nino) { return has_nino_shape(nino) ? nino.substr(0, 8) : nino; }

Standard standardise_nhs_number(std::string_view text) {
  Trail trail(text);
  std::string squeezed = without_separators(text);
  if (!all_digits(squeezed)) {
    fold(trail);
    if (trail.value().empty()) return trail.unknown(ChangeKind::empty);
    if (is_placeholder(trail.value())) return trail.unknown(ChangeKind::placeholder);
    squeezed = without_separators(trail.value());
  }
  trail.become(ChangeKind::number_form, squeezed);
  if (squeezed.size() == 9 && all_digits(squeezed) && is_valid_nhs_number("0" + squeezed) &&
      begins_with_day("0" + squeezed))
    trail.become(ChangeKind::leading_zero_restored, "0" + squeezed);
  const std::string& number = trail.value();
  if (all_digits(number) && (all_the_same(number) || number == "1234567890" || number == "0123456789"))
    return trail.unknown(ChangeKind::placeholder);
  if (!is_valid_nhs_number(number)) return checked_at_the_end(trail, ChangeKind::invalid_nhs_number);
  if (begins_with_day(number)) {
    trail.mark(ChangeKind::scottish_number);
  } else if (number.starts_with("999")) {
    trail.mark(ChangeKind::test_number);
  }
  return trail.known();
}

bool is_valid_nhs_number(std::string_view ten_digits) {
  if (ten_digits.size() != 10 || !all_digits(ten_digits) || all_the_same(ten_digits)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += (ten_digits[i] - '0') * (10 - static_cast<int>(i));
  const int check = (11 - sum % 11) % 11;  // 10 is given to no one
  return check == ten_digits[9] - '0';
}

}  // namespace outturn::linkage
