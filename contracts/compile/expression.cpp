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
  return graph_.make(Op::both, {a, b}, span);
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
    if (type.is(Quantity::number) || type.is(Quantity::count)) held.quantity = type.places == 0 ? Quantity::count : Quantity::number;
    calc::Column column = column_of(one, scope.owner + "_" + unit, type_of(held));
    column.role = calc::Role::term;
    column.unit = unit_of(type);
    column.unit_words = unit_words(type);
    column.title = in_words(column.name);
    column.meaning = "as written in " + scope.owner;
    const int places = column.type.kind == calc::Kind::decimal ? column.type.places : 0;
    const auto integer = round_scaled(value, places, Rounding::half_up).value_or(0);
    if (column.type.kind == calc::Kind::date) column.values.small.push_back(static_cast<std::int32_t>(integer));
    else column.values.big.push_back(integer);
    found = made_for_.emplace(holds, add(std::move(column))).first;
  }
  return graph_.ref(Op::scalar, found->second, span);
}

Lowered Compiler::lower(const Expr& expr, Scope& scope) {
  switch (expr.kind) {
    case ExprKind::literal: return {literal(expr.value, expr.type, scope, expr.span), none};
    case ExprKind::truth: return {graph_.truth(expr.value.sign() != 0, expr.span), none};
    case ExprKind::text: throw Fault("words have no value of their own");
    case ExprKind::name: return expr.path.size() == 1 ? lower_name(expr, scope) : lower_path(expr, scope);
    case ExprKind::unary: {
      Lowered inner = lower(*expr.args[0], scope);
      inner.value = graph_.make(expr.word == "not" ? Op::no : Op::negate, {inner.value}, expr.span);
      return inner;
    }
    case ExprKind::binary: return lower_binary(expr, scope);
    case ExprKind::within: return lower_within(expr, scope);
    case ExprKind::choose: return lower_choose(expr, scope);
    case ExprKind::call: return lower_call(expr, scope);
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
    case Meaning::parameter: return dated_parameter(symbol.index, scope, span);
    case Meaning::value: {
      const ValueColumns& made = value(symbol.index);
      return read(made.value, made.known, scope, span);
    }
    case Meaning::payment: return read(payments_[symbol.index].paid, none, scope, span);
    case Meaning::payment_earned: return read(payments_[symbol.index].earned, none, scope, span);
    case Meaning::payment_blocked:
      if (payments_[symbol.index].blocked == none) return {graph_.truth(false, span), none};
      return read(payments_[symbol.index].blocked, none, scope, span);
    case Meaning::reading_choice: return read(readings_[symbol.index], none, scope, span);
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
    case Meaning::nothing: break;
  }
  throw Fault("a name lost its meaning after the check");
}

/// person.round.participant_cap: follows links row by row.
Lowered Compiler::lower_path(const Expr& expr, Scope& scope) {
  EvidenceFrame* at = evidence_of_kind(scope.each);
  Symbol symbol = names_.find(scope.each, expr.path[0]);
  if (symbol.meaning != Meaning::input_column) throw Fault("a path begins with a column of the evidence");
  EvidenceColumn first = symbol.each.empty() ? single_inputs_.at({symbol.index, symbol.part}) : at->columns[symbol.part];
  NodeId row = none;      // row number in the frame reached
  NodeId known = none;
  if (symbol.each.empty()) {
    throw Fault("a path from an input of one row is not built");
  }
  row = graph_.ref(Op::this_row, link_column(at->frame, at->columns[symbol.part]), expr.path_spans[0]);
  if (first.known != none) known = graph_.ref(Op::this_row, first.known, expr.path_spans[0]);
  for (std::size_t i = 1; i < expr.path.size(); ++i) {
    const Span span = expr.path_spans[i];
    if (symbol.type.is(Quantity::code)) {
      const Symbol card = names_.card_column(symbol.type.of, expr.path[i]);
      Lowered value = card_value(card.index, card.part, row, scope, span);
      return {value.value, both(known, value.known, span)};
    }
    EvidenceFrame* target = evidence_of_kind(names_.kind_behind(symbol.type));
    symbol = names_.in_kind(contract_.inputs[target->input].each, expr.path[i]);
    ColumnId value_id = none;
    ColumnId known_id = none;
    const bool last = i + 1 == expr.path.size();
    if (symbol.meaning == Meaning::input_column) {
      EvidenceColumn& column = target->columns[symbol.part];
      value_id = last ? column.value : link_column(target->frame, column);
      known_id = column.known;
    } else if (symbol.meaning == Meaning::value) {
      value_id = value(symbol.index).value;
      known_id = value(symbol.index).known;
    } else {
      const PaymentColumns& paid = payments_[symbol.index];
      value_id = symbol.meaning == Meaning::payment ? paid.paid : symbol.meaning == Meaning::payment_earned ? paid.earned : paid.blocked;
    }
    if (known_id != none) {
      NodeId here = graph_.linked(Op::at_row, known_id, row, span);
      known = both(known, here, span);
    }
    row = graph_.linked(Op::at_row, value_id, row, span);
  }
  return {row, known};
}

