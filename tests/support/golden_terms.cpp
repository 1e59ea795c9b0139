#include "tests/support/golden_terms.h"

#include <stdexcept>

#include "tests/support/a1_formula.h"

namespace outturn::test::golden {
namespace {

using calc::Op;
using Part = A1Node::Kind;

[[noreturn]] void cannot(const A1Node& node) {
  throw std::runtime_error("no translation of " + a1_text(node));
}

class TermReader {
 public:
  TermReader(const Sheets& sheets, const SheetColumn& home) : sheets_(sheets), home_(home) {}

  Term read() { return value(read_a1(home_.formula)); }

 private:
  std::size_t at(const A1Cell& cell) const {
    const auto found = sheets_.places.find({cell.sheet.empty() ? home_.sheet : cell.sheet, cell.column});
    if (found == sheets_.places.end()) throw std::runtime_error("no such column");
    return found->second;
  }
  std::size_t rows(std::size_t column) const { return sheets_.rows.at(sheets_.columns[column].sheet); }

  static Term operation(Op op, std::vector<Term> args) {
    Term term;
    term.op = op;
    term.args = std::move(args);
    return term;
  }
  static Term literal(const Exact& value) {
    Term term;
    term.value = value;
    return term;
  }
  static Term reference(Op op, std::size_t column, std::vector<Term> args = {}) {
    Term term = operation(op, std::move(args));
    term.column = column;
    return term;
  }
  static Term rounded(Term of, int places, Rounding mode) {
    Term term = operation(Op::round, {std::move(of)});
    term.places = places;
    term.mode = mode;
    return term;
  }

  Term cell(const A1Node& node) {
    const std::size_t column = at(node.from);
    const bool own = sheets_.columns[column].sheet == home_.sheet;
    if (node.from.fixed_row) {
      if (rows(column) == 1) return reference(Op::scalar, column);
      Term term = reference(Op::fixed_cell, column);
      term.row = static_cast<std::uint32_t>(node.from.row - 4);
      return term;
    }
    if (own && node.from.row == 5) return reference(Op::this_row, column);
    if (own && node.from.row == 4) return reference(Op::previous, column);
    cannot(node);
  }

  /// The column of a range over all its rows.
  std::size_t whole(const A1Node& node) {
    if (node.kind != Part::range) cannot(node);
    const std::size_t column = at(node.from);
    const bool all = node.from.fixed_row && node.to.fixed_row && node.from.row == 5 &&
                     node.to.column == node.from.column &&
                     static_cast<std::size_t>(node.to.row) == rows(column) + 4;
    if (!all) cannot(node);
    return column;
  }

  static int digits(const A1Node& node) {
    if (node.kind != Part::number) cannot(node);
    return std::stoi(node.text);
  }

  static std::optional<int> power_of_ten_of(const A1Node& node) {
    if (node.kind != Part::number || node.text[0] != '1') return std::nullopt;
    if (node.text.find_first_not_of('0', 1) != std::string::npos) return std::nullopt;
    return static_cast<int>(node.text.size()) - 1;
  }

  /// ROUNDDOWN(ROUND(x*10^k,p),0)/10^k and the like: a step taken on whole numbers.
  std::optional<Term> step(const A1Node& node, int places) {
    const bool down = node.is_call("ROUNDDOWN");
    if ((!down && !node.is_call("ROUNDUP")) || !node.args[1].is_number("0") || !node.args[0].is_call("ROUND"))
      return std::nullopt;
    const A1Node& scaled = node.args[0].args[0];
    const Rounding mode = down ? Rounding::towards_zero : Rounding::away_from_zero;
    if (places == 0) return rounded(value(scaled), 0, mode);
    if (!scaled.is_infix("*") || power_of_ten_of(scaled.args[1]) != places) return std::nullopt;
    return rounded(value(scaled.args[0]), places, mode);
  }

  Term value(const A1Node& node) {
    switch (node.kind) {
      case Part::number:
        return literal(*Exact::parse(node.text));
      case Part::cell:
        return cell(node);
      case Part::infix:
        return infix(node);
      case Part::call:
        return call(node);
      case Part::text:
      case Part::range:
        break;
    }
    cannot(node);
  }

  Term infix(const A1Node& node) {
    if (node.text == "/") {
      const auto places = power_of_ten_of(node.args[1]);
      if (places) {
        if (auto taken = step(node.args[0], *places)) return *taken;
      }
    }
    static const std::map<std::string, Op> signs{
        {"+", Op::add}, {"-", Op::subtract}, {"*", Op::multiply}, {"/", Op::divide}, {"^", Op::power}};
    const auto found = signs.find(node.text);
    if (found == signs.end()) cannot(node);
    return operation(found->second, {value(node.args[0]), value(node.args[1])});
  }

