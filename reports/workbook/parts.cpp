#include "reports/workbook/parts.h"

#include "engine/base/problem.h"

namespace outturn::workbook {
namespace {

using calc::Function;
using calc::Reach;
using calc::SheetFormula;
using calc::SheetNode;
using Id = std::uint32_t;

class Rewriter {
 public:
  Rewriter(const SheetFormula& from, const Layout& layout, calc::ColumnId column, PartRows rows)
      : from_(from), layout_(layout), sheet_(layout.places[column].sheet), rows_(rows) {}

  SheetFormula all() {
    out_.root = copy(from_.root);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::size_t parts_of(calc::ColumnId column) const {
    return layout_.sheet_of(column).parts.size();
  }

  Id push(SheetNode node) {
    out_.nodes.push_back(std::move(node));
    return static_cast<Id>(out_.nodes.size() - 1);
  }
  Id number(const std::string& digits) {
    SheetNode node;
    node.text = digits;
    return push(std::move(node));
  }
  Id infix(const char* sign, Id a, Id b) {
    SheetNode node;
    node.part = calc::Part::infix;
    node.text = sign;
    node.args = {a, b};
    return push(std::move(node));
  }
  Id call(Function function, std::vector<Id> args) {
    SheetNode node;
    node.part = calc::Part::call;
    node.function = function;
    node.args = std::move(args);
    return push(std::move(node));
  }
  Id range(calc::ColumnId column, std::size_t part) {
    SheetNode node;
    node.part = calc::Part::range;
    node.reach = Reach::whole_column;
    node.column = column;
    node.index = static_cast<std::uint32_t>(part + 1);
    return push(std::move(node));
  }
  /// rows_a_sheet, 2*rows_a_sheet...
  Id rows_before(std::size_t part) {
    const Id size = number(rows_a_sheet);  // printed as it stands: a defined name
    return part == 1 ? size : infix("*", number(std::to_string(part)), size);
  }

  Id copy(Id id) {
    SheetNode node = from_.nodes[id];
    if (node.part == calc::Part::call) {
      if (node.function == Function::INDEX) return index(node);
      if (node.function == Function::ROWS && empty(node)) return no_rows(node);
      if (const std::size_t parts = summed_parts(node); parts > 1) return summed(node, parts);
    }
    if (node.part == calc::Part::cell && node.reach == Reach::previous_row && rows_.first && rows_.part > 0) {
      // The last row of the part before; its number counts through all parts.
      node.reach = Reach::fixed_row;
      node.index = static_cast<std::uint32_t>(layout_.sheets[sheet_].parts[rows_.part].first_row);
    }
    for (Id& arg : node.args) arg = copy(arg);
    return push(std::move(node));
  }

  bool empty(const SheetNode& node) const {
    return layout_.sheet_of(from_.nodes[node.args[0]].column).parts.front().rows == 0;
  }

  /// The range of an empty frame keeps one empty row.
  Id no_rows(const SheetNode& node) {
    const Id kept = call(Function::ROWS, {copy(node.args[0])});
    return infix("-", kept, number("1"));
  }

  /// Parts of the range of a function that takes one range at a time.
  std::size_t summed_parts(const SheetNode& node) const {
    const bool one_at_a_time = node.function == Function::ROWS || node.function == Function::SUMIF ||
                               node.function == Function::SUMPRODUCT || node.function == Function::MATCH;
    if (!one_at_a_time) return 0;
    const std::size_t at = node.function == Function::MATCH ? 1 : 0;
    const std::size_t parts = parts_of(from_.nodes[node.args[at]].column);
    if (parts > 1 && node.function == Function::MATCH) throw Fault("a table of bands longer than a sheet");
    return parts;
  }

  /// The same function of each part, added up.
  Id summed(const SheetNode& node, std::size_t parts) {
    Id sum = 0;
    for (std::size_t part = 0; part < parts; ++part) {
      std::vector<Id> args;
      for (const Id arg : node.args) {
        const SheetNode& given = from_.nodes[arg];
        args.push_back(given.part == calc::Part::range ? range(given.column, part) : copy(arg));
      }
      const Id one = call(node.function, std::move(args));
      sum = part == 0 ? one : infix("+", sum, one);
    }
    return sum;
  }

  Id index(const SheetNode& node) {
    const SheetNode& cells = from_.nodes[node.args[0]];
    const bool above = cells.reach == Reach::above;
    const std::size_t last = above ? rows_.part : parts_of(cells.column) - 1;
    if (last == 0) {
      std::vector<Id> args{copy(node.args[0]), copy(node.args[1])};
      return call(Function::INDEX, std::move(args));
    }
    // The template of `earlier` is INDEX(range,link+1): the link itself is the first operand.
    const Id link = above ? from_.nodes[node.args[1]].args[0] : node.args[1];
    return piece(cells, link, 0, last);
  }

  /// IF(link<=rows up to this part, INDEX(this part), the parts after it).
  Id piece(const SheetNode& cells, Id link, std::size_t part, std::size_t last) {
    Id row = copy(link);
    if (part > 0) row = infix("-", row, rows_before(part));
    if (part == last && cells.reach == Reach::above) {
      SheetNode own = cells;
      const Id range_above = push(std::move(own));
      return call(Function::INDEX, {range_above, infix("+", row, number("1"))});
    }
    const Id found = call(Function::INDEX, {range(cells.column, part), row});
    if (part == last) return found;
    const Id here = infix("<=", copy(link), rows_before(part + 1));
    return call(Function::IF, {here, found, piece(cells, link, part + 1, last)});
  }

  const SheetFormula& from_;
  const Layout& layout_;
  std::uint32_t sheet_;
  PartRows rows_;
  SheetFormula out_;
};

}  // namespace

SheetFormula for_part(const SheetFormula& formula, const Layout& layout, calc::ColumnId column,
                      PartRows rows) {
  return layout.split || layout.has_empty_frame ? Rewriter(formula, layout, column, rows).all() : formula;
}

}  // namespace outturn::workbook
