// What each person counts: so that the comparison group stands for those who took part.
//
// In a set each partner counts for a share of the person they are partner to; in a stratum each
// comparison person counts for so many treated as there are to one of them (or, for everyone, each person for
// so many as the stratum has to one of their group). Then each group is scaled to add up to its number of
// people with a weight, as MatchIt does (Stuart, Statistical Science 25 (2010), 5).
#pragma once

#include "engine/comparison/matching/matched.h"

namespace outturn::comparison {

/// From the pairs.
void weigh_sets(const Cohort& cohort, Matched& matched);

/// From the strata; strata with one group only lose their number.
void weigh_strata(const Cohort& cohort, Matched& matched);

}  // namespace outturn::comparison
