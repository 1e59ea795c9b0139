#include "engine/calc/row_program.h"

#include <algorithm>
#include <array>
#include <map>

#include "engine/calc/cells.h"
#include "engine/calc/evaluate_column.h"

namespace outturn::calc {

RowProgram::Width RowProgram::width_of(const Values& values) {
  if (!values.big.empty()) return Width::big;
  return values.small.empty() ? Width::flags : Width::small;
}

void RowProgram::push(Code code, std::int64_t number) {
  Step step{code};
  step.number = number;
  steps_.push_back(step);
}

std::optional<RowProgram> RowProgram::compile(Graph& graph, const std::vector<ColumnId>& columns) {
  RowProgram program;
  program.block_ = columns;
  for (const ColumnId id : columns) {
    Column& column = graph.column(id);
    if (!column.type.integral() || !program.add_at(graph, column.formula, places_of(column.type)))
      return std::nullopt;
    Step store{Code::store};
    store.width = width_of(column.values);
    store.out = with_cells(column.values, [](auto* cells) -> void* { return cells; });
    program.steps_.push_back(store);
  }
  for (std::size_t slot = 0; slot < program.memory_.slots.size(); ++slot) {
    const Column& column = graph.column(program.memory_.slots[slot]);
    Step remember{Code::remember};
    remember.width = width_of(column.values);
    remember.cells = with_cells(column.values, [](const auto* cells) -> const void* { return cells; });
    remember.number = static_cast<std::int64_t>(slot);
    program.steps_.push_back(remember);
  }
  return program;
}

bool RowProgram::add_at(const Graph& graph, NodeId id, int places) {
  if (!add_formula(graph, id)) return false;
  const int have = places_of(graph.node(id).type);
  if (have < places) push(Code::scale, power_of_ten(places - have));
  return have <= places;
}

/// earlier c at link, where the link is "the row above of the same key" and c is of this block.
bool RowProgram::remembered(const Graph& graph, const Node& node) {
  const Node& link = graph.node(node.args[0]);
  if (link.op != Op::this_row || std::find(block_.begin(), block_.end(), node.column) == block_.end())
    return false;
  const ColumnId key = graph.column(link.column).previous_of;
  if (key == none || (memory_.key_column != none && memory_.key_column != key)) return false;
  const Column& keys = graph.column(key);
  memory_.key_column = key;
  memory_.keys = keys.values.small.data();
  memory_.keys_possible = graph.frame(keys.type.space).rows + 1;
  auto slot = std::find(memory_.slots.begin(), memory_.slots.end(), node.column);
  if (slot == memory_.slots.end()) slot = memory_.slots.insert(slot, node.column);
  push(Code::remembered, slot - memory_.slots.begin());
  return true;
}

bool RowProgram::add_reference(const Graph& graph, const Node& node) {
  const Column& column = graph.column(node.column);
  if (!column.type.integral()) return false;
  Step step{Code::this_row};
  step.width = width_of(column.values);
  step.cells = with_cells(column.values, [](const auto* cells) -> const void* { return cells; });
  switch (node.op) {
    case Op::this_row:
      break;
    case Op::previous:
      step.code = Code::above;
      break;
    case Op::scalar:
      push(Code::constant, integer_at(column, 0));
      return true;
    case Op::fixed_cell:
      push(Code::constant, integer_at(column, node.index - 1));
      return true;
    case Op::earlier:
      if (remembered(graph, node)) return true;
      [[fallthrough]];
    case Op::at_row:
      if (!add_formula(graph, node.args[0])) return false;
      step.code = Code::linked;
      if (const Step& link = steps_.back(); link.code == Code::this_row && link.width == Width::small) {
        step.code = Code::gathered;
        step.links = static_cast<const std::int32_t*>(link.cells);
        steps_.pop_back();
      }
      step.number = static_cast<std::int64_t>(graph.rows(node.column));
      break;
    default:
      return false;
  }
  steps_.push_back(step);
  return true;
}

bool RowProgram::add_formula(const Graph& graph, NodeId id) {
  static const std::map<Op, Code> plain{
      {Op::add, Code::add},           {Op::subtract, Code::subtract},   {Op::least, Code::least},
      {Op::greatest, Code::greatest}, {Op::multiply, Code::multiply},   {Op::negate, Code::negate},
      {Op::equal, Code::equal},       {Op::not_equal, Code::not_equal}, {Op::less, Code::less},
      {Op::at_most, Code::at_most},   {Op::more, Code::more},           {Op::at_least, Code::at_least},
      {Op::both, Code::both},         {Op::either, Code::either},       {Op::no, Code::no}};
  const Node& node = graph.node(id);
  if (!node.type.integral()) return false;
  if (operation(node.op).reads_column) return add_reference(graph, node);
  const int places = places_of(node.type);
  if (node.op == Op::literal) {
    push(Code::constant, *round_scaled(graph.literal_value(node), places, Rounding::half_up));
    return true;
  }
  if (node.op == Op::choose) {
    if (!add_formula(graph, node.args[0]) || !add_at(graph, node.args[1], places) ||
        !add_at(graph, node.args[2], places))
      return false;
    push(Code::choose);
    return true;
  }
  const auto found = plain.find(node.op);
  if (found == plain.end()) return false;
  const bool condition = operation(node.op).condition;
  int common = node.op == Op::multiply || node.op == Op::no ? -1 : places;
  if (condition && node.op != Op::both && node.op != Op::either && node.op != Op::no) {
    common = std::max(places_of(graph.node(node.args[0]).type), places_of(graph.node(node.args[1]).type));
  }
  for (int i = 0; i < operation(node.op).arity; ++i) {
    const NodeId arg = node.args[static_cast<std::size_t>(i)];
    if (!(common < 0 ? add_formula(graph, arg) : add_at(graph, arg, common))) return false;
  }
  push(found->second);
  return true;
}

std::int64_t RowProgram::load(const Step& step, std::size_t row) {
  switch (step.width) {
    case Width::big:
      return static_cast<const std::int64_t*>(step.cells)[row];
    case Width::small:
      return static_cast<const std::int32_t*>(step.cells)[row];
    case Width::flags:
      break;
  }
  return static_cast<const std::uint8_t*>(step.cells)[row];
}

void RowProgram::prefetch(const Step& step, std::int64_t link) {
  if (link < 1 || link > step.number) return;
  const std::size_t width = step.width == Width::big ? 8 : step.width == Width::small ? 4 : 1;
  __builtin_prefetch(static_cast<const char*>(step.cells) + static_cast<std::size_t>(link - 1) * width);
}

bool RowProgram::run(std::size_t rows) {
  std::vector<std::int64_t> stack(steps_.size() + 2, 0);
  bool overflow = false;
  constexpr std::size_t ahead = 24;
  const std::size_t slots = memory_.slots.size();
  std::vector<std::int64_t> memory(memory_.keys_possible * slots + 1, 0);
  for (std::size_t row = 0; row < rows; ++row) {
    std::int64_t* here = memory.data();  // what is remembered of this row's key
    if (memory_.keys != nullptr) {
      here = &memory[static_cast<std::size_t>(memory_.keys[row]) * slots];
      if (row + ahead < rows)
        __builtin_prefetch(&memory[static_cast<std::size_t>(memory_.keys[row + ahead]) * slots], 1);
    }
    std::int64_t* top = stack.data() + 1;  // the newest value; one place below it is never read in earnest
    for (const Step& step : steps_) {
      switch (step.code) {
        case Code::constant:
          *++top = step.number;
          continue;
        case Code::this_row:
          *++top = load(step, row);
          continue;
        case Code::above:
          *++top = row == 0 ? 0 : load(step, row - 1);
          continue;
        case Code::linked: {
          const std::int64_t link = *top;
          *top = link < 1 || link > step.number ? 0 : load(step, static_cast<std::size_t>(link - 1));
          continue;
        }
        case Code::gathered: {
          // Rows linked to lie anywhere in a column of many megabytes: ask for them ahead of time.
          if (row + ahead < rows) prefetch(step, step.links[row + ahead]);
          const std::int64_t link = step.links[row];
          *++top = link < 1 || link > step.number ? 0 : load(step, static_cast<std::size_t>(link - 1));
          continue;
        }
        case Code::remembered:
          *++top = here[step.number];
          continue;
        case Code::remember:
          here[step.number] = load(step, row);
          continue;
        case Code::scale:
          overflow |= __builtin_mul_overflow(*top, step.number, top);
          continue;
        case Code::negate:
          *top = -*top;
          continue;
        case Code::no:
          *top = *top == 0 ? 1 : 0;
          continue;
        case Code::add:
          overflow |= __builtin_add_overflow(top[-1], *top, top - 1);
          break;
        case Code::subtract:
          overflow |= __builtin_sub_overflow(top[-1], *top, top - 1);
          break;
        case Code::multiply:
          overflow |= __builtin_mul_overflow(top[-1], *top, top - 1);
          break;
        case Code::least:
          top[-1] = std::min(top[-1], *top);
          break;
        case Code::greatest:
          top[-1] = std::max(top[-1], *top);
          break;
        case Code::equal:
          top[-1] = top[-1] == *top ? 1 : 0;
          break;
        case Code::not_equal:
          top[-1] = top[-1] != *top ? 1 : 0;
          break;
        case Code::less:
          top[-1] = top[-1] < *top ? 1 : 0;
          break;
        case Code::at_most:
          top[-1] = top[-1] <= *top ? 1 : 0;
          break;
        case Code::more:
          top[-1] = top[-1] > *top ? 1 : 0;
          break;
        case Code::at_least:
          top[-1] = top[-1] >= *top ? 1 : 0;
          break;
        case Code::both:
          top[-1] = top[-1] & *top;
          break;
        case Code::either:
          top[-1] = top[-1] | *top;
          break;
        case Code::choose:
          top -= 2;
          *top = *top != 0 ? top[1] : top[2];
          continue;
        case Code::store:
          switch (step.width) {
            case Width::big:
              static_cast<std::int64_t*>(step.out)[row] = *top;
              break;
            case Width::small:
              static_cast<std::int32_t*>(step.out)[row] = static_cast<std::int32_t>(*top);
              break;
            case Width::flags:
              static_cast<std::uint8_t*>(step.out)[row] = *top != 0 ? 1 : 0;
              break;
          }
          --top;
          continue;
      }
      --top;
    }
  }
  return overflow;
}

}  // namespace outturn::calc
