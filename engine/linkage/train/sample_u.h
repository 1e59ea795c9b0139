// u of every level: how often records drawn at random fall there.
//
// Random records are drawn so that they make about so many pairs, all of which are compared (Splink's
// estimate_u_using_random_sampling). True matches among them are ignored, as there. What a comparison
// reads is often the same in many records, so each combination of values is compared once and counted
// as often as it occurs: the result is that of comparing every pair.
#pragma once

#include <cstdint>

#include "engine/base/tasks.h"
#include "engine/linkage/compare/comparer.h"
#include "engine/linkage/records/records.h"

namespace outturn::linkage {

struct SampleSize {
  double pairs = 1e6;      ///< to be compared, about
  std::uint64_t seed = 1;  ///< which records are drawn: with the record's dataset and id, and nothing else
};

/// Fills in u where it is not fixed. A level no pair fell into has u unknown afterwards.
void sample_u(Model& model, const Records& records, const Readings& readings, const Comparer& comparer,
              SampleSize size, const TaskRunner& run);

}  // namespace outturn::linkage
