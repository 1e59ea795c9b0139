#include "engine/calc/graph.h"

#include <algorithm>

#include "engine/base/problem.h"

namespace outturn::calc {

Type decimal_type(int places) {
  if (places < 0 || places > 12) throw Fault("a decimal has 0 to 12 places");
  if (places == 0) return whole_type;
  return Type{Kind::decimal, static_cast<std::uint8_t>(places), none};
}

namespace {

bool numeric(Type type) {
  return type.kind == Kind::whole || type.kind == Kind::decimal || type.kind == Kind::exact;
}

bool held_whole(Type type) { return type.integral() && type.kind != Kind::decimal; }

[[noreturn]] void wrong_operands(Op op) {
  throw Fault("operands of '" + std::string(operation(op).name) + "' don't fit");
}

/// Type both operands can be brought to without loss.
Type common_type(Op op, Type a, Type b) {
  if (a == b) return a;
  if (numeric(a) && numeric(b)) {
    if (a.kind == Kind::exact || b.kind == Kind::exact) return exact_type;
    return decimal_type(std::max(a.places, b.places));
  }
  wrong_operands(op);
}

Type sum_type(Op op, Type a, Type b) {
  if (a.kind == Kind::date && b.kind == Kind::whole) return date_type;
  if (op == Op::subtract && a.kind == Kind::date && b.kind == Kind::date) return whole_type;
  // A whole number plus a date counts the date's serial in: the search key of a dated table.
  if (op == Op::add && a.kind == Kind::whole && b.kind == Kind::date) return whole_type;
  if (a.kind == Kind::truth) a = whole_type;  // a flag is counted as 1 or 0
  if (b.kind == Kind::truth) b = whole_type;
  if (!numeric(a) || !numeric(b)) wrong_operands(op);
  return common_type(op, a, b);
}

Type product_type(Op op, Type a, Type b) {
  if (!numeric(a) || !numeric(b)) wrong_operands(op);
  if (a.kind == Kind::whole && b.kind != Kind::exact) return b;
  if (b.kind == Kind::whole && a.kind != Kind::exact) return a;
  return exact_type;
}

Type result_type(const Operation& row, const std::vector<Type>& t) {
  switch (row.type) {
    case TypeRule::sum:
      return sum_type(row.op, t[0], t[1]);
    case TypeRule::product:
      return product_type(row.op, t[0], t[1]);
    case TypeRule::ratio:
      return exact_type;
    case TypeRule::whole:
      return whole_type;
    case TypeRule::same:
      return common_type(row.op, t[0], t[1]);
    case TypeRule::of_first:
      return t[0];
    case TypeRule::truth:
      return truth_type;
    case TypeRule::chosen:
      return common_type(row.op, t[1], t[2]);
    case TypeRule::date:
      return date_type;
    case TypeRule::of_column:
    case TypeRule::rounded:
      break;
  }
  throw Fault("'" + std::string(row.name) + "' is not made from operands alone");
}

/// A row number, or for tables of bands and keys the value searched for.
void check_link(Op op, Type have, Type column) {
  bool fits = false;
  switch (op) {
    case Op::band_row:
      fits = have.integral() && column.integral() &&
             (have == column ? numeric(have) || have.kind == Kind::date : numeric(have) && numeric(column));
      break;
    case Op::sum_where:
      fits = have == column && held_whole(column);
      break;
    default:
      fits = have.kind == Kind::whole;
      break;  // a key stands as text in a sheet
  }
  if (!fits) wrong_operands(op);
}

void check_operands(const Operation& row, const std::vector<Type>& t) {
  const auto need = [&](bool fits) {
    if (!fits) wrong_operands(row.op);
  };
  switch (row.op) {
    case Op::both:
    case Op::either:
      need(t[0].kind == Kind::truth && t[1].kind == Kind::truth);
      break;
    case Op::no:
    case Op::choose:
      need(t[0].kind == Kind::truth);
      break;
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::at_most:
    case Op::more:
    case Op::at_least:
      need(t[0].kind != Kind::text && (t[0] == t[1] || (numeric(t[0]) && numeric(t[1]))));
      break;
    case Op::least:
    case Op::greatest:
      need(numeric(t[0]) || t[0].kind == Kind::date);
      break;
    case Op::add_days:
    case Op::add_months:
      need(t[0].kind == Kind::date && t[1].kind == Kind::whole);
      break;
    case Op::months_between:
      need(t[0].kind == Kind::date && t[1].kind == Kind::date);
      break;
    case Op::year:
    case Op::month:
    case Op::month_end:
    case Op::weekday:
      need(t[0].kind == Kind::date);
      break;
    case Op::power:
      need(numeric(t[0]) && t[1].kind == Kind::whole);
      break;
    case Op::divide:
      need(numeric(t[0]) && numeric(t[1]));
      break;
    case Op::whole_quotient:
    case Op::remainder:
      need(t[0].kind == Kind::whole && t[1].kind == Kind::whole);
      break;
    case Op::negate:
    case Op::absolute:
      need(numeric(t[0]));
      break;
    default:
      break;
  }
}

}  // namespace

std::string Frame::key(std::size_t row_index) const {
  if (!keys.empty()) return keys[row_index];
  std::string digits = std::to_string(row_index + 1);
  if (digits.size() < 7) digits.insert(0, 7 - digits.size(), '0');
  return key_prefix + digits;
}

FrameId Graph::add_frame(Frame frame) {
  frames_.push_back(std::move(frame));
  return static_cast<FrameId>(frames_.size() - 1);
}

ColumnId Graph::add_column(Column column) {
  const auto id = static_cast<ColumnId>(columns_.size());
  if (column.frame >= frames_.size()) throw Fault("column '" + column.name + "' has no frame");
  if (!by_name_.emplace(column.name, id).second) throw Fault("two columns named '" + column.name + "'");
  columns_.push_back(std::move(column));
  return id;
}

void Graph::set_formula(ColumnId column, NodeId formula) {
  const Type have = nodes_[formula].type;
  const Type want = columns_[column].type;
  const bool widened = numeric(have) && numeric(want) &&
                       (want.kind == Kind::exact || (have.kind != Kind::exact && have.places <= want.places));
  if (!(have == want) && !widened) throw Fault("formula of '" + columns_[column].name + "' has another type");
  columns_[column].formula = formula;
}

NodeId Graph::push(Node node) {
  nodes_.push_back(node);
  return static_cast<NodeId>(nodes_.size() - 1);
}

NodeId Graph::literal(const Exact& value, Span span) {
  Node node;
  node.op = Op::literal;
  node.span = span;
  node.index = static_cast<std::uint32_t>(literals_.size());
  node.type = exact_type;
  for (int places = 0; places <= 9; ++places) {
    if ((value * Exact(power_of_ten(places))).is_whole()) {
      node.type = decimal_type(places);
      break;
    }
  }
  literals_.push_back(value);
  return push(node);
}

NodeId Graph::truth(bool value, Span span) {
  const NodeId id = literal(Exact(value ? 1 : 0), span);
  nodes_[id].type = truth_type;
  return id;
}

NodeId Graph::no_date() {
  const NodeId id = literal(Exact(0));
  nodes_[id].type = date_type;
  return id;
}

NodeId Graph::ref(Op op, ColumnId column, Span span) {
  const Operation& row = operation(op);
  if (!row.reads_column || row.arity != 0) throw Fault("'" + std::string(row.name) + "' needs a link");
  Node node;
  node.op = op;
  node.column = column;
  node.span = span;
  node.type = row.type == TypeRule::truth   ? truth_type
              : row.type == TypeRule::whole ? whole_type
                                            : columns_[column].type;
  if (op == Op::sum_of && node.type.kind == Kind::truth) node.type = whole_type;
  return push(node);
}

NodeId Graph::cell(ColumnId column, std::uint32_t row, Span span) {
  const NodeId id = ref(Op::fixed_cell, column, span);
  nodes_[id].index = row;
  return id;
}

NodeId Graph::linked(Op op, ColumnId column, NodeId link, Span span) {
  if (op != Op::sum_where) check_link(op, nodes_[link].type, columns_[column].type);
  Node node;
  node.op = op;
  node.column = column;
  node.span = span;
  node.args[0] = link;
  node.type = op == Op::band_row ? whole_type : columns_[column].type;
  return push(node);
}

NodeId Graph::sum_where(ColumnId column, ColumnId key, NodeId match, Span span) {
  check_link(Op::sum_where, nodes_[match].type, columns_[key].type);
  const NodeId id = linked(Op::sum_where, column, match, span);
  nodes_[id].second_column = key;
  if (nodes_[id].type.kind == Kind::truth) nodes_[id].type = whole_type;
  return id;
}

NodeId Graph::product_sum(ColumnId a, ColumnId b, Span span) {
  Node node;
  node.op = Op::product_sum;
  node.column = a;
  node.second_column = b;
  node.span = span;
  node.type = product_type(Op::product_sum, columns_[a].type, columns_[b].type);
  return push(node);
}

NodeId Graph::make(Op op, std::initializer_list<NodeId> args, Span span) {
  const Operation& row = operation(op);
  if (row.reads_column || args.size() != row.arity) wrong_operands(op);
  std::vector<Type> types;
  Node node;
  node.op = op;
  node.span = span;
  for (const NodeId arg : args) {
    node.args[types.size()] = arg;
    types.push_back(nodes_[arg].type);
  }
  check_operands(row, types);
  node.type = result_type(row, types);
  return push(node);
}

NodeId Graph::rounded(NodeId arg, int places, Rounding mode, Span span) {
  if (!numeric(nodes_[arg].type)) wrong_operands(Op::round);
  Node node;
  node.op = Op::round;
  node.args[0] = arg;
  node.type = decimal_type(places);
  node.mode = mode;
  node.span = span;
  return push(node);
}

NodeId Graph::root(NodeId arg, int places, Span span) {
  const NodeId id = rounded(arg, places, Rounding::half_up, span);
  nodes_[id].op = Op::root;
  return id;
}

ColumnId Graph::find(const std::string& name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? none : found->second;
}

}  // namespace outturn::calc
