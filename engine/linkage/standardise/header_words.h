// What the header of a column says it holds, in the words that files use for it.
//
// "date_of_birth", "DateOfBirth" and "D.O.B." are taken apart into words; the phrase that ends furthest
// right counts, as the last noun names the thing ("address_city" is a city), and of those the longest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/linkage/standardise/standardise.h"

namespace outturn::linkage {

/// What a column is to linkage.
enum class ColumnRole : std::uint8_t {
  field,    ///< a fact to compare
  row_id,   ///< names the row of its file and nothing else
  truth,    ///< says which rows belong together: the answer, not to be compared
  source,   ///< says which file or body the row comes from
  nothing,  ///< empty, or the same in each row
};

struct HeaderMeaning {
  ColumnRole role = ColumnRole::field;
  FieldKind kind = FieldKind::free_text;  ///< for a field
  std::string_view phrase;                ///< the words that say so: "date of birth"
};

/// nullopt when no word of the header is known.
[[nodiscard]] std::optional<HeaderMeaning> meaning_of_header(std::string_view header);

/// The words of a header, small, with single blanks: "DateOfBirth_2" is "date of birth".
[[nodiscard]] std::string header_in_words(std::string_view header);

}  // namespace outturn::linkage
