#include "contracts/language/parse_expression.h"

namespace outturn::language {

using Q = Quantity;

std::string described(const Token& token) {
  switch (token.kind) {
    case TokenKind::word: return "\"" + token.text + "\"";
    case TokenKind::number: return "the number " + token.text;
    case TokenKind::money: return "the amount " + token.sign + token.text;
    case TokenKind::percent: return token.text + "%";
    case TokenKind::date: return "the date " + token.text;
    case TokenKind::text: return "the text \"" + token.text + "\"";
    case TokenKind::clause: return "the clause [" + token.text + "]";
    case TokenKind::mark: return "\"" + token.text + "\"";
    case TokenKind::end: return "the end of the line";
  }
  return "";
}

Clause clause_of(const Token& token) {
  Clause clause;
  clause.span = token.span;
  const std::size_t first = token.text.find_first_not_of(' ');
  if (first == std::string::npos) return clause;
  const std::size_t space = token.text.find(' ', first);
  clause.document = token.text.substr(first, space == std::string::npos ? std::string::npos : space - first);
  if (space != std::string::npos) {
    const std::size_t from = token.text.find_first_not_of(' ', space);
    const std::size_t to = token.text.find_last_not_of(' ');
    if (from != std::string::npos) clause.locator = token.text.substr(from, to - from + 1);
  }
  return clause;
}

namespace {

Span joined_span(Span a, Span b) {
  if (a.line != b.line || b.column < a.column) return a;
  return {a.line, a.column, b.column + b.length - a.column};
}

ExprPtr make(ExprKind kind, Span span) {
  auto expr = std::make_unique<Expr>();
  expr->kind = kind;
  expr->span = span;
  return expr;
}

int places_written(const std::string& digits) {
  const std::size_t point = digits.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
}

std::optional<Quantity> duration_unit(const Token& token) {
  if (token.kind != TokenKind::word) return std::nullopt;
  if (token.text == "day" || token.text == "days") return Q::days;
  if (token.text == "week" || token.text == "weeks") return Q::weeks;
  if (token.text == "month" || token.text == "months") return Q::months;
  return std::nullopt;
}

}  // namespace

std::optional<TypedNumber> parse_amount(TokenCursor& cursor) {
  TypedNumber out;
  const Span first = cursor.place();
  const bool negative = cursor.take_mark("-");
  const Token token = cursor.peek();
  if (token.kind != TokenKind::number && token.kind != TokenKind::money && token.kind != TokenKind::percent) {
    return std::nullopt;
  }
  cursor.take();
  const auto value = Exact::parse(token.text);
  if (!value || token.text.size() > 17) {
    cursor.problem("L13", token.span, "this number is too long to be held exactly", {}, {"Numbers have at most 15 digits."});
    return std::nullopt;
  }
  out.value = *value;
  out.type.places = places_written(token.text);
  out.span = joined_span(first, token.span);
  if (token.kind == TokenKind::money) {
    out.type.quantity = Q::money;
    out.type.of = token.sign;  // the checker compares it with the contract's currency
  } else if (token.kind == TokenKind::percent) {
    out.type.quantity = Q::percent;
    out.value = out.value / Exact(100);
    out.type.places += 2;
  } else if (cursor.at_word("points") || cursor.at_word("point")) {
    out.type.quantity = Q::points;
    out.value = out.value / Exact(100);
    out.type.places += 2;
    cursor.take();
  } else if (const auto unit = duration_unit(cursor.peek())) {
    out.type.quantity = *unit;
    out.span = joined_span(out.span, cursor.take().span);
  } else {
    out.type.quantity = out.type.places == 0 && !negative ? Q::count : Q::number;
  }
  if (negative) out.value = -out.value;
  return out;
}

namespace {

class ExpressionReader {
 public:
  explicit ExpressionReader(TokenCursor& cursor) : cursor_(cursor) {}

  ExprPtr choice() {
    if (!cursor_.at_word("if")) return either();
    const Span span = cursor_.take().span;
    auto expr = make(ExprKind::choose, span);
    expr->args.push_back(choice());
    if (!expr->args.back()) return nullptr;
    if (!expect_word("then", "an \"if\" needs \"then\"")) return nullptr;
    expr->args.push_back(choice());
    if (!expr->args.back()) return nullptr;
    if (!expect_word("else", "an \"if\" needs \"else\": what holds otherwise must be said")) return nullptr;
    expr->args.push_back(choice());
    if (!expr->args.back()) return nullptr;
    return expr;
  }

