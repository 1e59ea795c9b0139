// The integers of a column at the width they are held in: internal to the evaluators.
#pragma once

#include "engine/calc/graph.h"

namespace outturn::calc {

/// Calls f with a pointer to the first value (std::uint8_t, std::int32_t or std::int64_t), so that
/// loops over a column are compiled once for each width.
template <typename F>
decltype(auto) with_cells(const Values& values, F&& f) {
  if (!values.big.empty()) return f(values.big.data());
  if (!values.small.empty()) return f(values.small.data());
  return f(values.flags.data());
}

template <typename F>
decltype(auto) with_cells(Values& values, F&& f) {
  if (!values.big.empty()) return f(values.big.data());
  if (!values.small.empty()) return f(values.small.data());
  return f(values.flags.data());
}

}  // namespace outturn::calc
