// Spreadsheet formulas in the terms of the operation table, before types are known. Part of
// golden_columns.cpp, which says what it is for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/calc/graph.h"

namespace outturn::test::golden {

/// A formula in the terms of the operation table, before its types are known.
struct Term {
  calc::Op op = calc::Op::literal;
  std::size_t column = 0;  ///< into Sheets::columns, of a reference
  std::size_t second = 0;
  std::uint32_t row = 0;  ///< of fixed_cell
  Exact value;            ///< of a literal
  int places = 0;         ///< of round and root
  Rounding mode = Rounding::half_up;
  std::vector<Term> args;
};

inline bool is_literal(const Term& term, std::int64_t value) {
  return term.op == calc::Op::literal && term.value == Exact(value);
}
inline bool compares(calc::Op op) { return op >= calc::Op::equal && op <= calc::Op::at_least; }

struct SheetColumn {
  std::string sheet;
  std::string name;
  calc::FrameId frame = 0;
  std::vector<std::string> values;
  std::string formula;  ///< empty for inputs
  Term term;
  std::optional<calc::Type> type;
  bool is_date = false;
  calc::ColumnId id = calc::none;
};

struct Sheets {
  std::vector<SheetColumn> columns;
  std::map<std::pair<std::string, int>, std::size_t> places;  ///< by sheet and column from 0
  std::map<std::string, std::size_t> rows;                    ///< of each sheet
};

/// Throws std::runtime_error with the part of the formula that has no translation.
[[nodiscard]] Term read_term(const Sheets& sheets, const SheetColumn& home);

}  // namespace outturn::test::golden
