// Characters that do harm unseen, and text made fit for a message.
#pragma once

#include <string>
#include <string_view>

#include "adapters/tables/flaws.h"

namespace outturn::tables {

/// The text with ASCII capitals made small.
[[nodiscard]] std::string small_letters(std::string_view text);

/// The text as put into a message: in quotes, at most 40 characters, unseen ones as [U+00A0].
[[nodiscard]] std::string shown(std::string_view text);

/// "U+00A0".
[[nodiscard]] std::string code_point_name(char32_t point);

/// A character no one sees or that was lost: control_character, invisible_character,
/// lost_character or none. Free text may hold no-break spaces and joiners inside, not at its ends.
struct OddCharacter {
  Flaw flaw = Flaw::none;
  char32_t point = 0;
};
[[nodiscard]] OddCharacter odd_character(std::string_view text, bool free_text);

/// Whether a key may hold this character beyond ASCII: letters of any script.
[[nodiscard]] bool is_key_letter(char32_t point);

}  // namespace outturn::tables
