#include "contracts/frames/row_above.h"

#include "contracts/frames/links.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

RowAbove row_above(Workings& work, EvidenceFrame& rows, const std::vector<std::string>& keys, Span span) {
  calc::Graph& graph = work.graph;
  if (keys.empty()) {
    const NodeId number = graph.ref(Op::this_row, work.row_number(rows.frame), span);
    return {graph.make(Op::equal, {number, graph.literal(Exact(1))}, span), none};
  }
  const NodeId link = graph.ref(Op::this_row, earlier_link(work, rows, keys), span);
  return {graph.make(Op::equal, {link, graph.literal(Exact(0))}, span), link};
}

NodeId there(calc::Graph& graph, const RowAbove& row, ColumnId column, Span span) {
  return row.link == none ? graph.ref(Op::previous, column, span)
                          : graph.linked(Op::earlier, column, row.link, span);
}

NodeId above(calc::Graph& graph, const RowAbove& row, ColumnId column, NodeId at_first, Span span) {
  return graph.make(Op::choose, {row.none_above, at_first, there(graph, row, column, span)}, span);
}

ColumnId running_total(Workings& work, EvidenceFrame& rows, ColumnId part,
                       const std::vector<std::string>& keys, const Scope& scope, Span span) {
  calc::Graph& graph = work.graph;
  const std::string words = joined(keys, " and ");
  const std::string holds = "running " + std::to_string(part) + " by " + words;
  if (const ColumnId made = work.shared(holds); made != none) return made;
  const RowAbove row = row_above(work, rows, keys, span);
  const calc::Column& of = graph.column(part);
  const bool truth = of.type.kind == calc::Kind::truth;
  calc::Column running;
  running.name = work.free_name(of.name + "_so_far");
  running.frame = rows.frame;
  running.type = truth ? calc::whole_type : of.type;
  running.unit = truth ? calc::Unit::plain : of.unit;
  running.unit_words = truth ? "" : of.unit_words;
  running.title = (of.title.empty() ? in_words(of.name) : of.title) + " so far";
  running.meaning = words.empty() ? "running total" : "running total of the same " + words;
  running.clauses = scope.clauses;
  running.span = scope.span;
  const ColumnId id = work.add(std::move(running));
  work.share(holds, id);
  const NodeId zero = graph.literal(Exact(0));
  NodeId here = graph.ref(Op::this_row, part, span);
  if (truth) here = graph.make(Op::choose, {here, graph.literal(Exact(1)), zero});
  graph.set_formula(id, graph.make(Op::add, {above(graph, row, id, zero, span), here}, span));
  return id;
}

}  // namespace outturn::compile
