#include "engine/linkage/standardise/value_shape.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/linkage/standardise/amounts.h"
#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/contacts.h"
#include "engine/linkage/standardise/dates.h"
#include "engine/linkage/standardise/fold.h"
#include "engine/linkage/standardise/identity_numbers.h"
#include "engine/linkage/standardise/names.h"
#include "engine/linkage/standardise/organisations.h"
#include "engine/linkage/standardise/placeholder.h"
#include "engine/linkage/standardise/postcodes.h"
#include "engine/linkage/standardise/texts.h"

namespace outturn::linkage {
namespace {

constexpr std::size_t first_looked_at = 1000;  // frequent values are met early
constexpr std::size_t spread_looked_at = 1000;

constexpr std::array<std::string_view, 18> street_words = {
    "street", "road",    "avenue", "lane",   "close", "drive",   "court", "crescent", "place",
    "square", "terrace", "park",   "garden", "way",   "gardens", "grove", "circuit",  "boulevard"};

void look_at_date(ValueShape& shape, std::string_view plain) {
  const Standard date = standardise_date(plain);
  if (!date.known) return;
  if (!date.has(ChangeKind::partial_date)) {
    ++shape.dates;
  } else if (const int year = year_of(date.value).value_or(0); year >= 1500 && year <= 2100) {
    ++shape.years;
  }
}

void look_at_number(ValueShape& shape, std::string_view plain) {
  const Standard amount = standardise_amount(plain);
  if (!amount.known || amount.has(ChangeKind::not_a_number)) return;
  ++shape.numbers;
  const std::size_t point = plain.rfind('.');
  if (amount.has(ChangeKind::currency_off) || (point != std::string_view::npos && plain.size() - point == 3))
    ++shape.two_decimals;
  const std::size_t sign = plain.starts_with('-') ? 1 : 0;
  if (!all_digits(plain.substr(sign)) || plain.size() > 17) return;
  std::int64_t value = 0;
  for (const char c : plain.substr(sign)) value = value * 10 + (c - '0');
  if (sign == 1) value = -value;
  shape.least = shape.whole_numbers == 0 ? value : std::min(shape.least, value);
  shape.most = shape.whole_numbers == 0 ? value : std::max(shape.most, value);
  ++shape.whole_numbers;
}

void look_at_words(ValueShape& shape, std::string_view plain) {
  const std::string text = standardise_free_text(plain).value;
  const std::vector<std::string_view> parts = split_words(text);
  shape.words += parts.size();
  if (parts.empty()) return;
  if (parts.size() == 1) ++shape.one_word;
  const std::string name = standardise_full_name(plain).value;
  const std::vector<std::string_view> names = split_words(name);
  if (!names.empty() && is_common_given_name(names.front())) ++shape.given_names;
  if (!names.empty() && is_common_family_name(names.back())) ++shape.family_names;
  if (!legal_form(standardise_organisation(plain).value).empty()) ++shape.legal_forms;
  const std::string address = standardise_address_line(plain).value;
  const std::vector<std::string_view> lines = split_words(address);
  const bool street =
      lines.size() > 1 && std::any_of(lines.begin() + 1, lines.end(), [](auto word) {
        return std::find(street_words.begin(), street_words.end(), word) != street_words.end();
      });
  if (street || (parts.size() > 2 && is_digit(parts[0][0]) && is_letter(parts[1][0]))) ++shape.addresses;
}

void look_at_digits(ValueShape& shape, std::string_view plain) {
  const auto digits = static_cast<std::size_t>(std::count_if(plain.begin(), plain.end(), is_digit));
  if (digits >= 6) ++shape.long_digits;
  if (digits == 0) return;
  ++shape.with_digit;
  if (digits > 1 && digits == plain.size() && plain[0] == '0') ++shape.leading_zeros;
  if (digits < plain.size() && plain.find(' ') == std::string_view::npos) ++shape.codes;
}

void look_at(ValueShape& shape, std::string_view value) {
  bool broken = false;
  const std::string plain = folded(value, broken);
  if (plain.empty() || is_placeholder(plain)) return;
  ++shape.looked_at;
  look_at_date(shape, plain);
  look_at_number(shape, plain);
  look_at_digits(shape, plain);
  look_at_words(shape, plain);
  if (is_valid_email(standardise_email(plain).value)) ++shape.emails;
  if (is_whole_postcode(standardise_postcode(plain).value)) ++shape.uk_postcodes;
  if (is_valid_nino(standardise_nino(plain).value)) ++shape.ninos;
  if (is_valid_nhs_number(standardise_nhs_number(plain).value)) ++shape.nhs_numbers;
  if (const Standard phone = standardise_phone(plain); phone_kind(phone.value) != PhoneKind::invalid)
    ++shape.phones;
  const Standard sex = standardise_sex(plain);
  if (!sex.has(ChangeKind::not_a_known_code)) ++shape.sexes;
  if (std::all_of(plain.begin(), plain.end(), [](char c) {
        return is_small(c) || !is_ascii(c) || c == ' ' || c == '-' || c == '\'' || c == '.';
      }))
    ++shape.letters_only;
}

}  // namespace

ValueShape shape_of(std::span<const std::string_view> values) {
  ValueShape shape;
  const std::size_t first = std::min(values.size(), first_looked_at);
  for (std::size_t i = 0; i < first; ++i) look_at(shape, values[i]);
  const std::size_t step = (values.size() - first) / spread_looked_at + 1;
  for (std::size_t i = first; i < values.size(); i += step) look_at(shape, values[i]);
  return shape;
}

}  // namespace outturn::linkage
