// A baseline made: what was observed, what was to be expected, and what may be said of the one against the
// other.
//
// Methods and where each is from are in the .cpp files: expected rates (Breslow and Day, IARC 1987), a fixed
// published rate and a historical cohort (exact binomial; Newcombe, Stat Med 1998), direct standardisation
// (Dobson and others, Stat Med 1991), case mix (Ministry of Justice), funnel (Spiegelhalter, Stat Med 2005),
// interrupted series (Wagner and others 2002), difference in differences (Bertrand, Duflo and Mullainathan
// 2004). Everything is a plain number here; decimals and files are the adapters'. It must never know a file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/comparison/baseline/people_strata.h"
#include "engine/comparison/statistics/answer.h"

namespace outturn::comparison {

struct BaselineTold {
  std::string name;
  std::string words;
};

/// Rates are shares (or, of a series, in the unit of its values); a difference is observed less expected.
struct BaselineFigures {
  double people = 0;
  double observed = 0;
  double expected = 0;
  Interval expected_range;  ///< of no width but where a suppressed count leaves a range
  double ratio = 0;
  Interval ratio_limits;
  double observed_rate = 0;
  double expected_rate = 0;
  double difference = 0;
  Interval difference_limits;
  double p = 1;
  std::string interval_words;  ///< "Byar", "exact"
};

struct BaselineCoefficient {
  std::string term;
  double estimate = 0;
  double se = 0;
};

struct Baseline {
  BaselineFigures figures;
  bool counts = true;       ///< figures are of people; false: of a series, and people and ratio are not there
  std::vector<RowAt> rows;  ///< published rows used, each once
  std::vector<PeopleStratum> strata;
  std::vector<std::int32_t> stratum_of_person;
  std::vector<BaselineCoefficient> coefficients;
  std::vector<BaselineTold> extra;       ///< further figures by column name, as text
  std::vector<BaselineTold> parameters;  ///< conventions, each with its source
  std::vector<BaselineTold> tests;       ///< every test made
  std::vector<std::string> cautions;
  std::string statement;
  std::string detectable;
  std::string maryland;
  std::string nesta;
};

/// What a baseline is made from. `people` and `earlier` are nullptr where the method has none.
struct BaselineInputs {
  const BaselineSpec& spec;
  const std::vector<Published>& tables;
  const AreaHistory& history;
  const BaselinePeople* people = nullptr;
  const BaselinePeople* earlier = nullptr;
};

/// nullopt when errors were added: B10 to B14 (people_strata.h), B20 fewer people than agreed, B21 the method
/// can't be worked out from these figures, B22 a series that is not whole.
[[nodiscard]] std::optional<Baseline> baseline_of(const BaselineInputs& inputs, Problems& problems);

/// Ratio, rates and difference follow from observed and expected; every estimate lies in its interval; strata
/// add up. Empty when sound. Run in production.
[[nodiscard]] std::string baseline_fault(const Baseline& made);

}  // namespace outturn::comparison
