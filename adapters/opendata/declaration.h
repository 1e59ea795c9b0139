// A declaration: which column of a published file is what, for any file no reader knows.
//
// A text that an analyst can write beside the file, one line a statement:
//
//     publisher Trafford Council
//     licence Open Government Licence v3.0
//     header in row 4
//     area code from area_code
//     area name from area_name
//     boundaries of 2021
//     period from period
//     years are financial
//     measure from indicator, measure
//     group sex from Sex
//     value from value
//     unit from unit
//     interval 95 from lower, upper
//     marker NA means not available
//     marker * means suppressed, 1 to 7
//     leave out area_name TOTAL
//
// Where figures stand in several columns, `values from A, B` makes a measure of each, `values as age from A,
// B` a group, `values as period from 2016, 2017` a period. Names with commas stand in double quotes.
//
// `header in rows 3, 4` joins two rows of a header: a name above holds for the columns to its right up to the
// next one (as merged cells do), and stands before the name below, with a blank between.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/opendata/figure_cells.h"
#include "engine/base/problem.h"
#include "engine/comparison/published/period.h"

namespace outturn::opendata {

struct Declaration {
  std::string publisher, title, url, licence, retrieved, release;
  std::string sheet;
  std::uint32_t header_row = 0;                 ///< 0: the first row with all columns named here
  bool header_above = false;                    ///< the row above has the upper half of its names
  std::string area_code, area_name, area_type;  ///< columns
  std::string area_is_code, area_is_name;       ///< one area for all rows
  std::string level;
  int vintage = 0;
  std::vector<std::string> period;  ///< columns, joined by a blank
  std::string period_is;
  comparison::PeriodHabit habit;
  std::vector<std::string> measure;  ///< columns, joined by ", "
  std::string measure_is;
  std::vector<std::pair<std::string, std::string>> groups;  ///< name, column
  std::vector<std::string> values;                          ///< columns of figures
  std::string values_as;  ///< empty: a measure each, where there are several; "period"; else a group's name
  std::string numerator, denominator;
  std::string unit, unit_is;
  std::int64_t per = 0;
  struct Limits {
    std::string level, lower, upper;
  };
  std::vector<Limits> intervals;
  MarkerHabit markers;
  std::vector<std::pair<std::string, std::string>> left_out;  ///< column, text

  /// Every column named, each once.
  [[nodiscard]] std::vector<std::string> columns() const;
};

/// nullopt when errors were added (O50 to O54).
[[nodiscard]] std::optional<Declaration> read_declaration(const SourceFile& source, Problems& problems);

}  // namespace outturn::opendata
