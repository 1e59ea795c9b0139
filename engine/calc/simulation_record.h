// What a run is told of a simulation: what was drawn, what the measures came to, and how sure both are.
//
// Frozen: a workbook can't draw. Decimals of twelve digits; each quantile is what came of one draw, which the
// exact engine has worked out again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/calc/graph.h"
#include "engine/values/exact.h"

namespace outturn::calc {

struct SimulationRecord {
  std::uint64_t draws = 0;
  std::uint64_t seed = 0;

  struct Figure {
    ColumnId column = none;
    std::string words;  ///< its distribution, as the contract says it
    Exact mean;         ///< of the distribution
    Exact sd;
    Exact drawn_mean;
    Exact drawn_sd;
  };
  std::vector<Figure> figures;

  /// Two figures, by their numbers, and how far they go together.
  struct Pair {
    std::size_t one = 0;
    std::size_t other = 0;
    std::string wanted;  ///< as written
    Exact drawn;
  };
  std::vector<Pair> pairs;

  struct Quantile {
    Exact share;  ///< 0.05: one draw in twenty lies below
    Exact value;
    Exact se;
  };
  struct Chance {
    std::string threshold;  ///< as written
    Exact share;            ///< of draws above it
    Exact low;              ///< 95 %
    Exact high;
  };
  struct Outcome {
    ColumnId column = none;
    Exact mean;
    Exact mean_se;
    Exact sd;
    Exact least;
    Exact most;
    std::vector<Quantile> quantiles;
    std::vector<Chance> chances;
    std::vector<Exact> rank;  ///< by figure: how far the two go together, by their order
    Exact bars_from;
    Exact bar_width;
    std::vector<std::uint64_t> bars;
  };
  std::vector<Outcome> outcomes;
  std::size_t worked_out_again = 0;  ///< draws that the exact engine came to the same of
};

}  // namespace outturn::calc
