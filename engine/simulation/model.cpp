#include "engine/simulation/model.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/calc/check.h"

namespace outturn::simulation {
namespace {

using calc::ColumnId;
using calc::Node;
using calc::NodeId;
using calc::Op;

/// Beyond these nobody waits for a simulation, and a formula's own depth is not bounded by its contract.
constexpr std::size_t most_steps = 1'000'000;
constexpr int deepest = 20'000;

/// Why a figure can't be drawn: told to the user by whoever asked.
struct NotDrawn {
  std::string reason;
};

/// What follows from a drawn figure, column by column.
std::vector<bool> columns_that_follow(const calc::Graph& graph, std::span<const ColumnId> drawn) {
  std::vector<std::vector<ColumnId>> readers(graph.columns().size());
  for (ColumnId id = 0; id < graph.columns().size(); ++id) {
    if (graph.column(id).formula == calc::none) continue;
    for (const calc::Use& use : calc::uses(graph, graph.column(id).formula))
      readers[use.column].push_back(id);
  }
  std::vector<bool> out(graph.columns().size(), false);
  std::vector<ColumnId> open(drawn.begin(), drawn.end());
  while (!open.empty()) {
    const ColumnId id = open.back();
    open.pop_back();
    if (out[id]) continue;
    out[id] = true;
    open.insert(open.end(), readers[id].begin(), readers[id].end());
  }
  return out;
}

class ModelMaker {
 public:
  ModelMaker(const calc::Graph& graph, std::span<const ColumnId> drawn)
      : graph_(graph), follows_(columns_that_follow(graph, drawn)), tape_(drawn.size()) {
    for (std::size_t i = 0; i < drawn.size(); ++i) cells_[{drawn[i], 0}] = TapeBuilder::input(i);
  }

  Tape make(std::span<const ColumnId> wanted) {
    std::vector<Operand> outputs;
    for (const ColumnId id : wanted) outputs.push_back(cell(id, 0));
    return tape_.finish(outputs);
  }

 private:
  [[noreturn]] void refuse(const char* why) const {
    throw NotDrawn{"\"" + graph_.column(at_).name + "\" " + why};
  }

  Operand cell(ColumnId id, std::size_t row) {
    if (!follows_[id]) return TapeBuilder::number(calc::value_at(graph_, id, row).to_double());
    const auto known = cells_.find({id, row});
    if (known != cells_.end()) return known->second;
    const ColumnId outer = std::exchange(at_, id);
    if (++depth_ > deepest || tape_.size() > most_steps) refuse("follows from it by too many steps");
    const Operand made = node(graph_.column(id).formula, row);
    --depth_;
    at_ = outer;
    cells_[{id, row}] = made;
    return made;
  }

  Operand node(NodeId id, std::size_t row) {
    const Node& n = graph_.node(id);
    if (n.op == Op::literal) return TapeBuilder::number(graph_.literal_value(n).to_double());
    if (calc::operation(n.op).reads_column) return reference(n, row);
    if (n.op == Op::choose) return chosen(n, row);
    const Operand a = node(n.args[0], row);
    const Operand b = n.args[1] == calc::none ? Operand{} : node(n.args[1], row);
    switch (n.op) {
      case Op::add:
        return tape_.add(a, b);
      case Op::subtract:
        return tape_.subtract(a, b);
      case Op::multiply:
        return tape_.multiply(a, b);
      case Op::divide:
        return tape_.divide(a, b);
      case Op::negate:
        return TapeBuilder::negate(a);
      case Op::round:
      case Op::root:
        return tape_.rounded(a, n.type.places, n.mode, n.op == Op::root);
      case Op::more:
        return tape_.make(Code::less, b, a);
      case Op::at_least:
        return tape_.make(Code::at_most, b, a);
      default:
        return tape_.make(code_of(n.op), a, b);
    }
  }

  /// What is not taken in any draw is not looked at, as in a spreadsheet's IF.
  Operand chosen(const Node& n, std::size_t row) {
    const Operand when = node(n.args[0], row);
    if (when.constant()) return node(n.args[when.times != 0 ? 1 : 2], row);
    const Operand then = node(n.args[1], row);
    return tape_.choose(when, then, node(n.args[2], row));
  }

