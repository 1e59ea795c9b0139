#include "engine/calc/check.h"

#include <algorithm>
#include <functional>
#include <queue>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

namespace outturn::calc {
namespace {

using BoostGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

/// A use that looks at an earlier row, so that a cycle through it still ends.
bool looks_back(Op op) { return op == Op::previous || op == Op::earlier; }

struct Uses {
  std::vector<std::vector<Use>> of;
};

Uses collect(const Graph& graph) {
  Uses all;
  all.of.resize(graph.columns().size());
  for (ColumnId id = 0; id < graph.columns().size(); ++id) {
    if (graph.column(id).formula != none) all.of[id] = uses(graph, graph.column(id).formula);
  }
  return all;
}

/// Component number of each column.
std::vector<int> strong_components(const Graph& graph, const Uses& all) {
  BoostGraph boost_graph(graph.columns().size());
  for (ColumnId id = 0; id < all.of.size(); ++id) {
    for (const Use& use : all.of[id]) boost::add_edge(id, use.column, boost_graph);
  }
  std::vector<int> component(graph.columns().size());
  boost::strong_components(boost_graph, component.data());
  return component;
}

std::string at_place(Span span) {
  return span.known() ? " at " + std::to_string(span.line) + ":" + std::to_string(span.column) : "";
}

using Path = std::vector<std::pair<ColumnId, Use>>;

/// A shortest way from `start` to `end` (which may be `start` itself) inside their component, over
/// uses that `counts` accepts.
Path shortest_way(ColumnId start, ColumnId end, const Uses& all, const std::vector<int>& component,
                  const std::function<bool(const Use&)>& counts) {
  std::vector<std::pair<ColumnId, const Use*>> came_from(all.of.size(), {none, nullptr});
  std::queue<ColumnId> open;
  open.push(start);
  while (!open.empty()) {
    const ColumnId at = open.front();
    open.pop();
    for (const Use& use : all.of[at]) {
      if (component[use.column] != component[start] || !counts(use)) continue;
      if (use.column == end) {
        Path path{{at, use}};
        for (ColumnId back = at; back != start; back = came_from[back].first) {
          path.emplace_back(came_from[back].first, *came_from[back].second);
        }
        std::reverse(path.begin(), path.end());
        return path;
      }
      if (came_from[use.column].second != nullptr) continue;
      came_from[use.column] = {at, &use};
      open.push(use.column);
    }
  }
  return {};
}

Problem cycle_problem(const Graph& graph, const std::string& file, const Path& path, bool through_total) {
  Problem problem;
  problem.code = "G1";
  problem.file = file;
  problem.span =
      path.front().second.span.known() ? path.front().second.span : graph.column(path.front().first).span;
  problem.what = "\"" + graph.column(path.front().first).name + "\" depends on itself";
  std::string steps;
  for (const auto& [from, use] : path) {
    if (!steps.empty()) steps += ", ";
    steps += graph.column(use.column).name + " is used by " + graph.column(from).name + at_place(use.span);
  }
  problem.why.push_back(steps + ".");
  if (through_total) {
    problem.why.push_back(
        "The way leads through a total or another sheet, so no order of rows can resolve it.");
  }
  problem.mend.push_back("Take one of these uses out, or let a rule read only what earlier rows came to.");
  return problem;
}

/// The first use in the component that leaves the frame or reads a whole column: no block can hold it.
bool crosses(const Graph& graph, ColumnId from, const Use& use) {
  const bool same_frame = graph.column(from).frame == graph.column(use.column).frame;
  return !same_frame || (use.op != Op::this_row && !looks_back(use.op));
}

/// Order within a row: by need over same-row uses, ties by declaration. Empty when they form a cycle.
std::vector<ColumnId> row_order(std::vector<ColumnId> members, const Uses& all) {
  std::vector<ColumnId> order;
  std::sort(members.begin(), members.end());
  const auto placed = [&](ColumnId id) { return std::find(order.begin(), order.end(), id) != order.end(); };
  const auto ready = [&](ColumnId id) {
    return std::all_of(all.of[id].begin(), all.of[id].end(), [&](const Use& use) {
      const bool member = std::binary_search(members.begin(), members.end(), use.column);
      return !member || looks_back(use.op) || placed(use.column);
    });
  };
  while (order.size() < members.size()) {
    const auto next =
        std::find_if(members.begin(), members.end(), [&](ColumnId id) { return !placed(id) && ready(id); });
    if (next == members.end()) return {};
    order.push_back(*next);
  }
  return order;
}

/// Turns one strongly connected set into a component, or tells why it can't be one.
bool resolve(const Graph& graph, const std::string& file, const Uses& all, const std::vector<int>& component,
             const std::vector<ColumnId>& members, Component& out, Problems& problems) {
  const auto reads_itself = [&](ColumnId id) {
    return std::any_of(all.of[id].begin(), all.of[id].end(),
                       [&](const Use& use) { return use.column == id; });
  };
  out.block = members.size() > 1 || reads_itself(members.front());
  if (!out.block) {
    out.columns = members;
    return true;
  }
  for (const ColumnId from : members) {
    for (const Use& use : all.of[from]) {
      if (component[use.column] != component[from] || !crosses(graph, from, use)) continue;
      Path path{{from, use}};
      if (use.column != from) {
        const Path rest = shortest_way(use.column, from, all, component, [](const Use&) { return true; });
        path.insert(path.end(), rest.begin(), rest.end());
      }
      problems.add(cycle_problem(graph, file, path, true));
      return false;
    }
  }
  out.columns = row_order(members, all);
  if (!out.columns.empty()) return true;
  const auto same_row = [](const Use& use) { return !looks_back(use.op); };
  for (const ColumnId from : members) {
    const Path path = shortest_way(from, from, all, component, same_row);
    if (path.empty()) continue;
    problems.add(cycle_problem(graph, file, path, false));
    break;
  }
  return false;
}

/// Components ordered by need; among those ready, the one declared first.
std::vector<Component> by_need(const Uses& all, const std::vector<int>& component,
                               std::vector<Component> list) {
  std::vector<std::size_t> place(all.of.size(), list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (const ColumnId id : list[i].columns) place[id] = i;
  }
  std::vector<std::size_t> waiting(list.size(), 0);
  std::vector<std::vector<std::size_t>> readers(list.size());
  for (ColumnId id = 0; id < all.of.size(); ++id) {
    for (const Use& use : all.of[id]) {
      const std::size_t from = place[use.column];
      if (from == list.size() || component[use.column] == component[id]) continue;
      readers[from].push_back(place[id]);
      ++waiting[place[id]];
    }
  }
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (waiting[i] == 0) ready.push(i);
  }
  std::vector<Component> order;
  while (!ready.empty()) {
    const std::size_t at = ready.top();
    ready.pop();
    order.push_back(std::move(list[at]));
    for (const std::size_t reader : readers[at]) {
      if (--waiting[reader] == 0) ready.push(reader);
    }
  }
  return order;
}

}  // namespace