 private:
  bool expect_word(const char* word, const char* what) {
    if (cursor_.take_word(word)) return true;
    cursor_.problem("S1", cursor_.place(), what, {"Here stands " + described(cursor_.peek()) + "."},
                    {"Write it like: if A then B else C."});
    return false;
  }

  ExprPtr binary(ExprPtr left, std::string sign, ExprPtr right) {
    if (!left || !right) return nullptr;
    auto expr = make(ExprKind::binary, joined_span(left->span, right->span));
    expr->word = std::move(sign);
    expr->args.push_back(std::move(left));
    expr->args.push_back(std::move(right));
    return expr;
  }

  /// and/or chains; the two are never mixed without brackets, since lawyers and spreadsheets would
  /// read the mixture differently.
  ExprPtr either() {
    ExprPtr left = negation();
    std::string first;
    while (left && (cursor_.at_word("and") || cursor_.at_word("or"))) {
      const Token word = cursor_.take();
      if (!first.empty() && first != word.text) {
        cursor_.problem("S2", word.span, "\"and\" and \"or\" are mixed without brackets",
                        {"Two readers could group this differently."},
                        {"Put brackets round the part that belongs together, like: (a or b) and c."});
        return nullptr;
      }
      first = word.text;
      left = binary(std::move(left), word.text, negation());
    }
    return left;
  }

  ExprPtr negation() {
    if (!cursor_.at_word("not")) return comparison();
    const Span span = cursor_.take().span;
    auto inside = negation();
    if (!inside) return nullptr;
    auto expr = make(ExprKind::unary, joined_span(span, inside->span));
    expr->word = "not";
    expr->args.push_back(std::move(inside));
    return expr;
  }

  [[nodiscard]] bool at_comparison() const {
    if (cursor_.peek().kind != TokenKind::mark) return false;
    const std::string& t = cursor_.peek().text;
    return t == "=" || t == "<>" || t == "<" || t == "<=" || t == ">" || t == ">=";
  }

  ExprPtr comparison() {
    ExprPtr left = sum();
    if (!left) return nullptr;
    if (cursor_.at_word("within")) return within(std::move(left));
    if (!at_comparison()) return left;
    const Token sign = cursor_.take();
    left = binary(std::move(left), sign.text, sum());
    if (left && at_comparison()) {
      cursor_.problem("S3", cursor_.place(), "comparisons do not chain", {"\"a < b < c\" means different things to different readers."},
                      {"Write: a < b and b < c."});
      return nullptr;
    }
    return left;
  }

  ExprPtr within(ExprPtr left) {
    const Span span = cursor_.take().span;
    ExprPtr length = product();
    if (!length) return nullptr;
    if (!cursor_.at_word("after") && !cursor_.at_word("before")) {
      cursor_.problem("S4", cursor_.place(), "\"within\" needs \"after\" or \"before\" and a date",
                      {"Here stands " + described(cursor_.peek()) + "."},
                      {"Write it like: achieved_date within 42 months after start_date."});
      return nullptr;
    }
    auto expr = make(ExprKind::within, joined_span(left->span, span));
    expr->word = cursor_.take().text;
    ExprPtr from = sum();
    if (!from) return nullptr;
    expr->span = joined_span(left->span, from->span);
    expr->args.push_back(std::move(left));
    expr->args.push_back(std::move(length));
    expr->args.push_back(std::move(from));
    return expr;
  }

  ExprPtr sum() {
    ExprPtr left = product();
    while (left && (cursor_.at_mark("+") || cursor_.at_mark("-"))) {
      const std::string sign = cursor_.take().text;
      left = binary(std::move(left), sign, product());
    }
    return left;
  }

  ExprPtr product() {
    ExprPtr left = primary();
    while (left && (cursor_.at_mark("*") || cursor_.at_mark("/"))) {
      const std::string sign = cursor_.take().text;
      left = binary(std::move(left), sign, primary());
    }
    return left;
  }

