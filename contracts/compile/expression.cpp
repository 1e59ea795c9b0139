// Expressions into formulas, each with the formula of what must be known for it.
#include <algorithm>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

using language::ExprKind;
using language::Meaning;
using language::Quantity;

NodeId Compiler::both(NodeId a, NodeId b, Span span) {
  if (a == none) return b;
  if (b == none || a == b) return a;
  const calc::Node& left = graph_.node(a);
  const calc::Node& right = graph_.node(b);
  const bool read = left.op == Op::this_row || left.op == Op::scalar;
  if (read && left.op == right.op && left.column == right.column) return a;  // known once is known
  return graph_.make(Op::both, {a, b}, span);
}

/// A test that reads what may be unknown, made only where it is known. Not AND: a sheet reads every part of
/// an AND, and a comparison with an unknown cell is an error there.
NodeId Compiler::once_known(NodeId known, NodeId test, Span span) {
  if (known == none) return test;
  return graph_.make(Op::choose, {known, test, graph_.truth(false)}, span);
}

NodeId Compiler::zero_of(NodeId like) {
  const calc::Type type = graph_.node(like).type;
  if (type.kind == calc::Kind::truth) return graph_.truth(false);
  if (type.kind == calc::Kind::date) return graph_.no_date();
  return graph_.literal(Exact(0));
}

/// The value, and 0 where it is not known.
NodeId Compiler::guarded(const Lowered& of, Span span) {
  if (of.known == none) return of.value;
  return graph_.make(Op::choose, {of.known, of.value, zero_of(of.value)}, span);
}

/// Reads a column of this frame's row, or the one value of a scalar.
Lowered Compiler::read(ColumnId value, ColumnId known, const Scope& scope, Span span) {
  const bool single = graph_.column(value).frame == scalars_ && scope.frame != scalars_;
  const Op op = single || graph_.column(value).frame == scalars_ ? Op::scalar : Op::this_row;
  Lowered out{graph_.ref(op, value, span), none};
  if (known != none && !scope.surely_known.contains(known)) out.known = graph_.ref(op, known, span);
  return out;
}

/// Small whole numbers stand in the formula; every other number becomes a term with a cell.
NodeId Compiler::literal(const Exact& value, const QType& type, Scope& scope, Span span) {
  const bool plain = type.is(Quantity::count) || type.is(Quantity::number) || type.duration();
  for (const int harmless : {0, 1, 2, 12, 100, 365}) {
    if (plain && value == Exact(harmless)) return graph_.literal(value, span);
  }
  if (type.is(Quantity::money) && value.sign() == 0) return graph_.literal(value, span);
  const std::string unit = type.is(Quantity::money)     ? "amount"
                           : type.is(Quantity::percent) ? "share"
                           : type.is(Quantity::points)  ? "points"
                           : type.is(Quantity::date)    ? "date"
                           : type.duration()            ? language::words(type)
                                                        : "number";
  const std::string holds = scope.owner + " " + unit + " " + value.fraction();
  auto found = made_for_.find(holds);
  if (found == made_for_.end()) {
    Scope one = scope;
    one.frame = scalars_;
    QType held = type;
    if (type.is(Quantity::number) || type.is(Quantity::count))
      held.quantity = type.places == 0 ? Quantity::count : Quantity::number;
    calc::Column column = column_of(one, scope.owner + "_" + unit, type_of(held));
    column.role = calc::Role::term;
    column.unit = unit_of(type);
    column.unit_words = unit_words(type);
    column.title = in_words(column.name);
    column.meaning = "as written in " + scope.owner;
    const int places = column.type.kind == calc::Kind::decimal ? column.type.places : 0;
    const auto integer = round_scaled(value, places, Rounding::half_up).value_or(0);
    if (column.type.kind == calc::Kind::date)
      column.values.small.push_back(static_cast<std::int32_t>(integer));
    else
      column.values.big.push_back(integer);
    found = made_for_.emplace(holds, add(std::move(column))).first;
  }
  return graph_.ref(Op::scalar, found->second, span);
}

