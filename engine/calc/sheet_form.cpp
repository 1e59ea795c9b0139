#include "engine/calc/sheet_form.h"

#include <algorithm>

#include "engine/calc/evaluate_column.h"
#include "engine/values/show.h"

namespace outturn::calc {
namespace {

bool plain_whole(Type type) { return type.kind != Kind::decimal && type.kind != Kind::exact; }

/// Lowers one formula. `value` gives a node fit to stand in a cell or as a function's operand;
/// `raw` the same without the rounding that ends a sum of decimals, for use inside a larger sum.
class Lowering {
 public:
  Lowering(const Graph& graph, const std::vector<std::uint8_t>& digits, SheetFormula& out)
      : graph_(graph), digits_(digits), out_(out) {}

  std::uint32_t value(NodeId id) {
    const Node& node = graph_.node(id);
    if (operation(node.op).condition) {
      if (node.op == Op::no && !operation(graph_.node(node.args[0]).op).condition) return expand("1-{a}", id);
      return call(Function::IF, {condition(id), number("1"), number("0")});
    }
    const std::uint32_t made = raw(id);
    if (!ends_a_sum(node)) return made;
    return call(Function::ROUND, {made, number(std::to_string(places_of(node.type)))});
  }

  std::uint32_t condition(NodeId id) {
    const Node& node = graph_.node(id);
    switch (node.op) {
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::at_most:
      case Op::more:
      case Op::at_least:
        return comparison(id);
      case Op::no:
        if (!operation(graph_.node(node.args[0]).op).condition)
          return infix("=", value(node.args[0]), number("0"));
        return expand(operation(node.op).sheet, id);
      case Op::both:
      case Op::either:
      case Op::is_known:
        return expand(operation(node.op).sheet, id);
      default:
        return infix("=", value(id), number("1"));
    }
  }

  std::uint32_t raw(NodeId id) {
    const Node& node = graph_.node(id);
    switch (node.op) {
      case Op::literal:
        return literal(node);
      case Op::this_row:
        return cell(node.column, Reach::this_row);
      case Op::previous:
        return cell(node.column, Reach::previous_row);
      case Op::scalar:
        return cell(node.column, Reach::scalar);
      case Op::fixed_cell:
        return cell(node.column, Reach::fixed_row, node.index);
      case Op::round:
        return rounding(id);
      default:
        break;
    }
    // INDEX of a range of one cell is #REF! in Gnumeric; of one row there is only that cell anyway.
    if (node.op == Op::at_row && graph_.rows(node.column) == 1) return cell(node.column, Reach::fixed_row, 1);
    if (operation(node.op).condition) return value(id);
    return expand(operation(node.op).sheet, id);
  }

  /// Holes of the operation table's templates, for the operation `id`.
  std::uint32_t hole(std::string_view name, NodeId id) {
    const Node& node = graph_.node(id);
    if (name == "0") return range(node, node.column);
    if (name == "1") return range(node, node.second_column);
    if (name == "d") return number(std::to_string(places_of(node.type)));
    const NodeId arg = node.args[static_cast<std::size_t>(name[0] - 'a')];
    if (name.ends_with('?')) return condition(arg);
    // A factor multiplies the noise of a sum of decimals, so there the sum is rounded before.
    const bool linear =
        node.op == Op::add || node.op == Op::subtract || node.op == Op::negate || node.op == Op::absolute;
    return linear ? raw(arg) : value(arg);
  }

 private:
  class Holes : public SheetTemplate::Holes {
   public:
    Holes(Lowering& lowering, NodeId id) : lowering_(lowering), id_(id) {}
    std::uint32_t fill(SheetFormula&, std::string_view name) override { return lowering_.hole(name, id_); }

   private:
    Lowering& lowering_;
    NodeId id_;
  };

  static bool in_a_sum(Op op) {
    return op == Op::add || op == Op::subtract || op == Op::negate || op == Op::multiply ||
           op == Op::divide || op == Op::power || op == Op::absolute || op == Op::root;
  }

  /// Sums and products of decimals drift in doubles; their end is rounded back (the printing law).
  static bool ends_a_sum(const Node& node) {
    if (node.type.kind != Kind::decimal) return false;
    return in_a_sum(node.op)
               ? node.op != Op::root
               : node.op == Op::sum_of || node.op == Op::sum_where || node.op == Op::product_sum;
  }

  std::uint32_t push(SheetNode node) {
    out_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(out_.nodes.size() - 1);
  }
  std::uint32_t number(std::string digits) {
    SheetNode node;
    node.text = std::move(digits);
    return push(std::move(node));
  }
  std::uint32_t cell(ColumnId column, Reach reach, std::uint32_t index = 0) {
    SheetNode node;
    node.part = Part::cell;
    node.reach = reach;
    node.column = column;
    node.index = index;
    return push(std::move(node));
  }
  std::uint32_t range(const Node& node, ColumnId column) {
    SheetNode made;
    made.part = Part::range;
    made.column = column;
    made.reach = node.op == Op::earlier ? Reach::above : Reach::whole_column;
    if (node.op == Op::is_known) {
      made.part = Part::cell;
      made.reach = Reach::this_row;
    }
    return push(std::move(made));
  }
  std::uint32_t call(Function function, std::vector<std::uint32_t> args) {
    SheetNode node;
    node.part = Part::call;
    node.function = function;
    node.args = std::move(args);
    return push(std::move(node));
  }
  std::uint32_t infix(std::string_view sign, std::uint32_t a, std::uint32_t b) {
    SheetNode node;
    node.part = Part::infix;
    node.text = sign;
    node.args = {a, b};
    return push(std::move(node));
  }
  std::uint32_t expand(std::string_view text, NodeId id) {
    Holes holes(*this, id);
    return SheetTemplate::expand(text, out_, holes);
  }

