// What a batch changed, as files: people.csv, persons.csv, events.csv.
#pragma once

#include "adapters/command/claim/host.h"
#include "engine/linkage/population/population.h"

namespace outturn::command {

/// Into a new folder. Records go by dataset and id; no other value of theirs is written.
void write_changes(const fs::path& out, const linkage::Population& population, const linkage::Change& change,
                   std::int64_t batch);

}  // namespace outturn::command
