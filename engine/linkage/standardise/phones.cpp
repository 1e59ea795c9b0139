#include <algorithm>
#include <array>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/contacts.h"
#include "engine/linkage/standardise/fold.h"
#include "engine/linkage/standardise/placeholder.h"

namespace outturn::linkage {
namespace {

constexpr std::array<std::string_view, 6> made_up = {"01234567890", "0123456789",  "07123456789",
                                                     "1234567890",  "12345678910", "07000000000"};

/// "ext 12", "x12", "extension 12", "#12" at the end.
std::string without_extension(const std::string& text) {
  std::size_t end = text.size();
  while (end > 0 && (is_digit(text[end - 1]) || text[end - 1] == ' ')) --end;
  std::size_t begin = end;
  while (begin > 0 && (is_letter(text[begin - 1]) || text[begin - 1] == '.' || text[begin - 1] == '#'))
    --begin;
  std::string sign = text.substr(begin, end - begin);
  sign.erase(std::remove(sign.begin(), sign.end(), '.'), sign.end());
  const bool known = sign == "x" || sign == "ext" || sign == "extn" || sign == "extension" || sign == "#";
  if (!known || end == text.size()) return text;
  const std::size_t last = text.find_last_not_of(" ,;(", begin - 1);
  return begin == 0 || last == std::string::npos ? text : text.substr(0, last + 1);
}

std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

/// The first of "020 7946 0000 / 07700 900123".
std::string first_number_of(const std::string& text) {
  for (std::size_t at = text.find_first_of("/;,|"); at != std::string::npos;
       at = text.find_first_of("/;,|", at + 1)) {
    if (digits_in(text.substr(0, at)) >= 9) return text.substr(0, at);
  }
  return text;
}

/// Digits, and + where it stands in front; "(0)" behind a country's number is not dialled.
std::string digits_of(std::string_view text) {
  std::string out;
  const std::size_t first = text.find_first_of("+0123456789");
  const bool plus = first != std::string_view::npos && text[first] == '+';
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (plus && text.substr(i, 3) == "(0)") i += 3;
    if (i < text.size() && is_digit(text[i])) out += text[i];
  }
  if (plus) return '+' + out;
  return out.starts_with("00") && out.size() > 10 && out[2] != '0' ? '+' + out.substr(2) : out;
}

/// The number without country and leading zero: by Ofcom's plan nine or ten digits.
bool is_uk_number(std::string_view number) {
  if (number.size() != 9 && number.size() != 10) return number.starts_with("800") && number.size() == 7;
  switch (number[0]) {
    case '1':
      return true;
    case '8':
      return number.size() == 10 || number.starts_with("800");
    case '2':
    case '3':
    case '5':
    case '7':
    case '9':
      return number.size() == 10;
    default:
      return false;
  }
}

/// The UK number in `digits` without its 0, +44 or 44; empty when it is none.
std::string uk_number(std::string_view digits) {
  std::string_view rest = digits;
  if (rest.starts_with("+44")) {
    rest.remove_prefix(3);
    if (rest.starts_with('0')) rest.remove_prefix(1);
  } else if (rest.starts_with('0')) {
    rest.remove_prefix(1);
  } else if (rest.starts_with("44") && rest.size() >= 11 && rest.size() <= 12) {
    rest.remove_prefix(2);
  } else {
    return {};
  }
  return is_uk_number(rest) ? std::string(rest) : std::string();
}

Standard standard_of_digits(Trail& trail, const std::string& digits) {
  if (std::string number = uk_number(digits); !number.empty()) {
    trail.become(ChangeKind::international_form, "+44" + number);
    return trail.known();
  }
  // A mobile number that a spreadsheet took for a figure. Other ten-digit numbers may be anyone's.
  if (digits.size() == 10 && digits[0] == '7') {
    trail.become(ChangeKind::leading_zero_restored, "+44" + digits);
    return trail.known();
  }
  trail.become(ChangeKind::number_form, digits);
  const bool foreign = digits[0] == '+' && !digits.starts_with("+44") && digits.size() >= 8 &&
                       digits.size() <= 16 && digits[1] != '0';
  trail.mark(foreign ? ChangeKind::foreign_number : ChangeKind::invalid_phone);
  return trail.known();
}

}  // namespace

Standard standardise_phone(std::string_view text) {
  Trail trail(text);
  fold(trail);
  if (trail.value().empty()) return trail.unknown(ChangeKind::empty);
  if (is_placeholder(trail.value())) return trail.unknown(ChangeKind::placeholder);
  trail.become(ChangeKind::first_of_several, first_number_of(trail.value()));
  trail.become(ChangeKind::extension_off, without_extension(trail.value()));
  const std::string digits = digits_of(trail.value());
  const std::size_t from = digits.starts_with('+') ? 1 : 0;
  if (digits.size() == from) return checked_at_the_end(trail, ChangeKind::invalid_phone);
  const std::string_view plain = std::string_view(digits).substr(from);
  const std::string national = uk_number(digits);
  const std::string dialled = national.empty() ? std::string(plain) : '0' + national;
  const std::string_view behind_zero = std::string_view(dialled).substr(1);
  if (all_the_same(plain) || (behind_zero.size() > 5 && all_the_same(behind_zero)) || plain == "0" ||
      std::find(made_up.begin(), made_up.end(), dialled) != made_up.end())
    return trail.unknown(ChangeKind::placeholder);
  return standard_of_digits(trail, digits);
}

PhoneKind phone_kind(std::string_view standard_phone) {
  if (!standard_phone.starts_with('+')) return PhoneKind::invalid;
  if (!standard_phone.starts_with("+44")) {
    return all_digits(standard_phone.substr(1)) ? PhoneKind::foreign : PhoneKind::invalid;
  }
  const std::string_view number = standard_phone.substr(3);
  if (!all_digits(number) || !is_uk_number(number)) return PhoneKind::invalid;
  if (number[0] == '1' || number[0] == '2') return PhoneKind::geographic;
  // 070 are personal numbers and 076 pagers, but for 07624 of the Isle of Man.
  const bool not_mobile = number[1] == '0' || (number[1] == '6' && !number.starts_with("7624"));
  return number[0] == '7' && !not_mobile ? PhoneKind::mobile : PhoneKind::other_uk;
}

std::string phone_national(std::string_view standard_phone) {
  const bool uk = standard_phone.starts_with("+44") && phone_kind(standard_phone) != PhoneKind::invalid;
  return uk ? '0' + std::string(standard_phone.substr(3)) : std::string(standard_phone);
}

}  // namespace outturn::linkage
