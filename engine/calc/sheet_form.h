// The spreadsheet form of a column's formula: a small tree of spreadsheet functions and cell
// references, made from the same formula the exact evaluator runs.
//
// What is printed into a cell and what sheet_evaluate.h computes in doubles are this one tree, so
// the two cannot drift. Where rounding, guards and comparison forms come from is design/columns.md
// sections 4 and 6. Addresses are not known here: a reference names a column and how its row
// follows; reports/workbook gives it a sheet, a letter and a row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calc/evaluate.h"
#include "engine/calc/graph.h"

namespace outturn::calc {

/// The functions a printed formula may call: each exists in every Excel since 2010, LibreOffice 7
/// and Gnumeric 1.12 with the same result (domain measurements cited in docs/workbook.md).
enum class Function : std::uint8_t {
  SUM,
  MIN,
  MAX,
  ROWS,
  SUMIF,
  SUMPRODUCT,
  IF,
  AND,
  OR,
  NOT,
  ROUND,
  ROUNDDOWN,
  ROUNDUP,
  INT,
  MOD,
  ABS,
  SQRT,
  INDEX,
  MATCH,
  EDATE,
  DATEDIF,
  YEAR,
  MONTH,
  EOMONTH,
  WEEKDAY,
  ISNUMBER,
  count_
};
[[nodiscard]] std::string_view function_name(Function function);

enum class Part : std::uint8_t {
  number,  ///< 0, 1, 2, unit constants, digits of ROUND
  text,    ///< only "m" of DATEDIF
  cell,    ///< one cell, see Reach
  range,   ///< cells of one column, see Reach
  call,    ///< function with up to three arguments
  infix,   ///< + - * / ^ = <> < <= > >=
  brackets
};

/// How a reference's row follows from the formula's own.
enum class Reach : std::uint8_t {
  this_row,
  previous_row,
  fixed_row,     ///< row `index` of the frame, $ in front
  scalar,        ///< the one cell of a term or result: a defined name
  whole_column,  ///< first to last data row
  above          ///< header row to the row above this one: F$4:F4
};

struct SheetNode {
  Part part = Part::number;
  Function function = Function::SUM;
  Reach reach = Reach::this_row;
  std::string text;  ///< digits, words or infix sign
  ColumnId column = none;
  std::uint32_t index = 0;
  std::vector<std::uint32_t> args;
};

/// One formula. `root` indexes `nodes`.
struct SheetFormula {
  std::vector<SheetNode> nodes;
  std::uint32_t root = 0;
};

/// The spreadsheet form of a column's formula. `digits` (Evaluation::digits) chooses the guard
/// places of inner roundings.
[[nodiscard]] SheetFormula sheet_form(const Graph& graph, ColumnId column,
                                      const std::vector<std::uint8_t>& digits);

/// Parses a template of the operation table or any formula of the functions above; holes call back.
/// Throws Fault on what it can't read, with the text.
class SheetTemplate {
 public:
  /// What a hole {name} stands for; nested in the given formula, returns its node.
  class Holes {
   public:
    virtual ~Holes() = default;
    virtual std::uint32_t fill(SheetFormula& formula, std::string_view name) = 0;
  };
  static std::uint32_t expand(std::string_view text, SheetFormula& formula, Holes& holes);
};

/// Writes the formula (without the leading =) with no needless brackets; `address` prints a cell or
/// range node.
class Addresses {
 public:
  virtual ~Addresses() = default;
  [[nodiscard]] virtual std::string address(const SheetNode& reference) const = 0;
};
[[nodiscard]] std::string print(const SheetFormula& formula, const Addresses& addresses);

}  // namespace outturn::calc
