// Values, payments, once-per rules and caps as columns (design/columns.md sections 3 and 5).
#include <algorithm>
#include <utility>

#include "contracts/compile/compiler.h"
#include "contracts/compile/value_order.h"
#include "contracts/language/expression_words.h"

namespace outturn::compile {

namespace {

/// Values built inside the building of others: never as many where they don't read each other in a ring.
constexpr int deepest_reading = 1000;

}  // namespace

ValueColumns& Compiler::value(std::size_t index) {
  ValueColumns& made = values_[index];
  if (made.begun) return made;
  made.begun = true;
  const language::Value& v = contract_.values[index];
  const EvidenceFrame* rows = evidence_of_kind(v.each);
  Scope scope;
  scope.frame = rows == nullptr ? scalars_ : rows->frame;
  scope.each = v.each;
  scope.owner = v.name;
  scope.clauses = shown(v.clauses);
  scope.span = v.span;
  const QType type = names_.in_kind(v.each, v.name).type;
  calc::Column column = column_of(scope, v.name, type_of(type));
  column.unit = unit_of(type);
  column.unit_words = unit_words(type);
  column.title = in_words(v.name);
  column.meaning = v.meaning;
  if (v.rounding) {
    for (const std::string& clause : shown(v.rounding->clauses)) {
      if (std::find(column.clauses.begin(), column.clauses.end(), clause) == column.clauses.end())
        column.clauses.push_back(clause);
    }
  }
  made.value = add(std::move(column));  // before its formula: a value that reads itself is told as a cycle
  const bool given = std::any_of(request_.given.begin(), request_.given.end(),
                                 [&](const Given& g) { return g.name == v.name; });
  if (given) {
    given_value(index, made);
    made.built = true;
    return made;
  }
  if (value_depth_ > deepest_reading) {  // long chains are built in order, so this is a ring
    problem("G1", v.span, "\"" + v.name + "\" depends on itself",
            {"It reads itself by way of more than " + std::to_string(deepest_reading) + " other values."},
            {"Take one of these uses out."});
    return made;
  }
  ++value_depth_;
  const bool root = v.is->kind == language::ExprKind::call && v.is->word == "root";
  Lowered formula = root              ? lower_root(*v.is, scope)
                    : v.rules.empty() ? lower(*v.is, scope)
                                      : lower_dated(v, scope);
  --value_depth_;
  if (root)
    formula.value =
        graph_.root(formula.value, language::rounded_places(*v.rounding, type, minor_places_), v.is->span);
  else if (v.rounding)
    formula.value = round(formula.value, *v.rounding, type);
  made.built = true;
  if (formula.known != none || made.known != none) {
    if (made.known == none) {
      if (made.read_early) throw Fault("a value was read as known and may be unknown");
      made.known = add(known_of(v, scope));
    }
    graph_.set_formula(made.known, formula.known == none ? graph_.truth(true) : formula.known);
    formula.known = graph_.ref(scope.frame == scalars_ ? Op::scalar : Op::this_row, made.known);
  }
  graph_.set_formula(made.value, guarded(formula, v.is->span));
  return made;
}

calc::Column Compiler::known_of(const language::Value& v, const Scope& scope) const {
  calc::Column known = column_of(scope, v.name + "_known", calc::truth_type);
  known.title = in_words(v.name) + " known";
  return known;
}

/// A published result in place of the formula; rows without one are unknown.
void Compiler::given_value(std::size_t index, ValueColumns& made) {
  const language::Value& v = contract_.values[index];
  const calc::Frame frame = graph_.frame(graph_.column(made.value).frame);
  calc::Column& column = graph_.column(made.value);
  column.role = calc::Role::evidence;
  column.meaning = "given by the case in place of its formula";
  const int places = column.type.kind == calc::Kind::decimal ? column.type.places : 0;
  calc::Values& values = column.values;
  values.known.assign(frame.rows, 0);
  switch (column.type.kind) {
    case calc::Kind::exact:
      values.exact.resize(frame.rows);
      break;
    case calc::Kind::truth:
      values.flags.assign(frame.rows, 0);
      break;
    case calc::Kind::date:
      values.small.assign(frame.rows, 0);
      break;
    default:
      values.big.assign(frame.rows, 0);
      break;
  }
  for (const Given& given : request_.given) {
    if (given.name != v.name) continue;
    for (std::size_t row = 0; row < frame.rows; ++row) {
      const std::string key = frame.source_keys.empty() ? frame.key(row) : frame.source_keys[row];
      if (graph_.column(made.value).frame != scalars_ && key != given.key) continue;
      values.known[row] = 1;
      const std::int64_t held = round_scaled(given.value, places, Rounding::half_up).value_or(0);
      if (!values.exact.empty())
        values.exact[row] = given.value;
      else if (!values.flags.empty())
        values.flags[row] = held != 0 ? 1 : 0;
      else if (!values.small.empty())
        values.small[row] = static_cast<std::int32_t>(held);
      else
        values.big[row] = held;
    }
  }
  if (std::find(values.known.begin(), values.known.end(), 0) == values.known.end()) {
    values.known.clear();
  } else {
    made.known = known_column(made.value);
  }
}

void Compiler::payments() {
  // Their columns stand before any formula, since a value may read a payment and the other way round.
  for (std::size_t i = 0; i < payments_.size(); ++i) {
    const language::Payment& p = contract_.payments[i];
    const EvidenceFrame* rows = evidence_of_kind(p.each);
    const bool capped = is_capped(p);
    Scope scope;
    scope.frame = rows == nullptr ? scalars_ : rows->frame;
    scope.clauses = shown(p.clauses);
    scope.span = p.span;
    const auto money = [&](const std::string& name, const std::string& title) {
      calc::Column column = column_of(scope, name, calc::decimal_type(minor_places_));
      column.unit = calc::Unit::money;
      column.unit_words = contract_.head.currency;
      column.title = title;
      return add(std::move(column));
    };
    payments_[i].paid = money(p.name, in_words(p.name));
    graph_.column(payments_[i].paid).meaning = p.meaning;
    payments_[i].earned =
        capped ? money(p.name + "_earned", in_words(p.name) + " earned") : payments_[i].paid;
    payments_[i].achieved =
        achieved_apart(p) ? money(p.name + "_achieved", in_words(p.name) + " achieved") : payments_[i].earned;
  }
  split_columns();
  for (const std::size_t i : order_of_long_chains(contract_)) value(i);
  for (std::size_t i = 0; i < payments_.size(); ++i) payment(i);
}

/// Asked by another rule, perhaps one that stands before it; none where it never lacks evidence.
ColumnId Compiler::blocked_column(std::size_t index, Span span) {
  payment(index);
  if (!payments_[index].built) {
    const std::string& name = contract_.payments[index].name;
    problem("G1", span, "\"" + name + "_blocked\" depends on itself",
            {"Whether " + name + " lacks evidence is asked where that is being worked out."},
            {"Take this use out."});
  }
  return payments_[index].blocked;
}

void Compiler::payment(std::size_t index) {
  const language::Payment& p = contract_.payments[index];
  PaymentColumns& made = payments_[index];
  if (std::exchange(made.begun, true)) return;
  Scope scope;
  scope.frame = graph_.column(made.paid).frame;
  scope.each = p.each;
  scope.owner = p.name;
  scope.clauses = shown(p.clauses);
  scope.span = p.span;
  const Op here = scope.frame == scalars_ ? Op::scalar : Op::this_row;
  const auto made_here = [&](const std::string& suffix, const std::string& title, calc::Type type,
                             NodeId formula) {
    calc::Column column = column_of(scope, p.name + suffix, type);
    column.title = title;
    if (type.kind == calc::Kind::decimal)
      column.unit = calc::Unit::money, column.unit_words = contract_.head.currency;
    return graph_.ref(here, add(std::move(column), formula), p.span);
  };
  const bool several = p.when && p.when->kind == language::ExprKind::binary && p.when->word == "and" &&
                       scope.frame != scalars_;
  Lowered when = p.when ? when_parts(*p.when, scope, made.conditions, several) : Lowered{none, none};
  Lowered pay = lower(*p.pay, scope);
  if (p.rounding) pay.value = round(pay.value, *p.rounding, p.pay->type);
  NodeId eligible = none;
  if (when.value != none) {
    // Of several conditions each is guarded by itself.
    eligible =
        made_here("_eligible", "Eligible", calc::truth_type, several ? when.value : guarded(when, p.span));
    if (!several) made.conditions.front().holds = eligible;
  }
  const NodeId met = eligible;
  made.when_known = when.known;
  made.pay_known = pay.known;
  if (when.known != none || pay.known != none) {
    const NodeId when_unknown = when.known == none ? none : graph_.make(Op::no, {when.known}, p.span);
    NodeId pay_unknown = pay.known == none ? none : graph_.make(Op::no, {pay.known}, p.span);
    if (pay_unknown != none) pay_unknown = both(eligible, pay_unknown, p.span);
    const NodeId blocked = when_unknown == none ? pay_unknown
                           : pay_unknown == none
                               ? when_unknown
                               : graph_.make(Op::either, {when_unknown, pay_unknown}, p.span);
    const NodeId ref = made_here("_blocked", "Blocked: evidence missing", calc::truth_type, blocked);
    made.blocked = graph_.node(ref).column;
    if (pay.known != none)
      eligible = made_here("_payable", "Payable", calc::truth_type,
                           both(eligible, graph_.make(Op::no, {ref}, p.span), p.span));
  }
  made.built = true;
  NodeId amount = guarded(pay, p.span);
  if (graph_.node(amount).column == none || calc::operation(graph_.node(amount).op).arity != 0) {
    if (eligible != none || made.achieved != made.earned)
      amount = made_here("_amount", "Amount", calc::decimal_type(minor_places_), amount);
  }
  made.achieved_unknown = made.blocked;
  if (made.achieved != made.earned) achieved(index, scope, met, amount);
  if (!p.once_per.empty()) {
    made.counts = first_only(p, scope, eligible, pay.known);
    eligible = graph_.ref(here, made.counts, p.span);
  }
  const NodeId earned = eligible == none
                            ? amount
                            : graph_.make(Op::choose, {eligible, amount, graph_.literal(Exact(0))}, p.span);
  graph_.set_formula(made.earned, earned);
}

/// The conditions of `when`, each in a column of its own where there are several: a row that is refused is
/// told which of them fails.
Lowered Compiler::when_parts(const Expr& expr, Scope& scope, std::vector<PartOfWhen>& parts, bool several) {
  if (several && expr.kind == language::ExprKind::binary && expr.word == "and") {
    const Lowered a = when_parts(*expr.args[0], scope, parts, several);
    const Lowered b = when_parts(*expr.args[1], scope, parts, several);
    return {graph_.make(Op::both, {a.value, b.value}, expr.span), both(a.known, b.known, expr.span)};
  }
  Lowered made = lower(expr, scope);
  if (several && (made.known != none || graph_.node(made.value).op != Op::this_row)) {
    calc::Column column =
        column_of(scope, scope.owner + "_condition_" + std::to_string(parts.size() + 1), calc::truth_type);
    column.title = in_words(language::words_of(expr, source_));
    column.meaning = "condition " + std::to_string(parts.size() + 1) + " of " + in_words(scope.owner);
    made.value = graph_.ref(Op::this_row, add(std::move(column), guarded(made, expr.span)), expr.span);
  }
  parts.push_back({&expr, made.value});
  return made;
}

/// True when every flag that `known` asks for is asked for by `given` too.
bool Compiler::follows(NodeId given, NodeId known) const {
  if (given == none) return false;
  const calc::Node& asked = graph_.node(known);
  if (asked.op == Op::both) return follows(given, asked.args[0]) && follows(given, asked.args[1]);
  const calc::Node& have = graph_.node(given);
  if (have.op == Op::both) return follows(have.args[0], known) || follows(have.args[1], known);
  return asked.op == Op::this_row && have.op == Op::this_row && asked.column == have.column;
}

/// 1 where the row is eligible and among the first `times` eligible rows of its keys.
ColumnId Compiler::first_only(const language::Payment& p, Scope& scope, NodeId eligible,
                              NodeId known_already) {
  EvidenceFrame& rows = *evidence_of_kind(p.each);
  const ColumnId earlier = earlier_link(rows, p.once_per);
  calc::Column count = column_of(scope, p.name + "_count", calc::whole_type);
  count.compact = true;
  count.title = "Eligible so far";
  count.meaning = "eligible rows so far of the same keys, this one included";
  const ColumnId so_far = add(std::move(count));
  const NodeId row = graph_.ref(Op::this_row, earlier, p.span);
  const NodeId zero = graph_.literal(Exact(0));
  const NodeId before = graph_.make(
      Op::choose, {graph_.make(Op::equal, {row, zero}), zero, graph_.linked(Op::earlier, so_far, row)},
      p.span);
  const NodeId one = eligible == none ? graph_.literal(Exact(1)) : eligible;
  graph_.set_formula(so_far, graph_.make(Op::add, {before, one}, p.span));
  NodeId within = none;
  const NodeId counted = graph_.ref(Op::this_row, so_far, p.span);
  if (p.times) {
    const Lowered times = lower(*p.times, scope);
    within = graph_.make(Op::at_most, {counted, times.value}, p.span);
    // An empty cell of the card sets no limit; a row without a price in force is not eligible anyway.
    if (times.known != none && !follows(known_already, times.known))
      within = graph_.make(Op::choose, {times.known, within, graph_.truth(true)}, p.span);
  } else {
    within = graph_.make(Op::equal, {counted, graph_.literal(Exact(1))}, p.span);
  }
  calc::Column counts = column_of(scope, p.name + "_counts", calc::truth_type);
  counts.title = p.times ? "Counts" : "First";
  counts.meaning = "1 when the row is paid for under the rule of how often";
  return add(std::move(counts), both(eligible, within, p.span));
}

}  // namespace outturn::compile
