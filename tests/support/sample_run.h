// The contract and evidence of samples/variation, as given or with words of them replaced.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/calc/record.h"

namespace outturn::test {

/// What is altered before the run. Each pair is words that must stand in the text and what to put there.
struct Altered {
  std::vector<std::pair<std::string, std::string>> contract;
  std::vector<std::pair<std::string, std::string>> claims;
  std::vector<std::pair<std::string, std::string>> participants;
  std::vector<std::string> documents;  ///< known; empty: all
};

/// Fails the running test on any problem.
[[nodiscard]] calc::Run sample_run(const Altered& altered = {});

/// claims.csv of the sample.
[[nodiscard]] std::string sample_claims();

}  // namespace outturn::test