Lowered Compiler::lower(const Expr& expr, Scope& scope) {
  switch (expr.kind) {
    case ExprKind::literal:
      return {literal(expr.value, expr.type, scope, expr.span), none};
    case ExprKind::truth:
      return {graph_.truth(expr.value.sign() != 0, expr.span), none};
    case ExprKind::text:
      throw Fault("words have no value of their own");
    case ExprKind::name:
      return expr.path.size() == 1 ? lower_name(expr, scope) : lower_path(expr, scope);
    case ExprKind::unary: {
      Lowered inner = lower(*expr.args[0], scope);
      inner.value = graph_.make(expr.word == "not" ? Op::no : Op::negate, {inner.value}, expr.span);
      return inner;
    }
    case ExprKind::binary:
      return lower_binary(expr, scope);
    case ExprKind::within:
      return lower_within(expr, scope);
    case ExprKind::choose:
      return lower_choose(expr, scope);
    case ExprKind::dated:
      throw Fault("dated lines stand under a value only");
    case ExprKind::call:
      return lower_call(expr, scope);
  }
  return {};
}

Lowered Compiler::lower_name(const Expr& expr, Scope& scope) {
  return lower_symbol(names_.find(scope.each, expr.path[0]), scope, expr.span);
}

Lowered Compiler::lower_symbol(const Symbol& symbol, Scope& scope, Span span) {
  switch (symbol.meaning) {
    case Meaning::input_column: {
      if (symbol.each.empty()) {
        const EvidenceColumn& one = single_inputs_.at({symbol.index, symbol.part});
        return read(one.value, one.known, scope, span);
      }
      const EvidenceColumn& column = evidence_of_kind(symbol.each)->columns[symbol.part];
      return read(column.value, column.known, scope, span);
    }
    case Meaning::parameter:
      return dated_parameter(symbol.index, scope, span);
    case Meaning::value: {
      const ValueColumns& made = value_read(symbol.index);
      return read(made.value, made.known, scope, span);
    }
    case Meaning::payment:
      return read(payments_[symbol.index].paid, none, scope, span);
    case Meaning::payment_achieved:
      return read(payments_[symbol.index].achieved, none, scope, span);
    case Meaning::payment_earned:
      return read(payments_[symbol.index].earned, none, scope, span);
    case Meaning::payment_blocked: {
      const ColumnId blocked = blocked_column(symbol.index, span);
      return blocked == none ? Lowered{graph_.truth(false, span), none} : read(blocked, none, scope, span);
    }
    case Meaning::payer_share:
      return read(splits_[symbol.index].pays[symbol.part], none, scope, span);
    case Meaning::reading_choice:
      return read(readings_[symbol.index], none, scope, span);
    case Meaning::run_date: {
      ColumnId& column = symbol.part == 0 ? as_at_ : cut_off_;
      if (column == none) {
        calc::Column made;
        made.name = symbol.part == 0 ? "as_at" : "cut_off";
        made.frame = scalars_;
        made.type = calc::date_type;
        made.unit = calc::Unit::date;
        made.role = calc::Role::term;
        made.title = symbol.part == 0 ? "As at" : "Data cut-off";
        made.meaning = "given with the run";
        made.values.small.push_back((symbol.part == 0 ? request_.as_at : request_.cut_off).serial);
        column = add(std::move(made));
      }
      return read(column, none, scope, span);
    }
    case Meaning::card_column:
    case Meaning::nothing:
      break;
  }
  throw Fault("a name lost its meaning after the check");
}

Lowered Compiler::lower_binary(const Expr& expr, Scope& scope) {
  if (expr.word == "^") return lower_power(expr, scope);
  const Expr& left = *expr.args[0];
  const Expr& right = *expr.args[1];
  static const std::map<std::string, Op> ops{{"+", Op::add},       {"-", Op::subtract}, {"*", Op::multiply},
                                             {"/", Op::divide},    {"=", Op::equal},    {"<>", Op::not_equal},
                                             {"<", Op::less},      {"<=", Op::at_most}, {">", Op::more},
                                             {">=", Op::at_least}, {"and", Op::both},   {"or", Op::either}};
  const Op op = ops.at(expr.word);
  const auto word = [&](const Expr& side) { return side.kind == ExprKind::text; };
  if (word(left) || word(right)) {  // a code or reading compared with its name
    const Expr& said = word(left) ? left : right;
    Lowered other = lower(word(left) ? right : left, scope);
    other.value = graph_.make(op, {other.value, named_row(said)}, expr.span);
    return other;
  }
  Lowered a = lower(left, scope);
  Lowered b = lower(right, scope);
  if ((op == Op::add || op == Op::subtract) && left.type.is(Quantity::date) && right.type.duration()) {
    return {date_plus(a.value, b.value, right.type, scope, expr.span, op == Op::subtract),
            both(a.known, b.known, expr.span)};
  }
  Lowered out{graph_.make(op, {a.value, b.value}, expr.span), both(a.known, b.known, expr.span)};
  if (op == Op::divide && !divisor_proved(right, scope.each)) {
    const NodeId divisible = graph_.make(Op::not_equal, {b.value, graph_.literal(Exact(0))}, expr.span);
    out.known = once_known(out.known, divisible, expr.span);
  }
  return out;
}

