// Values, payments, once-per rules and caps as columns (design/columns.md sections 3 and 5).
#include <algorithm>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

using language::Quantity;

ValueColumns& Compiler::value(std::size_t index) {
  ValueColumns& made = values_[index];
  if (value_begun_[index]) return made;
  value_begun_[index] = true;
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
      if (std::find(column.clauses.begin(), column.clauses.end(), clause) == column.clauses.end()) column.clauses.push_back(clause);
    }
  }
  made.value = add(std::move(column));  // before its formula: a value that reads itself is told as a cycle
  const bool given = std::any_of(request_.given.begin(), request_.given.end(), [&](const Given& g) { return g.name == v.name; });
  if (given) {
    given_value(index, made);
    return made;
  }
  Lowered formula = lower(*v.is, scope);
  if (v.rounding) formula.value = round(formula.value, *v.rounding, type);
  if (formula.known != none) {
    calc::Column known = column_of(scope, v.name + "_known", calc::truth_type);
    known.title = in_words(v.name) + " known";
    made.known = add(std::move(known), formula.known);
    formula.known = graph_.ref(scope.frame == scalars_ ? Op::scalar : Op::this_row, made.known);
  }
  graph_.set_formula(made.value, guarded(formula, v.is->span));
  return made;
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
    case calc::Kind::exact: values.exact.resize(frame.rows); break;
    case calc::Kind::truth: values.flags.assign(frame.rows, 0); break;
    case calc::Kind::date: values.small.assign(frame.rows, 0); break;
    default: values.big.assign(frame.rows, 0); break;
  }
  for (const Given& given : request_.given) {
    if (given.name != v.name) continue;
    for (std::size_t row = 0; row < frame.rows; ++row) {
      const std::string key = frame.source_keys.empty() ? frame.key(row) : frame.source_keys[row];
      if (graph_.column(made.value).frame != scalars_ && key != given.key) continue;
      values.known[row] = 1;
      const std::int64_t held = round_scaled(given.value, places, Rounding::half_up).value_or(0);
      if (!values.exact.empty()) values.exact[row] = given.value;
      else if (!values.flags.empty()) values.flags[row] = held != 0 ? 1 : 0;
      else if (!values.small.empty()) values.small[row] = static_cast<std::int32_t>(held);
      else values.big[row] = held;
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
    const bool capped = std::any_of(contract_.caps.begin(), contract_.caps.end(), [&](const language::Cap& cap) {
      return std::find(cap.on.begin(), cap.on.end(), p.name) != cap.on.end();
    });
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
    payments_[i].earned = capped ? money(p.name + "_earned", in_words(p.name) + " earned") : payments_[i].paid;
  }
  for (std::size_t i = 0; i < payments_.size(); ++i) payment(i);
}

void Compiler::payment(std::size_t index) {
  const language::Payment& p = contract_.payments[index];
  PaymentColumns& made = payments_[index];
  Scope scope;
  scope.frame = graph_.column(made.paid).frame;
  scope.each = p.each;
  scope.owner = p.name;
  scope.clauses = shown(p.clauses);
  scope.span = p.span;
  const Op here = scope.frame == scalars_ ? Op::scalar : Op::this_row;
  const auto helper = [&](const std::string& suffix, const std::string& title, calc::Type type, NodeId formula) {
    calc::Column column = column_of(scope, p.name + suffix, type);
    column.title = title;
    if (type.kind == calc::Kind::decimal) column.unit = calc::Unit::money, column.unit_words = contract_.head.currency;
    return graph_.ref(here, add(std::move(column), formula), p.span);
  };
  Lowered when = p.when ? lower(*p.when, scope) : Lowered{none, none};
  Lowered pay = lower(*p.pay, scope);
  if (p.rounding) pay.value = round(pay.value, *p.rounding, p.pay->type);
  NodeId eligible = when.value == none ? none : helper("_eligible", "Eligible", calc::truth_type, guarded(when, p.span));
  if (when.known != none || pay.known != none) {
    const NodeId when_unknown = when.known == none ? none : graph_.make(Op::no, {when.known}, p.span);
    NodeId pay_unknown = pay.known == none ? none : graph_.make(Op::no, {pay.known}, p.span);
    if (pay_unknown != none) pay_unknown = both(eligible, pay_unknown, p.span);
    const NodeId blocked = when_unknown == none ? pay_unknown : pay_unknown == none ? when_unknown : graph_.make(Op::either, {when_unknown, pay_unknown}, p.span);
    const NodeId ref = helper("_blocked", "Blocked: evidence missing", calc::truth_type, blocked);
    made.blocked = graph_.node(ref).column;
    if (pay.known != none) eligible = helper("_payable", "Payable", calc::truth_type, both(eligible, graph_.make(Op::no, {ref}, p.span), p.span));
  }
  NodeId amount = guarded(pay, p.span);
  if (graph_.node(amount).column == none || calc::operation(graph_.node(amount).op).arity != 0) {
    if (eligible != none || !p.once_per.empty()) amount = helper("_amount", "Amount", calc::decimal_type(minor_places_), amount);
  }
  if (!p.once_per.empty()) eligible = graph_.ref(here, first_only(p, scope, eligible, amount), p.span);
  const NodeId earned = eligible == none ? amount : graph_.make(Op::choose, {eligible, amount, graph_.literal(Exact(0))}, p.span);
  graph_.set_formula(made.earned, earned);
}

