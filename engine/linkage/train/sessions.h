// m of every level, from sessions that each look at the pairs of one blocking rule.
//
// As Splink's recipe: comparisons that read a blocked column rest in that session; the prior is first
// raised by what agreeing on the blocked columns says, then found anew and thrown away; each level's m
// is the median over the sessions it occurred in, and later sessions start from earlier ones' m.
#pragma once

#include <string>
#include <vector>

#include "engine/base/tasks.h"
#include "engine/linkage/compare/comparer.h"
#include "engine/linkage/records/records.h"

namespace outturn::linkage {

struct Session {
  std::string rule;
  std::uint64_t pairs = 0;
  int iterations = 0;
  double prior = 0;  ///< of the session's own pairs, at the end
  std::vector<std::string> trained;
};

/// Fills in m where it is not fixed; what was trained before is forgotten. The comparer must be of the
/// model's comparisons, the readings must include the rules'.
[[nodiscard]] std::vector<Session> train_m(Model& model, const std::vector<BlockingRule>& rules,
                                           const Records& records, const Readings& readings,
                                           const Comparer& comparer, const TaskRunner& run);

/// The prior: pairs that meet any of the rules, which hold for true matches almost alone, over the share of
/// true matches that meet them, over all possible pairs.
[[nodiscard]] double prior_from(const Model& model, const std::vector<BlockingRule>& rules, double recall,
                                const Records& records, const Readings& readings, const Comparer& comparer,
                                const TaskRunner& run);

}  // namespace outturn::linkage