/// 0 has no power but the first and those above, and none goes past the largest: else it is unknown.
Lowered Compiler::lower_power(const Expr& expr, Scope& scope) {
  const Lowered base = lower(*expr.args[0], scope);
  const Lowered times = lower(*expr.args[1], scope);
  Lowered out{graph_.make(Op::power, {base.value, times.value}, expr.span),
              both(base.known, times.known, expr.span)};
  if (language::plain_power(*expr.args[1])) return out;
  const NodeId zero = graph_.literal(Exact(0));
  const NodeId most = graph_.literal(Exact(std::int64_t{language::largest_power}));
  const NodeId least = graph_.make(Op::at_least, {times.value, zero}, expr.span);
  const NodeId in_reach = both(least, graph_.make(Op::at_most, {times.value, most}, expr.span), expr.span);
  const NodeId some = graph_.make(Op::not_equal, {base.value, zero}, expr.span);
  const NodeId above = graph_.make(Op::more, {times.value, zero}, expr.span);
  const NodeId has_power = both(in_reach, graph_.make(Op::either, {some, above}, expr.span), expr.span);
  out.known = once_known(out.known, has_power, expr.span);
  return out;
}

/// The argument of root(...), known where it has a root.
Lowered Compiler::lower_root(const Expr& expr, Scope& scope) {
  Lowered of = lower(*expr.args[0], scope);
  const NodeId has_root = graph_.make(Op::at_least, {of.value, graph_.literal(Exact(0))}, expr.span);
  of.known = once_known(of.known, has_root, expr.span);
  return of;
}

bool Compiler::divisor_proved(const Expr& expr, const std::string& each) const {
  // What is proved of each row says nothing of a sum over none.
  for (const EvidenceFrame& rows : frames_) {
    if (graph_.frame(rows.frame).rows == 0) return false;
  }
  Problems quiet;
  return language::ExpressionChecker(names_, source_, quiet).never_zero(expr, each);
}

NodeId Compiler::named_row(const Expr& said) {
  if (said.type.is(Quantity::reading)) {
    const auto& readings = names_.assumption(said.type.of)->readings;
    const auto at =
        std::find_if(readings.begin(), readings.end(), [&](const auto& r) { return r.name == said.word; }) -
        readings.begin();
    const NodeId number = graph_.literal(Exact(static_cast<std::int64_t>(at + 1)), said.span);
    if (at < 2) return number;
    // The numbers 1 and 2 stand in a formula; further ones are made of them.
    return graph_.make(Op::add,
                       {graph_.literal(Exact(static_cast<std::int64_t>(2))),
                        graph_.literal(Exact(static_cast<std::int64_t>(at - 1)))},
                       said.span);
  }
  const std::size_t card = static_cast<std::size_t>(names_.card(said.type.of) - contract_.ratecards.data());
  const auto& codes = graph_.frame(cards_[card].codes).keys;
  const auto row = std::find(codes.begin(), codes.end(), said.word) - codes.begin();
  if (static_cast<std::size_t>(row) == codes.size()) throw Fault("a code is not among the documents known");
  return graph_.cell(cards_[card].code, static_cast<std::uint32_t>(row + 1), said.span);
}

/// A length of days or weeks, in days.
NodeId Compiler::in_days(NodeId length, const QType& unit, Span span) {
  if (!unit.is(Quantity::weeks)) return length;
  // Seven days a week: 7 is no unit constant of a formula, so it has a cell.
  if (seven_ == none) {
    calc::Column column;
    column.name = free_name("days_a_week");
    column.frame = scalars_;
    column.role = calc::Role::term;
    column.title = "Days a week";
    column.meaning = "calendar";
    column.values.big.push_back(7);
    seven_ = add(std::move(column));
  }
  return graph_.make(Op::multiply, {graph_.ref(Op::scalar, seven_, span), length}, span);
}

