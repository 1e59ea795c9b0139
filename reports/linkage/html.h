// The few words of HTML and SVG that the linkage page is written with.
//
// The page is well-formed XML as well as HTML, so that any reader of either can check it. Every figure
// carries its exact value beside the rounded one shown, under a name: what tests and machines read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace outturn::linkage_page {

/// Text made safe for HTML, with control characters and what hides or turns text made visible.
[[nodiscard]] std::string words(std::string_view text);

/// "1,234".
[[nodiscard]] std::string whole(std::uint64_t number);
/// A count that is expected rather than counted: "0.3", "12", "1,234"; "under 0.1" where it is that small.
[[nodiscard]] std::string about(double number);
/// "97.3%"; says 0% and 100% of nothing else.
[[nodiscard]] std::string percent(double share);
/// "+4.2", with a minus sign of its own width.
[[nodiscard]] std::string weight(double log2_odds);
/// A place or size in a drawing.
[[nodiscard]] std::string place(double at);
/// "1 pair", "1,234 pairs".
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

/// The attributes that carry a figure: its name and its exact value.
[[nodiscard]] std::string figure_of(std::string_view name, double value);
[[nodiscard]] std::string figure_of(std::string_view name, std::uint64_t value);

/// A figure within text.
[[nodiscard]] std::string figure(std::string_view name, std::uint64_t value);
[[nodiscard]] std::string figure(std::string_view name, double value, std::string_view shown);

/// The start of a section with its heading, and its end.
[[nodiscard]] std::string section(std::string_view id, std::string_view heading);
inline constexpr std::string_view section_end = "</section>\n";

/// A paragraph; `text` is HTML already.
[[nodiscard]] std::string paragraph(std::string_view text);
/// How to read the chart below; `text` is HTML already.
[[nodiscard]] std::string how_to_read(std::string_view text);

}  // namespace outturn::linkage_page
