#include "contracts/frames/read_input.h"

#include <algorithm>
#include <limits>

#include "contracts/frames/home_order.h"
#include "contracts/frames/links.h"
#include "contracts/frames/resolve_links.h"
#include "contracts/frames/row_keys.h"
#include "contracts/frames/words.h"
#include "contracts/frames/worked_out.h"

namespace outturn::compile {

using language::QType;
using language::Quantity;

namespace {

using Order = std::vector<std::uint32_t>;

template <typename T>
std::vector<T> in_order(const std::vector<T>& values, const Order& order) {
  std::vector<T> out;
  if (values.empty()) return out;
  out.reserve(order.size());
  for (const std::uint32_t row : order) out.push_back(values[row]);
  return out;
}

/// 1, 2, 3: what a frame's own keys hold.
std::vector<std::int32_t> numbers_to(std::size_t rows) {
  std::vector<std::int32_t> out(rows);
  for (std::size_t i = 0; i < rows; ++i) out[i] = static_cast<std::int32_t>(i + 1);
  return out;
}

bool own_key(const QType& type) { return type.is(Quantity::key) && type.own; }

class InputReader {
 public:
  InputReader(Workings& work, const ContractTables& tables, const language::Input& input, Table& table,
              Evidence& evidence)
      : work_(work),
        graph_(work.graph),
        contract_(work.contract),
        tables_(tables),
        input_(input),
        table_(table),
        evidence_(evidence) {}

  void single() {
    if (table_.rows != 1) {
      work_.evidence_problem(table_, 1, input_.columns.front().fact.name,
                             "this file must hold exactly one row below its headings",
                             {"It holds " + std::to_string(table_.rows) + "."},
                             {"Keep one row, or declare the input with \", each ...\"."});
      return;
    }
    const auto index = static_cast<std::size_t>(&input_ - contract_.inputs.data());
    for (std::size_t j = 0; j < input_.columns.size(); ++j) evidence_.single[{index, j}] = single_column(j);
  }

  void rows() {
    evidence_.frames.push_back(frame());
    EvidenceFrame& made = evidence_.frames.back();
    const Order order = home_order(made);
    graph_.frame(made.frame).lines = in_order(table_.lines, order);
    for (std::size_t j = 0; j < input_.columns.size(); ++j) made.columns.push_back(column(made, j, order));
    if (graph_.frame(made.frame).key_column == none) {
      make_key(made);
      name_rows(work_, made);
    }
    if (!made.order.empty()) order_check(work_, made);
    check_worked_out(work_, evidence_, made);
  }

 private:
  EvidenceColumn single_column(std::size_t j) {
    const language::InputColumn& shape = input_.columns[j];
    FactData& data = table_.columns[j];
    calc::Column column = shown_as(shape.fact.name, shape, work_.scalars);
    column.values.big = data.numbers;
    column.values.known = data.known;
    if (column.type.kind == calc::Kind::truth)
      column.values.flags.assign(1, static_cast<std::uint8_t>(data.small[0]));
    else
      column.values.small = data.small;
    if (shape.type.is(Quantity::code)) column.values.small = links_of(j);
    column.values.dictionary = data.dictionary.words;
    EvidenceColumn made;
    made.value = work_.add(std::move(column));
    if (!data.known.empty() || table_.shape.columns[j].may_be_unknown)
      made.known = work_.known_column(made.value);
    return made;
  }

  EvidenceFrame frame() {
    EvidenceFrame made;
    made.input = &input_;
    made.order = home_order_of(contract_, input_);
    calc::Frame frame;
    frame.name = input_.each;
    frame.title = in_words(input_.name);
    frame.rows = table_.rows;
    const char first = input_.each[0];
    frame.key_prefix = std::string(1, static_cast<char>(first >= 'a' ? first - 'a' + 'A' : first));
    frame.file = table_.file;
    frame.order = joined(made.order, ", ");
    made.frame = graph_.add_frame(std::move(frame));
    return made;
  }

  /// Rows that have no key of their own get one.
  void make_key(const EvidenceFrame& made) {
    calc::Column key;
    key.name = work_.free_name(input_.each + "_key");
    key.frame = made.frame;
    key.type = {calc::Kind::key, 0, made.frame};
    key.unit = calc::Unit::key;
    key.role = calc::Role::link;
    key.title = "Key";
    key.meaning = "made by the engine; names this row in every sheet";
    key.values.small = numbers_to(graph_.frame(made.frame).rows);
    const ColumnId key_column = work_.add(std::move(key));  // evaluated before frame() is taken: it may move
    graph_.frame(made.frame).key_column = key_column;
  }

  /// The frame that a key or code names rows of.
  [[nodiscard]] FrameId space_of(const QType& type) const {
    if (type.is(Quantity::code)) {
      if (const language::RateCard* card = work_.names.card(type.of); card != nullptr)
        return tables_.cards[static_cast<std::size_t>(card - contract_.ratecards.data())].codes;
    }
    for (const EvidenceFrame& frame : evidence_.frames) {
      if (frame.input->name == type.of) return frame.frame;
    }
    return none;
  }

  [[nodiscard]] std::vector<std::int32_t> links_of(std::size_t j) {
    const language::InputColumn& column = input_.columns[j];
    return resolve_links(work_, space_of(column.type), column, table_, table_.columns[j]);
  }