/// 1 where the row is eligible and among the first `times` eligible rows of its keys.
ColumnId Compiler::first_only(const language::Payment& p, Scope& scope, NodeId eligible, NodeId) {
  EvidenceFrame& rows = *evidence_of_kind(p.each);
  const ColumnId earlier = earlier_link(rows, p.once_per);
  calc::Column count = column_of(scope, p.name + "_count", calc::whole_type);
  count.compact = true;
  count.title = "Eligible so far";
  count.meaning = "eligible rows so far of the same keys, this one included";
  const ColumnId so_far = add(std::move(count));
  const NodeId row = graph_.ref(Op::this_row, earlier, p.span);
  const NodeId zero = graph_.literal(Exact(0));
  const NodeId before = graph_.make(Op::choose, {graph_.make(Op::equal, {row, zero}), zero, graph_.linked(Op::earlier, so_far, row)}, p.span);
  const NodeId one = eligible == none ? graph_.literal(Exact(1)) : eligible;
  graph_.set_formula(so_far, graph_.make(Op::add, {before, one}, p.span));
  NodeId within = none;
  const NodeId counted = graph_.ref(Op::this_row, so_far, p.span);
  if (p.times) {
    const Lowered times = lower(*p.times, scope);
    within = graph_.make(Op::at_most, {counted, times.value}, p.span);
    // An empty cell of the card sets no limit.
    if (times.known != none) within = graph_.make(Op::choose, {times.known, within, graph_.truth(true)}, p.span);
  } else {
    within = graph_.make(Op::equal, {counted, graph_.literal(Exact(1))}, p.span);
  }
  calc::Column counts = column_of(scope, p.name + "_counts", calc::truth_type);
  counts.title = p.times ? "Counts" : "First";
  counts.meaning = "1 when the row is paid for under the rule of how often";
  return add(std::move(counts), both(eligible, within, p.span));
}

NodeId Compiler::cap_amount(const language::Cap& cap, Scope& scope, bool by_row) {
  if (cap.amount->kind == language::ExprKind::literal) {
    if (const auto found = made_for_.find("cap " + cap.name); found != made_for_.end()) return graph_.ref(Op::scalar, found->second, cap.span);
    Scope one = scope;
    one.frame = scalars_;
    one.clauses = shown(cap.clauses);
    one.span = cap.span;
    calc::Column term = column_of(one, cap.name, calc::decimal_type(minor_places_));
    term.role = calc::Role::term;
    term.unit = calc::Unit::money;
    term.unit_words = contract_.head.currency;
    term.title = in_words(cap.name);
    term.values.big.push_back(round_scaled(cap.amount->value, minor_places_, Rounding::half_up).value_or(0));
    const ColumnId id = add(std::move(term));
    made_for_["cap " + cap.name] = id;
    return graph_.ref(Op::scalar, id, cap.span);
  }
  Lowered amount = lower(*cap.amount, scope);
  const NodeId node = guarded(amount, cap.span);
  if (!by_row || graph_.node(node).op == Op::scalar || graph_.node(node).op == Op::this_row) return node;
  calc::Column column = column_of(scope, cap.name, calc::decimal_type(minor_places_));
  column.unit = calc::Unit::money;
  column.unit_words = contract_.head.currency;
  column.title = in_words(cap.name);
  column.clauses = shown(cap.clauses);
  return graph_.ref(Op::this_row, add(std::move(column), node), cap.span);
}

