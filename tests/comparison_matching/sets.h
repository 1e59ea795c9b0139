// The published data sets by which matching is judged, and small cohorts made up from a seed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/comparison/cohort/cohort.h"
#include "engine/comparison/design/design.h"
#include "engine/comparison/propensity/propensity.h"

namespace outturn::comparison::test {

/// A data set with what R made of it.
struct Published {
  Cohort cohort;  ///< covariates those of the golden model, each once
  nlohmann::json golden;
  Scores scores;  ///< as R has them, to the last bit

  /// The column of the file as exact key, words or numbers alike as words.
  void set_exact(const std::vector<std::string>& columns);
  std::vector<std::vector<std::string>> table;  ///< the file, first the header
};

/// match_NAME.json and NAME.csv under $OUTTURN_SHARED or ../shared; nullopt where they are absent.
std::optional<Published> published(const std::string& name);

/// A covariate from cells: words where one cell is no number.
Covariate covariate_of(const std::string& name, const std::vector<std::string>& cells);

/// People with scores drawn from few values (so that many tie), one factor of `keys` levels as exact key
/// when `keys` is above 1.
struct Drawn {
  Cohort cohort;
  Scores scores;
};
Drawn drawn(std::uint64_t seed, std::size_t people, std::size_t values, std::size_t keys);

}  // namespace outturn::comparison::test

#define OUTTURN_PUBLISHED_OR_SKIP(variable, name)                                                \
  auto variable##_read = ::outturn::comparison::test::published(name);                           \
  if (!variable##_read) {                                                                        \
    GTEST_SKIP() << "NOT TESTED: the data set or golden file of " << (name)                      \
                 << " is absent; set OUTTURN_SHARED to the folder that holds data/ and golden/"; \
  }                                                                                              \
  ::outturn::comparison::test::Published& variable = *variable##_read