/// A column of a rate card at the row of a code; of a dated card, as it holds on the deciding date.
Lowered Compiler::card_value(std::size_t card_index, std::size_t column, NodeId code_row, Scope& scope, Span span) {
  CardFrames& card = cards_[card_index];
  const language::RateCard& written = contract_.ratecards[card_index];
  const ColumnId value = card.columns[column];
  const ColumnId known = card.known[column];
  if (card.dated == none || graph_.column(value).frame == card.codes) {
    Lowered out{graph_.linked(Op::at_row, value, code_row, span), none};
    if (known != none) out.known = graph_.linked(Op::at_row, known, code_row, span);
    return out;
  }
  const std::string holds = "dated row of " + written.name + " in " + graph_.frame(scope.frame).name + " " + path_words(code_row);
  auto row_column = made_for_.find(holds);
  auto in_force = made_for_.find(holds + " in force");
  if (row_column == made_for_.end()) {
    const NodeId date = deciding_date(written.chosen_by, scope, span);
    Scope at = scope;
    at.clauses = shown(written.clauses);
    calc::Column key = column_of(at, written.name + "_search_key", calc::whole_type);
    key.unit = calc::Unit::row_number;
    const NodeId spread = graph_.make(Op::multiply, {code_row, graph_.ref(Op::scalar, card.span, span)}, span);
    const ColumnId key_id = add(std::move(key), graph_.make(Op::add, {spread, date}, span));
    calc::Column row = column_of(at, written.name + "_dated_row", calc::whole_type);
    row.compact = true;
    row.unit = calc::Unit::row_number;
    row.meaning = "row of the card in force on " + written.chosen_by;
    const NodeId searched = graph_.ref(Op::this_row, key_id, span);
    const NodeId reached = graph_.make(Op::at_least, {searched, graph_.cell(card.key, 1, span)}, span);
    const NodeId found = graph_.linked(Op::band_row, card.key, searched, span);
    const ColumnId row_id = add(std::move(row), graph_.make(Op::choose, {reached, found, graph_.literal(Exact(0))}, span));
    row_column = made_for_.emplace(holds, row_id).first;
    calc::Column force = column_of(at, written.name + "_in_force", calc::truth_type);
    force.meaning = "1 when the card has this code on " + written.chosen_by;
    const NodeId at_row = graph_.make(Op::greatest, {graph_.literal(Exact(1)), graph_.ref(Op::this_row, row_id, span)}, span);
    const NodeId there = graph_.make(Op::more, {graph_.ref(Op::this_row, row_id, span), graph_.literal(Exact(0))}, span);
    const NodeId same = graph_.make(Op::equal, {graph_.linked(Op::at_row, card.code_row, at_row, span), code_row}, span);
    const NodeId before = graph_.make(Op::less, {date, graph_.linked(Op::at_row, card.until, at_row, span)}, span);
    const ColumnId force_id = add(std::move(force), both(there, both(same, before, span), span));
    in_force = made_for_.emplace(holds + " in force", force_id).first;
  }
  const NodeId row = graph_.make(Op::greatest, {graph_.literal(Exact(1)), graph_.ref(Op::this_row, row_column->second, span)}, span);
  Lowered out{graph_.linked(Op::at_row, value, row, span), graph_.ref(Op::this_row, in_force->second, span)};
  if (known != none) out.known = both(out.known, graph_.linked(Op::at_row, known, row, span), span);
  return out;
}

std::string Compiler::path_words(NodeId node) const {
  const calc::Node& of = graph_.node(node);
  std::string out = std::to_string(of.column);
  if (of.args[0] != none) out += " at " + path_words(of.args[0]);
  return out;
}

