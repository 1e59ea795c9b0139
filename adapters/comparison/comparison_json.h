// A comparison as one JSON object, for checks from outside: the names are those of R's results.
//
// Written as a stream, since scores of a million people are no tree of objects; numbers with as many digits
// as it takes to read the same double back.
#pragma once

#include <string>

#include "engine/comparison/comparing/comparing.h"

namespace outturn::comparison {

/// `asked_words`: name and value of each choice, in order, as `method` of the result.
[[nodiscard]] std::string comparison_json(
    const Cohort& cohort, const Comparison& comparison,
    const std::vector<std::pair<std::string, std::string>>& asked_words);

}  // namespace outturn::comparison
