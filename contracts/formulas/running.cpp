#include "contracts/formulas/running.h"

#include "contracts/formulas/counted.h"
#include "contracts/formulas/formulas.h"
#include "contracts/frames/row_above.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

class Running : FormulaMaker {
 public:
  using FormulaMaker::FormulaMaker;

  Lowered so_far(const Expr& expr, const Scope& scope, bool with_this_row) {
    EvidenceFrame& rows = *evidence_.of_kind(expr.word_kind);
    Scope inner = scope;
    inner.surely_known.clear();
    const bool extreme = expr.word == "smallest" || expr.word == "largest";
    const Lowered part = counted_part(ground_, expr, inner);
    const ColumnId column = part_column(work_, expr, part, inner);
    const NodeId zero = graph_.literal(Exact(0));
    Lowered out{none, keys_known(rows, expr.path, expr.span)};
    const auto total = [&](ColumnId of) {
      const ColumnId running = running_total(work_, rows, of, expr.path, inner, expr.span);
      if (with_this_row) return graph_.ref(Op::this_row, running, expr.span);
      return above(graph_, row_above(work_, rows, expr.path, expr.span), running, zero, expr.span);
    };
    if (part.known != none) {  // unknown as soon as one row is
      const NodeId unknown = graph_.make(Op::no, {part.known}, expr.span);
      const ColumnId flags = work_.column_for(unknown, "_part_unknown", "Part unknown", inner);
      out.known = both(graph_, out.known, graph_.make(Op::equal, {total(flags), zero}, expr.span), expr.span);
    }
    if (extreme) {
      const NodeId condition =
          expr.filter ? guarded(graph_, formulas_.lower(*expr.filter, inner), expr.span) : none;
      const ColumnId id = running_extreme(expr, column, condition, inner, out);
      out.value = graph_.ref(Op::this_row, id, expr.span);
    } else {
      out.value = total(column);
    }
    return out;
  }

  Lowered previous(const Expr& expr, const Scope& scope) {
    EvidenceFrame& rows = *evidence_.of_kind(expr.word_kind);
    Scope inner = scope;
    inner.surely_known.clear();
    const Lowered of = formulas_.lower(*expr.args[0], inner);
    const Lowered first = formulas_.lower(*expr.first, scope);
    const RowAbove row = row_above(work_, rows, expr.path, expr.span);
    const bool plain = graph_.node(of.value).op == Op::this_row;
    const ColumnId column = work_.column_for(plain ? of.value : guarded(graph_, of, expr.span), "_part",
                                             "Part of " + in_words(scope.owner), inner);
    Lowered out{above(graph_, row, column, first.value, expr.span), none};
    if (of.known != none || first.known != none) {
      out.known = of.known == none
                      ? graph_.make(Op::choose, {row.none_above, first.known, graph_.truth(true)}, expr.span)
                      : above(graph_, row, work_.column_for(of.known, "_part_known", "Part known", inner),
                              surely(graph_, first.known), expr.span);
    }
    out.known = both(graph_, out.known, keys_known(rows, expr.path, expr.span), expr.span);
    return out;
  }

 private:
  /// The largest or smallest so far. Under a condition it is unknown until a row meets it, told in `out`.
  ColumnId running_extreme(const Expr& expr, ColumnId part, NodeId condition, const Scope& inner,
                           Lowered& out) {
    EvidenceFrame& rows = *evidence_.of_kind(expr.word_kind);
    const RowAbove row = row_above(work_, rows, expr.path, expr.span);
    calc::Column made = work_.column_of(inner, inner.owner + "_" + expr.word, graph_.column(part).type);
    made.unit = graph_.column(part).unit;
    made.unit_words = graph_.column(part).unit_words;
    made.title = in_words(expr.word) + " so far";
    const ColumnId id = work_.add(std::move(made));
    const NodeId here = graph_.ref(Op::this_row, part, expr.span);
    const NodeId before = there(graph_, row, id, expr.span);
    const NodeId chosen =
        graph_.make(expr.word == "largest" ? Op::greatest : Op::least, {here, before}, expr.span);
    if (condition == none) {
      graph_.set_formula(id, graph_.make(Op::choose, {row.none_above, here, chosen}, expr.span));
      return id;
    }
    const ColumnId meets = work_.column_for(condition, "_meets", "Counts", inner);
    const ColumnId met = running_total(work_, rows, meets, expr.path, inner, expr.span);
    const NodeId so_many = graph_.ref(Op::this_row, met, expr.span);
    const NodeId only = graph_.make(Op::equal, {so_many, graph_.literal(Exact(1))}, expr.span);
    graph_.set_formula(
        id, graph_.make(Op::choose,
                        {graph_.ref(Op::this_row, meets, expr.span),
                         graph_.make(Op::choose, {only, here, chosen}, expr.span),
                         graph_.make(Op::choose, {row.none_above, zero_of(graph_, here), before}, expr.span)},
                        expr.span));
    const NodeId some = graph_.make(Op::more, {so_many, graph_.literal(Exact(0))}, expr.span);
    out.known = both(graph_, out.known, some, expr.span);
    return id;
  }

  /// True where every key of the row is known; none when they always are.
  NodeId keys_known(EvidenceFrame& rows, const std::vector<std::string>& keys, Span span) {
    NodeId known = none;
    for (const std::string& key : keys) {
      const EvidenceColumn& column = rows.columns[names_.in_kind(rows.input->each, key).part];
      if (column.known != none)
        known = both(graph_, known, graph_.ref(Op::this_row, column.known, span), span);
    }
    return known;
  }
};

}  // namespace

Lowered lower_running(const Ground& on, const Expr& expr, const Scope& scope) {
  return Running(on).so_far(expr, scope, expr.reach == language::Reach::so_far);
}

Lowered lower_up_to(const Ground& on, const Expr& expr, const Scope& scope) {
  return Running(on).so_far(expr, scope, true);
}

Lowered lower_previous(const Ground& on, const Expr& expr, const Scope& scope) {
  return Running(on).previous(expr, scope);
}

}  // namespace outturn::compile
