// Letters made plain: small, without accents, in one form of Unicode.
//
// Compatibility decomposition (Unicode Standard Annex 15, NFKD), full case folding and removal of
// marks by utf8proc; then Latin letters that do not decompose (oe and l with strokes, ae, thorn) by a
// table, typographic apostrophes and dashes as ASCII's. Other scripts stay in their letters. German
// umlauts lose their dots ("mueller" and "müller" differ by one letter, which comparisons bear).
#pragma once

#include <string>
#include <string_view>

#include "engine/linkage/standardise/standard.h"

namespace outturn::linkage {

/// Small plain letters, blanks as single ' ' and none at the ends. `broken` is set when bytes that
/// are not UTF-8 were left out.
[[nodiscard]] std::string folded(std::string_view utf8, bool& broken);

/// The same as steps of a trail. Text of plain small ASCII with single blanks leaves no step.
void fold(Trail& trail);

/// Blanks (also tabs, line ends, no-break spaces in UTF-8) at the ends off, several made one.
[[nodiscard]] std::string single_blanks(std::string_view text);

/// ASCII capitals for small letters; other bytes stay.
[[nodiscard]] std::string in_capitals(std::string_view text);

}  // namespace outturn::linkage
