// How full filters are. A filter half full tells most; one nearly full makes all people look alike,
// one nearly empty shows which grams a name has. So a file whose mean fill is outside 40 to 60 % is
// refused, with the bits that would do.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "engine/base/problem.h"
#include "engine/linkage/sealed/schema.h"

namespace outturn::sealed {

struct FillTally {
  std::uint64_t records = 0;
  std::uint64_t bits_set = 0;                       ///< over all records
  std::map<std::uint64_t, std::uint64_t> patterns;  ///< which fields are known (bit i: field i) -> records

  [[nodiscard]] double mean(const Schema& schema) const;
};

/// Expected mean fill when the fields set `bits` each.
[[nodiscard]] double expected_fill(const FillTally& tally, std::uint32_t filter,
                                   const std::vector<std::uint32_t>& bits);

/// The fields' bits, all scaled alike, that would fill the filters by half.
[[nodiscard]] std::vector<std::uint32_t> bits_for_half(const FillTally& tally, const Schema& schema);

/// Refuses (P3) a fill outside 40 to 60 %.
void check_fill(const FillTally& tally, const Schema& schema, const std::string& file, Problems& problems);

}  // namespace outturn::sealed
