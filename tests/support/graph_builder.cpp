#include "tests/support/graph_builder.h"

#include <stdexcept>

namespace outturn::test {

using calc::ColumnId;
using calc::FrameId;
using calc::Role;

namespace {

calc::Column input(const std::string& name, FrameId frame, calc::Type type) {
  calc::Column column;
  column.name = name;
  column.frame = frame;
  column.type = type;
  column.role = Role::evidence;
  return column;
}

std::string letters(std::size_t index) {
  std::string out;
  for (std::size_t n = index + 1; n > 0; n = (n - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
  return out;
}

}  // namespace

FrameId GraphBuilder::frame(const std::string& name, std::size_t rows) {
  calc::Frame made;
  made.name = name;
  made.title = name;
  made.rows = rows;
  for (std::size_t i = 1; i <= rows; ++i) made.keys.push_back(name + std::to_string(i));
  return graph.add_frame(std::move(made));
}

ColumnId GraphBuilder::whole(FrameId frame, const std::string& name,
                             const std::vector<std::int64_t>& values) {
  calc::Column column = input(name, frame, calc::whole_type);
  column.values.big = values;
  return graph.add_column(std::move(column));
}

ColumnId GraphBuilder::decimal(FrameId frame, const std::string& name, int places,
                               const std::vector<std::int64_t>& scaled) {
  calc::Column column = input(name, frame, calc::decimal_type(places));
  column.values.big = scaled;
  return graph.add_column(std::move(column));
}

ColumnId GraphBuilder::exact(FrameId frame, const std::string& name, const std::vector<Exact>& values) {
  calc::Column column = input(name, frame, calc::exact_type);
  column.values.exact = values;
  return graph.add_column(std::move(column));
}

ColumnId GraphBuilder::date(FrameId frame, const std::string& name,
                            const std::vector<std::int32_t>& serials) {
  calc::Column column = input(name, frame, calc::date_type);
  column.unit = calc::Unit::date;
  column.values.small = serials;
  return graph.add_column(std::move(column));
}

ColumnId GraphBuilder::truth(FrameId frame, const std::string& name, const std::vector<std::uint8_t>& flags) {
  calc::Column column = input(name, frame, calc::truth_type);
  column.unit = calc::Unit::flag;
  column.values.flags = flags;
  return graph.add_column(std::move(column));
}

ColumnId GraphBuilder::link(FrameId frame, const std::string& name, const std::vector<std::int32_t>& rows) {
  calc::Column column = input(name, frame, calc::whole_type);
  column.role = Role::link;
  column.unit = calc::Unit::row_number;
  column.compact = true;
  column.values.small = rows;
  return graph.add_column(std::move(column));
}

ColumnId GraphBuilder::key(FrameId frame, const std::string& name, FrameId space,
                           const std::vector<std::int32_t>& rows) {
  calc::Column column = input(name, frame, calc::Type{calc::Kind::key, 0, space});
  column.unit = calc::Unit::key;
  column.values.small = rows;
  return graph.add_column(std::move(column));
}

ColumnId GraphBuilder::term(const std::string& name, int places, std::int64_t scaled) {
  calc::Column column = input(name, 0, calc::decimal_type(places));
  column.role = Role::term;
  column.values.big = {scaled};
  return graph.add_column(std::move(column));
}

ColumnId GraphBuilder::formula(FrameId frame, const std::string& name, calc::NodeId node) {
  const ColumnId made = open(frame, name, graph.node(node).type);
  graph.set_formula(made, node);
  return made;
}

ColumnId GraphBuilder::open(FrameId frame, const std::string& name, calc::Type type) {
  calc::Column column = input(name, frame, type);
  column.role = Role::formula;
  return graph.add_column(std::move(column));
}

std::string SheetAddresses::address(const calc::SheetNode& reference) const {
  const calc::Column& column = graph_.column(reference.column);
  if (reference.reach == calc::Reach::scalar || graph_.frame(column.frame).name.empty()) return column.name;
  std::size_t index = 0;
  for (ColumnId id = 0; id < reference.column; ++id) index += graph_.column(id).frame == column.frame ? 1 : 0;
  const std::string letter = letters(index);
  const std::string sheet = column.frame == home_ ? "" : graph_.frame(column.frame).title + "!";
  const std::string last = std::to_string(4 + graph_.rows(reference.column));
  switch (reference.reach) {
    case calc::Reach::this_row:
      return sheet + letter + "5";
    case calc::Reach::previous_row:
      return sheet + letter + "4";
    case calc::Reach::fixed_row:
      return sheet + "$" + letter + "$" + std::to_string(4 + reference.index);
    case calc::Reach::whole_column:
      return sheet + "$" + letter + "$5:$" + letter + "$" + last;
    case calc::Reach::above:
      return letter + "$4:" + letter + "4";
    case calc::Reach::scalar:
      break;
  }
  return column.name;
}

std::string sheet_text(const calc::Graph& graph, ColumnId column, const std::vector<std::uint8_t>& digits) {
  return calc::print(calc::sheet_form(graph, column, digits),
                     SheetAddresses(graph, graph.column(column).frame));
}

calc::Evaluation evaluate_or_fail(calc::Graph& graph) {
  Problems problems;
  calc::Evaluation evaluation = calc::evaluate(graph, "test.contract", problems);
  if (!problems.empty()) throw std::runtime_error(render(problems.list()[0], nullptr));
  return evaluation;
}

}  // namespace outturn::test