NodeId Compiler::date_plus(NodeId date, NodeId length, const QType& unit, Scope&, Span span, bool back) {
  length = in_days(length, unit, span);
  if (back) length = graph_.make(Op::negate, {length}, span);
  return graph_.make(unit.is(Quantity::months) ? Op::add_months : Op::add_days, {date, length}, span);
}

/// a within L after b: b <= a <= b + L, both ends included.
Lowered Compiler::lower_within(const Expr& expr, Scope& scope) {
  const Lowered date = lower(*expr.args[0], scope);
  const Lowered length = lower(*expr.args[1], scope);
  const Lowered from = lower(*expr.args[2], scope);
  const bool after = expr.word == "after";
  const NodeId limit = date_plus(from.value, length.value, expr.args[1]->type, scope, expr.span, !after);
  const NodeId not_before = graph_.make(Op::at_least, {date.value, after ? from.value : limit}, expr.span);
  const NodeId not_after = graph_.make(Op::at_most, {date.value, after ? limit : from.value}, expr.span);
  return {both(not_before, not_after, expr.span),
          both(date.known, both(length.known, from.known, expr.span), expr.span)};
}

Lowered Compiler::lower_choose(const Expr& expr, Scope& scope) {
  const Lowered condition = lower(*expr.args[0], scope);
  const Expr& test = *expr.args[0];
  Scope inner = scope;
  if (test.kind == ExprKind::call && test.word == "known") {
    const NodeId known = lower(*test.args[0], scope).known;
    if (known != none && graph_.node(known).column != none)
      inner.surely_known.insert(graph_.node(known).column);
  }
  const Lowered a = lower(*expr.args[1], inner);
  const Lowered b = lower(*expr.args[2], scope);
  Lowered out{graph_.make(Op::choose, {condition.value, a.value, b.value}, expr.span), condition.known};
  if (a.known == none && b.known == none) return out;
  const auto sure = [&](NodeId known) { return known == none ? graph_.truth(true) : known; };
  const NodeId branch = graph_.make(Op::choose, {condition.value, sure(a.known), sure(b.known)}, expr.span);
  out.known = once_known(condition.known, branch, expr.span);
  return out;
}

Lowered Compiler::lower_call(const Expr& expr, Scope& scope) {
  if (expr.word == "sum" || expr.word == "count" || expr.word == "smallest" || expr.word == "largest") {
    return lower_aggregate(expr, scope);
  }
  if (expr.word == "previous") return lower_previous(expr, scope);
  if (names_.bands(expr.word) != nullptr) return lower_bands(expr, scope);
  if (names_.points(expr.word) != nullptr) return lower_points(expr, scope);
  if (expr.word == "days_between") return lower_days_between(expr, scope);
  if (expr.word == "date_after") return lower_date_after(expr, scope);
  if (expr.word == "known") {
    const NodeId known = lower(*expr.args[0], scope).known;
    return {known == none ? graph_.truth(true, expr.span) : known, none};
  }
  static const std::map<std::string, Op> ops{
      {"min", Op::least},          {"max", Op::greatest},
      {"abs", Op::absolute},       {"months_between", Op::months_between},
      {"year", Op::year},          {"month", Op::month},
      {"month_end", Op::month_end}};
  const Op op = ops.at(expr.word);
  Lowered out = lower(*expr.args[0], scope);
  if (calc::operation(op).arity == 1) {
    out.value = graph_.make(op, {out.value}, expr.span);
    return out;
  }
  for (std::size_t i = 1; i < expr.args.size(); ++i) {
    const Lowered next = lower(*expr.args[i], scope);
    out = {graph_.make(op, {out.value, next.value}, expr.span), both(out.known, next.known, expr.span)};
  }
  return out;
}

NodeId Compiler::round(NodeId node, const language::RoundingRule& rule, const QType& type) {
  return graph_.rounded(node, language::rounded_places(rule, type, minor_places_), rule.mode, rule.span);
}

}  // namespace outturn::compile
