// Evidence tables into frames and columns; links and their guards.
#include <algorithm>
#include <limits>
#include <unordered_map>

#include "contracts/compile/compiler.h"
#include "contracts/compile/home_order.h"

namespace outturn::compile {

using language::Quantity;

Table* Compiler::table_of(const std::string& input) {
  for (Table& table : request_.tables) {
    if (table.shape.name == input) return &table;
  }
  return nullptr;
}

EvidenceFrame* Compiler::evidence_of_kind(const std::string& each) {
  for (EvidenceFrame& frame : frames_) {
    if (contract_.inputs[frame.input].each == each && !each.empty()) return &frame;
  }
  return nullptr;
}

void Compiler::evidence_frames() {
  frames_.reserve(contract_.inputs.size());  // references into it are kept
  // An input is built after those its rows point to, since its order may follow theirs.
  std::vector<bool> done(contract_.inputs.size(), false);
  for (std::size_t round = 0; round <= contract_.inputs.size(); ++round) {
    for (std::size_t i = 0; i < contract_.inputs.size(); ++i) {
      if (done[i]) continue;
      const language::Input& input = contract_.inputs[i];
      const bool ready = std::all_of(input.columns.begin(), input.columns.end(), [&](const language::InputColumn& column) {
        if (!column.type.is(Quantity::key) || column.type.own || column.type.of == input.name) return true;
        const language::Input* target = names_.input(column.type.of);
        return target == nullptr || done[static_cast<std::size_t>(target - contract_.inputs.data())];
      });
      Table* table = table_of(input.name);
      if (!ready || table == nullptr) continue;
      done[i] = true;
      if (input.each.empty()) {
        one_row_input(input, *table);
      } else {
        evidence_frame(i, *table);
      }
    }
  }
  for (std::size_t i = 0; i < done.size(); ++i) {
    if (done[i] || table_of(contract_.inputs[i].name) == nullptr) continue;
    problem("N24", contract_.inputs[i].span, "two inputs point to each other", {"Rows of one are named by the other and the other way round."},
            {"Let only one of them hold the key of the other."});
  }
}

namespace {

calc::Column evidence(const std::string& name, const language::InputColumn& column, const language::Input& input) {
  calc::Column made;
  made.name = name;
  made.role = calc::Role::evidence;
  made.title = in_words(column.fact.name);
  made.meaning = column.meaning;
  made.clauses = shown(input.clauses);
  made.span = column.fact.declared;
  return made;
}

template <typename T>
std::vector<T> in_order(const std::vector<T>& values, const std::vector<std::uint32_t>& order) {
  std::vector<T> out;
  if (values.empty()) return out;
  out.reserve(order.size());
  for (const std::uint32_t row : order) out.push_back(values[row]);
  return out;
}

}  // namespace

void Compiler::one_row_input(const language::Input& input, Table& table) {
  if (table.rows != 1) {
    evidence_problem(table, 1, input.columns.front().fact.name, "this file must hold exactly one row below its headings",
                     {"It holds " + std::to_string(table.rows) + "."}, {"Keep one row, or declare the input with \", each ...\"."});
    return;
  }
  const auto index = static_cast<std::size_t>(&input - contract_.inputs.data());
  for (std::size_t j = 0; j < input.columns.size(); ++j) {
    const language::InputColumn& shape = input.columns[j];
    calc::Column column = evidence(free_name(shape.fact.name), shape, input);
    const QType type = language::held(shape.type, minor_places_);
    column.frame = scalars_;
    column.type = type_of(type, space_of(type));
    column.unit = unit_of(type);
    column.unit_words = unit_words(type);
    FactData& data = table.columns[j];
    column.values.big = data.numbers;
    column.values.known = data.known;
    if (type.is(Quantity::truth)) column.values.flags.assign(1, static_cast<std::uint8_t>(data.small[0]));
    else column.values.small = data.small;
    if (type.is(Quantity::code)) column.values.small = resolve_links(shape, table, data);
    column.values.dictionary = data.dictionary.words;
    EvidenceColumn made;
    made.value = add(std::move(column));
    if (!data.known.empty() || table.shape.columns[j].may_be_unknown) made.known = known_column(made.value);
    single_inputs_[{index, j}] = made;
  }
}

void Compiler::evidence_frame(std::size_t input_index, Table& table) {
  const language::Input& input = contract_.inputs[input_index];
  EvidenceFrame made;
  made.input = input_index;
  calc::Frame frame;
  frame.name = input.each;
  frame.title = in_words(input.name);
  frame.rows = table.rows;
  frame.key_prefix = std::string(1, static_cast<char>(input.each[0] >= 'a' ? input.each[0] - 'a' + 'A' : input.each[0]));
  frame.file = table.file;
  made.order = input.order;
  for (const language::Cap& cap : contract_.caps) {
    const language::Payment* payment = cap.on.empty() ? nullptr : language::by_name(contract_.payments, cap.on.front());
    if (payment != nullptr && payment->each == input.each && !cap.order.empty()) made.order = cap.order;
  }
  for (const std::string& by : made.order) frame.order += (frame.order.empty() ? "" : ", ") + by;
  made.frame = graph_.add_frame(std::move(frame));
  frames_.push_back(std::move(made));
  EvidenceFrame& kept = frames_.back();
  const std::vector<std::uint32_t> order = home_order(input, kept, table);
  graph_.frame(kept.frame).lines = in_order(table.lines, order);
  for (const language::InputColumn& column : input.columns) evidence_column(kept, column, table, order);
  if (graph_.frame(kept.frame).key_column == none) {
    calc::Column key;
    key.name = free_name(input.each + "_key");
    key.frame = kept.frame;
    key.type = {calc::Kind::key, 0, kept.frame};
    key.unit = calc::Unit::key;
    key.role = calc::Role::link;
    key.title = "Key";
    key.meaning = "made by the engine; names this row in every sheet";
    key.values.small.resize(table.rows);
    for (std::size_t i = 0; i < table.rows; ++i) key.values.small[i] = static_cast<std::int32_t>(i + 1);
    const ColumnId key_column = add(std::move(key));  // evaluated before frame() is taken: it may move
    graph_.frame(kept.frame).key_column = key_column;
  }
  if (!kept.order.empty()) order_check(kept);
}

std::vector<std::uint32_t> Compiler::home_order(const language::Input& input, const EvidenceFrame& made, const Table& table) {
  std::vector<SortKey> keys;
  int key_column = -1;
  for (std::size_t j = 0; j < input.columns.size(); ++j) {
    if (table.shape.columns[j].type == FactType::key) key_column = static_cast<int>(j);
  }
  for (const std::string& by : made.order) {
    const auto at = static_cast<std::size_t>(std::find_if(input.columns.begin(), input.columns.end(), [&](const auto& c) { return c.fact.name == by; }) - input.columns.begin());
    if (at == input.columns.size()) continue;
    const FactData& data = table.columns[at];
    SortKey key;
    if (input.columns[at].fact.type == FactType::link) {
      const auto rows = resolve_links(input.columns[at], table, data);
      key.numbers.assign(rows.begin(), rows.end());
    } else if (!data.numbers.empty()) {
      key.numbers = data.numbers;
    } else {
      key.numbers.assign(data.small.begin(), data.small.end());
    }
    for (std::size_t i = 0; i < data.known.size(); ++i) {
      if (data.known[i] == 0) {
        evidence_problem(table, table.lines[i], by, "this is unknown, and the rows are put in order by it", {}, {"Give the value; until then the row can't be placed before or after others."});
        key.numbers[i] = std::numeric_limits<std::int32_t>::max();
      }
    }
    if (!key.numbers.empty()) keys.push_back(std::move(key));
  }
  return sorted_rows(table, keys, key_column);
}

/// Row number (from 1) in the target of each word used.
std::vector<std::int32_t> Compiler::resolve_links(const language::InputColumn& column, const Table& table, const FactData& data) {
  const FrameId target = space_of(column.type);
  std::unordered_map<std::string_view, std::int32_t> rows;
  if (target != none) {
    const calc::Frame& frame = graph_.frame(target);
    const auto& keys = frame.source_keys.empty() ? frame.keys : frame.source_keys;
    rows.reserve(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) rows.emplace(keys[i], static_cast<std::int32_t>(i + 1));
  }
  std::vector<std::int32_t> of_word;
  std::vector<std::string> have;
  for (const std::string& word : data.dictionary.words) {
    const auto found = rows.find(word);
    of_word.push_back(found == rows.end() ? 0 : found->second);
  }
  std::vector<std::int32_t> out(data.small.size(), 0);
  std::size_t told = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (!data.known.empty() && data.known[i] == 0) continue;
    const auto word = static_cast<std::size_t>(data.small[i]);
    out[i] = of_word[word];
    if (out[i] != 0 || ++told > 20) continue;
    if (have.empty()) {
      for (const auto& [key, row] : rows) have.emplace_back(key);
      std::sort(have.begin(), have.end());
      if (have.size() > 2000) have.resize(2000);
    }
    const std::string near = nearest_name(data.dictionary.words[word], have);
    evidence_problem(table, table.lines[i], column.fact.name, "\"" + data.dictionary.words[word] + "\" is not in " + column.type.of, {},
                     {near.empty() ? "Add it there, or mend it here." : "Did you mean " + near + " ?"});
  }
  return out;
}

