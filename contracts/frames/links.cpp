#include "contracts/frames/links.h"

#include <algorithm>
#include <unordered_map>

#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

calc::Column check_column(std::string name, FrameId frame, std::string title) {
  calc::Column column;
  column.name = std::move(name);
  column.frame = frame;
  column.type = calc::truth_type;
  column.unit = calc::Unit::flag;
  column.role = calc::Role::check;
  column.title = std::move(title);
  return column;
}

calc::Column link(std::string name, FrameId frame, std::string title, std::string meaning) {
  calc::Column column;
  column.name = std::move(name);
  column.frame = frame;
  column.type = calc::whole_type;
  column.compact = true;
  column.unit = calc::Unit::row_number;
  column.role = calc::Role::link;
  column.title = std::move(title);
  column.meaning = std::move(meaning);
  return column;
}

}  // namespace

ColumnId link_column(Workings& work, FrameId frame, EvidenceColumn& column) {
  if (column.link != none) return column.link;
  calc::Graph& graph = work.graph;
  const calc::Column& of = graph.column(column.value);
  const FrameId target = of.type.space;
  const std::string name = of.name;
  calc::Column made = link(work.free_name(name + "_row"), frame, of.title + " row",
                           "row of " + graph.frame(target).title + " that this " + name + " names");
  made.values.small = of.values.small;
  column.link = work.add(std::move(made));
  const NodeId row = graph.ref(Op::this_row, column.link);
  const NodeId at = graph.make(Op::greatest, {graph.literal(Exact(1)), row});
  const NodeId names = graph.linked(Op::at_row, graph.frame(target).key_column, at);
  const NodeId same = graph.make(Op::equal, {names, graph.ref(Op::this_row, column.value)});
  NodeId ok = same;
  if (column.known != none) {  // an unknown key points nowhere, and that is right
    const NodeId nowhere = graph.make(Op::equal, {row, graph.literal(Exact(0))});
    ok = graph.make(Op::choose, {graph.ref(Op::this_row, column.known), same, nowhere});
  }
  work.check(check_column(work.free_name(name + "_row_ok"), frame, name + " row is right"), ok,
             "each " + graph.frame(frame).name + " points to the row of its " + name);
  return column.link;
}

void order_check(Workings& work, EvidenceFrame& made) {
  calc::Graph& graph = work.graph;
  const FrameId frame = made.frame;
  const NodeId first =
      graph.make(Op::equal, {graph.ref(Op::this_row, work.row_number(frame)), graph.literal(Exact(1))});
  NodeId ordered = none;
  for (auto by = made.order.rbegin(); by != made.order.rend(); ++by) {
    EvidenceColumn& column = made.column(*by);
    const bool is_link = graph.column(column.value).type.kind == calc::Kind::key;
    const bool own = is_link && graph.column(column.value).type.space == frame;
    if (own) continue;  // rows of one key stand in its order by construction
    const ColumnId compared = is_link ? link_column(work, frame, column) : column.value;
    const NodeId here = graph.ref(Op::this_row, compared);
    const NodeId above = graph.ref(Op::previous, compared);
    const NodeId behind = graph.make(Op::more, {here, above});
    const NodeId same = graph.make(Op::equal, {here, above});
    const NodeId yes = graph.truth(true);
    const NodeId no = graph.truth(false);
    ordered = graph.make(Op::choose,
                         {behind, yes, graph.make(Op::choose, {same, ordered == none ? yes : ordered, no})});
  }
  if (ordered == none) return;
  const NodeId checked = graph.make(Op::choose, {first, graph.truth(true), ordered});
  work.check(check_column(work.free_name(graph.frame(frame).name + "_in_order"), frame, "In order"), checked,
             graph.frame(frame).title + " stand in the order " + graph.frame(frame).order);
}

namespace {

/// The last row seen of each key: a plain table where keys are dense enough, else a hash table.
class LastRows {
 public:
  LastRows(std::uint64_t keys_possible, std::size_t rows) {
    if (keys_possible < 1'000'000 + 8 * std::uint64_t{rows})
      table_.assign(keys_possible, 0);
    else
      sparse_.reserve(rows);
  }
  std::int32_t& of(std::uint64_t key) { return table_.empty() ? sparse_[key] : table_[key]; }

