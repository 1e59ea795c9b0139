// Names and addresses as spreadsheets write them.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calc/graph.h"

namespace outturn::workbook {

/// 0 -> "A", 26 -> "AA".
[[nodiscard]] std::string column_letters(std::uint32_t column);

/// "Claims!" or "'Claims part 2'!": quoted where a program would need it.
[[nodiscard]] std::string sheet_prefix(const std::string& sheet_name);

/// True when every spreadsheet program takes the word as a defined name: not like a cell (cap1, RC).
[[nodiscard]] bool is_defined_name(std::string_view word);

/// "events_avoided" -> "Events avoided"; what stands before a dot is left out.
[[nodiscard]] std::string name_in_words(const std::string& name);
/// The column's own title, else its name in words.
[[nodiscard]] std::string title_of(const calc::Column& column);

/// "A Sch 3 para 2.1; A Sch 3 para 4": clauses on one line.
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view between = "; ");

/// The parts that are not empty, with dots between: "draft · as at 2015-10-31".
[[nodiscard]] std::string dotted(const std::vector<std::string>& parts);
/// A text inside a formula, in quotes.
[[nodiscard]] std::string quoted(const std::string& words);

/// The name of a sheet of which there may be several: "Savings", "Savings 2". `index` is from 0.
[[nodiscard]] std::string numbered(const std::string& name, std::size_t index);

/// "12,345".
[[nodiscard]] std::string counted(std::size_t number);
/// "1 row", "12,345 rows".
[[nodiscard]] std::string counted(std::size_t number, const std::string& thing);

/// Gives each sheet a plain name of its own, at most 31 characters, compared without case.
class SheetNames {
 public:
  /// `wanted` made plain and short, with a number at the end where it is taken.
  std::string take(const std::string& wanted);

 private:
  std::set<std::string> taken_;
};

}  // namespace outturn::workbook
