#include "engine/linkage/standardise/postcodes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/fold.h"
#include "engine/linkage/standardise/placeholder.h"

namespace outturn::linkage {
namespace {

constexpr std::array<std::string_view, 124> areas = {
    "AB", "AL", "B",  "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH",
    "CM", "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E",
    "EC", "EH", "EN", "EX", "FK", "FY", "G",  "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS",
    "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L",  "LA", "LD", "LE", "LL",
    "LN", "LS", "LU", "M",  "ME", "MK", "ML", "N",  "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX",
    "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S",  "SA", "SE", "SG", "SK", "SL", "SM",
    "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW",
    "UB", "W",  "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE"};

static_assert(std::is_sorted(areas.begin(), areas.end()));

/// Overseas territories and others whose outward part follows no rule.
constexpr std::array<std::string_view, 12> special = {"AI2640",  "ASCN1ZZ", "BBND1ZZ", "BIQQ1ZZ",
                                                      "FIQQ1ZZ", "GIR0AA",  "GX111AA", "PCRN1ZZ",
                                                      "SIQQ1ZZ", "STHL1ZZ", "TDCU1ZZ", "TKCA1ZZ"};

bool has(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

/// A9, A99, AA9, AA99 and, with the letters in use there, A9A, AA9A; no 0 before another digit.
bool is_district(std::string_view text) {
  const std::size_t letters = text.size() > 1 && is_letter(text[1]) ? 2 : 1;
  if (text.size() <= letters || text.size() > letters + 2 || !is_digit(text[letters])) return false;
  if (!is_postcode_area(text.substr(0, letters))) return false;
  if (text.size() == letters + 1) return true;
  const char last = text[letters + 1];
  if (is_digit(last)) return text[letters] != '0';
  return has(letters == 1 ? "ABCDEFGHJKPSTUW" : "ABEHMNPRVWXY", last);
}

/// The letters of the last two places leave out those that are read wrongly.
bool is_inward(std::string_view text) {
  return text.size() == 3 && is_digit(text[0]) && is_capital(text[1]) && is_capital(text[2]) &&
         !has("CIKMOV", text[1]) && !has("CIKMOV", text[2]);
}

bool is_whole(std::string_view squeezed) {
  return squeezed.size() >= 5 && squeezed.size() <= 7 && is_inward(squeezed.substr(squeezed.size() - 3)) &&
         is_district(squeezed.substr(0, squeezed.size() - 3));
}

std::string with_blank(std::string_view squeezed) {
  const std::size_t split = squeezed.size() - 3;
  return std::string(squeezed.substr(0, split)) + ' ' + std::string(squeezed.substr(split));
}

char other_reading(char c) {
  switch (c) {
    case 'O':
      return '0';
    case '0':
      return 'O';
    case 'I':
    case 'L':
      return '1';
    case '1':
      return 'I';
    default:
      return c;
  }
}

/// The one whole postcode that other readings of O, 0, I, L and 1 give with the fewest of them;
/// nullopt when there is none, or more than one.
std::optional<std::string> repaired(std::string_view squeezed) {
  if (squeezed.size() < 5 || squeezed.size() > 7) return std::nullopt;
  const std::size_t places = squeezed.size() - 2;  // no repair makes a valid letter of the last two
  std::optional<std::string> best;
  int fewest = 8;
  bool several = false;
  for (unsigned choice = 1; choice < (1U << places); ++choice) {
    std::string tried(squeezed);
    int changes = 0;
    for (std::size_t i = 0; i < places; ++i) {
      if ((choice >> i & 1U) == 0) continue;
      tried[i] = other_reading(tried[i]);
      if (tried[i] == squeezed[i]) changes = 100;
      ++changes;
    }
    if (changes > fewest || changes > 3 || !is_whole(tried)) continue;
    several = changes == fewest;
    fewest = changes;
    best = std::move(tried);
  }
  return several ? std::nullopt : best;
}

std::string letters_and_digits(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_word(c)) out += capital(c);
  }
  return out;
}

bool is_special(std::string_view squeezed) {
  return std::find(special.begin(), special.end(), squeezed) != special.end();
}

/// "BFPO 123", and the postcodes BF1 ... that stand for them.
bool is_forces(std::string_view squeezed) {
  if (squeezed.starts_with("BFPO")) return squeezed.size() <= 8 && all_digits(squeezed.substr(4));
  return squeezed.size() == 6 && squeezed.starts_with("BF1") && is_inward(squeezed.substr(3));
}

std::string forces_form(std::string_view squeezed) {
  if (!squeezed.starts_with("BFPO")) return with_blank(squeezed);
  return "BFPO " + std::string(squeezed.substr(4));
}

/// The standard form of an area, district or sector; a sector is known by its blank.
std::optional<std::string> part_of_postcode(const std::string& capitals) {
  if (is_postcode_area(capitals) || is_district(capitals)) return capitals;
  const std::size_t blank = capitals.find(' ');
  if (blank == std::string::npos || capitals.find(' ', blank + 1) != std::string::npos) return std::nullopt;
  const std::string squeezed = letters_and_digits(capitals);
  if (blank + 2 == capitals.size() && is_digit(capitals.back()) && is_district(capitals.substr(0, blank)))
    return capitals;
  return is_district(squeezed) ? std::optional(squeezed) : std::nullopt;
}

}  // namespace

