// Where the rows of a sheet went: rows put in, taken out or sorted are found by the words in column A.
//
// A row put in shifts all below it, and every formula that names them; told as thousands of changed cells it
// would hide the one that matters. It must never know what a row is.
#pragma once

#include <optional>

#include "reports/returned/book_cells.h"

namespace outturn::returned {

inline constexpr std::uint32_t gone = 0xFFFFFFFF;

struct RowMoves {
  std::vector<std::uint32_t> to;      ///< by row of the expected sheet, up to its last; `gone` when taken out
  std::vector<std::uint32_t> put_in;  ///< rows of the returned sheet that were not there
  std::vector<std::uint32_t> taken_out;
  bool sorted = false;  ///< the same rows in another order: `to` is empty then
  bool any = false;     ///< some row stands elsewhere

  /// Rows below the last stand as far down as the last does.
  [[nodiscard]] std::uint32_t of(std::uint32_t row) const;
};

[[nodiscard]] RowMoves row_moves(const SheetCells& expected, const SheetCells& back);

/// A heading that stands in another column than expected, when columns were put in or taken out.
struct MovedHeading {
  std::uint32_t words = 0;
  std::uint32_t expected = 0;
  std::uint32_t found = 0;
};
[[nodiscard]] std::optional<MovedHeading> moved_heading(const SheetCells& expected, const SheetCells& back,
                                                        std::uint32_t heading_row);

}  // namespace outturn::returned
