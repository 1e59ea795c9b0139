#include "tests/support/a1_formula.h"

#include <cctype>
#include <stdexcept>

namespace outturn::test {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  A1Node all() {
    if (peek() == '=') ++at_;
    A1Node node = expression(1);
    if (at_ != text_.size()) fail();
    return node;
  }

 private:
  [[noreturn]] void fail() const {
    throw std::runtime_error("can't read '" + std::string(text_) + "' at " + std::to_string(at_));
  }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void expect(char c) {
    if (peek() != c) fail();
    ++at_;
  }

  [[nodiscard]] std::string_view sign() const {
    for (const std::string_view each : {"<>", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "^"}) {
      if (text_.substr(at_, each.size()) == each) return each;
    }
    return {};
  }
  static int binding(std::string_view sign) {
    if (sign == "^") return 4;
    if (sign == "*" || sign == "/") return 3;
    return sign == "+" || sign == "-" ? 2 : 1;
  }

  A1Node expression(int least) {
    A1Node left = primary();
    for (std::string_view op = sign(); !op.empty() && binding(op) >= least; op = sign()) {
      at_ += op.size();
      A1Node node;
      node.kind = A1Node::Kind::infix;
      node.text = op;
      node.args.push_back(std::move(left));
      node.args.push_back(expression(binding(op) + 1));
      left = std::move(node);
    }
    return left;
  }

  A1Node primary() {
    A1Node node;
    const char c = peek();
    if (c == '(') {
      ++at_;
      node = expression(1);
      expect(')');
      return node;
    }
    if (c == '"') {
      const std::size_t close = text_.find('"', at_ + 1);
      if (close == std::string_view::npos) fail();
      node.kind = A1Node::Kind::text;
      node.text = text_.substr(at_ + 1, close - at_ - 1);
      at_ = close + 1;
      return node;
    }
    if (is_digit(c)) {
      while (is_digit(peek()) || peek() == '.') node.text += text_[at_++];
      return node;
    }
    return named();
  }

  /// A function call, a cell or a range.
  A1Node named() {
    A1Node node;
    const std::size_t start = at_;
    std::string name;
    while (is_letter(peek())) name += text_[at_++];
    if (!name.empty() && peek() == '(') {
      node.kind = A1Node::Kind::call;
      node.text = name;
      do {
        ++at_;
        node.args.push_back(expression(1));
      } while (peek() == ',');
      expect(')');
      return node;
    }
    at_ = start;
    node.kind = A1Node::Kind::cell;
    node.from = cell();
    if (peek() == ':') {
      ++at_;
      node.kind = A1Node::Kind::range;
      node.to = cell();
      node.to.sheet = node.from.sheet;
    }
    return node;
  }

  A1Cell cell() {
    A1Cell made;
    const std::size_t start = at_;
    while (is_letter(peek()) || is_digit(peek()) || peek() == '_') ++at_;
    if (peek() == '!') {
      made.sheet = text_.substr(start, at_ - start);
      ++at_;
    } else {
      at_ = start;
    }
    if (peek() == '$') ++at_;
    if (!is_letter(peek())) fail();
    for (; is_letter(peek()); ++at_) made.column = made.column * 26 + (peek() - 'A' + 1);
    --made.column;
    made.fixed_row = peek() == '$';
    if (made.fixed_row) ++at_;
    if (!is_digit(peek())) fail();
    for (; is_digit(peek()); ++at_) made.row = made.row * 10 + (peek() - '0');
    return made;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string text_of(const A1Cell& cell) {
  const std::string sheet = cell.sheet.empty() ? "" : cell.sheet + "!";
  return sheet + "[" + std::to_string(cell.column) + "]" + (cell.fixed_row ? "$" : "") +
         std::to_string(cell.row);
}

}  // namespace

A1Node read_a1(std::string_view formula) { return Reader(formula).all(); }

std::string a1_text(const A1Node& node) {
  switch (node.kind) {
    case A1Node::Kind::number:
      return node.text;
    case A1Node::Kind::text:
      return "\"" + node.text + "\"";
    case A1Node::Kind::cell:
      return text_of(node.from);
    case A1Node::Kind::range:
      return text_of(node.from) + ":" + text_of(node.to);
    case A1Node::Kind::infix:
      return "(" + a1_text(node.args[0]) + node.text + a1_text(node.args[1]) + ")";
    case A1Node::Kind::call:
      break;
  }
  std::string out = node.text + "(";
  for (const A1Node& arg : node.args) out += (&arg == &node.args[0] ? "" : ",") + a1_text(arg);
  return out + ")";
}

}  // namespace outturn::test
