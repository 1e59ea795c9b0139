// A small contract with a bit of everything, run on a few rows: what reports are tested on.
#pragma once

#include <optional>
#include <string>

#include "engine/calc/record.h"

namespace outturn::test {

/// Two people, eight claims, a card, a cap per person and one over the contract, a bonus in bands, an
/// open question with two readings, one date not known. Fails the running test on any problem.
[[nodiscard]] calc::Run small_run();

/// The same contract on other claims (the text of claims.csv) or after a last claim.
struct SmallClaim {
  std::string claims;  ///< empty: those of small_run
  std::optional<calc::PreviousClaim> previous;
};
[[nodiscard]] calc::Run small_run(SmallClaim claim);

/// Compares with the file tests/`name`; writes it instead when OUTTURN_UPDATE_GOLDEN is set.
void expect_golden(const std::string& name, const std::string& have);

/// The row whose key is `key`.
[[nodiscard]] std::size_t row_of(const calc::Graph& graph, const std::string& column, const std::string& key);

}  // namespace outturn::test
