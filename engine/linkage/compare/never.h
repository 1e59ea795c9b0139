// Levels of a model that no pair of these records can ever come into.
//
// A date difference whose format reads none of the column's values is dead: its pairs fall into later
// levels, unseen (Splink 4.0.16's own documentation models of FEBRL have three such levels each). So is
// what an earlier level already covers. A specification with such a level is refused; a model that was
// trained with it keeps it, with a warning. What is said here is sure; that nothing is said proves nothing.
#pragma once

#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/linkage/compare/readings.h"
#include "engine/linkage/model/model.h"
#include "engine/linkage/records/records.h"

namespace outturn::linkage {

struct NeverLevel {
  std::size_t comparison = 0;
  std::size_t level = 0;
  std::string why;  ///< a whole sentence
};

/// `readings` must be of the model and the records, and worked out.
[[nodiscard]] std::vector<NeverLevel> never_levels(const Model& model, const Records& records,
                                                   const Readings& readings);

/// A problem for each. `file` is the model's or specification's name.
void tell_never(const std::vector<NeverLevel>& levels, const Model& model, const std::string& file,
                Severity severity, Problems& problems);

/// True when every pair that meets `narrow` meets `wide` too, whatever the records.
[[nodiscard]] bool implies(const Condition& narrow, const Condition& wide);

}  // namespace outturn::linkage
