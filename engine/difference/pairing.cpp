#include "engine/difference/pairing.h"

#include <unordered_map>

#include "engine/explain/cell_reader.h"

namespace outturn::difference {
namespace {

using calc::Kind;
using calc::Op;
using calc::Role;

constexpr std::uint32_t no_row = none;

bool numeric(calc::Type type) {
  return type.kind == Kind::whole || type.kind == Kind::decimal || type.kind == Kind::exact;
}

bool alike(const calc::Column& a, const calc::Column& b) {
  return a.type.kind == b.type.kind || (numeric(a.type) && numeric(b.type));
}

/// How much of the evidence names a row: all of it, keys and dates, keys alone.
enum class Naming { all, keys_and_dates, keys };

bool names_rows(const calc::Column& column, Naming naming) {
  if (column.role != Role::evidence && column.role != Role::method) return false;
  if (naming == Naming::all || column.type.kind == Kind::key) return true;
  return naming == Naming::keys_and_dates && column.type.kind == Kind::date;
}

}  // namespace

bool follows_rows(const calc::Column& column) {
  return column.role == Role::link || column.unit == calc::Unit::row_number || column.follows_rows;
}

bool same_formula(const calc::Graph& a, NodeId in_a, const calc::Graph& b, NodeId in_b) {
  if (in_a == none || in_b == none) return in_a == in_b;
  const calc::Node& x = a.node(in_a);
  const calc::Node& y = b.node(in_b);
  if (x.op != y.op || x.mode != y.mode || x.type.kind != y.type.kind || x.type.places != y.type.places)
    return false;
  if (x.op == Op::literal && !(a.literal_value(x) == b.literal_value(y))) return false;
  const auto same_column = [&](ColumnId of_a, ColumnId of_b) {
    return of_a == none || of_b == none ? of_a == of_b : a.column(of_a).name == b.column(of_b).name;
  };
  if (!same_column(x.column, y.column) || !same_column(x.second_column, y.second_column)) return false;
  if (x.op == Op::fixed_cell && a.frame(a.column(x.column).frame).key(x.index - 1) !=
                                    b.frame(b.column(y.column).frame).key(y.index - 1))
    return false;
  for (std::size_t i = 0; i < x.args.size(); ++i) {
    if (!same_formula(a, x.args[i], b, y.args[i])) return false;
  }
  return true;
}

Pairing::Pairing(Runs runs) : runs_(runs) {
  pair_frames();
  pair_columns();
  // Evidence can be told by rows of tables, never the other way round, and by rows declared before.
  for (FrameId id = 0; id < graph(before).frames().size(); ++id) pair_rows(id);
  for (const std::size_t side : {before, after}) {
    for (FrameId id = 0; id < graph(side).frames().size(); ++id) {
      if (sides_[side].rows[id].empty()) sides_[side].rows[id].assign(graph(side).frame(id).rows, no_row);
    }
    find_targets(side);
  }
  for (const std::size_t side : {before, after}) find_moved(side);
}

std::size_t Pairing::row(std::size_t side, FrameId frame, std::size_t row_index) const {
  return sides_[side].rows[frame][row_index];
}

void Pairing::pair_frames() {
  std::unordered_map<std::string, FrameId> by_name;
  for (FrameId id = 0; id < graph(after).frames().size(); ++id) by_name[graph(after).frame(id).name] = id;
  for (const std::size_t side : {before, after}) {
    sides_[side].frames.assign(graph(side).frames().size(), none);
    sides_[side].rows.resize(graph(side).frames().size());
  }
  for (FrameId id = 0; id < graph(before).frames().size(); ++id) {
    const auto found = by_name.find(graph(before).frame(id).name);
    if (found == by_name.end()) continue;
    sides_[before].frames[id] = found->second;
    sides_[after].frames[found->second] = id;
  }
}

void Pairing::pair_columns() {
  for (const std::size_t side : {before, after})
    sides_[side].columns.assign(graph(side).columns().size(), none);
  for (ColumnId id = 0; id < graph(before).columns().size(); ++id) {
    const calc::Column& column = graph(before).column(id);
    const ColumnId found = graph(after).find(column.name);
    if (found == none || sides_[before].frames[column.frame] != graph(after).column(found).frame) continue;
    const bool same_role = (column.formula == none) == (graph(after).column(found).formula == none);
    if (!alike(column, graph(after).column(found)) || !same_role) continue;
    sides_[before].columns[id] = found;
    sides_[after].columns[found] = id;
  }
}

void Pairing::pair_rows(FrameId id) {
  const FrameId matched = sides_[before].frames[id];
  if (matched == none) return;
  const std::array<const calc::Frame*, 2> frames{&graph(before).frame(id), &graph(after).frame(matched)};
  sides_[before].rows[id].assign(frames[before]->rows, no_row);
  sides_[after].rows[matched].assign(frames[after]->rows, no_row);
  if (frames[before]->name.empty()) {  // single values
    sides_[before].rows[id][0] = sides_[after].rows[matched][0] = 0;
    return;
  }
  // Rows named by what they say are paired by it more and more loosely: a corrected date is no new row.
  const bool said = !frames[before]->named_by.empty() || !frames[after]->named_by.empty();
  const bool keyed = !said && (!frames[before]->keys.empty() || !frames[before]->source_keys.empty()) &&
                     (!frames[after]->keys.empty() || !frames[after]->source_keys.empty());
  if (!keyed) return pair_by_keys(id);
  std::array<std::vector<std::string>, 2> signs;
  for (const std::size_t side : {before, after}) {
    for (std::size_t row = 0; row < frames[side]->rows; ++row)
      signs[side].push_back(calc::row_key(*frames[side], row));
  }
  pair_by(id, signs);
}

/// Pairs rows of the same sign not paired yet, in their order.
void Pairing::pair_by(FrameId id, const std::array<std::vector<std::string>, 2>& signs) {
  const FrameId matched = sides_[before].frames[id];
  std::unordered_map<std::string, std::vector<std::uint32_t>> waiting;
  auto& rows = sides_[before].rows[id];
  auto& others = sides_[after].rows[matched];
  for (std::size_t row = others.size(); row-- > 0;) {
    if (others[row] == no_row) waiting[signs[after][row]].push_back(static_cast<std::uint32_t>(row));
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows[row] != no_row) continue;
    const auto found = waiting.find(signs[before][row]);
    if (found == waiting.end() || found->second.empty()) continue;
    rows[row] = found->second.back();
    others[rows[row]] = static_cast<std::uint32_t>(row);
    found->second.pop_back();
  }
}

