// Sexes and ages as publishers write them, in one form beside the published words.
#pragma once

#include <string_view>

#include "engine/comparison/published/published.h"

namespace outturn::opendata {

/// "Persons", "All", "Male(s)", "Men", "Boys", "F"...
[[nodiscard]] comparison::Sex sex_in(std::string_view text);

/// Whole years, both included; -1: open, or not read. "10-24 yrs", "10 to 14", "65+", "Under 18", "<1 yr",
/// "90 and over", "All ages", "15".
struct AgeBand {
  int from = -1;
  int to = -1;
};
[[nodiscard]] AgeBand ages_in(std::string_view text);

/// The group with its sex or ages read, where its name ("Sex", "gender", "Age", "age_group") says it has
/// some.
[[nodiscard]] comparison::Group group_named(std::string_view name, std::string_view value);

/// "Total", "All", "All ages", "Persons".
[[nodiscard]] bool means_everybody(std::string_view value);

}  // namespace outturn::opendata
