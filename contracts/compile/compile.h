// From a checked contract and its evidence to a calculated run.
//
// Every statement becomes typed columns of one graph (design/columns.md): inputs and tables become
// data, values and payments formulas, caps and once-per rules blocks over links. Nothing is
// calculated here; the graph is then evaluated exactly, and its sheet form checked against it. A
// pure function of what is given: no clock, no file, no order of rows.
//
// The work is done in three folders, each knowing only those before it: contracts/frames (evidence and the
// contract's tables), contracts/formulas (expressions, values, payments), contracts/compile (what is laid
// over payments: caps, totals, splits, verdicts, the last claim). compile.cpp is their table of contents.
#pragma once

#include <vector>

#include "contracts/frames/request.h"
#include "contracts/language/syntax.h"
#include "engine/base/problem.h"
#include "engine/calc/record.h"

namespace outturn::compile {

/// The tables a contract asks for, in its order.
[[nodiscard]] std::vector<TableShape> table_shapes(const language::Contract& contract);

/// The graph and the record, not evaluated; its evidence is moved from the request. With errors it is begun.
[[nodiscard]] calc::Run build(const language::Contract& contract, const SourceFile& source, Request& request,
                              Problems& problems);

/// Builds, evaluates and checks. Problems of families E (links into nowhere: E100), G (cycles, numbers too
/// large) and K (knife-edges, warnings); without errors the run is whole. Throws Fault when the
/// sheet's arithmetic disagrees with the exact result other than at a knife-edge.
[[nodiscard]] calc::Run run(const language::Contract& contract, const SourceFile& source, Request request,
                            Problems& problems);

}  // namespace outturn::compile
