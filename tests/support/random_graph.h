// Random well-typed contracts at the level of the graph: what the cross-check feeds to spreadsheets.
//
// A seed gives a person, claim and quarter frame, rate and band tables, terms, evidence with unknown
// values, links with their guards, and random formulas that keep the laws a compiled contract keeps:
// what may be unknown or 0 is guarded by an IF, what is unrounded is rounded before it is paid, edges
// of bands lie between the values searched. The same seed gives the same graph on any machine.
#pragma once

#include <cstdint>

#include "engine/calc/record.h"

namespace outturn::test {

struct RandomOptions {
  std::uint64_t seed = 1;
  std::size_t claims = 60;    ///< most rows of the longest frame
  std::size_t formulas = 40;  ///< random formulas besides the set pieces
};

/// Graph and record; not evaluated yet.
[[nodiscard]] calc::Run random_run(const RandomOptions& options);

/// Evaluated, with no knife-edge and no number near the end of what a cell holds: seeds that give
/// such a graph are passed over, and `seed_used` says where it ended.
[[nodiscard]] calc::Run settled_random_run(RandomOptions options, std::uint64_t& seed_used);

}  // namespace outturn::test
