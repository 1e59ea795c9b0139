// Whether a column writes 03/04/1981 for 3 April or 4 March: decided by the whole column.
//
// One value says nothing; a column of a few hundred birthdays does, since three of five days are after
// the 12th. Years written first and months in letters say nothing here and need nothing.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/linkage/standardise/dates.h"

namespace outturn::linkage {

struct DateOrderEvidence {
  DateOrder order = DateOrder::day_first;
  bool decided = false;         ///< some value can only be read in this order, and far fewer in the other
  std::size_t day_first = 0;    ///< values that are a date only with the day first
  std::size_t month_first = 0;  ///< ... only with the month first
  std::size_t either = 0;       ///< dates in both orders, and different ones
  double share = 0;             ///< of the values that decide, those for `order`
};

/// Over the distinct values of the column `name` in `file`. A column that mixes both orders, and one
/// where nothing decides, add a problem (a warning, E140 or E141).
[[nodiscard]] DateOrderEvidence date_order(std::span<const std::string_view> distinct,
                                           const std::string& file, const std::string& name,
                                           Problems& problems);

}  // namespace outturn::linkage
