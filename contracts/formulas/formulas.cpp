#include "contracts/formulas/formulas.h"

#include <algorithm>

#include "contracts/formulas/aggregates.h"
#include "contracts/formulas/arithmetic.h"
#include "contracts/formulas/calendars.h"
#include "contracts/formulas/literals.h"
#include "contracts/formulas/lookups.h"
#include "contracts/formulas/payments.h"
#include "contracts/formulas/points.h"
#include "contracts/formulas/running.h"
#include "contracts/formulas/values.h"
#include "contracts/frames/links.h"

namespace outturn::compile {

using language::ExprKind;
using language::Meaning;
using language::Quantity;

Lowered Formulas::lower(const Expr& expr, const Scope& scope) {
  switch (expr.kind) {
    case ExprKind::literal:
      return {literal(work_, expr.value, expr.type, scope, expr.span), none};
    case ExprKind::truth:
      return {work_.graph.truth(expr.value.sign() != 0, expr.span), none};
    case ExprKind::text:
      throw Fault("words have no value of their own");
    case ExprKind::name:
      if (expr.path.size() > 1) return path(expr, scope);
      return symbol(work_.names.find(scope.each, expr.path[0]), scope, expr.span);
    case ExprKind::unary: {
      Lowered inner = lower(*expr.args[0], scope);
      inner.value = work_.graph.make(expr.word == "not" ? Op::no : Op::negate, {inner.value}, expr.span);
      inner.rests = false;
      return inner;
    }
    case ExprKind::binary:
      return lower_binary(ground_, expr, scope);
    case ExprKind::within:
      return lower_within(ground_, expr, scope);
    case ExprKind::choose:
      return lower_choose(ground_, expr, scope);
    case ExprKind::dated:
      throw Fault("dated lines stand under a value only");
    case ExprKind::call:
      return call(expr, scope);
  }
  return {};
}

Lowered Formulas::call(const Expr& expr, const Scope& scope) {
  const std::string& word = expr.word;
  if (word == "sum" || word == "count" || word == "smallest" || word == "largest")
    return lower_aggregate(ground_, expr, scope);
  if (word == "previous") return lower_previous(ground_, expr, scope);
  if (work_.names.bands(word) != nullptr) return lower_bands(ground_, expr, scope);
  if (work_.names.points(word) != nullptr) return lower_points(ground_, expr, scope);
  if (word == "days_between") return lower_days_between(ground_, expr, scope);
  if (word == "date_after") return lower_date_after(ground_, expr, scope);
  if (word == "known") {
    const NodeId known = lower(*expr.args[0], scope).known;
    return {known == none ? work_.graph.truth(true, expr.span) : known, none};
  }
  return lower_function(ground_, expr, scope);
}

Lowered Formulas::symbol(const Symbol& symbol, const Scope& scope, Span span) {
  if (symbol.meaning == Meaning::parameter) return parameter_value(ground_, symbol.index, scope, span);
  const Named columns = columns_of(symbol, span);
  if (columns.value == none) return {work_.graph.truth(false, span), none};
  return work_.read(columns.value, columns.known, scope, span);
}

NodeId Formulas::deciding_date(const std::string& name, const Scope& scope, Span span) {
  return guarded(work_.graph, symbol(work_.names.find(scope.each, name), scope, span), span);
}

Formulas::Named Formulas::columns_of(const Symbol& symbol, Span span) {
  const std::size_t index = symbol.index;
  switch (symbol.meaning) {
    case Meaning::input_column: {
      const EvidenceColumn& column = symbol.each.empty()
                                         ? ground_.evidence.single.at({index, symbol.part})
                                         : ground_.evidence.of_kind(symbol.each)->columns[symbol.part];
      return {column.value, column.known};
    }
    case Meaning::value: {
      const ValueColumns& made = values_.read(index);
      return {made.value, made.known};
    }
    case Meaning::payment: {
      const ColumnId known = payments_.decided(index);
      return {payments_[index].paid, known};
    }
    case Meaning::payment_achieved: {
      const ColumnId known = payments_.decided(index);
      return {payments_[index].achieved, known};
    }
    case Meaning::payment_earned: {
      const ColumnId known = payments_.decided(index);
      return {payments_[index].earned, known};
    }
    case Meaning::payment_blocked:
      return {payments_.blocked(index, span), none};
    case Meaning::payer_share:
      return {payments_.payers(index).pays[symbol.part], none};
    case Meaning::reading_choice:
      return {ground_.tables.readings[index], none};
    case Meaning::run_date:
      return {run_date(symbol.part != 0), none};
    case Meaning::parameter:
    case Meaning::card_column:
    case Meaning::nothing:
      break;
  }
  throw Fault("a name lost its meaning after the check");
}

ColumnId Formulas::run_date(bool cut_off) {
  const std::string name = cut_off ? "cut_off" : "as_at";
  const std::string holds = "date of the run: " + name;
  if (const ColumnId made = work_.shared(holds); made != none) return made;
  calc::Column made;
  made.name = name;
  made.frame = work_.scalars;
  made.type = calc::date_type;
  made.unit = calc::Unit::date;
  made.role = calc::Role::term;
  made.title = cut_off ? "Data cut-off" : "As at";
  made.meaning = "given with the run";
  made.values.small.push_back((cut_off ? work_.request.cut_off : work_.request.as_at).serial);
  return work_.share(holds, work_.add(std::move(made)));
}

/// outcomes.PLAN.price: the one cell, or of a dated card the row in force.
Lowered Formulas::card_figure(const Expr& expr, const Scope& scope) {
  const Symbol column = work_.names.card_column(expr.path[0], expr.path[2]);
  const CardFrames& made = ground_.tables.cards[column.index];
  const auto& codes = work_.graph.frame(made.codes).keys;
  const auto found = std::find(codes.begin(), codes.end(), expr.path[1]);
  if (found == codes.end()) return {work_.graph.literal(Exact(0)), work_.graph.truth(false, expr.span)};
  const auto row = static_cast<std::uint32_t>(found - codes.begin() + 1);
  const ColumnId value = made.columns[column.part];
  const ColumnId known = made.known[column.part];
  if (made.dated == none || work_.graph.column(value).frame == made.codes) {
    return {work_.graph.cell(value, row, expr.span),
            known == none ? none : work_.graph.cell(known, row, expr.span)};
  }
  const NodeId code_row = work_.graph.cell(work_.row_number(made.codes), row, expr.span);
  return card_value(ground_, column.index, column.part, code_row, scope, expr.span);
}

/// person.round.participant_cap: follows links row by row.
Lowered Formulas::path(const Expr& expr, const Scope& scope) {
  if (expr.of_card) return card_figure(expr, scope);
  calc::Graph& graph = work_.graph;
  EvidenceFrame* at = ground_.evidence.of_kind(scope.each);
  Symbol symbol = work_.names.find(scope.each, expr.path[0]);
  if (symbol.meaning != Meaning::input_column) throw Fault("a path begins with a column of the evidence");
  if (symbol.each.empty()) throw Fault("a path from an input of one row is not built");
  EvidenceColumn& first = at->columns[symbol.part];
  // Row number in the frame reached; at the end, the value itself.
  NodeId row = graph.ref(Op::this_row, link_column(work_, at->frame, first), expr.path_spans[0]);
  NodeId known = first.known == none ? none : graph.ref(Op::this_row, first.known, expr.path_spans[0]);
  for (std::size_t i = 1; i < expr.path.size(); ++i) {
    const Span span = expr.path_spans[i];
    if (symbol.type.is(Quantity::code)) {
      const Symbol card = work_.names.card_column(symbol.type.of, expr.path[i]);
      const Lowered value = card_value(ground_, card.index, card.part, row, scope, span);
      return {value.value, both(graph, known, value.known, span)};
    }
    EvidenceFrame* target = ground_.evidence.of_kind(work_.names.kind_behind(symbol.type));
    symbol = work_.names.in_kind(target->input->each, expr.path[i]);
    Named columns = columns_of(symbol, span);
    if (columns.value == none) return {graph.truth(false, span), known};
    const bool last = i + 1 == expr.path.size();
    if (symbol.meaning == Meaning::input_column && !last)
      columns.value = link_column(work_, target->frame, target->columns[symbol.part]);
    if (columns.known != none)
      known = both(graph, known, graph.linked(Op::at_row, columns.known, row, span), span);
    row = graph.linked(Op::at_row, columns.value, row, span);
  }
  return {row, known};
}

}  // namespace outturn::compile
