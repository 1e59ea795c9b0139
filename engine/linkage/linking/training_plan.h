// Which pairs a model is trained on, where nobody has said.
#pragma once

#include <vector>

#include "engine/linkage/model/model.h"
#include "engine/linkage/records/records.h"

namespace outturn::linkage {

struct TrainingPlan {
  std::vector<BlockingRule> sessions;     ///< each comparison trains in at least one, where that can be
  std::vector<BlockingRule> nearly_sure;  ///< rules that true matches meet almost alone: for the prior
  double recall = 0.7;                    ///< share of true matches taken to meet one of them
};

[[nodiscard]] TrainingPlan training_plan(const Model& model, const Records& records);

/// The model with the plan's rules beside its own: what has to be read of every record.
[[nodiscard]] Model with_training(const Model& model, const TrainingPlan& plan);

}  // namespace outturn::linkage