  [[nodiscard]] Order home_order(const EvidenceFrame& made) {
    std::vector<SortKey> keys;
    int key_column = -1;
    for (std::size_t j = 0; j < input_.columns.size(); ++j) {
      if (table_.shape.columns[j].type == FactType::key) key_column = static_cast<int>(j);
    }
    for (const std::string& by : made.order) {
      const auto found = std::find_if(input_.columns.begin(), input_.columns.end(),
                                      [&](const auto& one) { return one.fact.name == by; });
      if (found == input_.columns.end()) continue;
      SortKey key = sort_key(static_cast<std::size_t>(found - input_.columns.begin()));
      if (!key.numbers.empty()) keys.push_back(std::move(key));
    }
    return sorted_rows(table_, keys, key_column);
  }

  [[nodiscard]] SortKey sort_key(std::size_t j) {
    const FactData& data = table_.columns[j];
    SortKey key;
    if (input_.columns[j].fact.type == FactType::link) {
      const auto rows = links_of(j);
      key.numbers.assign(rows.begin(), rows.end());
    } else if (!data.numbers.empty()) {
      key.numbers = data.numbers;
    } else {
      key.numbers.assign(data.small.begin(), data.small.end());
    }
    for (std::size_t i = 0; i < data.known.size(); ++i) {
      if (data.known[i] != 0) continue;
      work_.evidence_problem(table_, table_.lines[i], input_.columns[j].fact.name,
                             "this is unknown, and the rows are put in order by it", {},
                             {"Give the value; until then the row can't be placed before or after others."});
      key.numbers[i] = std::numeric_limits<std::int32_t>::max();
    }
    return key;
  }

  /// A column of the evidence, without its values.
  [[nodiscard]] calc::Column shown_as(const std::string& name, const language::InputColumn& shape,
                                      FrameId frame) const {
    const QType type = language::held(shape.type, work_.minor_places);
    calc::Column made;
    made.name = work_.free_name(name);
    made.frame = frame;
    made.role = shape.by.empty() ? calc::Role::evidence : calc::Role::link;
    made.title = in_words(shape.fact.name);
    made.meaning = shape.meaning;
    if (!shape.by.empty())
      made.meaning += (made.meaning.empty() ? "" : "; ") + ("worked out by " + joined(shape.by, "."));
    made.clauses = shown(input_.clauses);
    made.span = shape.fact.declared;
    made.type = work_.type_of(type, own_key(type) ? frame : space_of(type));
    made.unit = unit_of(type);
    made.unit_words = work_.unit_words(type);
    return made;
  }

  /// Under its own name where that is nobody else's.
  [[nodiscard]] std::string name_of(const std::string& plain) const {
    const bool taken = graph_.find(plain) != none || work_.names.kinds_with(plain).size() > 1 ||
                       work_.names.single(plain).meaning != language::Meaning::nothing;
    return taken ? input_.name + "_" + plain : plain;
  }

  EvidenceColumn column(const EvidenceFrame& made, std::size_t j, const Order& order) {
    const language::InputColumn& shape = input_.columns[j];
    FactData& data = table_.columns[j];
    const bool own = own_key(shape.type);
    if (own) {
      auto& keys = graph_.frame(made.frame).source_keys;
      keys.reserve(order.size());
      for (const std::uint32_t row : order)
        keys.push_back(data.dictionary.words[static_cast<std::size_t>(data.small[row])]);
    }
    const bool nullable = !data.known.empty() || table_.shape.columns[j].may_be_unknown;
    calc::Column column = shown_as(name_of(shape.fact.name), shape, made.frame);
    column.values = values(j, order);
    data = FactData{};
    EvidenceColumn kept;
    kept.value = work_.add(std::move(column));
    if (own) graph_.frame(made.frame).key_column = kept.value;
    if (nullable && !shape.type.is(Quantity::text)) kept.known = work_.known_column(kept.value);
    return kept;
  }

  [[nodiscard]] calc::Values values(std::size_t j, const Order& order) {
    const language::InputColumn& shape = input_.columns[j];
    FactData& data = table_.columns[j];
    calc::Values out;
    if (shape.fact.type == FactType::link) {
      out.small = in_order(links_of(j), order);
    } else if (shape.type.is(Quantity::key)) {
      out.small = numbers_to(order.size());
    } else if (shape.type.is(Quantity::truth)) {
      out.flags.reserve(order.size());
      for (const std::uint32_t row : order) out.flags.push_back(static_cast<std::uint8_t>(data.small[row]));
    } else {
      out.big = in_order(data.numbers, order);
      out.small = in_order(data.small, order);
      out.dictionary = std::move(data.dictionary.words);
    }
    out.known = in_order(data.known, order);
    return out;
  }

  Workings& work_;
  calc::Graph& graph_;
  const language::Contract& contract_;
  const ContractTables& tables_;
  const language::Input& input_;
  Table& table_;
  Evidence& evidence_;
};

}  // namespace

void read_input(Workings& work, const ContractTables& tables, const language::Input& input, Table& table,
                Evidence& evidence) {
  InputReader reader(work, tables, input, table, evidence);
  if (input.each.empty())
    reader.single();
  else
    reader.rows();
}

}  // namespace outturn::compile
