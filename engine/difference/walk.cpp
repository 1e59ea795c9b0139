#include "engine/difference/walk.h"

#include <algorithm>

namespace outturn::difference {
namespace {

using calc::Op;

constexpr std::size_t most_changes = 6;
constexpr std::size_t most_groups = 12;

std::vector<std::uint32_t> united(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b,
                                  std::size_t most, bool& cut) {
  std::vector<std::uint32_t> out;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  if (out.size() > most) {
    out.resize(most);
    cut = true;
  }
  return out;
}

}  // namespace

SetId CauseSets::kept(Causes set) {
  auto key = std::pair(set.changes, set.groups);
  if (set.more) key.first.push_back(none);  // a set that was cut is another than one that is whole
  const auto [found, fresh] = known_.try_emplace(std::move(key), static_cast<SetId>(sets_.size()));
  if (fresh) sets_.push_back(std::move(set));
  return found->second;
}

SetId CauseSets::of(std::uint32_t change) { return kept({{change}, {changes_.all()[change].group}, false}); }

SetId CauseSets::both(SetId a, SetId b) {
  if (a == b || b == 0) return a;
  if (a == 0) return b;
  const std::uint64_t key = (static_cast<std::uint64_t>(std::min(a, b)) << 32) | std::max(a, b);
  const auto found = united_.find(key);
  if (found != united_.end()) return found->second;
  Causes set;
  set.more = sets_[a].more || sets_[b].more;
  set.changes = united(sets_[a].changes, sets_[b].changes, most_changes, set.more);
  set.groups = united(sets_[a].groups, sets_[b].groups, most_groups, set.more);
  return united_[key] = kept(std::move(set));
}

Walk::Walk(const Pairing& pairing, const Changes& changes, CauseSets& sets, std::size_t side)
    : pairing_(pairing),
      changes_(changes),
      sets_(sets),
      side_(side),
      graph_(pairing.graph(side)),
      reader_(graph_, pairing.run(side).record.currency),
      given_(graph_.frames().size()),
      settled_(graph_.columns().size()) {
  for (ColumnId id = 0; id < graph_.columns().size(); ++id) {
    if (graph_.column(id).formula == none) given_[graph_.column(id).frame].push_back(id);
  }
  for (const calc::Component& component : pairing.run(side).evaluation.order) {
    std::size_t rows = 0;
    for (const ColumnId id : component.columns) {
      if (!pairing.any_moved(side, id)) continue;
      rows = graph_.rows(id);
      settled_[id].assign(rows, 0);
    }
    for (std::size_t row = 0; row < rows; ++row) {
      for (const ColumnId id : component.columns) settle(id, row);
    }
  }
}

void Walk::settle(ColumnId id, std::size_t row) {
  if (!pairing_.moved(side_, id, row)) return;
  const calc::Column& column = graph_.column(id);
  SetId& set = settled_[id][row];
  if (const std::uint32_t new_row = changes_.of_row(side_, column.frame, row); new_row != none) {
    set = sets_.of(new_row);
    return;
  }
  if (const std::uint32_t reworded = changes_.of_formula(side_, id); reworded != none)
    set = sets_.of(reworded);
  set = sets_.both(set, reads(column.formula, row));
}

SetId Walk::of(ColumnId id, std::size_t row) {
  if (!pairing_.moved(side_, id, row)) return 0;
  return graph_.column(id).formula == none ? input(id, row) : settled_[id][row];
}

SetId Walk::input(ColumnId id, std::size_t row) {
  const calc::Column& column = graph_.column(id);
  if (const std::uint32_t new_row = changes_.of_row(side_, column.frame, row); new_row != none)
    return sets_.of(new_row);
  if (const std::uint32_t change = changes_.of_cell(side_, id, row); change != none) return sets_.of(change);
  return of_moved_link(id, row);
}

/// A row number made by the engine follows from what the evidence says of this row and of the other.
SetId Walk::of_moved_link(ColumnId id, std::size_t row) {
  const calc::Column& column = graph_.column(id);
  SetId out = of_row_given(column.frame, row);
  const FrameId target = pairing_.link_target(side_, id);
  const std::int64_t number = calc::integer_at(column, row);
  if (target == none || number < 1 || static_cast<std::size_t>(number) > graph_.frame(target).rows)
    return out;
  return sets_.both(out, of_row_given(target, static_cast<std::size_t>(number - 1)));
}

SetId Walk::of_row_given(FrameId frame, std::size_t row) {
  if (const std::uint32_t new_row = changes_.of_row(side_, frame, row); new_row != none)
    return sets_.of(new_row);
  SetId out = 0;
  for (const ColumnId id : given_[frame]) {
    if (const std::uint32_t change = changes_.of_cell(side_, id, row); change != none)
      out = sets_.both(out, sets_.of(change));
  }
  return out;
}

SetId Walk::of_all_args(const calc::Node& node, std::size_t row) {
  SetId out = 0;
  for (const NodeId arg : node.args) {
    if (arg != none) out = sets_.both(out, reads(arg, row));
  }
  return out;
}

SetId Walk::reads(NodeId id, std::size_t row) {
  const calc::Node& node = graph_.node(id);
  switch (node.op) {
    case Op::literal:
      return 0;
    case Op::choose: {
      const bool held = reader_.holds(node.args[0], row);
      return sets_.both(condition(node.args[0], row), reads(node.args[held ? 1 : 2], row));
    }
    case Op::least:
    case Op::greatest:
      return winner(node, row);
    case Op::band_row:
      return sets_.both(band(id, row), of_all_args(node, row));
    case Op::sum_where:
      return sets_.both(where_key(node, row), of_all_args(node, row));
    case Op::rows_of:
      return rows_come_and_gone(graph_.column(node.column).frame);
    case Op::product_sum:
      return sets_.both(whole(node.column), whole(node.second_column));
    case Op::is_known:
      return of(node.column, row);
    default:
      break;
  }
  if (calc::names_a_cell(node.op)) {
    const std::size_t at = reader_.row_read(node, row);
    const bool reads_one = at != none && at < graph_.rows(node.column);
    const SetId found = reads_one ? of(node.column, at) : 0;
    return sets_.both(found, of_all_args(node, row));
  }
  if (calc::operation(node.op).reads_column) return sets_.both(whole(node.column), of_all_args(node, row));
  return calc::operation(node.op).condition ? condition(id, row) : of_all_args(node, row);
}

/// Of an `and` that fails only what fails; of an `or` that holds only what holds.
SetId Walk::condition(NodeId id, std::size_t row) {
  const calc::Node& node = graph_.node(id);
  if (node.op == Op::no) return condition(node.args[0], row);
  if (node.op == Op::both || node.op == Op::either) {
    const bool held = reader_.holds(id, row);
    const bool all = held == (node.op == Op::both);
    SetId out = 0;
    for (const NodeId arg : {node.args[0], node.args[1]}) {
      if (all || reader_.holds(arg, row) == held) out = sets_.both(out, condition(arg, row));
    }
    return out;
  }
  if (node.op != Op::is_known && calc::operation(node.op).condition) return of_all_args(node, row);
  return reads(id, row);
}

SetId Walk::winner(const calc::Node& node, std::size_t row) {
  const Exact a = reader_.value(node.args[0], row);
  const Exact b = reader_.value(node.args[1], row);
  if (a == b) return of_all_args(node, row);
  return reads(node.args[(a < b) == (node.op == Op::least) ? 0 : 1], row);
}

/// The band reached and the one above it: where either edge moved, another row may be reached.
SetId Walk::band(NodeId id, std::size_t row) {
  const ColumnId edge = graph_.node(id).column;
  const auto number = reader_.value(id, row).small();
  const std::int64_t reached = number ? number->num / number->den : 0;
  SetId out = 0;
  for (const std::int64_t at : {reached, reached + 1}) {
    if (at >= 1 && static_cast<std::size_t>(at) <= graph_.rows(edge))
      out = sets_.both(out, of(edge, static_cast<std::size_t>(at - 1)));
  }
  return out;
}

SetId Walk::whole(ColumnId id) {
  if (!pairing_.any_moved(side_, id)) return 0;
  const auto found = whole_.find(id);
  if (found != whole_.end()) return found->second;
  SetId out = 0;
  const FrameId frame = graph_.column(id).frame;
  for (std::size_t row = 0; row < graph_.rows(id); ++row) {
    // A row that is new or gone and holds 0 adds nothing.
    const bool there = pairing_.row(side_, frame, row) != none;
    if (there || calc::value_at(graph_, id, row).sign() != 0) out = sets_.both(out, of(id, row));
  }
  return whole_[id] = out;
}

SetId Walk::rows_come_and_gone(FrameId frame) {
  const auto found = come_and_gone_.find(frame);
  if (found != come_and_gone_.end()) return found->second;
  SetId out = 0;
  for (std::size_t row = 0; row < graph_.frame(frame).rows; ++row) {
    if (const std::uint32_t change = changes_.of_row(side_, frame, row); change != none)
      out = sets_.both(out, sets_.of(change));
  }
  return come_and_gone_[frame] = out;
}

SetId Walk::where_key(const calc::Node& node, std::size_t row) {
  auto [found, fresh] = by_key_.try_emplace({node.column, node.second_column});
  if (fresh) {
    for (std::size_t i = 0; i < graph_.rows(node.column); ++i) {
      const SetId moved = sets_.both(of(node.column, i), of(node.second_column, i));
      if (moved == 0) continue;
      SetId& of_key = found->second[calc::integer_at(graph_.column(node.second_column), i)];
      of_key = sets_.both(of_key, moved);
    }
  }
  const auto key = reader_.value(node.args[0], row).small();
  const auto here = found->second.find(key ? key->num / key->den : 0);
  return here == found->second.end() ? 0 : here->second;
}

}  // namespace outturn::difference
