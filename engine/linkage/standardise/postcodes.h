// UK postcodes in standard form: "SW1A 1AA"; a part of one as "SW1A 1", "SW1A" or "SW".
//
// Format rules: Royal Mail, Programmers' Guide to the Postcode Address File, and BS 7666. O and 0, I and
// 1 are taken for each other only where the position allows one of them and the result is the only
// valid one. What is no UK postcode (a zip code of elsewhere, a slip) stays as text and is marked.
// Pseudo-postcodes of the health service (ZZ99 ...: no fixed abode, not known) are unknown.
#pragma once

#include <string_view>

#include "engine/linkage/standardise/standard.h"

namespace outturn::linkage {

[[nodiscard]] Standard standardise_postcode(std::string_view text);

/// Whether "SW" is one of the 124 postcode areas (121 of the United Kingdom, and GY, JE, IM).
[[nodiscard]] bool is_postcode_area(std::string_view area);
/// A whole postcode in standard form, of an area there is.
[[nodiscard]] bool is_whole_postcode(std::string_view standard_postcode);

/// Parts of a standard form, as views into it; empty where it has no such part.
[[nodiscard]] std::string_view postcode_area(std::string_view standard_postcode);      ///< "SW"
[[nodiscard]] std::string_view postcode_district(std::string_view standard_postcode);  ///< "SW1A"
[[nodiscard]] std::string_view postcode_sector(std::string_view standard_postcode);    ///< "SW1A 1"

}  // namespace outturn::linkage
