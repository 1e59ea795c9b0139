// A pair's weight as a sum in words: for the person who asks why the program thinks so.
//
// The steps are those of linking.h's waterfall, worked out again from what pairs.csv and the model hold:
// levels, the plain sum and the probability. How common the agreeing values are is what the plain sum has
// beyond the levels; what is set right for columns that go together is what the odds have beyond it.
#pragma once

#include <string>
#include <vector>

#include "engine/linkage/model/model.h"
#include "engine/linkage/review/bands.h"

namespace outturn::linkage {

struct SumStep {
  std::string what;      ///< "surname"
  std::string found;     ///< "Exact match on surname"
  std::string in_words;  ///< "45 times as likely for one person as for two"
  double weight = 0;
};

struct SumInWords {
  std::vector<SumStep> steps;  ///< in the order they are added; the first is the start
  double total = 0;            ///< log2 of the odds
  std::string in_words;        ///< "97 in 100 such pairs are one person"
};

/// Without steps when the pair's levels are not of this model.
[[nodiscard]] SumInWords sum_in_words(const Model& model, const ReviewPair& pair);

/// True when the pair's levels can be those of the model.
[[nodiscard]] bool levels_fit(const Model& model, const std::vector<int>& levels);

}  // namespace outturn::linkage