Standard standardise_postcode(std::string_view text) {
  Trail trail(text);
  std::string squeezed = letters_and_digits(text);
  if (!is_whole(squeezed)) {
    fold(trail);
    squeezed = letters_and_digits(trail.value());
  }
  if (is_whole(squeezed)) {
    trail.become(ChangeKind::postcode_form, with_blank(squeezed));
    return trail.known();
  }
  if (trail.value().empty()) return trail.unknown(ChangeKind::empty);
  if (is_placeholder(trail.value())) return trail.unknown(ChangeKind::placeholder);
  if (squeezed.starts_with("ZZ99")) return trail.unknown(ChangeKind::pseudo_postcode);
  if (is_special(squeezed) || is_forces(squeezed)) {
    trail.become(ChangeKind::postcode_form, is_forces(squeezed) ? forces_form(squeezed)
                                            : squeezed.size() == 7 || squeezed == "GIR0AA"
                                                ? with_blank(squeezed)
                                                : squeezed);
    trail.mark(ChangeKind::special_postcode);
    return trail.known();
  }
  if (std::optional<std::string> part = part_of_postcode(in_capitals(trail.value()))) {
    trail.become(ChangeKind::postcode_form, std::move(*part));
    trail.mark(ChangeKind::partial_postcode);
    return trail.known();
  }
  // A blank that does not stand before three characters tells of another slip.
  const std::size_t blank = trail.value().rfind(' ');
  const bool blank_in_place = blank == std::string::npos || trail.value().size() - blank == 4;
  if (std::optional<std::string> mended = blank_in_place ? repaired(squeezed) : std::nullopt) {
    trail.become(ChangeKind::letter_for_digit, with_blank(*mended));
    return trail.known();
  }
  trail.become(ChangeKind::postcode_form, in_capitals(trail.value()));
  return checked_at_the_end(trail, ChangeKind::not_a_uk_postcode);
}

bool is_postcode_area(std::string_view area) { return std::binary_search(areas.begin(), areas.end(), area); }

bool is_whole_postcode(std::string_view standard_postcode) {
  const std::size_t blank = standard_postcode.find(' ');
  return blank != std::string_view::npos && is_district(standard_postcode.substr(0, blank)) &&
         is_inward(standard_postcode.substr(blank + 1));
}

std::string_view postcode_district(std::string_view standard_postcode) {
  const std::string_view outward = standard_postcode.substr(0, standard_postcode.find(' '));
  return is_district(outward) ? outward : std::string_view();
}

std::string_view postcode_area(std::string_view standard_postcode) {
  if (is_postcode_area(standard_postcode)) return standard_postcode;
  const std::string_view district = postcode_district(standard_postcode);
  return district.substr(0, district.size() > 1 && is_letter(district[1]) ? 2 : 1);
}

std::string_view postcode_sector(std::string_view standard_postcode) {
  const std::string_view district = postcode_district(standard_postcode);
  if (district.empty() || standard_postcode.size() < district.size() + 2) return {};
  return standard_postcode.substr(0, district.size() + 2);
}

}  // namespace outturn::linkage
