// A cohort made up for measuring: people who took part and ten to be compared with for each, who differ from
// them in most of what is known. The same bits as the generator of the golden timings, which uses SplitMix64
// and + - * on doubles only.
#pragma once

#include <cstddef>

#include "engine/comparison/cohort/cohort.h"

namespace outturn::test {

/// `treated` people who took part among eleven times as many; numbers x1 to x8, outcome y.
comparison::Cohort lopsided_cohort(std::size_t treated);

}  // namespace outturn::test
