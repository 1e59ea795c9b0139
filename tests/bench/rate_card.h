// A rate card with caps (rate_card.contract: once per person and outcome, a window, a cap a participant and
// one over the contract) over any number of people, five outcomes each: the load of the benchmarks.
#pragma once

#include <string>
#include <vector>

#include "contracts/check/check.h"
#include "contracts/compile/compile.h"

namespace outturn::bench {

/// Synthetic evidence as CSV text, from a seed: the same on every machine.
struct RateCardEvidence {
  std::string participants;
  std::string claims;
};
[[nodiscard]] RateCardEvidence rate_card_evidence(std::size_t people, std::uint32_t seed = 20261122);

struct RateCardLoad {
  SourceFile source;
  language::Contract contract;
  std::vector<Table> tables;
};
/// Reads contract and evidence; throws Fault when either has a problem.
[[nodiscard]] RateCardLoad read_rate_card(const RateCardEvidence& evidence);

[[nodiscard]] compile::Request request_of(std::vector<Table> tables);

}  // namespace outturn::bench
