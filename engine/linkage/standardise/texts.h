// Everything else in standard form: sex, address lines, places, identifiers, free text.
//
// Sex: words, letters and the national codes (NHS Data Dictionary, person stated gender: 1 male, 2
// female, 9 indeterminate, X not known; ISO/IEC 5218: 0 not known, 9 not applicable): 0, 9 and X are
// unknown. Identifiers keep their leading zeros.
#pragma once

#include <string_view>

#include "engine/linkage/standardise/standard.h"

namespace outturn::linkage {

/// "male", "female" or "other"; any other word stays, marked.
[[nodiscard]] Standard standardise_sex(std::string_view text);
/// "12 high street": usual abbreviations spelt out.
[[nodiscard]] Standard standardise_address_line(std::string_view text);
[[nodiscard]] Standard standardise_place(std::string_view text);
/// Capital letters and digits, without blanks and signs.
[[nodiscard]] Standard standardise_identifier(std::string_view text);
/// Small plain letters, signs as blanks.
[[nodiscard]] Standard standardise_free_text(std::string_view text);

}  // namespace outturn::linkage