  ExprPtr primary() {
    const Token& token = cursor_.peek();
    if (token.kind == TokenKind::mark && token.text == "(") return bracketed();
    if (token.kind == TokenKind::mark && token.text == "-") {
      if (const TokenKind next = cursor_.peek(1).kind;
          next == TokenKind::number || next == TokenKind::money || next == TokenKind::percent) {
        return amount();
      }
      const Span span = cursor_.take().span;
      ExprPtr inside = primary();
      if (!inside) return nullptr;
      auto expr = make(ExprKind::unary, joined_span(span, inside->span));
      expr->word = "-";
      expr->args.push_back(std::move(inside));
      return expr;
    }
    switch (token.kind) {
      case TokenKind::number:
      case TokenKind::money:
      case TokenKind::percent: return amount();
      case TokenKind::date: {
        auto expr = make(ExprKind::literal, token.span);
        expr->type.quantity = Q::date;
        expr->value = Exact(parse_date(token.text)->serial);
        cursor_.take();
        return expr;
      }
      case TokenKind::text: {
        auto expr = make(ExprKind::text, token.span);
        expr->word = token.text;
        cursor_.take();
        return expr;
      }
      case TokenKind::word: return name_or_call();
      default: break;
    }
    cursor_.problem("S5", cursor_.place(), "a value is missing here", {"Here stands " + described(token) + "."},
                    {"Write a name, a number, an amount like £20.00, a percentage, a date, or an expression in brackets."});
    return nullptr;
  }

  ExprPtr amount() {
    const auto read = parse_amount(cursor_);
    if (!read) {
      cursor_.problem("S5", cursor_.place(), "a value is missing here", {}, {"Write a number, an amount or a percentage."});
      return nullptr;
    }
    auto expr = make(ExprKind::literal, read->span);
    expr->value = read->value;
    expr->type = read->type;
    return expr;
  }

  ExprPtr bracketed() {
    const Span open = cursor_.take().span;
    ExprPtr inside = choice();
    if (!inside) return nullptr;
    if (!cursor_.take_mark(")")) {
      cursor_.problem("S6", open, "this bracket is never closed", {}, {"Put ) where the part in brackets ends."});
      return nullptr;
    }
    return inside;
  }

  ExprPtr name_or_call() {
    const Token first = cursor_.take();
    if (first.text == "yes" || first.text == "no" || first.text == "true" || first.text == "false") {
      auto expr = make(ExprKind::truth, first.span);
      expr->value = Exact(first.text == "yes" || first.text == "true" ? 1 : 0);
      return expr;
    }
    if (cursor_.at_mark("(")) return call(first);
    auto expr = make(ExprKind::name, first.span);
    expr->path.push_back(first.text);
    expr->path_spans.push_back(first.span);
    while (cursor_.at_mark(".") && cursor_.peek(1).kind == TokenKind::word) {
      cursor_.take();
      const Token next = cursor_.take();
      expr->path.push_back(next.text);
      expr->path_spans.push_back(next.span);
      expr->span = joined_span(first.span, next.span);
    }
    return expr;
  }

  ExprPtr call(const Token& name) {
    const Span open = cursor_.take().span;
    auto expr = make(ExprKind::call, name.span);
    expr->word = name.text;
    while (!cursor_.at_mark(")")) {
      ExprPtr arg = choice();
      if (!arg) return nullptr;
      expr->args.push_back(std::move(arg));
      if (cursor_.take_mark(",")) continue;
      if (cursor_.take_word("where")) {
        expr->filter = choice();
        if (!expr->filter) return nullptr;
      }
      if (cursor_.at_word("for") && cursor_.at_word("this", 1)) {
        cursor_.take();
        cursor_.take();
        const Token link = cursor_.take();
        expr->path.push_back(link.text);
        expr->path_spans.push_back(link.span);
      }
      break;
    }
    if (!cursor_.take_mark(")")) {
      cursor_.problem("S6", open, "this bracket is never closed", {"Here stands " + described(cursor_.peek()) + "."},
                      {"Put ) after the last value of " + name.text + "(...)."});
      return nullptr;
    }
    return expr;
  }

  TokenCursor& cursor_;
};

}  // namespace

ExprPtr parse_expression(TokenCursor& cursor) { return ExpressionReader(cursor).choice(); }

}  // namespace outturn::language