void Compiler::evidence_column(EvidenceFrame& made, const language::InputColumn& shape, Table& table,
                               const std::vector<std::uint32_t>& order) {
  const language::Input& input = contract_.inputs[made.input];
  const auto j = made.columns.size();
  FactData& data = table.columns[j];
  const QType type = language::held(shape.type, minor_places_);
  EvidenceColumn kept;
  if (type.is(Quantity::key) && type.own) {
    auto& frame = graph_.frame(made.frame);
    frame.source_keys.reserve(order.size());
    for (const std::uint32_t row : order) frame.source_keys.push_back(data.dictionary.words[static_cast<std::size_t>(data.small[row])]);
  }
  const std::string plain = shape.fact.name;
  const bool taken = graph_.find(plain) != none || names_.kinds_with(plain).size() > 1 || names_.single(plain).meaning != language::Meaning::nothing;
  calc::Column column = evidence(free_name(taken ? input.name + "_" + plain : plain), shape, input);
  column.frame = made.frame;
  const FrameId space = type.is(Quantity::key) && type.own ? made.frame : space_of(type);
  column.type = type_of(type, space);
  column.unit = unit_of(type);
  column.unit_words = unit_words(type);
  if (shape.fact.type == FactType::link) {
    column.values.small = in_order(resolve_links(shape, table, data), order);
  } else if (type.is(Quantity::key)) {
    column.values.small.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) column.values.small[i] = static_cast<std::int32_t>(i + 1);
  } else if (type.is(Quantity::truth)) {
    column.values.flags.reserve(order.size());
    for (const std::uint32_t row : order) column.values.flags.push_back(static_cast<std::uint8_t>(data.small[row]));
  } else {
    column.values.big = in_order(data.numbers, order);
    column.values.small = in_order(data.small, order);
    column.values.dictionary = std::move(data.dictionary.words);
  }
  column.values.known = in_order(data.known, order);
  const bool nullable = !data.known.empty() || table.shape.columns[j].may_be_unknown;
  const bool own_key = type.is(Quantity::key) && type.own;
  data = FactData{};
  kept.value = add(std::move(column));
  if (own_key) graph_.frame(made.frame).key_column = kept.value;
  if (nullable && !type.is(Quantity::text)) kept.known = known_column(kept.value);
  made.columns.push_back(kept);
}