void Compiler::caps() {
  std::vector<ColumnId> due;
  for (const PaymentColumns& payment : payments_) due.push_back(payment.earned);
  for (std::size_t c = 0; c < contract_.caps.size(); ++c) {
    const language::Cap& cap = contract_.caps[c];
    Scope scope;
    scope.owner = cap.name;
    scope.clauses = shown(cap.clauses);
    scope.span = cap.span;
    NodeId used = none;   // what earlier payments of this cap came to
    for (std::size_t i = 0; i < cap.on.size();) {
      std::vector<std::size_t> group;
      const auto index_of = [&](const std::string& name) { return static_cast<std::size_t>(language::by_name(contract_.payments, name) - contract_.payments.data()); };
      group.push_back(index_of(cap.on[i]));
      const FrameId frame = graph_.column(payments_[group[0]].paid).frame;
      for (++i; i < cap.on.size() && frame != scalars_ && graph_.column(payments_[index_of(cap.on[i])].paid).frame == frame; ++i) group.push_back(index_of(cap.on[i]));
      scope.frame = frame;
      scope.each = contract_.payments[group[0]].each;
      cap_group(c, group, due, used, scope);
      const bool more = i < cap.on.size();
      for (const std::size_t p : group) {
        if (!more) break;
        NodeId total = none;
        if (frame == scalars_) {
          total = graph_.ref(Op::scalar, due[p]);
        } else {
          Scope one = scope;
          one.frame = scalars_;
          calc::Column column = column_of(one, cap.name + "_used_by_" + contract_.payments[p].name, calc::decimal_type(minor_places_));
          column.unit = calc::Unit::money;
          column.unit_words = contract_.head.currency;
          column.title = in_words(column.name);
          total = graph_.ref(Op::scalar, add(std::move(column), graph_.ref(Op::sum_of, due[p])));
        }
        used = used == none ? total : graph_.make(Op::add, {used, total});
      }
    }
  }
}

void Compiler::cap_group(std::size_t cap_index, const std::vector<std::size_t>& group, std::vector<ColumnId>& due, NodeId used, Scope& scope) {
  const language::Cap& cap = contract_.caps[cap_index];
  const bool rows = scope.frame != scalars_;
  const Op here = rows ? Op::this_row : Op::scalar;
  const NodeId limit = cap_amount(cap, scope, rows);
  const auto money = [&](const std::string& name, const std::string& title) {
    calc::Column column = column_of(scope, name, calc::decimal_type(minor_places_));
    column.unit = calc::Unit::money;
    column.unit_words = contract_.head.currency;
    column.title = title;
    return column;
  };
  std::vector<ColumnId> before;
  std::vector<ColumnId> after;
  for (const std::size_t p : group) {
    const std::string& name = contract_.payments[p].name;
    const std::string suffix = cap.on.size() == 1 ? "" : "_" + name;
    before.push_back(rows || used != none ? add(money(cap.name + "_before" + suffix, "Before, under " + in_words(cap.name))) : none);
    after.push_back(last_cap_of(p) == cap_index ? payments_[p].paid : add(money(name + "_after_" + cap.name, "After " + in_words(cap.name))));
  }
  const NodeId zero = graph_.literal(Exact(0));
  const NodeId none_used = used == none ? zero : used;
  for (std::size_t k = 0; k < group.size(); ++k) {
    if (before[k] != none) {
      NodeId formula = none_used;
      if (k > 0) {
        formula = graph_.make(Op::add, {graph_.ref(here, before[k - 1]), graph_.ref(here, after[k - 1])}, cap.span);
      } else if (rows && cap.per.empty()) {
        const NodeId first = graph_.make(Op::equal, {graph_.ref(Op::this_row, row_number(scope.frame)), graph_.literal(Exact(1))}, cap.span);
        const NodeId above = graph_.make(Op::add, {graph_.ref(Op::previous, before.back()), graph_.ref(Op::previous, after.back())}, cap.span);
        formula = graph_.make(Op::choose, {first, none_used, above}, cap.span);
      } else if (rows) {
        const NodeId link = graph_.ref(Op::this_row, earlier_link(*evidence_of_kind(scope.each), {cap.per}), cap.span);
        const NodeId above = graph_.make(Op::add, {graph_.linked(Op::earlier, before.back(), link), graph_.linked(Op::earlier, after.back(), link)}, cap.span);
        formula = graph_.make(Op::choose, {graph_.make(Op::equal, {link, zero}), zero, above}, cap.span);
      }
      graph_.set_formula(before[k], formula);
    }
    const NodeId room = before[k] == none ? limit : graph_.make(Op::subtract, {limit, graph_.ref(here, before[k])}, cap.span);
    const NodeId cut = graph_.make(Op::least, {graph_.ref(here, due[group[k]], cap.span), room}, cap.span);
    graph_.set_formula(after[k], graph_.make(Op::greatest, {zero, cut}, cap.span));
    caps_of_[group[k]].push_back({cap.name, due[group[k]], after[k]});
    due[group[k]] = after[k];
  }
}