void Pairing::pair_by_keys(FrameId id) {
  const std::array<FrameId, 2> frames{id, sides_[before].frames[id]};
  for (const Naming naming : {Naming::all, Naming::keys_and_dates, Naming::keys}) {
    std::array<std::vector<std::string>, 2> signs;
    for (const std::size_t side : {before, after}) {
      signs[side].resize(graph(side).frame(frames[side]).rows);
      for (ColumnId column = 0; column < graph(side).columns().size(); ++column) {
        const bool both = sides_[side].columns[column] != none;
        if (!both || graph(side).column(column).frame != frames[side]) continue;
        if (!names_rows(graph(side).column(column), naming)) continue;
        for (std::size_t row = 0; row < signs[side].size(); ++row)
          signs[side][row] += graph(side).column(column).name + "=" + sign(side, column, row) + "\n";
      }
    }
    // Columns stand in the contract's order on each side: signs of another order would never meet.
    pair_by(id, signs);
  }
}

std::string Pairing::sign(std::size_t side, ColumnId id, std::size_t row_index) const {
  const calc::Column& column = graph(side).column(id);
  if (!calc::known_at(column, row_index)) return "?";
  if (column.type.kind == Kind::text)
    return column.values.dictionary[static_cast<std::size_t>(column.values.small[row_index])];
  if (column.type.kind == Kind::key) return calc::shown_at(graph(side), id, row_index, "");
  return calc::value_at(graph(side), id, row_index).fraction();
}

void Pairing::find_targets(std::size_t side) {
  auto& targets = sides_[side].targets;
  const calc::Graph& all = graph(side);
  targets.assign(all.columns().size(), none);
  for (const calc::Node& node : all.nodes()) {
    if (node.op != Op::at_row && node.op != Op::earlier) continue;
    // A link is read as itself, inside the max(1, link) that keeps it safe to read, or by choice.
    std::vector<NodeId> open{node.args[0]};
    while (!open.empty()) {
      const calc::Node& part = all.node(open.back());
      open.pop_back();
      if (part.op == Op::this_row && targets[part.column] == none)
        targets[part.column] = all.column(node.column).frame;
      if (part.op != Op::greatest && part.op != Op::choose) continue;
      for (std::size_t i = part.op == Op::choose ? 1 : 0; i < part.args.size(); ++i) {
        if (part.args[i] != none) open.push_back(part.args[i]);
      }
    }
  }
}

bool Pairing::same_row(std::size_t side, FrameId frame, std::int64_t number,
                       std::int64_t other_number) const {
  const auto rows = static_cast<std::int64_t>(graph(side).frame(frame).rows);
  if (number < 1 || number > rows) return other_number < 1;
  return other_number >= 1 && sides_[side].rows[frame][static_cast<std::size_t>(number - 1)] ==
                                  static_cast<std::uint64_t>(other_number - 1);
}

bool Pairing::differs(std::size_t side, ColumnId id, std::size_t row_index) const {
  const calc::Column& column = graph(side).column(id);
  const ColumnId matched = sides_[side].columns[id];
  const std::uint32_t at = sides_[side].rows[column.frame][row_index];
  if (matched == none || at == no_row) return true;
  const calc::Column& there = graph(other(side)).column(matched);
  const bool known = calc::known_at(column, row_index);
  if (known != calc::known_at(there, at)) return true;
  if (!known) return false;
  if (column.type.kind == Kind::text) return sign(side, id, row_index) != sign(other(side), matched, at);
  const FrameId numbered = column.type.kind == Kind::key ? column.type.space : sides_[side].targets[id];
  const bool numbers = column.type.kind == Kind::key || follows_rows(column);
  if (numbers && numbered == none && column.formula == none) return false;  // numbers that nothing follows
  if (numbers && numbered != none) {
    return !same_row(side, numbered, calc::integer_at(column, row_index), calc::integer_at(there, at));
  }
  if (column.type.integral() && column.type == there.type)
    return calc::integer_at(column, row_index) != calc::integer_at(there, at);
  return !(calc::value_at(graph(side), id, row_index) == calc::value_at(graph(other(side)), matched, at));
}

void Pairing::find_moved(std::size_t side) {
  sides_[side].moved.resize(graph(side).columns().size());
  for (ColumnId id = 0; id < graph(side).columns().size(); ++id) {
    std::vector<std::uint8_t> flags(graph(side).rows(id), 0);
    bool any = false;
    for (std::size_t row = 0; row < flags.size(); ++row) {
      flags[row] = differs(side, id, row) ? 1 : 0;
      any = any || flags[row] != 0;
    }
    if (any) sides_[side].moved[id] = std::move(flags);
  }
}

}  // namespace outturn::difference
