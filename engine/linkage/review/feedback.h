// Decisions given back to the next link: what must be one person, and what is barred from being one.
#pragma once

#include <string>
#include <vector>

#include "engine/linkage/people/people.h"
#include "engine/linkage/records/records.h"
#include "engine/linkage/review/decisions.h"

namespace outturn::linkage {

struct Feedback {
  std::vector<RecordPair> must;  ///< for PeopleOptions and LinkingOptions, in order of records
  std::vector<RecordPair> barred;
  std::vector<Settled> unknown;       ///< a record of theirs is in no file now: left out
  std::vector<Settled> contradicted;  ///< "different", while other decisions make them one person: left out
  std::size_t unsure = 0;             ///< "can't tell" decides nothing
};

[[nodiscard]] Feedback feedback_of(const Records& records, const std::vector<Settled>& settled);

}  // namespace outturn::linkage