ColumnId Compiler::known_column(ColumnId value) {
  const calc::Column& of = graph_.column(value);
  calc::Column column;
  column.name = free_name(of.name + "_known");
  column.frame = of.frame;
  column.type = calc::truth_type;
  column.unit = calc::Unit::flag;
  column.title = of.title + " known";
  column.clauses = of.clauses;
  column.span = of.span;
  const NodeId known = graph_.ref(Op::is_known, value);
  return add(std::move(column), known);
}

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
  for (std::size_t i = 0; i < column.values.small.size(); ++i) column.values.small[i] = static_cast<std::int32_t>(i + 1);
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
  calc::Column made = link(free_name(name + "_row"), frame, of.title + " row", "row of " + graph_.frame(target).title + " that this " + name + " names");
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
  run_.record.checks.push_back({check, "each " + graph_.frame(frame).name + " points to the row of its " + name});
  return column.link;
}

void Compiler::order_check(EvidenceFrame& made) {
  const FrameId frame = made.frame;
  const NodeId first = graph_.make(Op::equal, {graph_.ref(Op::this_row, row_number(frame)), graph_.literal(Exact(1))});
  NodeId ordered = none;
  for (auto by = made.order.rbegin(); by != made.order.rend(); ++by) {
    const language::Input& input = contract_.inputs[made.input];
    const auto at = static_cast<std::size_t>(std::find_if(input.columns.begin(), input.columns.end(), [&](const auto& c) { return c.fact.name == *by; }) - input.columns.begin());
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
    ordered = graph_.make(Op::choose, {behind, yes, graph_.make(Op::choose, {same, ordered == none ? yes : ordered, no})});
  }
  if (ordered == none) return;
  const NodeId checked = graph_.make(Op::choose, {first, graph_.truth(true), ordered});
  const ColumnId check = add(check_column(free_name(graph_.frame(frame).name + "_in_order"), frame, "In order"), checked);
  run_.record.checks.push_back({check, graph_.frame(frame).title + " stand in the order " + graph_.frame(frame).order});
}