 private:
  std::vector<std::int32_t> table_;
  std::unordered_map<std::uint64_t, std::int32_t> sparse_;
};

/// Rows that are alike in some columns have one number.
struct Groups {
  std::vector<std::uint64_t> of_row;
  std::uint64_t possible = 1;  ///< every number is below
};

/// Numbers used, counted anew from 0.
void close_up(Groups& groups) {
  std::vector<std::uint64_t> used = groups.of_row;
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  for (std::uint64_t& group : groups.of_row)
    group = static_cast<std::uint64_t>(std::lower_bound(used.begin(), used.end(), group) - used.begin());
  groups.possible = std::max<std::uint64_t>(1, used.size());
}

Groups groups_of(const calc::Graph& graph, const std::vector<ColumnId>& columns, std::size_t rows) {
  constexpr std::uint64_t most = std::uint64_t{1} << 31;
  Groups groups;
  groups.of_row.assign(rows, 0);
  for (const ColumnId id : columns) {
    const calc::Column& column = graph.column(id);
    Groups own;
    if (column.type.kind == calc::Kind::key) {
      own.possible = graph.frame(column.type.space).rows + 1;
      own.of_row.assign(column.values.small.begin(), column.values.small.end());
    } else {  // dates and whole numbers, which stand far apart
      for (std::size_t i = 0; i < rows; ++i)
        own.of_row.push_back(static_cast<std::uint64_t>(calc::integer_at(column, i)));
      close_up(own);
    }
    if (groups.possible > most) close_up(groups);  // so that no product grows past what is held
    for (std::size_t i = 0; i < rows; ++i) groups.of_row[i] = groups.of_row[i] * own.possible + own.of_row[i];
    groups.possible *= own.possible;
  }
  return groups;
}

/// Keys that rows may have in common, in names and in words.
struct SameKeys {
  FrameId frame = none;
  std::vector<ColumnId> columns;
  std::vector<ColumnId> known;  ///< of those that may be unknown: a row whose key is not known is alone
  std::string name;
  std::string words;
};

/// Fills the link; the sum over all rows of how many of the same keys came so far, this one included.
std::int64_t fill_earlier(const calc::Graph& graph, const SameKeys& same, calc::Column& column) {
  const std::size_t rows = graph.frame(same.frame).rows;
  column.values.small.assign(rows, 0);
  std::vector<std::int32_t> seen_so_far(rows, 1);
  const Groups groups = groups_of(graph, same.columns, rows);
  LastRows last(groups.possible, rows);
  std::int64_t control = 0;
  const auto alone = [&](std::size_t row) {
    return std::any_of(same.columns.begin(), same.columns.end(),
                       [&](ColumnId id) { return !calc::known_at(graph.column(id), row); });
  };
  for (std::size_t i = 0; i < rows; ++i) {
    if (!same.known.empty() && alone(i)) {
      control += 1;
      continue;
    }
    std::int32_t& before = last.of(groups.of_row[i]);
    column.values.small[i] = before;
    if (before != 0) seen_so_far[i] = seen_so_far[static_cast<std::size_t>(before - 1)] + 1;
    control += seen_so_far[i];
    before = static_cast<std::int32_t>(i + 1);
  }
  return control;
}

/// The guard that the earlier row is one of the same keys.
void check_same(Workings& work, const SameKeys& same, NodeId row, NodeId none_before) {
  calc::Graph& graph = work.graph;
  NodeId all = none;
  for (const ColumnId key : same.columns) {
    const NodeId at = graph.make(Op::greatest, {graph.literal(Exact(1)), row});
    const NodeId alike =
        graph.make(Op::equal, {graph.linked(Op::at_row, key, at), graph.ref(Op::this_row, key)});
    all = all == none ? alike : graph.make(Op::both, {all, alike});
  }
  NodeId known = none;
  for (const ColumnId flag : same.known) known = both(graph, known, graph.ref(Op::this_row, flag), {});
  if (known != none) all = graph.make(Op::choose, {known, all, graph.truth(false)});
  work.check(
      check_column(work.free_name("earlier_of_" + same.name + "_ok"), same.frame, "Earlier row is right"),
      graph.make(Op::choose, {none_before, graph.truth(true), all}),
      "each link to the earlier row of the same " + same.words + " names a row of the same " + same.words);
}

/// The guard that no row is skipped: rows counted along the links come to what the engine counted.
void check_none_skipped(Workings& work, const SameKeys& same, NodeId row, NodeId none_before,
                        std::int64_t control) {
  calc::Graph& graph = work.graph;
  calc::Column count;
  count.name = work.free_name("rows_so_far_of_" + same.name);
  count.frame = same.frame;
  count.type = calc::whole_type;
  count.compact = true;
  count.title = "Rows so far of the same " + same.words;
  const ColumnId so_far = work.add(std::move(count));
  const NodeId before =
      graph.make(Op::choose, {none_before, graph.literal(Exact(0)), graph.linked(Op::earlier, so_far, row)});
  graph.set_formula(so_far, graph.make(Op::add, {before, graph.literal(Exact(1))}));
  work.record.control_totals.push_back(
      {so_far, Exact(control), "no row of the same " + same.words + " is skipped"});
}

}  // namespace

