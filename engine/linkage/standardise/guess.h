// What a column of an unknown file holds, guessed from its header and its values, with the reasons.
//
// The header is believed unless the values contradict it; without a telling header the values alone
// are judged. A guess is a proposal to be read and mended, so each reason is a sentence. It must never
// look at which rows belong together: a column that holds the answer is set aside, not used.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/linkage/standardise/header_words.h"

namespace outturn::linkage {

struct ColumnSample {
  std::string_view header;
  std::span<const std::string_view> distinct_values;  ///< each once, best in order of first appearance
  std::size_t rows = 0;                               ///< of the table
  std::size_t filled = 0;                             ///< rows with a value
  std::size_t distinct = 0;                           ///< how many distinct values there are in all
  bool named_as_truth = false;                        ///< by whoever asks
};

struct ColumnGuess {
  ColumnRole role = ColumnRole::field;
  FieldKind kind = FieldKind::free_text;  ///< for a field
  std::vector<std::string> reasons;       ///< whole sentences
};

[[nodiscard]] ColumnGuess guess_kind(const ColumnSample& column);

}  // namespace outturn::linkage
