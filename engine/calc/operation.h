// The operation table: every operation a formula may hold, in one place.
//
// One row per operation: its name, how its result type follows from its operands, its spreadsheet
// form and one line of meaning. The checker, the exact evaluator, the sheet form, the manual and the
// cross-check tests all read this table; an operation without a spreadsheet form does not compile.
// No row without a real clause that needs it (docs/adding-an-operation.md).
//
// Spreadsheet templates: {a} {b} {c} are operands as values, {a?} as a condition (a comparison
// itself, or ref=1), {d} the number of decimal places, {p} the guard places of an inner rounding
// (by magnitude, design law: a product or quotient is rounded twice), {t} the power of ten 10^d.
// A template that yields a condition is wrapped IF(..,1,0) when it fills a cell.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace outturn::calc {

enum class Op : std::uint8_t {
  // leaves and references (design/columns.md section 2); their sheet form is an address
  literal,
  this_row,
  scalar,
  fixed_cell,
  previous,
  earlier,
  at_row,
  // whole columns
  sum_of,
  least_of,
  greatest_of,
  rows_of,
  sum_where,
  product_sum,
  // arithmetic
  add,
  subtract,
  multiply,
  divide,
  whole_quotient,
  remainder,
  negate,
  power,
  least,
  greatest,
  absolute,
  round,
  root,
  // comparison and logic
  equal,
  not_equal,
  less,
  at_most,
  more,
  at_least,
  both,
  either,
  no,
  choose,
  is_known,
  // tables
  band_row,
  // dates
  add_days,
  add_months,
  months_between,
  year,
  month,
  month_end,
  weekday,
  count_  // not an operation: the number of rows of the table
};

/// How the type of a result follows from its operands.
enum class TypeRule : std::uint8_t {
  of_column,  ///< the column's own
  sum,        ///< whole+whole: whole; decimals: the larger number of places; any exact: exact; date -+ whole;
              ///< whole+date: whole
  product,    ///< whole*whole: whole; decimal*whole: that decimal; else exact
  ratio,      ///< exact
  whole,
  same,  ///< whole, decimals or dates alike: as sum without date arithmetic
  of_first,
  rounded,  ///< decimal with the node's places (0: whole)
  truth,
  chosen,  ///< as `same` of the second and third operand
  date
};

struct Operation {
  Op op;
  std::string_view name;  ///< as said in words and in errors
  std::uint8_t arity;     ///< operands that are formulas
  bool reads_column;      ///< the node names a column
  bool condition;         ///< the sheet form is a condition, not a value
  TypeRule type;
  std::string_view sheet;  ///< template; for references, empty: an address
  std::string_view words;  ///< template for people
  std::string_view meaning;
};

/// The table, in the order of Op.
extern const std::array<Operation, static_cast<std::size_t>(Op::count_)> operations;

[[nodiscard]] const Operation& operation(Op op);

}  // namespace outturn::calc