  std::uint32_t literal(const Node& node) {
    const Exact& held = graph_.literal_value(node);
    const auto text = held.abs().decimal();
    if (!text) throw Fault("a literal that is no finite decimal can't be printed");
    return held.sign() < 0 ? infix("-", number("0"), number(*text)) : number(*text);
  }

  bool is_zero(NodeId id) const {
    const Node& node = graph_.node(id);
    return node.op == Op::literal && graph_.literal_value(node).sign() == 0;
  }

  /// Whole numbers, dates and keys compare directly; decimals never do: two that are equal on paper
  /// need not be in a sheet, so their difference is rounded to the places they have.
  std::uint32_t comparison(NodeId id) {
    const Node& node = graph_.node(id);
    const Type a = graph_.node(node.args[0]).type;
    const Type b = graph_.node(node.args[1]).type;
    const std::string_view sign = operation(node.op).name;
    if (plain_whole(a) && plain_whole(b)) return infix(sign, value(node.args[0]), value(node.args[1]));
    const bool exact = a.kind == Kind::exact || b.kind == Kind::exact;
    const int places =
        exact ? comparison_places(digits_.empty() ? 6 : digits_[id]) : std::max(places_of(a), places_of(b));
    std::uint32_t difference = raw(node.args[0]);
    if (!is_zero(node.args[1])) difference = infix("-", difference, raw(node.args[1]));
    return infix(sign, call(Function::ROUND, {difference, number(std::to_string(places))}), number("0"));
  }

  std::uint32_t scaled(std::uint32_t x, int places) {
    return places == 0 ? x : infix("*", x, number(std::to_string(power_of_ten(places))));
  }
  std::uint32_t unscaled(std::uint32_t x, int places) {
    return places == 0 ? x : infix("/", x, number(std::to_string(power_of_ten(places))));
  }

  std::uint32_t rounding(NodeId id) {
    const Node& node = graph_.node(id);
    const Type from = graph_.node(node.args[0]).type;
    const int places = places_of(node.type);
    if (from.integral() && places_of(from) <= places) return value(node.args[0]);
    const int size = digits_.empty() ? 6 : digits_[id];
    const int guard = guard_places(size, places, node.mode);
    // A decimal's own sum or product ends in a rounding to its places, and so is free of noise.
    const std::uint32_t x = from.integral() ? value(node.args[0]) : raw(node.args[0]);
    if (node.mode == Rounding::half_up) return rounded(from.integral() ? x : rounded(x, guard), places);
    // Steps are taken on whole numbers: ROUNDUP(x,2) itself is wrong in one program in 500 cells.
    const auto step = [&](Function function) {
      return unscaled(call(function, {rounded(scaled(x, places), guard - places), number("0")}), places);
    };
    const auto below = [&](std::uint32_t of) {
      return call(Function::INT, {rounded(scaled(of, places), guard - places)});
    };
    const auto minus = [&](std::uint32_t of) { return infix("-", number("0"), of); };
    const auto positive = [&](std::uint32_t of) { return call(Function::MAX, {number("0"), of}); };
    switch (node.mode) {
      case Rounding::half_even: {
        // A half is exact in doubles; its even neighbour is twice what half of it comes nearest to.
        const std::uint32_t steps = rounded(scaled(x, places), guard - places);
        const std::uint32_t past =
            infix("-", infix("*", number("2"), steps), infix("*", number("2"), call(Function::INT, {steps})));
        const std::uint32_t even = infix("*", number("2"), rounded(infix("/", steps, number("2")), 0));
        return unscaled(call(Function::IF, {infix("=", past, number("1")), even, rounded(steps, 0)}), places);
      }
      case Rounding::down:
        return unscaled(below(x), places);
      case Rounding::up:
        return minus(unscaled(below(minus(x)), places));
      case Rounding::towards_zero:
        if (suits_steps(size, guard)) return step(Function::ROUNDDOWN);
        return unscaled(infix("-", positive(below(x)), positive(below(minus(x)))), places);
      default:
        if (suits_steps(size, guard)) return step(Function::ROUNDUP);
        return unscaled(infix("-", positive(minus(below(minus(x)))), positive(minus(below(x)))), places);
    }
  }

  std::uint32_t rounded(std::uint32_t of, int places) {
    return call(Function::ROUND, {of, number(std::to_string(places))});
  }

  const Graph& graph_;
  const std::vector<std::uint8_t>& digits_;
  SheetFormula& out_;
};

}  // namespace

SheetFormula sheet_form(const Graph& graph, ColumnId column, const std::vector<std::uint8_t>& digits) {
  SheetFormula out;
  out.root = Lowering(graph, digits, out).value(graph.column(column).formula);
  return out;
}

}  // namespace outturn::calc
