#include "contracts/formulas/once_per.h"

#include "contracts/formulas/formulas.h"
#include "contracts/frames/links.h"

namespace outturn::compile {

namespace {

/// True when every flag that `known` asks for is asked for by `given` too.
bool follows(const calc::Graph& graph, NodeId given, NodeId known) {
  if (given == none) return false;
  const calc::Node& asked = graph.node(known);
  if (asked.op == Op::both)
    return follows(graph, given, asked.args[0]) && follows(graph, given, asked.args[1]);
  const calc::Node& have = graph.node(given);
  if (have.op == Op::both) return follows(graph, have.args[0], known) || follows(graph, have.args[1], known);
  return asked.op == Op::this_row && have.op == Op::this_row && asked.column == have.column;
}

/// Eligible rows of the same keys so far.
ColumnId rows_so_far(const Ground& on, const language::Payment& p, const Scope& scope, NodeId eligible) {
  Workings& work = on.work;
  calc::Graph& graph = work.graph;
  EvidenceFrame& rows = *on.evidence.of_kind(p.each);
  const ColumnId earlier = earlier_link(work, rows, p.once_per);
  calc::Column count = work.column_of(scope, p.name + "_count", calc::whole_type);
  count.compact = true;
  count.title = "Eligible so far";
  count.meaning = "eligible rows so far of the same keys, this one included";
  const ColumnId so_far = work.add(std::move(count));
  const NodeId row = graph.ref(Op::this_row, earlier, p.span);
  const NodeId zero = graph.literal(Exact(0));
  const NodeId before = graph.make(
      Op::choose, {graph.make(Op::equal, {row, zero}), zero, graph.linked(Op::earlier, so_far, row)}, p.span);
  const NodeId one = eligible == none ? graph.literal(Exact(1)) : eligible;
  graph.set_formula(so_far, graph.make(Op::add, {before, one}, p.span));
  return so_far;
}

/// The row is among those that the rule still lets be paid.
NodeId within_limit(const Ground& on, const language::Payment& p, const Scope& scope, ColumnId so_far,
                    NodeId known_already) {
  calc::Graph& graph = on.work.graph;
  const NodeId counted = graph.ref(Op::this_row, so_far, p.span);
  if (p.times) {
    const Lowered times = on.formulas.lower(*p.times, scope);
    NodeId within = graph.make(Op::at_most, {counted, times.value}, p.span);
    // An empty cell of the card sets no limit; a row without a price in force is not eligible anyway.
    if (times.known != none && !follows(graph, known_already, times.known))
      within = graph.make(Op::choose, {times.known, within, graph.truth(true)}, p.span);
    return within;
  }
  return graph.make(Op::equal, {counted, graph.literal(Exact(1))}, p.span);
}

}  // namespace

ColumnId first_only(const Ground& on, const language::Payment& p, const Scope& scope, NodeId eligible,
                    NodeId known_already) {
  Workings& work = on.work;
  const ColumnId so_far = rows_so_far(on, p, scope, eligible);
  const NodeId within = within_limit(on, p, scope, so_far, known_already);
  calc::Column counts = work.column_of(scope, p.name + "_counts", calc::truth_type);
  counts.title = p.times ? "Counts" : "First";
  counts.meaning = "1 when the row is paid for under the rule of how often";
  return work.add(std::move(counts), both(work.graph, eligible, within, p.span));
}

}  // namespace outturn::compile
