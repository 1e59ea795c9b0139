#include "contracts/frames/lowered.h"

namespace outturn::compile {

NodeId both(calc::Graph& graph, NodeId a, NodeId b, Span span) {
  if (a == none) return b;
  if (b == none || a == b) return a;
  const calc::Node& left = graph.node(a);
  const calc::Node& right = graph.node(b);
  const bool read = left.op == Op::this_row || left.op == Op::scalar;
  if (read && left.op == right.op && left.column == right.column) return a;  // known once is known
  return graph.make(Op::both, {a, b}, span);
}

NodeId once_known(calc::Graph& graph, NodeId known, NodeId test, Span span) {
  if (known == none) return test;
  return graph.make(Op::choose, {known, test, graph.truth(false)}, span);
}

NodeId zero_of(calc::Graph& graph, NodeId like) {
  const calc::Type type = graph.node(like).type;
  if (type.kind == calc::Kind::truth) return graph.truth(false);
  if (type.kind == calc::Kind::date) return graph.no_date();
  return graph.literal(Exact(0));
}

NodeId guarded(calc::Graph& graph, const Lowered& of, Span span) {
  if (of.known == none || of.rests) return of.value;
  return graph.make(Op::choose, {of.known, of.value, zero_of(graph, of.value)}, span);
}

NodeId surely(calc::Graph& graph, NodeId known) { return known == none ? graph.truth(true) : known; }

bool only_reads(const calc::Graph& graph, NodeId formula) {
  const calc::Node& node = graph.node(formula);
  return node.column != none && calc::operation(node.op).arity == 0;
}

std::string path_words(const calc::Graph& graph, NodeId node) {
  const calc::Node& of = graph.node(node);
  std::string out = std::to_string(of.column);
  if (of.op == Op::fixed_cell) out += " in row " + std::to_string(of.index);
  if (of.args[0] != none) out += " at " + path_words(graph, of.args[0]);
  return out;
}

}  // namespace outturn::compile
