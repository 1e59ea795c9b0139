#include "engine/explain/contributions.h"

#include <algorithm>

#include "engine/explain/words.h"

namespace outturn::calc {
namespace {

constexpr std::size_t most_steps = 5'000;  ///< of a running total followed back

struct Amount {
  Exact value;
  std::size_t row;
};

std::string rest_words(const CellReader& reader, ColumnId column, std::size_t count, const Exact& sum,
                       Unit unit) {
  const Frame& frame = reader.graph().frame(reader.graph().column(column).frame);
  std::string words = "and " + reader.shown_amount(static_cast<std::int64_t>(count), Unit::plain) + " more ";
  words += (count == 1 ? "row of " : "") + rows_in_words(frame);
  if (reader.graph().column(column).type.kind == Kind::truth) return words;
  return words + (count == 1 ? " comes to " : " come to ") + reader.shown_amount(sum, unit);
}

/// The largest amounts first, equal ones by row; the sum of what is left out.
Contributions largest(const CellReader& reader, ColumnId column, std::vector<Amount>& all, std::size_t most,
                      Unit unit) {
  Contributions out;
  out.column = column;
  const auto larger = [](const Amount& a, const Amount& b) {
    const Exact x = a.value.abs();
    const Exact y = b.value.abs();
    return y < x || (x == y && a.row < b.row);
  };
  const std::size_t shown = std::min(most, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(shown), all.end(), larger);
  Exact rest;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i < shown)
      out.rows.push_back(all[i].row);
    else
      rest = rest + all[i].value;
  }
  out.left_out = all.size() - shown;
  if (out.left_out > 0) out.rest = rest_words(reader, column, out.left_out, rest, unit);
  return out;
}

/// How a running total is written: itself one row earlier, and what is added.
struct Running {
  NodeId itself = none;  ///< `earlier` or `previous` of the column
  NodeId added = none;
  bool added_here = false;  ///< this row adds; else the earlier row did
};

NodeId itself_in(const Graph& graph, NodeId id, ColumnId column) {
  const Node& node = graph.node(id);
  if ((node.op == Op::earlier || node.op == Op::previous) && node.column == column) return id;
  return none;
}

/// Both read the same earlier row.
bool same_place(const Graph& graph, NodeId a, NodeId b) {
  const Node& one = graph.node(a);
  const Node& other = graph.node(b);
  if (one.op != other.op) return false;
  return one.op == Op::previous || graph.node(one.args[0]).column == graph.node(other.args[0]).column;
}

std::optional<Running> running_form(const Graph& graph, ColumnId column) {
  const Node* root = &graph.node(graph.column(column).formula);
  const bool opens = root->op == Op::choose && (asks_for_no_row(graph, root->args[0]) != none ||
                                                asks_for_first_row(graph, root->args[0]));
  if (opens) root = &graph.node(root->args[2]);
  if (root->op != Op::add) return std::nullopt;
  for (const std::size_t i : {0U, 1U}) {
    const NodeId added = root->args[1 - i];
    if (opens) {
      const NodeId itself = itself_in(graph, root->args[i], column);
      if (itself != none && same_place(graph, itself, added)) return Running{itself, added, false};
      continue;
    }
    const Node& before = graph.node(root->args[i]);
    if (before.op != Op::choose || asks_for_no_row(graph, before.args[0]) == none) continue;
    const NodeId itself = itself_in(graph, before.args[2], column);
    if (itself == none) continue;
    // A flag is counted as if flag then 1 else 0.
    const Node& flag = graph.node(added);
    const bool counts =
        flag.op == Op::choose && is_literal(graph, flag.args[1], 1) && is_literal(graph, flag.args[2], 0);
    return Running{itself, counts ? flag.args[0] : added, true};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Contributions> whole_contributions(CellReader& reader, NodeId id, std::size_t row,
                                                 std::size_t most) {
  const Graph& graph = reader.graph();
  const Node& node = graph.node(id);
  const bool adds = node.op == Op::sum_of || node.op == Op::sum_where || node.op == Op::product_sum;
  const bool picks = node.op == Op::least_of || node.op == Op::greatest_of;
  if (!adds && !picks) return std::nullopt;
  const std::size_t rows = graph.rows(node.column);
  const Exact result = reader.value(id, row);
  const Exact key = node.op == Op::sum_where ? reader.value(node.args[0], row) : Exact();
  std::vector<Amount> all;
  for (std::size_t i = 0; i < rows; ++i) {
    if (node.op == Op::sum_where && !(value_at(graph, node.second_column, i) == key)) continue;
    Exact value = value_at(graph, node.column, i);
    if (node.op == Op::product_sum) value = value * value_at(graph, node.second_column, i);
    if (picks) {
      if (!(value == result)) continue;
      all.push_back({value, i});
      break;
    }
    if (value.sign() != 0) all.push_back({value, i});
  }
  return largest(reader, node.column, all, most, unit_of(graph, id));
}

std::optional<Contributions> running_contributions(CellReader& reader, ColumnId column, std::size_t row,
                                                   std::size_t most) {
  const Graph& graph = reader.graph();
  const auto form = running_form(graph, column);
  if (!form || !names_a_cell(graph.node(form->added).op)) return std::nullopt;
  const Node& itself = graph.node(form->itself);
  const Node& added = graph.node(form->added);
  Contributions out;
  out.column = added.column;
  out.brought_forward = true;
  if (form->added_here) {
    if (added.op != Op::this_row) return std::nullopt;
    out.here = added.column;
    out.here_row = row;
  }
  const std::string rows = rows_in_words(graph.frame(graph.column(column).frame));
  const ColumnId link = itself.op == Op::earlier ? graph.node(bare_link(graph, itself.args[0])).column : none;
  out.along = itself.op == Op::previous ? rows + " above" : "earlier " + rows;
  if (link != none) out.along += " of the same " + shared_words(graph.column(link));
  Exact rest;
  std::size_t steps = 0;
  std::size_t at = reader.row_read(itself, row);
  while (at != none && ++steps <= most_steps) {
    const Exact value = value_at(graph, added.column, at);
    if (value.sign() != 0 && out.rows.size() < most) {
      out.rows.push_back(at);
    } else if (value.sign() != 0) {
      ++out.left_out;
      rest = rest + value;
    }
    at = reader.row_read(itself, at);
  }
  const Unit unit = graph.column(column).unit;
  if (out.left_out > 0) out.rest = rest_words(reader, added.column, out.left_out, rest, unit);
  if (at != none)
    out.rest += (out.rest.empty() ? "and " : ", and ") +
                reader.shown_amount(value_at(graph, column, at), unit) + " from rows before them";
  return out;
}

}  // namespace outturn::calc