std::vector<Use> uses(const Graph& graph, NodeId formula) {
  std::vector<Use> found;
  std::vector<NodeId> open{formula};
  while (!open.empty()) {
    const Node& node = graph.node(open.back());
    open.pop_back();
    if (node.column != none) found.push_back({node.column, node.op, node.span});
    if (node.second_column != none) found.push_back({node.second_column, node.op, node.span});
    for (auto arg = node.args.rbegin(); arg != node.args.rend(); ++arg) {
      if (*arg != none) open.push_back(*arg);
    }
  }
  return found;
}

std::vector<Component> evaluation_order(const Graph& graph, const std::string& file, Problems& problems) {
  const Uses all = collect(graph);
  const std::vector<int> component = strong_components(graph, all);
  std::vector<std::vector<ColumnId>> members(graph.columns().size());
  for (ColumnId id = 0; id < graph.columns().size(); ++id) {
    if (graph.column(id).formula != none) members[static_cast<std::size_t>(component[id])].push_back(id);
  }
  std::sort(members.begin(), members.end());  // by first declared column
  std::vector<Component> list;
  bool sound = true;
  for (const auto& set : members) {
    if (set.empty()) continue;
    Component made;
    if (resolve(graph, file, all, component, set, made, problems)) {
      list.push_back(std::move(made));
    } else {
      sound = false;
    }
  }
  if (!sound) return {};
  return by_need(all, component, std::move(list));
}

}  // namespace outturn::calc
