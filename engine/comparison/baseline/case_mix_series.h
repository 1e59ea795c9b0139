// Published rates set right for case mix, cohort by cohort: rate, mean predicted score and people of each,
// and the base they are all brought to.
//
// Rule of the Ministry of Justice (Guide to proven reoffending statistics): adjusted = rate + base score -
// cohort's score, in percentage points; the base score is that of the base year's quarterly cohorts, weighted
// by their people. It must never know an area or an offender.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/comparison/baseline/published_rows.h"
#include "engine/comparison/statistics/answer.h"

namespace outturn::comparison {

/// One cohort as published: all three figures under one period.
struct ScoredRow {
  RowAt rate;
  RowAt score;
  RowAt people;
  double rate_percent = 0;
  double score_percent = 0;
  double people_count = 0;
  std::uint32_t period = 0;  ///< of the table of `rate`
};

/// Cohorts of the rows given that have rate and score, and people where `with_people`. Refused where one
/// period has two rows of one measure.
[[nodiscard]] Answer<std::vector<ScoredRow>> scored_rows(const BaselineSpec& spec,
                                                         const std::vector<Published>& tables,
                                                         const std::vector<RowAt>& rows);

struct ScoredBase {
  std::vector<ScoredRow> cohorts;  ///< that make up the base
  double score = 0;                ///< percent
  double rate = 0;
};
/// The shortest cohorts that make up the base period without a gap.
[[nodiscard]] Answer<ScoredBase> base_of(const std::string& base, const std::vector<Published>& tables,
                                         const std::vector<ScoredRow>& cohorts);

}  // namespace outturn::comparison
