// What the tests of standard forms share: a row of a hand table, and the marks of a form in words.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/linkage/standardise/standardise.h"

namespace outturn::linkage::test {

struct Row {
  std::string_view written;
  std::string_view standard;  ///< empty: unknown
};

inline constexpr std::array all_kinds = {
    FieldKind::given_name, FieldKind::family_name, FieldKind::full_name,    FieldKind::date,
    FieldKind::postcode,   FieldKind::nino,        FieldKind::nhs_number,   FieldKind::email,
    FieldKind::phone,      FieldKind::sex,         FieldKind::organisation, FieldKind::address_line,
    FieldKind::place,      FieldKind::number,      FieldKind::amount,       FieldKind::identifier,
    FieldKind::free_text};

/// Why the value is unknown, or the last thing done to it; empty when nothing was.
inline std::string_view last_words(const Standard& standard) {
  return standard.changes.empty() ? std::string_view() : words(standard.changes.back().kind);
}

}  // namespace outturn::linkage::test
