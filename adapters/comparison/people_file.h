// A people file (CSV) into the cohort that is compared: one line a person.
//
// Only the columns asked for are read, and of those nothing is guessed and nobody dropped: an empty cell, a
// word among numbers or an id that stands twice is told with its lines, and there is no cohort then. A column
// whose first cell is no number holds words and becomes a factor. Numbers are read to the nearest double,
// whatever the machine's locale. It must never know a method.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/base/tasks.h"
#include "engine/comparison/cohort/cohort.h"

namespace outturn::comparison {

/// Which columns of the file are what.
struct PeopleColumns {
  std::string treated;                  ///< 1 or 0, yes or no
  std::vector<std::string> covariates;  ///< terms: "age", "I(age^2)", "race", "as.factor(education)"
  std::vector<std::string> outcomes;    ///< numbers, or yes and no
  std::vector<std::string> exact;
  std::string id;  ///< empty: the first column called "id", else rows are numbered from 1
};

/// `bytes` is the whole file, shown as `file` in messages. nullopt when errors were added. The covariates are
/// the columns that terms name, each once; one written as.factor(x) or factor(x) keeps that name.
[[nodiscard]] std::optional<Cohort> read_people(const std::string& file, std::string_view bytes,
                                                const PeopleColumns& columns, Problems& problems,
                                                const TaskRunner& run = run_in_turn);

}  // namespace outturn::comparison
