// A whole sealed linkage of two members and more: match keys first, then every pair by similarity, then
// people. It sees encodings and numbers of records only.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/linkage/sealed/solve.h"

namespace outturn::sealed {

struct LinkOptions {
  std::optional<std::uint32_t> threshold;  ///< ten-thousandths of Dice; else worked out without truth
  std::size_t most = 200'000'000;          ///< candidates of one pair of members
};

/// What was seen between two members, for the report.
struct Between {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  Backdrop backdrop;
  std::uint32_t looked_from = 0;  ///< the wide threshold, ten-thousandths
  std::uint32_t threshold = 0;    ///< links have at least this similarity
  std::size_t candidates = 0;
  std::size_t by_key = 0;  ///< pairs that agree on a match key
};

struct Linked {
  Solved solved;
  std::vector<Between> between;
  bool too_many = false;  ///< so many candidates that they tell nothing: nothing is linked
};
[[nodiscard]] Linked link_parties(std::vector<Party> members, const LinkOptions& options,
                                  const TaskRunner& run = run_in_turn);

}  // namespace outturn::sealed
