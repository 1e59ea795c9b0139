// The checker's parts, each with its own kind of statement. Internal to the module; check.h is the way in.
#pragma once

#include <utility>
#include <vector>

#include "contracts/check/expression.h"

namespace outturn::language {

/// Names told apart (N12), kinds of row that inputs give (N13). Mends misspelt kinds in place, so that what
/// is said with them is told no second time.
void check_kinds(Contract& contract, const SourceFile& source, Problems& problems);
void check_unique_names(const Contract& contract, const ExpressionChecker& tell);

/// Clauses that cite nothing (C3 to C6) and assumptions (N18).
void check_clauses(const Contract& contract, const ExpressionChecker& tell);
/// A list of clauses, the place of what cites it, and the text both places are in (nullptr: the contract's).
struct CitedAt {
  const std::vector<Clause>* clauses;
  Span span;
  const SourceFile* text = nullptr;
};
/// Every list of clauses of the contract.
[[nodiscard]] std::vector<CitedAt> every_clause(const Contract& contract);

/// Columns, keys, links and order of the evidence.
void check_inputs(const Contract& contract, const Names& names, const ExpressionChecker& tell);
/// N17 when `by` is no column rows can be put in order by.
void check_order_column(const Names& names, const Input& input, const std::string& by, Span span,
                        const ExpressionChecker& tell);

/// Dated values, rate cards and bands: no gap, no overlap, nothing outside the contract; puts them in order.
void check_tables(Contract& contract, const Names& names, const ExpressionChecker& tell);

/// An order such as the columns of an input allow, as a mend.
[[nodiscard]] std::string example_order(const Input* input);
/// The columns that the rows of a kind are put in order by: its input's, or those of a cap on its payments.
[[nodiscard]] const std::vector<std::string>& order_of_kind(const Names& names, const std::string& each);
/// Columns of a kind of row that name a row of another input or a code.
[[nodiscard]] std::vector<std::string> links_of_kind(const Names& names, const std::string& each);

void check_bands(Bands& bands, const ExpressionChecker& tell);
void check_points(Points& points, const ExpressionChecker& tell);
void check_calendar(const Calendar& calendar, const ExpressionChecker& tell);
/// An edge or a knot as a contract writes it: 8.5%, 10 points, 1400.
[[nodiscard]] std::string shown_edge(const QType& type, const Exact& value);

/// Values, payments and caps.
void check_caps(Contract& contract, const Names& names, ExpressionChecker& expressions);
/// Who pays: shares, caps and what is split.
void check_splits(Contract& contract, const Names& names, ExpressionChecker& expressions);
void check_rules(Contract& contract, const Names& names, ExpressionChecker& expressions);

}  // namespace outturn::language
