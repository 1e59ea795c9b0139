// Area codes of the Government Statistical Service: nine characters that name a boundary, not a place.
//
// The first three say what kind of area it is. When a boundary moves the code changes and the name stays, so
// areas are joined by code and by the year of their boundaries, never by name. There is no check digit: a
// code that lost its last character is only seen by its length. Source: ONS, "Register of Geographic Codes".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::comparison {

enum class CodeFlaw : std::uint8_t {
  none,
  missing,
  several,      ///< more than one code in one cell
  wrong_size,   ///< begins like one, but is not nine characters
  no_area,      ///< E99999999 and the like: "there is no such area here"
  other_scheme  ///< not of this scheme: an NHS trust, a school, an old three-digit number
};
[[nodiscard]] CodeFlaw code_flaw(std::string_view code);

/// "E01" -> "lsoa", "E06" to "E09" -> "district"; empty where the kind is not known.
[[nodiscard]] std::string_view level_of_code(std::string_view code);

/// The codes of a cell that holds several, "E06000061 / E06000062"; one where it holds one.
[[nodiscard]] std::vector<std::string> codes_in(std::string_view cell);

}  // namespace outturn::comparison