namespace {

/// The last row seen of each key: a plain table where keys are dense enough, else a hash table.
class LastRows {
 public:
  LastRows(std::uint64_t keys_possible, std::size_t rows) {
    if (keys_possible < 1'000'000 + 8 * std::uint64_t{rows}) table_.assign(keys_possible, 0);
    else sparse_.reserve(rows);
  }
  std::int32_t& of(std::uint64_t key) { return table_.empty() ? sparse_[key] : table_[key]; }

 private:
  std::vector<std::int32_t> table_;
  std::unordered_map<std::uint64_t, std::int32_t> sparse_;
};

}  // namespace

/// Link to the previous row (in the home order) of the same keys, with both guards of
/// design/columns.md section 3: it names a row of the same keys, and no row is skipped.
ColumnId Compiler::earlier_link(EvidenceFrame& made, const std::vector<std::string>& keys) {
  if (const auto found = made.earlier.find(keys); found != made.earlier.end()) return found->second;
  const FrameId frame = made.frame;
  const language::Input& input = contract_.inputs[made.input];
  std::vector<ColumnId> columns;
  std::string words;
  for (const std::string& key : keys) {
    const auto at = static_cast<std::size_t>(std::find_if(input.columns.begin(), input.columns.end(), [&](const auto& c) { return c.fact.name == key; }) - input.columns.begin());
    columns.push_back(made.columns[at].value);
    words += (words.empty() ? "" : "_") + key;
  }
  calc::Column column = link(free_name("earlier_of_" + words), frame, "Earlier row of the same " + words, "row above, in the order, of the same " + words + "; 0: none");
  const std::size_t rows = graph_.frame(frame).rows;
  column.values.small.assign(rows, 0);
  std::vector<std::int32_t> seen_so_far(rows, 1);
  std::vector<std::uint64_t> width;
  std::uint64_t keys_possible = 1;
  for (const ColumnId id : columns) {
    width.push_back(graph_.frame(graph_.column(id).type.space).rows + 1);
    keys_possible *= width.back();
  }
  LastRows last(keys_possible, rows);
  std::int64_t control = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    std::uint64_t key = 0;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      key = key * width[k] + static_cast<std::uint64_t>(graph_.column(columns[k]).values.small[i]);
    }
    std::int32_t& before = last.of(key);
    column.values.small[i] = before;
    if (before != 0) seen_so_far[i] = seen_so_far[static_cast<std::size_t>(before - 1)] + 1;
    control += seen_so_far[i];
    before = static_cast<std::int32_t>(i + 1);
  }
  if (columns.size() == 1) column.previous_of = columns[0];
  const ColumnId earlier = add(std::move(column));
  made.earlier[keys] = earlier;

  const NodeId row = graph_.ref(Op::this_row, earlier);
  const NodeId none_before = graph_.make(Op::equal, {row, graph_.literal(Exact(0))});
  NodeId same = calc::none;
  for (const ColumnId key : columns) {
    const NodeId at = graph_.make(Op::greatest, {graph_.literal(Exact(1)), row});
    const NodeId alike = graph_.make(Op::equal, {graph_.linked(Op::at_row, key, at), graph_.ref(Op::this_row, key)});
    same = same == calc::none ? alike : graph_.make(Op::both, {same, alike});
  }
  const NodeId right = graph_.make(Op::choose, {none_before, graph_.truth(true), same});
  const ColumnId check = add(check_column(free_name("earlier_of_" + words + "_ok"), frame, "Earlier row is right"), right);
  run_.record.checks.push_back({check, "each link to the earlier row of the same " + words + " names a row of the same " + words});

  calc::Column count;
  count.name = free_name("rows_so_far_of_" + words);
  count.frame = frame;
  count.type = calc::whole_type;
  count.compact = true;
  count.title = "Rows so far of the same " + words;
  const ColumnId so_far = add(std::move(count));
  const NodeId before = graph_.make(Op::choose, {none_before, graph_.literal(Exact(0)), graph_.linked(Op::earlier, so_far, row)});
  graph_.set_formula(so_far, graph_.make(Op::add, {before, graph_.literal(Exact(1))}));
  run_.record.control_totals.push_back({so_far, Exact(control), "no row of the same " + words + " is skipped"});
  return earlier;
}

