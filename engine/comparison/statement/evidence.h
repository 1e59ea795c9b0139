// How much each kind of comparison can bear: its place on the scales commissioners use, and the sentence that
// goes with it.
//
// Maryland Scientific Methods Scale in the scoring of the What Works Centre for Local Economic Growth (2016);
// Nesta Standards of Evidence (Puttick & Ludlow, 2013). This header must never know a number of anybody's
// result.
#pragma once

#include <cstdint>

namespace outturn::comparison {

enum class StudyDesign : std::uint8_t {
  counts_only,
  before_and_after,
  historic_rate,
  standardised_rate,  ///< indirectly or directly, against a population's
  matched,            ///< pairs, strata or weights on what was observed
  interrupted_series,
  difference_in_differences,
  discontinuity,
  randomised,
};

struct Evidence {
  const char* design;     ///< in words
  int maryland;           ///< where all conditions hold; 0: below the scale
  int maryland_at_least;  ///< where only the design itself is certain
  int nesta;
  const char* statement;  ///< whole sentences
};
[[nodiscard]] const Evidence& evidence_of(StudyDesign design);

}  // namespace outturn::comparison