NodeId Compiler::deciding_date(const std::string& name, Scope& scope, Span span) {
  return guarded(lower_symbol(names_.find(scope.each, name), scope, span), span);
}

Lowered Compiler::dated_parameter(std::size_t index, Scope& scope, Span span) {
  const DatedParameter& made = parameters_[index];
  if (made.term != none) return read(made.term, none, scope, span);
  const language::Parameter& written = contract_.parameters[index];
  const std::string holds = "row of " + written.name + " in " + graph_.frame(scope.frame).name;
  auto found = made_for_.find(holds);
  if (found == made_for_.end()) {
    const NodeId date = deciding_date(written.chosen_by, scope, span);
    Scope at = scope;
    at.clauses = shown(written.clauses);
    calc::Column row = column_of(at, written.name + "_row", calc::whole_type);
    row.compact = scope.frame != scalars_;
    row.unit = calc::Unit::row_number;
    row.meaning = "row of " + written.name + " in force on " + written.chosen_by;
    const NodeId reached = graph_.make(Op::at_least, {date, graph_.cell(made.from, 1, span)}, span);
    const NodeId in = graph_.linked(Op::band_row, made.from, date, span);
    found = made_for_.emplace(holds, add(std::move(row), graph_.make(Op::choose, {reached, in, graph_.literal(Exact(0))}, span))).first;
  }
  const Op op = scope.frame == scalars_ ? Op::scalar : Op::this_row;
  const NodeId row = graph_.ref(op, found->second, span);
  const NodeId safe = graph_.make(Op::greatest, {graph_.literal(Exact(1)), row}, span);
  const NodeId date = deciding_date(written.chosen_by, scope, span);
  const NodeId before = graph_.make(Op::less, {date, graph_.linked(Op::at_row, made.until, safe, span)}, span);
  const NodeId there = graph_.make(Op::more, {row, graph_.literal(Exact(0))}, span);
  return {graph_.linked(Op::at_row, made.value, safe, span), both(there, before, span)};
}

Lowered Compiler::lower_binary(const Expr& expr, Scope& scope) {
  const Expr& left = *expr.args[0];
  const Expr& right = *expr.args[1];
  static const std::map<std::string, Op> ops{{"+", Op::add}, {"-", Op::subtract}, {"*", Op::multiply}, {"/", Op::divide},
                                             {"=", Op::equal}, {"<>", Op::not_equal}, {"<", Op::less}, {"<=", Op::at_most},
                                             {">", Op::more}, {">=", Op::at_least}, {"and", Op::both}, {"or", Op::either}};
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
    return {date_plus(a.value, b.value, right.type, scope, expr.span, op == Op::subtract), both(a.known, b.known, expr.span)};
  }
  Lowered out{graph_.make(op, {a.value, b.value}, expr.span), both(a.known, b.known, expr.span)};
  if (op == Op::divide && !divisor_proved(right, scope.each)) {
    const NodeId divisible = graph_.make(Op::not_equal, {b.value, graph_.literal(Exact(0))}, expr.span);
    out.known = both(out.known, divisible, expr.span);
  }
  return out;
}

bool Compiler::divisor_proved(const Expr& expr, const std::string& each) const {
  Problems quiet;
  return language::ExpressionChecker(names_, source_, quiet).never_zero(expr, each);
}

NodeId Compiler::named_row(const Expr& said) {
  if (said.type.is(Quantity::reading)) {
    const auto& readings = names_.assumption(said.type.of)->readings;
    const auto at = std::find_if(readings.begin(), readings.end(), [&](const auto& r) { return r.name == said.word; }) - readings.begin();
    const NodeId number = graph_.literal(Exact(static_cast<std::int64_t>(at + 1)), said.span);
    if (at < 2) return number;
    // The numbers 1 and 2 stand in a formula; further ones are made of them.
    return graph_.make(Op::add, {graph_.literal(Exact(static_cast<std::int64_t>(2))), graph_.literal(Exact(static_cast<std::int64_t>(at - 1)))}, said.span);
  }
  const std::size_t card = static_cast<std::size_t>(names_.card(said.type.of) - contract_.ratecards.data());
  const auto& codes = graph_.frame(cards_[card].codes).keys;
  const auto row = std::find(codes.begin(), codes.end(), said.word) - codes.begin();
  if (static_cast<std::size_t>(row) == codes.size()) throw Fault("a code is not among the documents known");
  return graph_.cell(cards_[card].code, static_cast<std::uint32_t>(row + 1), said.span);
}

