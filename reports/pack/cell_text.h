// A cell as result.json and the page beside it hold it: the value for machines, the words for people.
//
// A value is text, never a binary number: at most 15 significant digits, dates YYYY-MM-DD, "1" or "0" for
// yes or no. docs/result-json.md is the contract with readers.
#pragma once

#include <optional>
#include <string>

#include "engine/calc/record.h"
#include "engine/values/show.h"

namespace outturn::pack {

struct CellText {
  std::optional<std::string> value;  ///< nullopt: not known, or a key that names no row
  std::string shown;                 ///< "[x]" where not known
};

/// Looks the currency up once, for any number of cells.
class CellTexts {
 public:
  explicit CellTexts(const calc::Run& run)
      : graph_(run.graph), code_(run.record.currency), currency_(currency_by_code(code_)) {}

  /// `known` is the column that says whether the cell is known (calc::known_column_of); none: it is.
  [[nodiscard]] CellText text(calc::ColumnId column, calc::ColumnId known, std::size_t row) const;
  [[nodiscard]] CellText text(calc::ColumnId column, std::size_t row) const;
  /// As calc::shown_at says it.
  [[nodiscard]] std::string shown(calc::ColumnId column, std::size_t row) const;

 private:
  const calc::Graph& graph_;
  std::string code_;
  std::optional<Currency> currency_;
};

/// A number of any column but text: "1871540.00", "0.084".
[[nodiscard]] std::string plain_value(const calc::Column& column, std::size_t row);
/// More digits held than a value may show.
[[nodiscard]] bool is_long(const calc::Column& column, std::size_t row);

}  // namespace outturn::pack
