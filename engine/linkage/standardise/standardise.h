// One door to the standard forms: what kind of field, and the value as its source wrote it.
//
// Called once for each distinct value of a column. A function of the value alone: no file, no clock, no
// other value. The same value gives the same form on any machine, and a standard form is its own.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/linkage/standardise/standard.h"

namespace outturn::linkage {

enum class FieldKind : std::uint8_t {
  given_name,
  family_name,
  full_name,
  date,
  postcode,
  nino,
  nhs_number,
  email,
  phone,
  sex,
  organisation,
  address_line,
  place,
  number,
  amount,
  identifier,
  free_text,
};

/// "given name", as a person would say it.
[[nodiscard]] std::string_view words(FieldKind kind);

/// Dates are read day first; a column that writes the month first goes to standardise_date().
[[nodiscard]] Standard standardise(FieldKind kind, std::string_view value);

}  // namespace outturn::linkage
