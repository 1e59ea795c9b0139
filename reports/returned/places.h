// What a cell of the expected workbook is: which column of the graph, which row, with its clause or its line
// of evidence. Read from the workbook's own plan of sheets (reports/workbook/layout.h), so that there is no
// second list of what stands where. It must never know what a cell holds.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/calc/record.h"
#include "reports/workbook/layout.h"

namespace outturn::returned {

struct Figure {
  calc::ColumnId column = calc::none;
  std::size_t row = 0;  ///< of its frame, from 0
};

class Places {
 public:
  explicit Places(const calc::Run& run);
  /// nullopt for headings, words beside a figure, and sheets that only tell.
  [[nodiscard]] std::optional<Figure> at(const std::string& sheet, std::uint32_t row,
                                         std::uint32_t column) const;

 private:
  struct Sheet {
    bool list = false;
    std::vector<calc::ColumnId> columns;  ///< by column of the sheet, or down the list
    std::size_t first_row = 0;
    std::size_t rows = 0;
  };
  std::unordered_map<std::string, Sheet> sheets_;
};

/// "Achieved date of C0000003".
[[nodiscard]] std::string figure_words(const calc::Graph& graph, Figure figure);
/// "claims.csv line 4; A Sch 2 para 3": where the figure comes from.
[[nodiscard]] std::string source_words(const calc::Graph& graph, Figure figure);

}  // namespace outturn::returned
