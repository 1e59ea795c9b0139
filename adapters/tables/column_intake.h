// Cells into one column of facts: the only place where text becomes a figure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "adapters/tables/column_rules.h"
#include "adapters/tables/csv_text.h"
#include "adapters/tables/date_cells.h"
#include "adapters/tables/flaws.h"
#include "engine/facts/word_index.h"

namespace outturn::tables {

class ColumnIntake {
 public:
  /// `data` is filled; it and `column` outlive this object.
  ColumnIntake(const TableShape& shape, const FactColumn& column, FactData& data, std::size_t rows);

  /// Adds the cell's fact. When a flaw is found nothing is added: the table can't be used any more.
  [[nodiscard]] Finding take(const Cell& cell, std::uint32_t line);

  /// Says that the cell will be taken soon: a hint, for speed.
  void announce(const Cell& cell) const {
    if (is_words(type_)) words_.announce(cell.text);
  }

  [[nodiscard]] const ColumnRules& rules() const { return rules_; }
  [[nodiscard]] Advice advise(const Finding& finding, std::string_view text) const;
  /// Texts kept with an apostrophe because a spreadsheet would take them for formulas.
  [[nodiscard]] std::size_t formulas() const { return formulas_; }

 private:
  Finding take_nothing();
  Finding take_number(std::string_view text);
  Finding take_date(std::string_view text);
  Finding take_truth(std::string_view text);
  Finding take_key(std::string_view text, std::uint32_t line);
  Finding take_link(std::string_view text);
  Finding take_text(std::string_view text);
  [[nodiscard]] Flaw new_word_flaw(std::string_view text) const;
  void add(std::int32_t fact);
  void add_known();

  ColumnRules rules_;
  FactType type_;
  FactData* data_;
  WordIndex words_;
  DateReader dates_;
  std::vector<std::uint32_t> key_lines_;  ///< where each key stands, by code
  std::size_t formulas_ = 0;
};

}  // namespace outturn::tables