ColumnId earlier_link(Workings& work, EvidenceFrame& made, const std::vector<std::string>& keys) {
  if (const auto found = made.earlier.find(keys); found != made.earlier.end()) return found->second;
  calc::Graph& graph = work.graph;
  SameKeys same{made.frame, {}, {}, joined(keys, "_"), joined(keys, " and ")};
  for (const std::string& key : keys) {
    same.columns.push_back(made.column(key).value);
    if (made.column(key).known != none) same.known.push_back(made.column(key).known);
  }
  calc::Column column =
      link(work.free_name("earlier_of_" + same.name), made.frame, "Earlier row of the same " + same.words,
           "row above, in the order, of the same " + same.words + "; 0: none");
  const std::int64_t control = fill_earlier(graph, same, column);
  if (same.columns.size() == 1 && graph.column(same.columns[0]).type.kind == calc::Kind::key)
    column.previous_of = same.columns[0];
  const ColumnId earlier = work.add(std::move(column));
  made.earlier[keys] = earlier;
  const NodeId row = graph.ref(Op::this_row, earlier);
  const NodeId none_before = graph.make(Op::equal, {row, graph.literal(Exact(0))});
  check_same(work, same, row, none_before);
  check_none_skipped(work, same, row, none_before, control);
  return earlier;
}

ColumnId last_row_link(Workings& work, EvidenceFrame& child, const std::string& link_name, FrameId parent) {
  calc::Graph& graph = work.graph;
  const std::string holds = "last " + graph.frame(child.frame).name + " " + link_name;
  if (const ColumnId made = work.shared(holds); made != none) return made;
  const ColumnId key = child.column(link_name).value;
  const std::string& kind = graph.frame(child.frame).name;
  calc::Column column = link(
      work.free_name("last_" + kind + "_row"), parent, "Last " + kind + " row",
      "last row of " + graph.frame(child.frame).title + " of this " + graph.frame(parent).name + "; 0: none");
  column.values.small.assign(graph.frame(parent).rows, 0);
  const auto& rows = graph.column(key).values.small;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] > 0)
      column.values.small[static_cast<std::size_t>(rows[i] - 1)] = static_cast<std::int32_t>(i + 1);
  }
  const ColumnId last = work.add(std::move(column));
  work.share(holds, last);
  const NodeId row = graph.ref(Op::this_row, last);
  const NodeId named =
      graph.linked(Op::at_row, key, graph.make(Op::greatest, {graph.literal(Exact(1)), row}));
  const NodeId same = graph.make(Op::equal, {named, graph.ref(Op::this_row, graph.frame(parent).key_column)});
  const NodeId right = graph.make(
      Op::choose, {graph.make(Op::equal, {row, graph.literal(Exact(0))}), graph.truth(true), same});
  work.check(check_column(work.free_name("last_" + kind + "_row_ok"), parent, "Last row is right"), right,
             "each link to the last " + kind + " names a row of the same " + graph.frame(parent).name);
  return last;
}

}  // namespace outturn::compile
