// Rows of an input that stand in the contract itself. Closed structs, no behaviour; they must never know
// which statement wrote them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/values/exact.h"

namespace outturn::language {

/// A column of them. One of the two is filled, with one entry a row.
struct GivenColumn {
  std::vector<std::optional<Exact>> figures;  ///< nullopt: not said
  std::vector<std::string> rows;              ///< keys of the input it points to
};

/// Rows of an input that stand in the contract itself, so that no file is asked for.
struct GivenRows {
  std::string input;
  std::vector<std::string> keys;     ///< of its first column
  std::vector<GivenColumn> columns;  ///< each further one
  std::uint32_t line = 0;
};

}  // namespace outturn::language
