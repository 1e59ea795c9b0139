// Approaches set against each other, read, and written out in the language itself: internal to the parser.
//
// "Better for less": what each approach costs and brings, and which of them nobody should buy. Costs and
// outcomes are compared as health economics does (Drummond, Sculpher, Claxton, Stoddart and Torrance, Methods
// for the Economic Evaluation of Health Care Programmes, 4th edition, OUP 2015): extra cost per extra outcome
// against a reference; an approach is dominated where another costs no more and brings no fewer outcomes, and
// one of the two is better; it is extendedly dominated where it lies above the line between two others; of
// those left, each is held against the next cheaper one.
//
// Each approach is a row, and each two of them are a row of pairs, so that every rule is one formula that
// fills down. Nothing here knows where a figure comes from: it is written, or named.
#pragma once

#include <string>

#include "contracts/parse/statement.h"

namespace outturn::language {

/// A column of figures in the statement's table.
struct ApproachFigure {
  Approaches::Figure figure;
  const char* heading;
  Quantity kind;
  const char* example;
  const char* words;  ///< for the workbook
};
[[nodiscard]] const std::array<ApproachFigure, Approaches::figures>& approach_figures();

/// Reads the statement; problems S120 to S124 and S126 to S129.
[[nodiscard]] Approaches read_approaches(StatementReader& reader, const SourceFile& source,
                                         Problems& problems);

/// As statements of the language: two inputs and values. `currency`: its three letters.
[[nodiscard]] std::string approaches_text(const Approaches& approaches, const std::string& currency);

/// The rows of its two inputs.
[[nodiscard]] GivenRows approach_rows(const Approaches& approaches);
[[nodiscard]] GivenRows pair_rows(const Approaches& approaches);

/// Gives the names that stand in cells their place there, so that what is wrong with one is told where it
/// stands.
void place_named_cells(const Approaches& approaches, std::vector<Value>& values);

/// Some cell of the column says something.
[[nodiscard]] bool says(const Approaches& approaches, Approaches::Figure figure);

}  // namespace outturn::language