NodeId Compiler::date_plus(NodeId date, NodeId length, const QType& unit, Scope&, Span span, bool back) {
  if (unit.is(Quantity::weeks)) {
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
    length = graph_.make(Op::multiply, {graph_.ref(Op::scalar, seven_, span), length}, span);
  }
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
  return {both(not_before, not_after, expr.span), both(date.known, both(length.known, from.known, expr.span), expr.span)};
}

Lowered Compiler::lower_choose(const Expr& expr, Scope& scope) {
  const Lowered condition = lower(*expr.args[0], scope);
  const Expr& test = *expr.args[0];
  Scope inner = scope;
  if (test.kind == ExprKind::call && test.word == "known") {
    const NodeId known = lower(*test.args[0], scope).known;
    if (known != none && graph_.node(known).column != none) inner.surely_known.insert(graph_.node(known).column);
  }
  const Lowered a = lower(*expr.args[1], inner);
  const Lowered b = lower(*expr.args[2], scope);
  Lowered out{graph_.make(Op::choose, {condition.value, a.value, b.value}, expr.span), condition.known};
  if (a.known == none && b.known == none) return out;
  const auto sure = [&](NodeId known) { return known == none ? graph_.truth(true) : known; };
  const NodeId branch = graph_.make(Op::choose, {condition.value, sure(a.known), sure(b.known)}, expr.span);
  out.known = both(condition.known, branch, expr.span);
  return out;
}

