// Reading templates and printing formulas: the two ends of a spreadsheet formula's text.
#include <array>
#include <cctype>

#include "engine/base/problem.h"
#include "engine/calc/sheet_form.h"

namespace outturn::calc {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Function::count_)> names{
    "SUM",   "MIN",   "MAX",       "ROWS",    "SUMIF", "SUMPRODUCT", "IF",      "AND",     "OR",
    "NOT",   "ROUND", "ROUNDDOWN", "ROUNDUP", "INT",   "MOD",        "ABS",     "SQRT",    "INDEX",
    "MATCH", "EDATE", "DATEDIF",   "YEAR",    "MONTH", "EOMONTH",    "WEEKDAY", "ISNUMBER"};

Function function_by_name(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Function>(i);
  }
  throw Fault("no spreadsheet function " + std::string(name));
}

int binding(std::string_view sign) {
  if (sign == "^") return 4;
  if (sign == "*" || sign == "/") return 3;
  if (sign == "+" || sign == "-") return 2;
  return 1;  // comparisons
}

class Reader {
 public:
  Reader(std::string_view text, SheetFormula& formula, SheetTemplate::Holes& holes)
      : text_(text), formula_(formula), holes_(holes) {}

  std::uint32_t all() {
    const std::uint32_t root = expression(1);
    if (at_ != text_.size()) fail();
    return root;
  }

 private:
  [[noreturn]] void fail() const { throw Fault("can't read the formula template: " + std::string(text_)); }

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void expect(char c) {
    if (peek() != c) fail();
    ++at_;
  }

  [[nodiscard]] std::string_view sign() const {
    for (const std::string_view candidate : {"<>", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "^"}) {
      if (text_.substr(at_, candidate.size()) == candidate) return candidate;
    }
    return {};
  }

  std::uint32_t push(SheetNode node) {
    formula_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(formula_.nodes.size() - 1);
  }

  std::uint32_t expression(int least_binding) {
    std::uint32_t left = primary();
    for (std::string_view op = sign(); !op.empty() && binding(op) >= least_binding; op = sign()) {
      at_ += op.size();
      const std::uint32_t right = expression(binding(op) + 1);
      SheetNode node;
      node.part = Part::infix;
      node.text = op;
      node.args = {left, right};
      left = push(std::move(node));
    }
    return left;
  }

  std::uint32_t primary() {
    const char c = peek();
    if (c == '(') {
      ++at_;
      const std::uint32_t inside = expression(1);
      expect(')');
      return inside;  // print() puts brackets where they are needed
    }
    if (c == '{') return hole();
    if (c == '"') return quoted();
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) return number();
    if (std::isupper(static_cast<unsigned char>(c)) != 0) return call();
    fail();
  }

  std::uint32_t hole() {
    const std::size_t close = text_.find('}', at_);
    if (close == std::string_view::npos) fail();
    const std::string_view name = text_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 1;
    return holes_.fill(formula_, name);
  }

  std::uint32_t quoted() {
    const std::size_t close = text_.find('"', at_ + 1);
    if (close == std::string_view::npos) fail();
    SheetNode node;
    node.part = Part::text;
    node.text = text_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 1;
    return push(std::move(node));
  }

  std::uint32_t number() {
    SheetNode node;
    while (std::isdigit(static_cast<unsigned char>(peek())) != 0 || peek() == '.') node.text += text_[at_++];
    return push(std::move(node));
  }

  std::uint32_t call() {
    std::string name;
    while (std::isupper(static_cast<unsigned char>(peek())) != 0) name += text_[at_++];
    SheetNode node;
    node.part = Part::call;
    node.function = function_by_name(name);
    expect('(');
    node.args.push_back(expression(1));
    while (peek() == ',') {
      ++at_;
      node.args.push_back(expression(1));
    }
    expect(')');
    return push(std::move(node));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  SheetFormula& formula_;
  SheetTemplate::Holes& holes_;
};

std::string print_node(const SheetFormula& formula, std::uint32_t id, const Addresses& addresses, int outer,
                       bool right) {
  const SheetNode& node = formula.nodes[id];
  switch (node.part) {
    case Part::number:
      return node.text;
    case Part::text:
      return "\"" + node.text + "\"";
    case Part::cell:
    case Part::range:
      return addresses.address(node);
    case Part::call: {
      std::string out = std::string(function_name(node.function)) + "(";
      for (std::size_t i = 0; i < node.args.size(); ++i) {
        if (i != 0) out += ",";
        out += print_node(formula, node.args[i], addresses, 0, false);
      }
      return out + ")";
    }
    case Part::brackets:
      return "(" + print_node(formula, node.args[0], addresses, 0, false) + ")";
    case Part::infix:
      break;
  }
  const int own = binding(node.text);
  // Right operands of equal binding keep brackets: a-(b-c). Powers always do: programs differ.
  const bool brackets = own < outer || (own == outer && (right || own == 4)) || (own == 1 && outer == 1);
  std::string out = print_node(formula, node.args[0], addresses, own, false) + node.text +
                    print_node(formula, node.args[1], addresses, own, true);
  return brackets ? "(" + out + ")" : out;
}

}  // namespace

std::string_view function_name(Function function) { return names[static_cast<std::size_t>(function)]; }

std::uint32_t SheetTemplate::expand(std::string_view text, SheetFormula& formula, Holes& holes) {
  return Reader(text, formula, holes).all();
}

std::string print(const SheetFormula& formula, const Addresses& addresses) {
  return print_node(formula, formula.root, addresses, 0, false);
}

}  // namespace outturn::calc
