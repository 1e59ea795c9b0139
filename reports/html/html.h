// The few words of HTML and SVG that Outturn's pages are written with.
//
// A page stands alone: nothing is fetched, and its content policy names by digest the very styles and scripts
// it holds. It is well-formed XML as well as HTML, so that any reader of either can check it. Every figure
// carries its exact value beside the rounded one shown, under a name: what tests and machines read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::html {

/// Text made safe for HTML, with control characters and what hides or turns text made visible.
[[nodiscard]] std::string words(std::string_view text);

/// The same text as a JSON string with its quotes, safe within a script element of a page.
[[nodiscard]] std::string json(std::string_view text);

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

/// A style or script that stands in the page itself.
struct Inline {
  std::string_view text;
  std::string_view sha256;  ///< in hexadecimal digits
};
/// The look that all pages share.
[[nodiscard]] Inline base_style();

struct Head {
  std::string title;  ///< as it is; made safe here
  std::vector<Inline> styles;
  std::vector<Inline> scripts;  ///< allowed here; written where the page needs them
};
/// From the first byte of a page to the start of its body.
[[nodiscard]] std::string head(const Head& head);
/// The element of a script that `head` allowed.
[[nodiscard]] std::string script(const Inline& script);

/// The attributes that carry a figure: its name and its exact value.
[[nodiscard]] std::string figure_of(std::string_view name, std::string_view value);
[[nodiscard]] std::string figure_of(std::string_view name, double value);
[[nodiscard]] std::string figure_of(std::string_view name, std::uint64_t value);

/// A figure within text.
[[nodiscard]] std::string figure(std::string_view name, std::uint64_t value);
[[nodiscard]] std::string figure(std::string_view name, double value, std::string_view shown);

/// The start of a section with its heading, and its end.
[[nodiscard]] std::string section(std::string_view id, std::string_view heading);
inline constexpr std::string_view section_end = "</section>\n";

struct TableHead {
  std::string words;  ///< HTML already
  bool figures = false;
};
/// A table that scrolls where it is too wide, up to its first row; all but the name is HTML already.
[[nodiscard]] std::string table(std::string_view name, std::string_view caption,
                                const std::vector<TableHead>& heads);
inline constexpr std::string_view table_end = "</tbody></table></div>\n";

/// A paragraph; `text` is HTML already.
[[nodiscard]] std::string paragraph(std::string_view text);
/// How to read the chart below; `text` is HTML already.
[[nodiscard]] std::string how_to_read(std::string_view text);

}  // namespace outturn::html
