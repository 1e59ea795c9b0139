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
    before.push_back(rows || used != none
                         ? add(money(cap.name + "_before" + suffix, "Before, under " + in_words(cap.name)))
                         : none);
    after.push_back(last_cap_of(p) == cap_index
                        ? payments_[p].paid
                        : add(money(name + "_after_" + cap.name, "After " + in_words(cap.name))));
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

}  // namespace outturn::compile
