#include "engine/comparison/statement/evidence.h"

#include <array>

#include "engine/base/problem.h"

namespace outturn::comparison {
namespace {

struct Row {
  StudyDesign design;
  Evidence evidence;
};

constexpr const char* parallel =
    "This assumes that both groups would have moved in parallel without the programme; their course before "
    "it "
    "is to be shown.";

constexpr std::array<Row, 9> rows{{
    {StudyDesign::counts_only,
     {"counts of outcomes", 0, 0, 1, "This does not show what would have happened otherwise."}},
    {StudyDesign::before_and_after,
     {"before and after", 2, 1, 2,
      "Outcomes are set against those of an earlier period. Other causes are not ruled out."}},
    {StudyDesign::historic_rate,
     {"against a fixed historic rate", 2, 1, 2,
      "Outcomes are set against a rate of the past. Other causes are not ruled out."}},
    {StudyDesign::standardised_rate,
     {"against a standardised population rate", 2, 1, 2,
      "Outcomes are set against what was expected from the population's rates. Other causes are not ruled "
      "out."}},
    {StudyDesign::matched,
     {"matched on observed characteristics", 3, 2, 3,
      "Those who took part are compared with similar people on the listed characteristics. Unmeasured "
      "differences may remain."}},
    {StudyDesign::interrupted_series, {"interrupted time series with a comparison", 3, 2, 3, parallel}},
    {StudyDesign::difference_in_differences, {"difference in differences", 3, 3, 3, parallel}},
    {StudyDesign::discontinuity,
     {"regression discontinuity or instrument", 4, 4, 3, "The effect is that on people near the threshold."}},
    {StudyDesign::randomised,
     {"randomised", 5, 5, 3, "Chance decided who took part, so that the difference was caused by it."}},
}};

}  // namespace

const Evidence& evidence_of(StudyDesign design) {
  for (const Row& row : rows)
    if (row.design == design) return row.evidence;
  throw Fault("a design without its evidence");
}

}  // namespace outturn::comparison
