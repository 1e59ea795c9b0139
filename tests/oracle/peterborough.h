// HMP Peterborough by hand: early payment a cohort at 10 %, else one final payment at 7.5 % over all.
//
// Rules as in contracts/library/peterborough-one-service under its standing assumptions (pooled by
// size of rounded reductions, final payment only when no cohort was paid early), written a second
// time in whole numbers: rates in hundredths of an event per 100 people, percentages in hundredths of
// a per cent, money in pence.
#pragma once

#include <vector>

namespace outturn::oracle {

struct CohortFacts {
  long long people = 0;
  long long events = 0;  ///< 14200: 142 per 100 people
  long long comparison = 0;
};

struct CohortResult {
  long long reduction = 0;  ///< 839: 8.39 %
  long long avoided = 0;    ///< whole events, part events dropped towards minus infinity
  bool paid_early = false;
  long long payment = 0;
};

struct PeterboroughResult {
  std::vector<CohortResult> cohorts;
  long long by_size = 0;  ///< 902: 9.02 %
  long long by_events = 0;
  bool final_due = false;
  long long final_payment = 0;
};

[[nodiscard]] PeterboroughResult peterborough(const std::vector<CohortFacts>& cohorts);

}  // namespace outturn::oracle
