// Cells of published figures: a number, a marker that its publisher uses, both ("57 [r]"), or nothing.
//
// Markers follow the Government Analysis Function's guidance on symbols in tables (square brackets), which is
// understood everywhere; bare letters and signs only as the publisher at hand uses them, since "-" is nil to
// one and missing to another.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/comparison/published/published.h"

namespace outturn::opendata {

struct MarkerWord {
  std::string text;  ///< as written; letters in any case
  comparison::MarkerKind kind = comparison::MarkerKind::none;
  std::optional<std::int64_t> least;  ///< bounds of what is hidden, where the publisher states them
  std::optional<std::int64_t> most;
};

/// What a publisher writes in place of figures.
using MarkerHabit = std::vector<MarkerWord>;

struct FigureCell {
  std::optional<comparison::Figure> figure;
  comparison::Marker marker;
  bool shortened = false;  ///< more decimals than 18: the last were rounded
};

/// "1,329,075", "3.7", "-0.2", "4.1E-2", "£12.50", "25%", "57 [r]", "[c]", "*", "". Commas only between
/// groups of three. A marker that hides a figure leaves none.
[[nodiscard]] FigureCell read_figure(std::string_view text, const MarkerHabit& habit);

/// A plain number of at most 18 digits, or nothing.
[[nodiscard]] std::optional<comparison::Figure> figure_in(std::string_view text);

/// The name or text without a note at its end: "[note 3]", "[r]", or a digit glued to a word ("rate2").
[[nodiscard]] std::string_view without_note(std::string_view text);

}  // namespace outturn::opendata
