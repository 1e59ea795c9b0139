// Names of people in standard form: small plain letters, words with single blanks.
//
// Case, accents, apostrophes and hyphens go ("Smith-Jones" and "smith jones" are the same, "O'Brien"
// and "O Brien" too), titles in front and letters behind are taken off, Mc and Mac joined. Middle
// names and initials stay: which part agrees is for the comparison to say. Nicknames stay in the value
// as well (Jack is also a name of his own); given_name_candidates() brings them together. Practice
// follows Christen, Data Matching (Springer 2012), chapter 3.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/linkage/standardise/standard.h"

namespace outturn::linkage {

[[nodiscard]] Standard standardise_given_name(std::string_view text);
[[nodiscard]] Standard standardise_family_name(std::string_view text);
/// "Smith, John" becomes "john smith".
[[nodiscard]] Standard standardise_full_name(std::string_view text);

/// All functions below take standard forms.
///
/// The names a given name may stand for, itself first: "bill" gives bill, william; "chris" several.
/// Two people may have the same given name when their candidates share one.
[[nodiscard]] std::vector<std::string_view> given_name_candidates(std::string_view given_name);
/// Whether the table of given names holds it, as a name or as a nickname.
[[nodiscard]] bool is_common_given_name(std::string_view given_name);
[[nodiscard]] bool is_common_family_name(std::string_view family_name);

/// The words of a name: "smith jones" gives smith, jones.
[[nodiscard]] std::vector<std::string_view> name_parts(std::string_view name);
/// All in one word, so that "van den berg" and "vandenberg" meet.
[[nodiscard]] std::string name_joined(std::string_view name);
/// Without van, de la, bin and the like in front; the name itself when nothing else is there.
[[nodiscard]] std::string_view without_particles(std::string_view name);
/// Free of order: the words of all fields sorted, each once. John Smith and Smith John share it.
[[nodiscard]] std::string name_key(std::string_view given_name, std::string_view family_name);

}  // namespace outturn::linkage
