// Names of organisations in standard form: "The Acme & Sons Limited" is "acme and sons ltd".
//
// Legal forms stay at the end in one spelling, since "Acme" and "Acme CIC" may be two; where they are
// to be left out of a comparison, organisation_core() does that. Forms are those of Companies House,
// the charity regulators and the usual ones abroad.
#pragma once

#include <string>
#include <string_view>

#include "engine/linkage/standardise/standard.h"

namespace outturn::linkage {

[[nodiscard]] Standard standardise_organisation(std::string_view text);
/// Without the legal forms at the end.
[[nodiscard]] std::string organisation_core(std::string_view standard_name);
/// The legal form at the end, "ltd"; empty when there is none.
[[nodiscard]] std::string_view legal_form(std::string_view standard_name);

}  // namespace outturn::linkage
