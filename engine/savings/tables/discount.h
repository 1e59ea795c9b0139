// Discount rates by edition, and the factors and present values they give.
//
// HM Treasury, The Green Book (2020), annex A6, table 8 and paragraphs A6.20-A6.21: the social time
// preference rate falls with the distance of the year. D(0) = 1; D(t) = D(t-1) / (1 + r(t)), r(t) from the
// band that holds t: a lower band never applies to the years before it. Year 0 is the base year, and a year's
// flow is taken whole. Rates are real: they are for flows in the prices of one year, never for nominal ones,
// and risk is in the flows, not in the rate.
//
// Factors are exact ratios. Taking each flow at the middle of its year is no Green Book convention but is met
// in practice: offered under its own name, with a root that is exact to 40 places.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/savings/tables/edition.h"
#include "engine/values/exact.h"

namespace outturn::savings {

struct DiscountBand {
  int first_year = 0;  ///< distances from the base year, both included
  int last_year = 0;
  Exact rate;  ///< a year, as a share: 7/200 for 3.5 %
  Standing standing = Standing::unverified;
};

struct DiscountSchedule {
  std::string name;  ///< "standard", "reduced", "health", "health reduced"
  std::vector<DiscountBand> bands;
};

struct DiscountTable {
  Edition edition;
  std::vector<DiscountSchedule> schedules;

  [[nodiscard]] const DiscountSchedule* schedule(std::string_view name) const;
};

/// Bands begin at 0, follow each other without gap, rates lie in [0, 1) and never rise; names once each.
/// Empty when sound, else the first fault. Run on every table read.
[[nodiscard]] std::string discount_fault(const DiscountTable& table);

/// When within its year a flow is taken to fall.
enum class FlowTiming : std::uint8_t {
  whole_year,  ///< the Green Book's: year 0 undiscounted
  mid_year,    ///< D(t) / sqrt(1 + r(t+1)); not the Green Book's
};
[[nodiscard]] std::string_view words_of(FlowTiming timing);

struct DiscountChoice {
  FlowTiming timing = FlowTiming::whole_year;
  bool accept_unverified = false;  ///< also bands that nobody here read in the publisher's document
};

struct DiscountFactors {
  std::string schedule;
  std::string edition;
  FlowTiming timing = FlowTiming::whole_year;
  Standing standing = Standing::verified;  ///< the weakest of the bands used
  std::vector<Exact> factors;              ///< D(0), D(1)...
};

/// D(0) to D(last_year). Problems: no such schedule (V30), a year beyond its bands (V31), a band that is not
/// verified and was not accepted (V32).
[[nodiscard]] std::optional<DiscountFactors> discount_factors(const DiscountTable& table,
                                                              std::string_view schedule, int last_year,
                                                              const DiscountChoice& choice,
                                                              Problems& problems);
/// D(0) = 1 (whole years), factors positive and never rising. Empty when sound.
[[nodiscard]] std::string factors_fault(const DiscountFactors& factors);

/// The sum of flow(t) D(t), t from 0; as many factors as flows at least (else a Fault).
[[nodiscard]] Exact present_value(const std::vector<Exact>& flows, const DiscountFactors& factors);

/// The square root of value > 0, rounded to 40 places.
[[nodiscard]] Exact root_to_40_places(const Exact& value);

}  // namespace outturn::savings
