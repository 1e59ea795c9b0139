// Designs over time: an interrupted series, and groups before and after.
//
// Interrupted time series by segmented regression (Wagner and others, J Clin Pharm Ther 2002): level, slope,
// change of level and change of slope; errors with Newey and West, correlation shown by Durbin and Watson.
// Difference in differences by regression, clustered by unit (Bertrand, Duflo and Mullainathan, QJE 2004),
// and with an effect of every unit and period. Both assume that without the programme things had gone on as
// before, or in parallel: the trend before is worked out so that it can be shown. This header must never know
// a calendar.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/comparison/regression/least_squares.h"

namespace outturn::comparison {

/// Coefficients "constant", "time" (1 for the first value), "level" (change at the interruption) and "since"
/// (change of slope; 1 for the first value after). `before`: values before the interruption; at least two on
/// either side. Values are equally spaced and in order of time.
[[nodiscard]] Answer<LeastSquares> interrupted_time_series(std::span<const double> values,
                                                           std::size_t before);

/// Units seen several times, some of them treated from some period on. One entry a unit and period.
struct Panel {
  std::vector<std::uint32_t> unit;    ///< any number, the same for a unit
  std::vector<std::uint32_t> period;  ///< any number, in order of time
  std::vector<std::uint8_t> treated;  ///< 1: of the treated group, in all its periods
  std::vector<std::uint8_t> after;    ///< 1: the programme ran in that period
  std::vector<double> value;
};

/// Empty when sound: equal lengths, flags 0 or 1, units always of one group, none twice in a period.
[[nodiscard]] std::string panel_fault(const Panel& panel);

/// Coefficients "constant", "treated", "after" and the effect "treated:after". Cluster by `panel.unit`.
[[nodiscard]] Answer<LeastSquares> difference_in_differences(const Panel& panel);
/// The coefficient "treated:after" with effects of every unit and period taken out; panels with gaps too.
/// Where units start at different times this mixes early and late ones (Goodman-Bacon 2021): a Panel has one
/// start. Leverages, so HC3, leave the units' effects out.
[[nodiscard]] Answer<LeastSquares> two_way_fixed_effects(const Panel& panel);
/// Before the programme: "treated:time" is how much faster the treated went. Refused below two periods
/// before.
[[nodiscard]] Answer<LeastSquares> trend_before(const Panel& panel);

}  // namespace outturn::comparison
