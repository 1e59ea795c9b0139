// Why a figure is what it is: any cell of a run down to clauses of the contract and lines of files.
//
// The formula of a cell is walked with its row bound (design/columns.md section 10): a reference to
// this row, to a linked row, to a whole column or to a row of a table becomes the very cell it reads;
// of an IF only the branch taken is followed and the deciding facts are told; of a cap, which amount
// won. Inputs end the walk, with the clause of the contract or the file and line of the evidence. It
// reads a finished run and changes nothing.
#pragma once

#include <string>
#include <vector>

#include "engine/calc/record.h"

namespace outturn::calc {

struct Explanation {
  ColumnId column = none;
  std::size_t row_index = 0;
  std::string name;                  ///< as in the contract
  std::string title;                 ///< the name in words: "participant cap before"
  std::string row_kind;              ///< "claim"; empty for a single value
  std::string row;                   ///< key of the row, the source's own where it has one
  std::string about_row;             ///< what names the row to a reader: "person SYN-006, code LEV1"
  std::string shown;                 ///< the value: "£1,300.00"
  std::string reached;               ///< how the reader of this value came to it: "brought forward"
  std::string how;                   ///< the formula in words; empty for inputs
  std::string worked;                ///< the same with the figures of this row, the branch taken only
  std::vector<std::string> reasons;  ///< whole sentences: why this branch, which amount won, what was rounded
  std::vector<std::string> clauses;
  std::string source;  ///< "claims.csv line 17", "dwp.contract line 41", "made by the engine"
  std::string quote;   ///< that line of the contract, as written
  Role role = Role::formula;
  bool again = false;  ///< told in full elsewhere in this explanation
  bool more = false;   ///< cut here: it has parts, and can be explained on its own
  std::vector<Explanation> children;
  std::string rest;  ///< "and 24 more rows come to £1,400.00"
};

struct ExplainLimits {
  int depth = 6;             ///< steps from the figure asked for
  std::size_t most = 120;    ///< cells told in all; fewer steps are taken where there would be more
  std::size_t largest = 10;  ///< rows shown of a whole column
};

/// `row_index` counts from 0. An index beyond the column's rows throws Fault.
[[nodiscard]] Explanation explain(const Run& run, ColumnId column, std::size_t row_index,
                                  const ExplainLimits& limits = {});

/// A column's formula on one line, in words: "max(0, min(outcome payment earned, participant cap -
/// participant cap before))". Empty for inputs.
[[nodiscard]] std::string formula_words(const Graph& graph, ColumnId column);

}  // namespace outturn::calc
