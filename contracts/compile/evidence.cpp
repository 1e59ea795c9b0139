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
      const bool ready =
          std::all_of(input.columns.begin(), input.columns.end(), [&](const language::InputColumn& column) {
            if (!column.type.is(Quantity::key) || column.type.own || column.type.of == input.name)
              return true;
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
    problem("N24", contract_.inputs[i].span, "two inputs point to each other",
            {"Rows of one are named by the other and the other way round."},
            {"Let only one of them hold the key of the other."});
  }
}

namespace {

calc::Column evidence(const std::string& name, const language::InputColumn& column,
                      const language::Input& input) {
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
    evidence_problem(table, 1, input.columns.front().fact.name,
                     "this file must hold exactly one row below its headings",
                     {"It holds " + std::to_string(table.rows) + "."},
                     {"Keep one row, or declare the input with \", each ...\"."});
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
    if (type.is(Quantity::truth))
      column.values.flags.assign(1, static_cast<std::uint8_t>(data.small[0]));
    else
      column.values.small = data.small;
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
  frame.key_prefix =
      std::string(1, static_cast<char>(input.each[0] >= 'a' ? input.each[0] - 'a' + 'A' : input.each[0]));
  frame.file = table.file;
  made.order = input.order;
  for (const language::Cap& cap : contract_.caps) {
    const bool here = std::any_of(cap.on.begin(), cap.on.end(), [&](const std::string& name) {
      const language::Payment* payment = language::by_name(contract_.payments, name);
      return payment != nullptr && payment->each == input.each;
    });
    if (here && !cap.order.empty()) made.order = cap.order;
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
    name_rows(kept);
  }
  if (!kept.order.empty()) order_check(kept);
}

std::vector<std::uint32_t> Compiler::home_order(const language::Input& input, const EvidenceFrame& made,
                                                const Table& table) {
  std::vector<SortKey> keys;
  int key_column = -1;
  for (std::size_t j = 0; j < input.columns.size(); ++j) {
    if (table.shape.columns[j].type == FactType::key) key_column = static_cast<int>(j);
  }
  for (const std::string& by : made.order) {
    const auto at = static_cast<std::size_t>(std::find_if(input.columns.begin(), input.columns.end(),
                                                          [&](const auto& c) { return c.fact.name == by; }) -
                                             input.columns.begin());
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
        evidence_problem(table, table.lines[i], by, "this is unknown, and the rows are put in order by it",
                         {}, {"Give the value; until then the row can't be placed before or after others."});
        key.numbers[i] = std::numeric_limits<std::int32_t>::max();
      }
    }
    if (!key.numbers.empty()) keys.push_back(std::move(key));
  }
  return sorted_rows(table, keys, key_column);
}

/// Row number (from 1) in the target of each word used.
std::vector<std::int32_t> Compiler::resolve_links(const language::InputColumn& column, const Table& table,
                                                  const FactData& data) {
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
    evidence_problem(table, table.lines[i], column.fact.name,
                     "\"" + data.dictionary.words[word] + "\" is not in " + column.type.of, {},
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
    for (const std::uint32_t row : order)
      frame.source_keys.push_back(data.dictionary.words[static_cast<std::size_t>(data.small[row])]);
  }
  const std::string plain = shape.fact.name;
  const bool taken = graph_.find(plain) != none || names_.kinds_with(plain).size() > 1 ||
                     names_.single(plain).meaning != language::Meaning::nothing;
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
    for (const std::uint32_t row : order)
      column.values.flags.push_back(static_cast<std::uint8_t>(data.small[row]));
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

}  // namespace outturn::compile