Lowered Compiler::lower_call(const Expr& expr, Scope& scope) {
  if (expr.word == "sum" || expr.word == "count" || expr.word == "smallest" || expr.word == "largest") {
    return lower_aggregate(expr, scope);
  }
  if (names_.bands(expr.word) != nullptr) return lower_bands(expr, scope);
  if (expr.word == "known") {
    const NodeId known = lower(*expr.args[0], scope).known;
    return {known == none ? graph_.truth(true, expr.span) : known, none};
  }
  static const std::map<std::string, Op> ops{{"min", Op::least}, {"max", Op::greatest}, {"abs", Op::absolute},
                                             {"months_between", Op::months_between}, {"year", Op::year},
                                             {"month", Op::month}, {"month_end", Op::month_end}};
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

Lowered Compiler::lower_bands(const Expr& expr, Scope& scope) {
  const language::Bands* bands = names_.bands(expr.word);
  const BandFrame& made = bands_[static_cast<std::size_t>(bands - contract_.bands.data())];
  const Lowered of = lower(*expr.args[0], scope);
  calc::Column column = column_of(scope, scope.owner + "_band", calc::whole_type);
  column.unit = calc::Unit::row_number;
  column.title = "Band of " + in_words(bands->name);
  column.meaning = "row of " + in_words(bands->name) + " in which " + bands->measured + " falls";
  column.clauses = shown(bands->clauses);
  const ColumnId row = add(std::move(column), graph_.linked(Op::band_row, made.edge, of.value, expr.span));
  const NodeId at = graph_.ref(scope.frame == scalars_ ? Op::scalar : Op::this_row, row, expr.span);
  return {graph_.linked(Op::at_row, made.pays, at, expr.span), of.known};
}

/// What is added up or counted gets a column of its own unless it is one already.
Lowered Compiler::lower_aggregate(const Expr& expr, Scope& scope) {
  EvidenceFrame* rows = evidence_of_kind(expr.word_kind);
  Scope inner = scope;
  inner.frame = rows->frame;
  inner.each = expr.word_kind;
  inner.surely_known.clear();
  const Expr& what = *expr.args[0];
  const bool counts = expr.word == "count";
  const bool all_rows = counts && what.kind == ExprKind::name && names_.input(what.path[0]) != nullptr && what.path.size() == 1;
  Lowered part = all_rows ? Lowered{graph_.truth(true, what.span), none} : lower(what, inner);
  if (expr.filter) {
    const Lowered condition = lower(*expr.filter, inner);
    const NodeId known = part.known == none ? none : graph_.make(Op::choose, {condition.value, part.known, graph_.truth(true)}, expr.span);
    part.value = counts ? both(condition.value, part.value, expr.span)
                        : graph_.make(Op::choose, {condition.value, part.value, zero_of(part.value)}, expr.span);
    part.known = both(condition.known, known, expr.span);
  }
  const calc::Node& node = graph_.node(part.value);
  ColumnId column = node.op == Op::this_row && part.known == none ? node.column : none;
  if (column == none && all_rows && !expr.filter && expr.path.empty()) {
    return {graph_.ref(Op::rows_of, graph_.frame(rows->frame).key_column, expr.span), none};
  }
  if (column == none) {
    calc::Column made = column_of(inner, scope.owner + "_part", graph_.node(part.value).type);
    made.unit = unit_of(counts ? QType{Quantity::truth, "", false, 0, false, false, false, false} : what.type);
    made.title = "Part of " + in_words(scope.owner);
    made.meaning = counts ? "1 where the row counts for " + scope.owner : "what the row adds to " + scope.owner;
    column = add(std::move(made), guarded(part, expr.span));
  }
  if (!expr.path.empty()) return {group_total(expr, column, scope), none_unknown(part, inner, scope, expr)};
  const Op op = counts || expr.word == "sum" ? Op::sum_of : expr.word == "smallest" ? Op::least_of : Op::greatest_of;
  Lowered out{graph_.ref(op, column, expr.span), none};
  out.known = none_unknown(part, inner, scope, expr);
  return out;
}

/// Known when every row is.
NodeId Compiler::none_unknown(const Lowered& part, Scope& inner, Scope& scope, const Expr& expr) {
  if (part.known == none) return none;
  calc::Column made = column_of(inner, scope.owner + "_part_known", calc::truth_type);
  made.title = "Part known";
  const ColumnId known = add(std::move(made), part.known);
  return graph_.make(Op::equal, {graph_.ref(Op::sum_of, known, expr.span), graph_.ref(Op::rows_of, known, expr.span)}, expr.span);
}

/// sum(x for this person): a running total along the rows of the same person, read at its last row.
NodeId Compiler::group_total(const Expr& expr, ColumnId part, Scope& scope) {
  EvidenceFrame* child = evidence_of_kind(expr.word_kind);
  const std::string& link_name = expr.path[0];
  const std::string holds = "running " + std::to_string(part) + " by " + link_name;
  auto found = made_for_.find(holds);
  if (found == made_for_.end()) {
    const ColumnId earlier = earlier_link(*child, {link_name});
    const calc::Column& of = graph_.column(part);
    calc::Column running;
    running.name = free_name(of.name + "_so_far");
    running.frame = child->frame;
    running.type = of.type.kind == calc::Kind::truth ? calc::whole_type : of.type;
    running.unit = of.type.kind == calc::Kind::truth ? calc::Unit::plain : of.unit;
    running.unit_words = of.unit_words;
    running.title = (of.title.empty() ? in_words(of.name) : of.title) + " so far";
    running.meaning = "running total of the same " + link_name;
    running.clauses = scope.clauses;
    running.span = scope.span;
    const bool truth = of.type.kind == calc::Kind::truth;
    const ColumnId id = add(std::move(running));
    const NodeId row = graph_.ref(Op::this_row, earlier, expr.span);
    const NodeId zero = graph_.literal(Exact(0));
    const NodeId before = graph_.make(Op::choose, {graph_.make(Op::equal, {row, zero}), zero, graph_.linked(Op::earlier, id, row)}, expr.span);
    NodeId here = graph_.ref(Op::this_row, part, expr.span);
    if (truth) here = graph_.make(Op::choose, {here, graph_.literal(Exact(1)), zero});
    graph_.set_formula(id, graph_.make(Op::add, {before, here}, expr.span));
    found = made_for_.emplace(holds, id).first;
  }
  const ColumnId last = last_row_link(*child, link_name, scope.frame);
  const NodeId row = graph_.ref(Op::this_row, last, expr.span);
  const NodeId zero = graph_.literal(Exact(0));
  return graph_.make(Op::choose, {graph_.make(Op::equal, {row, zero}), zero, graph_.linked(Op::at_row, found->second, row, expr.span)}, expr.span);
}

NodeId Compiler::round(NodeId node, const language::RoundingRule& rule, const QType& type) {
  return graph_.rounded(node, language::rounded_places(rule, type, minor_places_), rule.mode, rule.span);
}

}  // namespace outturn::compile
