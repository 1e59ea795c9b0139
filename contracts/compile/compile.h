// From a checked contract and its evidence to a calculated run.
//
// Every statement becomes typed columns of one graph (design/columns.md): inputs and tables become
// data, values and payments formulas, caps and once-per rules blocks over links. Nothing is
// calculated here; the graph is then evaluated exactly, and its sheet form checked against it. A
// pure function of what is given: no clock, no file, no order of rows.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contracts/language/syntax.h"
#include "engine/base/problem.h"
#include "engine/base/tasks.h"
#include "engine/calc/record.h"
#include "engine/facts/table.h"

namespace outturn::compile {

/// A value fixed in place of its formula: some sources publish a result and not its counts.
struct Given {
  std::string name;
  std::string key;  ///< the row's own key; empty for a value there is one of
  Exact value;      ///< truth as 1 or 0
};

struct Request {
  std::vector<Table> tables;  ///< one for each input, in any order; moved from
  Date as_at;
  Date cut_off;
  std::vector<std::string> documents;           ///< documents known; empty: all
  std::map<std::string, std::string> readings;  ///< assumption -> reading, in place of the one used
  std::vector<Given> given;
  std::optional<calc::PreviousClaim> previous;  ///< the last claim, to be trued up against
  TaskRunner runner = run_in_turn;              ///< how the host does work that can be done side by side
};

/// The tables a contract asks for, in its order.
[[nodiscard]] std::vector<TableShape> table_shapes(const language::Contract& contract);

/// Builds, evaluates and checks. Problems of families E (links into nowhere: E100), G (cycles, numbers too
/// large) and K (knife-edges, warnings); without errors the run is whole. Throws Fault when the
/// sheet's arithmetic disagrees with the exact result other than at a knife-edge.
[[nodiscard]] calc::Run run(const language::Contract& contract, const SourceFile& source, Request request,
                            Problems& problems);

}  // namespace outturn::compile
