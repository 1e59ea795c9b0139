// Published sets for the tests of effects, and what R made of them (golden/comparison, outside the
// repository).
#pragma once

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/comparison/cohort/cohort.h"
#include "engine/comparison/matching/matched.h"
#include "tests/values/shared_golden.h"

namespace outturn::comparison::test {

/// Columns of a plain CSV file, by name.
struct Csv {
  std::vector<std::string> names;
  std::map<std::string, std::vector<std::string>> columns;

  [[nodiscard]] std::vector<double> numbers(const std::string& name) const;
};

/// nullopt when the file is not there.
[[nodiscard]] std::optional<Csv> read_shared_csv(const std::string& path);

/// A golden file with its people: covariates of the model, outcomes as the golden file names them.
struct GoldenSet {
  nlohmann::json golden;
  Cohort cohort;
  std::map<std::string, std::uint32_t> row_of;
};
[[nodiscard]] std::optional<GoldenSet> golden_set(const std::string& name);

/// The matching that a design of the golden file holds: pairs or strata, and weights.
[[nodiscard]] Matched matched_of(const GoldenSet& set, const nlohmann::json& design);

/// The covariate as a number column: a level's dummy for "racehispan".
[[nodiscard]] std::vector<double> model_column(const Cohort& cohort, const std::string& name);

/// The score or logit of each person, as the golden file prints them.
[[nodiscard]] std::vector<double> scores_of(const GoldenSet& set, const std::string& key);

/// To 1e-9 of the size, or 1e-9 near nought.
void expect_near(double found, const nlohmann::json& golden, const std::string& what);

}  // namespace outturn::comparison::test

#define OUTTURN_SET_OR_SKIP(variable, name)                                                            \
  const auto variable##_read = ::outturn::comparison::test::golden_set(name);                          \
  if (!variable##_read) {                                                                              \
    GTEST_SKIP() << "NOT TESTED: no golden file or people of " << (name) << "; set OUTTURN_SHARED to " \
                 << "the folder that holds golden/ and data/";                                         \
  }                                                                                                    \
  const ::outturn::comparison::test::GoldenSet& variable = *variable##_read