  [[nodiscard]] Code code_of(Op op) const {
    static const std::map<Op, Code> codes{
        {Op::whole_quotient, Code::whole_quotient},
        {Op::remainder, Code::remainder},
        {Op::power, Code::power},
        {Op::least, Code::least},
        {Op::greatest, Code::greatest},
        {Op::absolute, Code::absolute},
        {Op::equal, Code::equal},
        {Op::not_equal, Code::not_equal},
        {Op::less, Code::less},
        {Op::at_most, Code::at_most},
        {Op::both, Code::both},
        {Op::either, Code::either},
        {Op::no, Code::no},
    };
    const auto at = codes.find(op);
    if (at == codes.end()) refuse("follows from it by a date");
    return at->second;
  }

  Operand reference(const Node& n, std::size_t row) {
    const std::size_t rows = graph_.rows(n.column);
    switch (n.op) {
      case Op::this_row:
        return cell(n.column, row);
      case Op::scalar:
        return cell(n.column, 0);
      case Op::fixed_cell:
        return cell(n.column, n.index - 1);
      case Op::previous:
        return row == 0 ? TapeBuilder::number(0) : cell(n.column, row - 1);
      case Op::rows_of:
        return TapeBuilder::number(static_cast<double>(rows));
      case Op::is_known:
        return TapeBuilder::number(calc::known_at(graph_.column(n.column), row) ? 1 : 0);
      case Op::earlier:
      case Op::at_row: {
        const auto link = static_cast<std::size_t>(fixed(node(n.args[0], row)));
        return link < 1 || link > rows ? TapeBuilder::number(0) : cell(n.column, link - 1);
      }
      case Op::band_row: {
        const Operand value = node(n.args[0], row);
        Operand band = TapeBuilder::number(0);
        for (std::size_t r = 0; r < rows; ++r)
          band = tape_.add(band, tape_.make(Code::at_most, cell(n.column, r), value));
        return band;
      }
      default:
        return whole(n, row);
    }
  }

  /// A row that is looked up is the same in every draw.
  double fixed(Operand link) const {
    if (!link.constant()) refuse("looks up a row that would change with it");
    return link.times;
  }

  Operand whole(const Node& n, std::size_t row) {
    const std::size_t rows = graph_.rows(n.column);
    const double key = n.op == Op::sum_where ? fixed(node(n.args[0], row)) : 0;
    Operand out = TapeBuilder::number(0);
    for (std::size_t r = 0; r < rows; ++r) {
      if (n.op == Op::sum_where && fixed(cell(n.second_column, r)) != key) continue;
      const Operand one = cell(n.column, r);
      if (n.op == Op::product_sum) {
        out = tape_.add(out, tape_.multiply(one, cell(n.second_column, r)));
      } else if (n.op == Op::sum_of || n.op == Op::sum_where) {
        out = tape_.add(out, one);
      } else if (r == 0) {
        out = one;
      } else {
        out = tape_.make(n.op == Op::least_of ? Code::least : Code::greatest, out, one);
      }
    }
    return out;
  }

  const calc::Graph& graph_;
  std::vector<bool> follows_;
  TapeBuilder tape_;
  std::map<std::pair<ColumnId, std::size_t>, Operand> cells_;
  ColumnId at_ = 0;
  int depth_ = 0;
};

}  // namespace

comparison::Answer<Tape> tape_of(const calc::Graph& graph, std::span<const ColumnId> drawn,
                                 std::span<const ColumnId> wanted) {
  for (const ColumnId id : drawn)
    if (graph.column(id).formula != calc::none || graph.rows(id) != 1)
      return comparison::Refusal{"\"" + graph.column(id).name + "\" is no single figure of the contract"};
  try {
    return ModelMaker(graph, drawn).make(wanted);
  } catch (const NotDrawn& reason) {
    return comparison::Refusal{reason.reason};
  }
}

}  // namespace outturn::simulation
