// Caps in their order, and the totals of what is left (design/columns.md sections 3 and 5, D1 to D3).
#include <algorithm>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

NodeId Compiler::cap_amount(const language::Cap& cap, Scope& scope, bool by_row) {
  if (cap.amount->kind == language::ExprKind::literal) {
    if (const auto found = made_for_.find("cap " + cap.name); found != made_for_.end())
      return graph_.ref(Op::scalar, found->second, cap.span);
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
    NodeId used = none;  // what earlier payments of this cap came to
    for (std::size_t i = 0; i < cap.on.size();) {
      std::vector<std::size_t> group;
      const auto index_of = [&](const std::string& name) {
        return static_cast<std::size_t>(language::by_name(contract_.payments, name) -
                                        contract_.payments.data());
      };
      group.push_back(index_of(cap.on[i]));
      const FrameId frame = graph_.column(payments_[group[0]].paid).frame;
      for (++i; i < cap.on.size() && frame != scalars_ &&
                graph_.column(payments_[index_of(cap.on[i])].paid).frame == frame;
           ++i)
        group.push_back(index_of(cap.on[i]));
      scope.frame = frame;
      scope.each = contract_.payments[group[0]].each;
      if (cap.excess == language::Excess::carried) {
        carrying_cap(c, group[0], due, scope);
        continue;
      }
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
          calc::Column column = column_of(one, cap.name + "_used_by_" + contract_.payments[p].name,
                                          calc::decimal_type(minor_places_));
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

void Compiler::cap_group(std::size_t cap_index, const std::vector<std::size_t>& group,
                         std::vector<ColumnId>& due, NodeId used, Scope& scope) {
  const language::Cap& cap = contract_.caps[cap_index];
  const bool rows = scope.frame != scalars_;
  const Op here = rows ? Op::this_row : Op::scalar;
  const NodeId limit = cap_amount(cap, scope, rows);
  std::vector<ColumnId> before;
  std::vector<ColumnId> after;
  for (const std::size_t p : group) {
    const std::string& name = contract_.payments[p].name;
    const std::string suffix = cap.on.size() == 1 ? "" : "_" + name;
    before.push_back(rows || used != none ? add(money_column(scope, cap.name + "_before" + suffix,
                                                             "Before, under " + in_words(cap.name)))
                                          : none);
    after.push_back(last_cap_of(p) == cap_index ? payments_[p].paid
                                                : add(money_column(scope, name + "_after_" + cap.name,
                                                                   "After " + in_words(cap.name))));
  }
  const NodeId zero = graph_.literal(Exact(0));
  const NodeId none_used = used == none ? zero : used;
  for (std::size_t k = 0; k < group.size(); ++k) {
    if (before[k] != none) {
      NodeId formula = none_used;
      if (k > 0) {
        formula =
            graph_.make(Op::add, {graph_.ref(here, before[k - 1]), graph_.ref(here, after[k - 1])}, cap.span);
      } else if (rows && cap.per.empty()) {
        const NodeId first = graph_.make(
            Op::equal, {graph_.ref(Op::this_row, row_number(scope.frame)), graph_.literal(Exact(1))},
            cap.span);
        const NodeId above = graph_.make(
            Op::add, {graph_.ref(Op::previous, before.back()), graph_.ref(Op::previous, after.back())},
            cap.span);
        formula = graph_.make(Op::choose, {first, none_used, above}, cap.span);
      } else if (rows) {
        const NodeId link =
            graph_.ref(Op::this_row, earlier_link(*evidence_of_kind(scope.each), {cap.per}), cap.span);
        const NodeId above = graph_.make(
            Op::add,
            {graph_.linked(Op::earlier, before.back(), link), graph_.linked(Op::earlier, after.back(), link)},
            cap.span);
        formula = graph_.make(Op::choose, {graph_.make(Op::equal, {link, zero}), zero, above}, cap.span);
      }
      graph_.set_formula(before[k], formula);
    }
    const NodeId room =
        before[k] == none ? limit : graph_.make(Op::subtract, {limit, graph_.ref(here, before[k])}, cap.span);
    const ColumnId asked = due[group[k]];
    graph_.set_formula(after[k], within_room(graph_.ref(here, asked, cap.span), room, cap.span));
    caps_of_[group[k]].push_back({cap.name, asked, after[k]});
    due[group[k]] = after[k];
    if (cap.excess == language::Excess::moved) move_excess(cap_index, group[k], asked, due, scope);
  }
}

/// A deduction passes whole: only what is due is held to the room there is.
NodeId Compiler::within_room(NodeId due, NodeId room, Span span) {
  return graph_.make(Op::least, {due, graph_.make(Op::greatest, {graph_.literal(Exact(0)), room}, span)},
                     span);
}

calc::Column Compiler::money_column(const Scope& scope, const std::string& name,
                                    const std::string& title) const {
  calc::Column column = column_of(scope, name, calc::decimal_type(minor_places_));
  column.unit = calc::Unit::money;
  column.unit_words = contract_.head.currency;
  column.title = title;
  return column;
}

/// Each row has the cap for itself, and what it cuts is due in the next.
void Compiler::carrying_cap(std::size_t cap_index, std::size_t payment, std::vector<ColumnId>& due,
                            Scope& scope) {
  const language::Cap& cap = contract_.caps[cap_index];
  std::vector<std::string> keys;
  if (!cap.carried_for.empty()) keys.push_back(cap.carried_for);
  const NodeId limit = cap_amount(cap, scope, true);
  const ColumnId brought = add(money_column(scope, cap.name + "_brought", "Brought forward"));
  const ColumnId asked = add(money_column(scope, cap.name + "_asked", "Due with what is brought forward"));
  const ColumnId after =
      last_cap_of(payment) == cap_index
          ? payments_[payment].paid
          : add(money_column(scope, contract_.payments[payment].name + "_after_" + cap.name,
                             "After " + in_words(cap.name)));
  const ColumnId carried = add(money_column(scope, cap.name + "_carried", "Carried forward"));
  const auto here = [&](ColumnId column) { return graph_.ref(Op::this_row, column, cap.span); };
  const RowAbove row = row_above(*evidence_of_kind(scope.each), keys, cap.span);
  graph_.set_formula(brought, above(row, carried, graph_.literal(Exact(0)), cap.span));
  graph_.set_formula(asked, graph_.make(Op::add, {here(due[payment]), here(brought)}, cap.span));
  graph_.set_formula(after, within_room(here(asked), limit, cap.span));
  graph_.set_formula(carried, graph_.make(Op::subtract, {here(asked), here(after)}, cap.span));
  caps_of_[payment].push_back({cap.name, asked, after});
  due[payment] = after;
}

/// What was cut is due under another payment, row by row or, where that is made once, in total.
void Compiler::move_excess(std::size_t cap_index, std::size_t payment, ColumnId asked,
                           std::vector<ColumnId>& due, Scope& scope) {
  const language::Cap& cap = contract_.caps[cap_index];
  const auto to = static_cast<std::size_t>(language::by_name(contract_.payments, cap.moved_to) -
                                           contract_.payments.data());
  const Op here = scope.frame == scalars_ ? Op::scalar : Op::this_row;
  const std::string suffix = cap.on.size() == 1 ? "" : "_" + contract_.payments[payment].name;
  const ColumnId excess = add(
      money_column(scope, cap.name + "_excess" + suffix, "Excess over " + in_words(cap.name)),
      graph_.make(Op::subtract, {graph_.ref(here, asked, cap.span), graph_.ref(here, due[payment], cap.span)},
                  cap.span));
  Scope there = scope;
  there.frame = graph_.column(payments_[to].paid).frame;
  const bool in_total = there.frame != scope.frame;
  const NodeId more = graph_.ref(in_total ? Op::sum_of : here, excess, cap.span);
  // The last thing that happens to a payment fills its own column.
  const bool later =
      std::any_of(contract_.caps.begin() + static_cast<std::ptrdiff_t>(cap_index) + 1, contract_.caps.end(),
                  [&](const language::Cap& other) {
                    return other.moved_to == cap.moved_to ||
                           std::find(other.on.begin(), other.on.end(), cap.moved_to) != other.on.end();
                  });
  const bool last_of_group = contract_.payments[payment].name == cap.on.back();
  const ColumnId grown = !later && last_of_group
                             ? payments_[to].paid
                             : add(money_column(there, cap.moved_to + "_with_" + cap.name + suffix,
                                                in_words(cap.moved_to) + " with the excess"));
  graph_.set_formula(
      grown,
      graph_.make(Op::add, {graph_.ref(in_total ? Op::scalar : here, due[to], cap.span), more}, cap.span));
  due[to] = grown;
}

/// Changed by a cap: cut by one, or given what one cut.
bool Compiler::is_capped(const language::Payment& payment) const {
  return std::any_of(contract_.caps.begin(), contract_.caps.end(), [&](const language::Cap& cap) {
    return cap.moved_to == payment.name ||
           std::find(cap.on.begin(), cap.on.end(), payment.name) != cap.on.end();
  });
}

std::size_t Compiler::last_cap_of(std::size_t payment) const {
  std::size_t last = contract_.caps.size();
  for (std::size_t c = 0; c < contract_.caps.size(); ++c) {
    const auto& on = contract_.caps[c].on;
    if (std::find(on.begin(), on.end(), contract_.payments[payment].name) != on.end()) last = c;
  }
  return last;
}

}  // namespace outturn::compile
