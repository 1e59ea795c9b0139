// Rates made comparable between groups of other ages, sexes or areas.
//
// Direct: each stratum's rate weighted by a standard population, with Dobson's limits (Dobson, Kuulasmaa,
// Eberle and Scherer, Stat Med 1991) scaled from Byar's of the total count; not given below 10 events.
// Indirect: what would have been expected at the public rates of each stratum, against what was observed,
// with Byar's limits for 10 events and more, exact below. Both as PHE/OHID do ("Commonly used public health
// statistics and their confidence intervals", 2018; R package PHEindicatormethods 2.1.0). Rates are per
// person, for whoever prints them to multiply. A stratum without people is told, never taken for a rate of 0.
// This header must never know what strata are made of.
#pragma once

#include <span>
#include <vector>

#include "engine/comparison/statistics/answer.h"
#include "engine/comparison/statistics/intervals.h"
#include "engine/comparison/statistics/rates.h"

namespace outturn::comparison {

// ---- Direct

struct DirectStratum {
  double events = 0;
  double population = 0;
  double standard = 0;  ///< weight: people of the standard population, in any unit
};

struct DirectRule {
  double confidence = 0.95;
  double minimum_events = phe_exact_below;  ///< below so many no rate is given; at least 1
};

struct DirectlyStandardised {
  double events = 0;
  double rate = 0;      ///< per person
  double variance = 0;  ///< of that rate
  Interval interval;
};

[[nodiscard]] Answer<DirectlyStandardised> directly_standardised(std::span<const DirectStratum> strata,
                                                                 const DirectRule& rule = {});

/// Where one person may have several events: how many people had one, two, three and so on.
struct RepeatedStratum {
  std::vector<double> people_with;  ///< [0]: people with one event
  double population = 0;
  double standard = 0;
};

/// The same with each person's events taken together: variance is the sum of frequency squared times that of
/// the people with so many (PHE, for events that are not independent).
[[nodiscard]] Answer<DirectlyStandardised> directly_standardised_of_people(
    std::span<const RepeatedStratum> strata, const DirectRule& rule = {});

// ---- Indirect

struct IndirectlyStandardised {
  double observed = 0;
  double expected = 0;
  double ratio = 0;  ///< observed over expected
  Interval ratio_interval;
  double reference_rate = 0;  ///< all reference events over all reference people
  double rate = 0;            ///< ratio times that
  Interval rate_interval;
};

/// `populations[s]` people at the reference's rate of stratum s. A reference stratum without people is
/// refused where the group has some.
[[nodiscard]] Answer<IndirectlyStandardised> indirectly_standardised(double observed,
                                                                     std::span<const double> populations,
                                                                     std::span<const Rate> reference,
                                                                     double confidence = 0.95);
/// Ratio is observed over expected and within its limits, the rate likewise. Run in production.
[[nodiscard]] std::string indirect_fault(const IndirectlyStandardised& standardised);

}  // namespace outturn::comparison
