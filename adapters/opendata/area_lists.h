// Lists of areas: which codes were in use when, and which area lies in which.
//
// Kept apart from figures: a list has no period and no value. Areas are joined by code and by the year of
// their boundaries ("LSOA11CD" is of 2011), never by name; FID and the like are row numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/opendata/read_published.h"
#include "engine/comparison/published/area_history.h"

namespace outturn::opendata {

/// Codes with their days, from a list with a column of codes, of names, of the day each began and the day it
/// ended
/// ("date_of_operation", "date_of_introduction", "date_active"; "date_of_termination", "date_terminated";
/// 31/03/2019 or 2019-03-31, the last day of use). Cells with several codes become several spans; codes of a
/// wrong size are told.
[[nodiscard]] std::vector<comparison::CodeSpan> read_code_list(const PublishedFile& file, Problems& problems);

/// Which area each small area lies in.
struct AreaLookup {
  std::string from;  ///< "LSOA11CD"
  std::string to;    ///< "LAD19CD"
  int from_vintage = 0;
  int to_vintage = 0;
  std::vector<std::pair<std::string, std::string>> pairs;  ///< by code

  [[nodiscard]] std::optional<std::string> parent_of(std::string_view code) const;
};

/// Columns are named by the kind of area: "lsoa", "lad", "laua"; the year in their names may be any. nullopt
/// when a column is missing or a code lies in two areas.
[[nodiscard]] std::optional<AreaLookup> read_area_lookup(const PublishedFile& file, const std::string& from,
                                                         const std::string& to, Problems& problems);

}  // namespace outturn::opendata
