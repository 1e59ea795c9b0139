// The form a value is brought to before it is encoded, so that members who write the same thing in
// other ways encode the same. Deliberately little: real cleaning comes before (engine/linkage); what
// stands here is only what an encoding can't do without.
#pragma once

#include <string>
#include <string_view>

#include "engine/linkage/sealed/schema.h"

namespace outturn::sealed {

/// words: small letters and figures, accents off, apostrophes gone, anything else one blank.
/// code: the same without blanks. digits: figures alone. date: YYYYMMDD, read from 2015-10-31,
/// 20151031, 31/10/2015 or 31.10.2015, else its figures. written: as it stands, without blanks at its
/// ends. Empty means: not known.
[[nodiscard]] std::string normal_form(std::string_view value, Form form);

/// The first letters of a value in normal form.
[[nodiscard]] std::string_view first_letters(std::string_view value, std::uint32_t letters);

}  // namespace outturn::sealed
