// Links between rows: orders and row numbers made by the engine, each with its live guard
// (design/columns.md section 3).
#include <algorithm>
#include <unordered_map>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

ColumnId Compiler::row_number(FrameId frame) {
  if (graph_.frame(frame).row_number != none) return graph_.frame(frame).row_number;
  calc::Column column;
  column.name = free_name(graph_.frame(frame).name + "_number");
  column.frame = frame;
  column.type = calc::whole_type;
  column.compact = true;
  column.unit = calc::Unit::row_number;
  column.role = calc::Role::link;
  column.title = "Number";
  column.meaning = "number of the row in the order " + graph_.frame(frame).order;
  column.values.small.resize(graph_.frame(frame).rows);
  for (std::size_t i = 0; i < column.values.small.size(); ++i)
    column.values.small[i] = static_cast<std::int32_t>(i + 1);
  const ColumnId id = add(std::move(column));
  graph_.frame(frame).row_number = id;
  return id;
}

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

/// Row numbers of the rows a key column names, with the guard that they still name them.
ColumnId Compiler::link_column(FrameId frame, EvidenceColumn& column) {
  if (column.link != none) return column.link;
  const calc::Column& of = graph_.column(column.value);
  const FrameId target = of.type.space;
  const std::string name = of.name;
  calc::Column made = link(free_name(name + "_row"), frame, of.title + " row",
                           "row of " + graph_.frame(target).title + " that this " + name + " names");
  made.values.small = of.values.small;
  column.link = add(std::move(made));
  const NodeId row = graph_.ref(Op::this_row, column.link);
  const NodeId at = graph_.make(Op::greatest, {graph_.literal(Exact(1)), row});
  const NodeId names = graph_.linked(Op::at_row, graph_.frame(target).key_column, at);
  const NodeId same = graph_.make(Op::equal, {names, graph_.ref(Op::this_row, column.value)});
  NodeId ok = same;
  if (column.known != none) {  // an unknown key points nowhere, and that is right
    ok = graph_.make(Op::either, {graph_.make(Op::equal, {row, graph_.literal(Exact(0))}), same});
  }
  const ColumnId check = add(check_column(free_name(name + "_row_ok"), frame, name + " row is right"), ok);
  run_.record.checks.push_back(
      {check, "each " + graph_.frame(frame).name + " points to the row of its " + name});
  return column.link;
}

void Compiler::order_check(EvidenceFrame& made) {
  const FrameId frame = made.frame;
  const NodeId first =
      graph_.make(Op::equal, {graph_.ref(Op::this_row, row_number(frame)), graph_.literal(Exact(1))});
  NodeId ordered = none;
  for (auto by = made.order.rbegin(); by != made.order.rend(); ++by) {
    const language::Input& input = contract_.inputs[made.input];
    const auto at = static_cast<std::size_t>(std::find_if(input.columns.begin(), input.columns.end(),
                                                          [&](const auto& c) { return c.fact.name == *by; }) -
                                             input.columns.begin());
    EvidenceColumn& column = made.columns[at];
    const bool is_link = graph_.column(column.value).type.kind == calc::Kind::key;
    const bool own = is_link && graph_.column(column.value).type.space == frame;
    if (own) continue;  // rows of one key stand in its order by construction
    const ColumnId compared = is_link ? link_column(frame, column) : column.value;
    const NodeId here = graph_.ref(Op::this_row, compared);
    const NodeId above = graph_.ref(Op::previous, compared);
    const NodeId behind = graph_.make(Op::more, {here, above});
    const NodeId same = graph_.make(Op::equal, {here, above});
    const NodeId yes = graph_.truth(true);
    const NodeId no = graph_.truth(false);
    ordered = graph_.make(
        Op::choose, {behind, yes, graph_.make(Op::choose, {same, ordered == none ? yes : ordered, no})});
  }
  if (ordered == none) return;
  const NodeId checked = graph_.make(Op::choose, {first, graph_.truth(true), ordered});
  const ColumnId check =
      add(check_column(free_name(graph_.frame(frame).name + "_in_order"), frame, "In order"), checked);
  run_.record.checks.push_back(
      {check, graph_.frame(frame).title + " stand in the order " + graph_.frame(frame).order});
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

}  // namespace