  Term condition(const A1Node& node) {
    if (node.kind == Part::infix) {
      static const std::map<std::string, Op> signs{{"=", Op::equal}, {"<>", Op::not_equal},
                                                   {"<", Op::less},  {"<=", Op::at_most},
                                                   {">", Op::more},  {">=", Op::at_least}};
      const auto found = signs.find(node.text);
      if (found == signs.end()) cannot(node);
      // ROUND(a-b,9)>=0 is how a sheet compares a and b.
      const A1Node& left = node.args[0];
      if (left.is_call("ROUND") && left.args[1].is_number("9") && node.args[1].is_number("0")) {
        const A1Node& of = left.args[0];
        if (of.is_infix("-")) return operation(found->second, {value(of.args[0]), value(of.args[1])});
        return operation(found->second, {value(of), literal(0)});
      }
      return operation(found->second, {value(left), value(node.args[1])});
    }
    if (node.is_call("AND") || node.is_call("OR")) {
      Term made = condition(node.args[0]);
      for (std::size_t i = 1; i < node.args.size(); ++i) {
        made =
            operation(node.text == "AND" ? Op::both : Op::either, {std::move(made), condition(node.args[i])});
      }
      return made;
    }
    if (node.is_call("NOT")) return operation(Op::no, {condition(node.args[0])});
    if (node.is_call("ISNUMBER") && node.args[0].kind == Part::cell)
      return reference(Op::is_known, at(node.args[0].from));
    cannot(node);
  }

  Term round(const A1Node& node) {
    const int places = digits(node.args[1]);
    const A1Node& of = node.args[0];
    if (of.is_call("SQRT")) {
      Term term = operation(Op::root, {value(of.args[0])});
      term.places = places;
      return term;
    }
    // The inner of two roundings is the guard of a product or quotient.
    if (of.is_call("ROUND") && digits(of.args[1]) > places)
      return rounded(value(of.args[0]), places, Rounding::half_up);
    return rounded(value(of), places, Rounding::half_up);
  }

  Term index(const A1Node& node) {
    const A1Node& range = node.args[0];
    const A1Node& row = node.args[1];
    if (range.kind != Part::range) cannot(node);
    if (range.from.fixed_row && range.from.row == 4 && !range.to.fixed_row && range.to.row == 4) {
      if (!row.is_infix("+") || !row.args[1].is_number("1")) cannot(node);
      return reference(Op::earlier, at(range.from), {value(row.args[0])});
    }
    const std::size_t column = whole(range);
    if (row.kind == Part::number) {
      Term term = reference(Op::fixed_cell, column);
      term.row = static_cast<std::uint32_t>(digits(row));
      return term;
    }
    return reference(Op::at_row, column, {value(row)});
  }

  Term call(const A1Node& node) {
    const std::string& name = node.text;
    const auto arg = [&](std::size_t i) { return value(node.args.at(i)); };
    if (name == "IF") return operation(Op::choose, {condition(node.args[0]), arg(1), arg(2)});
    if (name == "ROUND") return round(node);
    if (name == "INDEX") return index(node);
    if (name == "ROUNDDOWN" || name == "ROUNDUP") {
      if (auto taken = step(node, 0)) return *taken;
      cannot(node);
    }
    if (name == "MIN" || name == "MAX") {
      if (node.args[0].kind == Part::range) {
        return reference(name == "MIN" ? Op::least_of : Op::greatest_of, whole(node.args[0]));
      }
      Term made = arg(0);
      for (std::size_t i = 1; i < node.args.size(); ++i) {
        made = operation(name == "MIN" ? Op::least : Op::greatest, {std::move(made), arg(i)});
      }
      return made;
    }
    if (name == "SUM") return reference(Op::sum_of, whole(node.args[0]));
    if (name == "ROWS") return reference(Op::rows_of, whole(node.args[0]));
    if (name == "SUMPRODUCT" || name == "SUMIF") {
      const bool where = name == "SUMIF";
      Term term = reference(where ? Op::sum_where : Op::product_sum, whole(node.args[where ? 2 : 0]));
      term.second = whole(node.args[where ? 0 : 1]);
      if (where) term.args.push_back(arg(1));
      return term;
    }
    if (name == "MATCH" && node.args[2].is_number("1"))
      return reference(Op::band_row, whole(node.args[1]), {arg(0)});
    if (name == "DATEDIF" && node.args[2].text == "m") return operation(Op::months_between, {arg(0), arg(1)});
    static const std::map<std::string, Op> plain{{"MOD", Op::remainder},    {"ABS", Op::absolute},
                                                 {"EDATE", Op::add_months}, {"YEAR", Op::year},
                                                 {"MONTH", Op::month},      {"WEEKDAY", Op::weekday}};
    const auto found = plain.find(name);
    if (found == plain.end() || (name == "WEEKDAY" && !node.args[1].is_number("2"))) cannot(node);
    if (calc::operation(found->second).arity == 1) return operation(found->second, {arg(0)});
    return operation(found->second, {arg(0), arg(1)});
  }

  const Sheets& sheets_;
  const SheetColumn& home_;
};

}  // namespace

Term read_term(const Sheets& sheets, const SheetColumn& home) { return TermReader(sheets, home).read(); }

}  // namespace outturn::test::golden
