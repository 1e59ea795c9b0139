// A comparison's specification: who took part, what is known of each, how they are made comparable, what is
// looked at afterwards.
//
// A text that a bid writer can read and mend, agreed before anybody has seen an outcome, one line a
// statement:
//
//     comparison similar_people
//     treated took_part
//     known before age, I(age^2), sex, previous_offences
//     match nearest, 1 to 1, on the logit
//     caliper 0.2 SD
//     exact on region
//     outcome reoffended
//     at least 60 people, 30 matched
//
// Its method in words (method_words) is what a contract's `method` line must say. It must never know a
// result.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/comparison/comparing/comparing.h"

namespace outturn::comparison {

struct ComparisonSpec {
  std::string name;     ///< of the contract's comparison
  std::string treated;  ///< column: 1 or yes, 0 or no
  std::string id;       ///< column; empty: the first called "id", else rows are numbered
  std::vector<std::string> covariates;
  std::vector<std::string> outcomes;
  std::vector<std::string> exact;
  int decimals = 2;  ///< of the figures a contract reads
  Asked asked;
};

/// nullopt when errors were added (CS1).
[[nodiscard]] std::optional<ComparisonSpec> read_comparison_spec(const SourceFile& source,
                                                                 Problems& problems);

/// "nearest, 1 to 1, on the logit, caliper 0.2 SD, largest first, ties by id".
[[nodiscard]] std::string method_words(const ComparisonSpec& spec);

}  // namespace outturn::comparison
