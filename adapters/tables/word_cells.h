// Cells of words: keys, links, yes and no, and all the ways of saying that nothing is known.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/tables/column_rules.h"
#include "adapters/tables/flaws.h"

namespace outturn::tables {

/// 1 or 0; nullopt for anything but yes/no, true/false, 1/0 in any case.
[[nodiscard]] std::optional<std::int32_t> truth_in(std::string_view text);

/// not_a_key, formula_key, long_key or none: whether a key or link may be written so.
[[nodiscard]] Flaw key_flaw(std::string_view text);

/// Words that stand for nothing, or a spreadsheet's error: unknown_word, sheet_error, not_shown or
/// none. In keys and links only words that can hardly be a name count, in text none.
[[nodiscard]] Flaw filler_flaw(FactType type, std::string_view text);

/// A cell a spreadsheet would take for a formula.
[[nodiscard]] bool looks_like_formula(std::string_view text);

/// More than a spreadsheet's cell can hold: 32,767 UTF-16 units.
[[nodiscard]] bool too_long_for_cell(std::string_view text);

/// What to say about a flaw of words, of an empty cell or of a filler.
[[nodiscard]] Advice advise_words(const Finding& finding, const ColumnRules& rules, std::string_view text);

}  // namespace outturn::tables