/// Link to the previous row (in the home order) of the same keys, with both guards of
/// design/columns.md section 3: it names a row of the same keys, and no row is skipped.
ColumnId Compiler::earlier_link(EvidenceFrame& made, const std::vector<std::string>& keys) {
  if (const auto found = made.earlier.find(keys); found != made.earlier.end()) return found->second;
  const FrameId frame = made.frame;
  const language::Input& input = contract_.inputs[made.input];
  std::vector<ColumnId> columns;
  std::string name;
  std::string words;
  for (const std::string& key : keys) {
    const auto at = static_cast<std::size_t>(std::find_if(input.columns.begin(), input.columns.end(),
                                                          [&](const auto& c) { return c.fact.name == key; }) -
                                             input.columns.begin());
    columns.push_back(made.columns[at].value);
    name += (name.empty() ? "" : "_") + key;
    words += (words.empty() ? "" : " and ") + key;
  }
  calc::Column column = link(free_name("earlier_of_" + name), frame, "Earlier row of the same " + words,
                             "row above, in the order, of the same " + words + "; 0: none");
  const std::size_t rows = graph_.frame(frame).rows;
  column.values.small.assign(rows, 0);
  std::vector<std::int32_t> seen_so_far(rows, 1);
  const Groups groups = groups_of(graph_, columns, rows);
  LastRows last(groups.possible, rows);
  std::int64_t control = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    std::int32_t& before = last.of(groups.of_row[i]);
    column.values.small[i] = before;
    if (before != 0) seen_so_far[i] = seen_so_far[static_cast<std::size_t>(before - 1)] + 1;
    control += seen_so_far[i];
    before = static_cast<std::int32_t>(i + 1);
  }
  if (columns.size() == 1 && graph_.column(columns[0]).type.kind == calc::Kind::key)
    column.previous_of = columns[0];
  const ColumnId earlier = add(std::move(column));
  made.earlier[keys] = earlier;

  const NodeId row = graph_.ref(Op::this_row, earlier);
  const NodeId none_before = graph_.make(Op::equal, {row, graph_.literal(Exact(0))});
  NodeId same = calc::none;
  for (const ColumnId key : columns) {
    const NodeId at = graph_.make(Op::greatest, {graph_.literal(Exact(1)), row});
    const NodeId alike =
        graph_.make(Op::equal, {graph_.linked(Op::at_row, key, at), graph_.ref(Op::this_row, key)});
    same = same == calc::none ? alike : graph_.make(Op::both, {same, alike});
  }
  const NodeId right = graph_.make(Op::choose, {none_before, graph_.truth(true), same});
  const ColumnId check =
      add(check_column(free_name("earlier_of_" + name + "_ok"), frame, "Earlier row is right"), right);
  run_.record.checks.push_back(
      {check, "each link to the earlier row of the same " + words + " names a row of the same " + words});

  calc::Column count;
  count.name = free_name("rows_so_far_of_" + name);
  count.frame = frame;
  count.type = calc::whole_type;
  count.compact = true;
  count.title = "Rows so far of the same " + words;
  const ColumnId so_far = add(std::move(count));
  const NodeId before = graph_.make(
      Op::choose, {none_before, graph_.literal(Exact(0)), graph_.linked(Op::earlier, so_far, row)});
  graph_.set_formula(so_far, graph_.make(Op::add, {before, graph_.literal(Exact(1))}));
  run_.record.control_totals.push_back(
      {so_far, Exact(control), "no row of the same " + words + " is skipped"});
  return earlier;
}

/// For each row of the parent, the last row of the child that names it.
ColumnId Compiler::last_row_link(EvidenceFrame& child, const std::string& link_name, FrameId parent) {
  const std::string holds = "last " + graph_.frame(child.frame).name + " " + link_name;
  if (const auto found = made_for_.find(holds); found != made_for_.end()) return found->second;
  const language::Input& input = contract_.inputs[child.input];
  const auto at =
      static_cast<std::size_t>(std::find_if(input.columns.begin(), input.columns.end(),
                                            [&](const auto& c) { return c.fact.name == link_name; }) -
                               input.columns.begin());
  const ColumnId key = child.columns[at].value;
  const std::string& kind = graph_.frame(child.frame).name;
  calc::Column column = link(free_name("last_" + kind + "_row"), parent, "Last " + kind + " row",
                             "last row of " + graph_.frame(child.frame).title + " of this " +
                                 graph_.frame(parent).name + "; 0: none");
  column.values.small.assign(graph_.frame(parent).rows, 0);
  const auto& rows = graph_.column(key).values.small;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] > 0)
      column.values.small[static_cast<std::size_t>(rows[i] - 1)] = static_cast<std::int32_t>(i + 1);
  }
  const ColumnId last = add(std::move(column));
  made_for_[holds] = last;
  const NodeId row = graph_.ref(Op::this_row, last);
  const NodeId named =
      graph_.linked(Op::at_row, key, graph_.make(Op::greatest, {graph_.literal(Exact(1)), row}));
  const NodeId same =
      graph_.make(Op::equal, {named, graph_.ref(Op::this_row, graph_.frame(parent).key_column)});
  const NodeId right = graph_.make(
      Op::choose, {graph_.make(Op::equal, {row, graph_.literal(Exact(0))}), graph_.truth(true), same});
  const ColumnId check =
      add(check_column(free_name("last_" + kind + "_row_ok"), parent, "Last row is right"), right);
  run_.record.checks.push_back(
      {check, "each link to the last " + kind + " names a row of the same " + graph_.frame(parent).name});
  return last;
}

}  // namespace outturn::compile
