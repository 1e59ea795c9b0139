// What is being built, open to every part: the contract and the request it is built from, the graph and the
// record it becomes, and how a column is made, named, typed and added. It must never know what a statement
// means: no evidence, no table, no expression, no payment.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "contracts/frames/lowered.h"
#include "contracts/frames/request.h"
#include "contracts/language/names.h"
#include "engine/base/problem.h"
#include "engine/calc/record.h"

namespace outturn::compile {

/// Where a formula is being built: the frame of its rows and the statement it belongs to.
struct Scope {
  FrameId frame = 0;
  std::string each;
  std::string owner;  ///< statement name, for the columns it needs on the way
  std::vector<std::string> clauses;
  Span span;
  std::set<ColumnId> surely_known;  ///< asked for by an enclosing if known(...)
};

class Workings {
 public:
  Workings(const language::Contract& its_contract, const SourceFile& its_source, Request& asked,
           Problems& problems);
  Workings(const Workings&) = delete;
  Workings& operator=(const Workings&) = delete;

  // What it is built from.
  const language::Contract& contract;
  const SourceFile& source;
  Request& request;
  const language::Names names;
  const int minor_places;  ///< of the contract's currency

  // What is built. Only the end of the work moves it away.
  calc::Run run;
  calc::Graph& graph;
  calc::Record& record;
  FrameId scalars = 0;  ///< the frame of its one row: whatever there is once

  // ---- problems
  void problem(std::string code, Span span, std::string what, std::vector<std::string> why = {},
               std::vector<std::string> mend = {});
  /// In a file of the evidence: E100.
  void evidence_problem(const Table& table, std::uint32_t line, const std::string& column,
                        const std::string& what, std::vector<std::string> why, std::vector<std::string> mend);

  // ---- columns
  ColumnId add(calc::Column column, NodeId formula = none);
  /// A column of the scope, not added yet; its name made free.
  [[nodiscard]] calc::Column column_of(const Scope& scope, const std::string& name, calc::Type type) const;
  [[nodiscard]] calc::Column money_column(const Scope& scope, const std::string& name,
                                          const std::string& title) const;
  /// The same in the words of what it holds: its unit and how that is written.
  [[nodiscard]] calc::Column column_for_type(const Scope& scope, const std::string& name, calc::Type type,
                                             const language::QType& shown_as) const;
  [[nodiscard]] std::string free_name(const std::string& wanted) const;
  [[nodiscard]] calc::Type type_of(const language::QType& type, FrameId space = none) const;
  [[nodiscard]] std::string unit_words(const language::QType& type) const;
  /// Where the values of an input are known: a formula, of keys and codes a column of flags.
  ColumnId known_column(ColumnId value);
  /// Rows of a frame numbered from 1, made once.
  ColumnId row_number(FrameId frame);
  /// 1 in every row when all is well: told on the Checks sheet as `what`.
  void check(calc::Column column, NodeId formula, const std::string& what);

  // ---- columns that several formulas share, by what they hold
  [[nodiscard]] ColumnId shared(const std::string& holds) const;  ///< none: not made yet
  /// The first that was shared stays: one may be made while another is on the way.
  ColumnId share(const std::string& holds, ColumnId column);

  // ---- formulas
  /// How a column of the frame is read in a row of it.
  [[nodiscard]] Op here(FrameId frame) const { return frame == scalars ? Op::scalar : Op::this_row; }
  /// Reads a column of this frame's row, or the one value of a scalar.
  [[nodiscard]] Lowered read(ColumnId value, ColumnId known, const Scope& scope, Span span);
  [[nodiscard]] NodeId round(NodeId node, const language::RoundingRule& rule, const language::QType& type);
  /// A formula that others read more than once gets a column, unless it is one already.
  NodeId in_a_column(NodeId formula, const language::QType& type, const std::string& name,
                     const std::string& title, const Scope& scope, Span span);
  /// A column that holds `node`; the one it names where it is no more than that.
  ColumnId column_for(NodeId node, const std::string& suffix, const std::string& title, const Scope& scope);

  /// False where the run is to leave out every document these clauses stand in.
  [[nodiscard]] bool document_known(const std::vector<language::Clause>& clauses) const;

 private:
  Problems& problems_;
  std::map<std::string, ColumnId> shared_;
};

[[nodiscard]] calc::Unit unit_of(const language::QType& type);
/// The scope of a statement that is not read in: its columns, clauses and place.
[[nodiscard]] Scope scope_of(FrameId frame, const std::vector<language::Clause>& clauses, Span span);

}  // namespace outturn::compile
