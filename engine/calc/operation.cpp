#include "engine/calc/operation.h"

namespace outturn::calc {

using R = TypeRule;

// Rounding has five sheet forms, one a mode, chosen in sheet_form.cpp; the row holds ROUND's.
constexpr std::array<Operation, static_cast<std::size_t>(Op::count_)> table{{
    {Op::literal, "number", 0, false, false, R::of_column, "", "", "a number written in the contract"},
    {Op::this_row, "this row", 0, true, false, R::of_column, "", "",
     "the value of another column in the same row"},
    {Op::scalar, "term", 0, true, false, R::of_column, "", "", "the one value of a term or result"},
    {Op::fixed_cell, "cell", 0, true, false, R::of_column, "", "",
     "one named row of a table, such as a code of a rate card"},
    {Op::previous, "previous row", 0, true, false, R::of_column, "", "the row above's {0}",
     "the value in the row above, in the sheet's order"},
    {Op::earlier, "earlier row", 1, true, false, R::of_column, "INDEX({0},{a}+1)",
     "the linked earlier row's {0}", "the value in an earlier row of the same sheet, found by a link"},
    {Op::at_row, "at row", 1, true, false, R::of_column, "INDEX({0},{a})", "{0} at row {a}",
     "the value in a row of another sheet, found by a link"},
    {Op::sum_of, "sum", 0, true, false, R::of_column, "SUM({0})", "sum of {0}", "the total of a column"},
    {Op::least_of, "least of a column", 0, true, false, R::of_column, "MIN({0})", "least of {0}",
     "the smallest value of a column"},
    {Op::greatest_of, "greatest of a column", 0, true, false, R::of_column, "MAX({0})", "greatest of {0}",
     "the largest value of a column"},
    {Op::rows_of, "number of rows", 0, true, false, R::whole, "ROWS({0})", "number of rows of {0}",
     "how many rows a column has"},
    {Op::sum_where, "sum where", 1, true, false, R::of_column, "SUMIF({1},{a},{0})",
     "sum of {0} where {1} is {a}", "the total of a column over the rows whose key is the given one"},
    {Op::product_sum, "sum of products", 0, true, false, R::ratio, "SUMPRODUCT({0},{1})",
     "sum of {0} times {1}", "row by row product of two columns, added up"},
    {Op::add, "add", 2, false, false, R::sum, "{a}+{b}", "{a} + {b}",
     "sum of two values of one kind, or a date and days"},
    {Op::subtract, "subtract", 2, false, false, R::sum, "{a}-{b}", "{a} - {b}",
     "difference of two values of one kind; date less date is days"},
    {Op::multiply, "multiply", 2, false, false, R::product, "{a}*{b}", "{a} * {b}", "product"},
    {Op::divide, "divide", 2, false, false, R::ratio, "{a}/{b}", "{a} / {b}",
     "quotient; unknown where the divisor is 0"},
    {Op::whole_quotient, "whole quotient", 2, false, false, R::whole, "({a}-MOD({a},{b}))/{b}",
     "whole quotient of {a} by {b}", "how often the second whole number fits in the first"},
    {Op::remainder, "remainder", 2, false, false, R::whole, "MOD({a},{b})", "remainder of {a} by {b}",
     "what is left after the whole quotient"},
    {Op::negate, "negate", 1, false, false, R::of_first, "0-{a}", "-{a}",
     "the same amount with the other sign"},
    {Op::power, "power", 2, false, false, R::ratio, "({a}^{b})", "{a} to the power {b}", "whole power"},
    {Op::least, "min", 2, false, false, R::same, "MIN({a},{b})", "min({a}, {b})", "the smaller: a cap"},
    {Op::greatest, "max", 2, false, false, R::same, "MAX({a},{b})", "max({a}, {b})", "the larger: a floor"},
    {Op::absolute, "abs", 1, false, false, R::of_first, "ABS({a})", "size of {a}",
     "the amount without its sign"},
    {Op::round, "round", 1, false, false, R::rounded, "ROUND({a},{d})", "{a} rounded",
     "rounding as the contract's clause says"},
    {Op::root, "square root", 1, false, false, R::rounded, "ROUND(SQRT({a}),{d})", "square root of {a}",
     "square root, rounded; for display and intervals"},
    {Op::equal, "=", 2, false, true, R::truth, "{a}={b}", "{a} = {b}", "both the same"},
    {Op::not_equal, "<>", 2, false, true, R::truth, "{a}<>{b}", "{a} <> {b}", "not the same"},
    {Op::less, "<", 2, false, true, R::truth, "{a}<{b}", "{a} < {b}", "below"},
    {Op::at_most, "<=", 2, false, true, R::truth, "{a}<={b}", "{a} <= {b}", "not above"},
    {Op::more, ">", 2, false, true, R::truth, "{a}>{b}", "{a} > {b}", "above"},
    {Op::at_least, ">=", 2, false, true, R::truth, "{a}>={b}", "{a} >= {b}", "not below"},
    {Op::both, "and", 2, false, true, R::truth, "AND({a?},{b?})", "{a} and {b}", "both hold"},
    {Op::either, "or", 2, false, true, R::truth, "OR({a?},{b?})", "{a} or {b}", "at least one holds"},
    {Op::no, "not", 1, false, true, R::truth, "NOT({a?})", "not {a}", "does not hold"},
    {Op::choose, "if", 3, false, false, R::chosen, "IF({a?},{b},{c})", "if {a} then {b} else {c}",
     "one value or another"},
    {Op::is_known, "known", 0, true, true, R::truth, "ISNUMBER({0})", "{0} is known",
     "the evidence holds a value"},
    {Op::band_row, "band", 1, true, false, R::whole, "MATCH({a},{0},1)", "the band of {a}",
     "the row of a table of bands into which a value falls"},
    {Op::add_days, "add days", 2, false, false, R::date, "{a}+{b}", "{a} + {b} days",
     "a date so many days later"},
    {Op::add_months, "add months", 2, false, false, R::date, "EDATE({a},{b})", "{b} months after {a}",
     "same day so many months later, at most the month's end"},
    {Op::months_between, "months between", 2, false, false, R::whole, "DATEDIF({a},{b},\"m\")",
     "whole months from {a} to {b}", "complete months from one date to a later one"},
    {Op::year, "year", 1, false, false, R::whole, "YEAR({a})", "year of {a}", "calendar year"},
    {Op::month, "month", 1, false, false, R::whole, "MONTH({a})", "month of {a}", "calendar month, 1 to 12"},
    {Op::month_end, "month end", 1, false, false, R::date, "EOMONTH({a},0)", "end of the month of {a}",
     "last day of the month"},
    {Op::weekday, "weekday", 1, false, false, R::whole, "WEEKDAY({a},2)", "weekday of {a}",
     "1 Monday to 7 Sunday"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].op) != i) return false;
    if (table[i].arity > 0 && table[i].sheet.empty()) return false;  // no sheet form: not an operation
  }
  return true;
}
static_assert(in_order(), "operation table rows must follow Op and each must have a sheet form");

const std::array<Operation, static_cast<std::size_t>(Op::count_)> operations = table;

const Operation& operation(Op op) { return operations[static_cast<std::size_t>(op)]; }

}  // namespace outturn::calc
