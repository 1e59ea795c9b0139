// The members' files of a batch, and what speaks against taking them in.
#pragma once

#include <optional>

#include "adapters/command/population_command.h"
#include "adapters/linkage/read_records.h"
#include "adapters/store/population_store.h"

namespace outturn::command {

struct BatchInputs {
  linkage::Records records;
  std::vector<store::BatchFile> files;
};

/// Reads the files with the columns the model needs. nullopt when errors were added.
[[nodiscard]] std::optional<BatchInputs> read_batch(const PopulationOptions& options,
                                                    const linkage::Model& model, Problems& problems);

/// Files and records that the population has already.
void refuse_known(store::PopulationStore& store, const BatchInputs& batch, Problems& problems);

}  // namespace outturn::command