/// For each row of the parent, the last row of the child that names it.
ColumnId Compiler::last_row_link(EvidenceFrame& child, const std::string& link_name, FrameId parent) {
  const std::string holds = "last " + graph_.frame(child.frame).name + " " + link_name;
  if (const auto found = made_for_.find(holds); found != made_for_.end()) return found->second;
  const language::Input& input = contract_.inputs[child.input];
  const auto at = static_cast<std::size_t>(std::find_if(input.columns.begin(), input.columns.end(), [&](const auto& c) { return c.fact.name == link_name; }) - input.columns.begin());
  const ColumnId key = child.columns[at].value;
  const std::string& kind = graph_.frame(child.frame).name;
  calc::Column column = link(free_name("last_" + kind + "_row"), parent, "Last " + kind + " row", "last row of " + graph_.frame(child.frame).title + " of this " + graph_.frame(parent).name + "; 0: none");
  column.values.small.assign(graph_.frame(parent).rows, 0);
  const auto& rows = graph_.column(key).values.small;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] > 0) column.values.small[static_cast<std::size_t>(rows[i] - 1)] = static_cast<std::int32_t>(i + 1);
  }
  const ColumnId last = add(std::move(column));
  made_for_[holds] = last;
  const NodeId row = graph_.ref(Op::this_row, last);
  const NodeId named = graph_.linked(Op::at_row, key, graph_.make(Op::greatest, {graph_.literal(Exact(1)), row}));
  const NodeId same = graph_.make(Op::equal, {named, graph_.ref(Op::this_row, graph_.frame(parent).key_column)});
  const NodeId right = graph_.make(Op::choose, {graph_.make(Op::equal, {row, graph_.literal(Exact(0))}), graph_.truth(true), same});
  const ColumnId check = add(check_column(free_name("last_" + kind + "_row_ok"), parent, "Last row is right"), right);
  run_.record.checks.push_back({check, "each link to the last " + kind + " names a row of the same " + graph_.frame(parent).name});
  return last;
}

}  // namespace outturn::compile