std::size_t Compiler::last_cap_of(std::size_t payment) const {
  std::size_t last = contract_.caps.size();
  for (std::size_t c = 0; c < contract_.caps.size(); ++c) {
    const auto& on = contract_.caps[c].on;
    if (std::find(on.begin(), on.end(), contract_.payments[payment].name) != on.end()) last = c;
  }
  return last;
}

void Compiler::totals() {
  NodeId all = none;
  std::vector<std::string> clauses;
  for (std::size_t i = 0; i < payments_.size(); ++i) {
    const language::Payment& p = contract_.payments[i];
    PaymentColumns& made = payments_[i];
    Scope scope;
    scope.frame = scalars_;
    scope.clauses = shown(p.clauses);
    scope.span = p.span;
    const bool rows = graph_.column(made.paid).frame != scalars_;
    const auto total = [&](const std::string& name, const std::string& title, ColumnId of, bool money) {
      if (of == none || !rows) return of;
      calc::Column column = column_of(scope, name, money ? calc::decimal_type(minor_places_) : calc::whole_type);
      column.title = title;
      if (money) column.unit = calc::Unit::money, column.unit_words = contract_.head.currency;
      return add(std::move(column), graph_.ref(Op::sum_of, of));
    };
    calc::PaymentRecord record;
    record.name = p.name;
    record.column = made.paid;
    record.earned = made.earned;
    record.blocked = made.blocked;
    made.total = total(p.name + "_total", in_words(p.name) + ", total", made.paid, true);
    record.total = made.total;
    record.earned_total = made.earned == made.paid ? made.total : total(p.name + "_earned_total", in_words(p.name) + " earned, total", made.earned, true);
    record.blocked_total = total(p.name + "_blocked_total", in_words(p.name) + ", rows blocked", made.blocked, false);
    record.caps = caps_of_[i];
    const NodeId here = graph_.ref(Op::scalar, made.total, p.span);
    all = all == none ? here : graph_.make(Op::add, {all, here});
    for (const std::string& clause : scope.clauses) clauses.push_back(clause);
    run_.record.payments.push_back(std::move(record));
  }
  if (all == none) return;
  calc::Column column;
  column.name = "total_payment";
  column.frame = scalars_;
  column.type = calc::decimal_type(minor_places_);
  column.unit = calc::Unit::money;
  column.unit_words = contract_.head.currency;
  column.title = "Payment due";
  column.meaning = "all payments of the contract together";
  column.clauses = clauses;
  column.span = contract_.payments[0].span;
  run_.record.total = add(std::move(column), all);
}

}  // namespace outturn::compile
