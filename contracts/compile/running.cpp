// State over rows: totals so far, the largest so far, the row above (design/columns.md sections 2, 3
// and 5). Each is a column that reads its own row above, so it costs one step a row.
#include "contracts/compile/compiler.h"

namespace outturn::compile {

RowAbove Compiler::row_above(EvidenceFrame& rows, const std::vector<std::string>& keys, Span span) {
  if (keys.empty()) {
    const NodeId number = graph_.ref(Op::this_row, row_number(rows.frame), span);
    return {graph_.make(Op::equal, {number, graph_.literal(Exact(1))}, span), none};
  }
  const NodeId link = graph_.ref(Op::this_row, earlier_link(rows, keys), span);
  return {graph_.make(Op::equal, {link, graph_.literal(Exact(0))}, span), link};
}

/// `column` in the row above, `at_first` where there is none.
NodeId Compiler::above(const RowAbove& row, ColumnId column, NodeId at_first, Span span) {
  const NodeId there = row.link == none ? graph_.ref(Op::previous, column, span)
                                        : graph_.linked(Op::earlier, column, row.link, span);
  return graph_.make(Op::choose, {row.none_above, at_first, there}, span);
}

/// The total of `part` over the rows so far, this one included.
ColumnId Compiler::running_total(EvidenceFrame& rows, ColumnId part, const std::vector<std::string>& keys,
                                 const Scope& scope, Span span) {
  std::string words;
  for (const std::string& key : keys) words += (words.empty() ? "" : " and ") + key;
  const std::string holds = "running " + std::to_string(part) + " by " + words;
  if (const auto found = made_for_.find(holds); found != made_for_.end()) return found->second;
  const RowAbove row = row_above(rows, keys, span);
  const calc::Column& of = graph_.column(part);
  const bool truth = of.type.kind == calc::Kind::truth;
  calc::Column running;
  running.name = free_name(of.name + "_so_far");
  running.frame = rows.frame;
  running.type = truth ? calc::whole_type : of.type;
  running.unit = truth ? calc::Unit::plain : of.unit;
  running.unit_words = truth ? "" : of.unit_words;
  running.title = (of.title.empty() ? in_words(of.name) : of.title) + " so far";
  running.meaning = words.empty() ? "running total" : "running total of the same " + words;
  running.clauses = scope.clauses;
  running.span = scope.span;
  const ColumnId id = add(std::move(running));
  made_for_[holds] = id;
  const NodeId zero = graph_.literal(Exact(0));
  NodeId here = graph_.ref(Op::this_row, part, span);
  if (truth) here = graph_.make(Op::choose, {here, graph_.literal(Exact(1)), zero});
  graph_.set_formula(id, graph_.make(Op::add, {above(row, id, zero, span), here}, span));
  return id;
}

/// A column that holds `node`; the one it names where it is no more than that.
ColumnId Compiler::column_for(NodeId node, const std::string& suffix, const std::string& title,
                              Scope& inner) {
  const calc::Node& held = graph_.node(node);
  if (held.op == Op::this_row) return held.column;
  calc::Column made = column_of(inner, inner.owner + suffix, held.type);
  made.title = title;
  return add(std::move(made), node);
}

/// True where every key of the row is known; none when they always are.
NodeId Compiler::keys_known(EvidenceFrame& rows, const std::vector<std::string>& keys, Span span) {
  NodeId known = none;
  for (const std::string& key : keys) {
    const EvidenceColumn& column = rows.columns[names_.in_kind(contract_.inputs[rows.input].each, key).part];
    if (column.known != none) known = both(known, graph_.ref(Op::this_row, column.known, span), span);
  }
  return known;
}

/// The largest or smallest so far. Under a condition it is unknown until a row meets it, told in `out`.
ColumnId Compiler::running_extreme(const Expr& expr, ColumnId part, NodeId condition, Scope& inner,
                                   Lowered& out) {
  EvidenceFrame& rows = *evidence_of_kind(expr.word_kind);
  const RowAbove row = row_above(rows, expr.path, expr.span);
  calc::Column made = column_of(inner, inner.owner + "_" + expr.word, graph_.column(part).type);
  made.unit = graph_.column(part).unit;
  made.unit_words = graph_.column(part).unit_words;
  made.title = in_words(expr.word) + " so far";
  const ColumnId id = add(std::move(made));
  const NodeId here = graph_.ref(Op::this_row, part, expr.span);
  const NodeId there = row.link == none ? graph_.ref(Op::previous, id, expr.span)
                                        : graph_.linked(Op::earlier, id, row.link, expr.span);
  const NodeId chosen =
      graph_.make(expr.word == "largest" ? Op::greatest : Op::least, {here, there}, expr.span);
  if (condition == none) {
    graph_.set_formula(id, graph_.make(Op::choose, {row.none_above, here, chosen}, expr.span));
    return id;
  }
  const ColumnId meets = column_for(condition, "_meets", "Counts", inner);
  const ColumnId met = running_total(rows, meets, expr.path, inner, expr.span);
  const NodeId so_many = graph_.ref(Op::this_row, met, expr.span);
  const NodeId only = graph_.make(Op::equal, {so_many, graph_.literal(Exact(1))}, expr.span);
  graph_.set_formula(id,
                     graph_.make(Op::choose,
                                 {graph_.ref(Op::this_row, meets, expr.span),
                                  graph_.make(Op::choose, {only, here, chosen}, expr.span),
                                  graph_.make(Op::choose, {row.none_above, zero_of(here), there}, expr.span)},
                                 expr.span));
  const NodeId some = graph_.make(Op::more, {so_many, graph_.literal(Exact(0))}, expr.span);
  out.known = both(out.known, some, expr.span);
  return id;
}

/// sum(x so far), count(x before for this person), largest(x so far where ...).
Lowered Compiler::lower_running(const Expr& expr, Scope& scope) {
  EvidenceFrame& rows = *evidence_of_kind(expr.word_kind);
  Scope inner = scope;
  inner.surely_known.clear();
  const bool extreme = expr.word == "smallest" || expr.word == "largest";
  const Lowered part = counted_part(expr, inner);
  const ColumnId column = part_column(expr, part, inner);
  const bool so_far = expr.reach == language::Reach::so_far;
  const NodeId zero = graph_.literal(Exact(0));
  Lowered out{none, keys_known(rows, expr.path, expr.span)};
  const auto total = [&](ColumnId of) {
    const ColumnId running = running_total(rows, of, expr.path, inner, expr.span);
    if (so_far) return graph_.ref(Op::this_row, running, expr.span);
    return above(row_above(rows, expr.path, expr.span), running, zero, expr.span);
  };
  if (part.known != none) {  // unknown as soon as one row is
    const NodeId unknown = graph_.make(Op::no, {part.known}, expr.span);
    const ColumnId flags = column_for(unknown, "_part_unknown", "Part unknown", inner);
    out.known = both(out.known, graph_.make(Op::equal, {total(flags), zero}, expr.span), expr.span);
  }
  if (extreme) {
    const NodeId condition = expr.filter ? guarded(lower(*expr.filter, inner), expr.span) : none;
    const ColumnId id = running_extreme(expr, column, condition, inner, out);
    out.value = graph_.ref(Op::this_row, id, expr.span);
  } else {
    out.value = total(column);
  }
  return out;
}

/// previous(x, at first y).
Lowered Compiler::lower_previous(const Expr& expr, Scope& scope) {
  EvidenceFrame& rows = *evidence_of_kind(expr.word_kind);
  Scope inner = scope;
  inner.surely_known.clear();
  const Lowered of = lower(*expr.args[0], inner);
  const Lowered first = lower(*expr.first, scope);
  const RowAbove row = row_above(rows, expr.path, expr.span);
  const bool plain = graph_.node(of.value).op == Op::this_row;
  const ColumnId column = column_for(plain ? of.value : guarded(of, expr.span), "_part",
                                     "Part of " + in_words(scope.owner), inner);
  Lowered out{above(row, column, first.value, expr.span), none};
  if (of.known != none || first.known != none) {
    const auto sure = [&](NodeId known) { return known == none ? graph_.truth(true) : known; };
    out.known = of.known == none
                    ? graph_.make(Op::choose, {row.none_above, first.known, graph_.truth(true)}, expr.span)
                    : above(row, column_for(of.known, "_part_known", "Part known", inner), sure(first.known),
                            expr.span);
  }
  out.known = both(out.known, keys_known(rows, expr.path, expr.span), expr.span);
  return out;
}

}  // namespace outturn::compile
