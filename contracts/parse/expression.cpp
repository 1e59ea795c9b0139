#include "contracts/parse/expression.h"

#include <algorithm>
#include <set>

#include "contracts/parse/statement.h"

namespace outturn::language {

using Q = Quantity;

namespace {

/// Deeper than this no reader follows, and no spreadsheet either.
constexpr int deepest = 100;
/// Most parts of one expression, such as the terms of a sum.
constexpr int most_parts = 250;

/// Words that part expressions: no name, so that a missing value is told where it is missing.
bool parts_expressions(const std::string& word) {
  static const std::set<std::string> words{"and",   "or",  "not",    "then",  "else",   "if",
                                           "where", "for", "within", "after", "before", "without"};
  return words.contains(word);
}

class ExpressionReader {
 public:
  explicit ExpressionReader(TokenCursor& cursor) : cursor_(cursor) {}

  ExprPtr all() {
    ExprPtr expr = choice();
    return expr && !too_long(expr->span) ? std::move(expr) : nullptr;
  }

 private:
  /// One level further in; false (and told once) when that is too deep.
  class Level {
   public:
    explicit Level(ExpressionReader& reader) : reader_(reader) { ++reader_.level_; }
    ~Level() { --reader_.level_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    [[nodiscard]] bool too_deep() const { return reader_.level_ > deepest && reader_.tell_too_deep(); }

   private:
    ExpressionReader& reader_;
  };

  bool tell_too_deep() {
    if (!told_deep_) {
      cursor_.problem("S39", cursor_.place(), "this expression is nested too deeply to be followed", {},
                      {"Give its inner parts names of their own, each by a \"value\"."});
    }
    return told_deep_ = true;
  }

  /// A chain of signs is as deep as it is long, so it ends here too.
  bool too_long(Span span) {
    if (parts_ > most_parts && !told_deep_) {
      told_deep_ = true;
      cursor_.problem("S39", span, "this expression is too long to be followed",
                      {"It has more than " + std::to_string(most_parts) + " parts."},
                      {"Give its parts names of their own, each by a \"value\"."});
    }
    return parts_ > most_parts;
  }

  ExprPtr make(ExprKind kind, Span span) {
    ++parts_;
    auto expr = std::make_unique<Expr>();
    expr->kind = kind;
    expr->span = span;
    return expr;
  }

  ExprPtr choice() {
    const Level level(*this);
    if (level.too_deep()) return nullptr;
    if (!cursor_.at_word("if")) return either();
    const Span span = cursor_.take().span;
    auto expr = make(ExprKind::choose, span);
    expr->args.push_back(choice());
    if (!expr->args.back()) return nullptr;
    if (!expect_word("then", "\"then\" is missing behind the condition of this \"if\"")) return nullptr;
    expr->args.push_back(choice());
    if (!expr->args.back()) return nullptr;
    if (!expect_word("else", "\"else\" is missing: what holds otherwise must be said")) return nullptr;
    expr->args.push_back(choice());
    if (!expr->args.back()) return nullptr;
    expr->span = joined_span(span, expr->args.back()->span);
    return expr;
  }

  bool expect_word(const char* word, const char* what) {
    if (cursor_.take_word(word)) return true;
    cursor_.problem("S1", cursor_.place(), what, {"Here stands " + described(cursor_.peek()) + "."},
                    {"Write it like: if A then B else C."});
    return false;
  }

  ExprPtr binary(ExprPtr left, std::string sign, ExprPtr right) {
    if (!left || !right || too_long(left->span)) return nullptr;
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
    const Level level(*this);
    if (level.too_deep()) return nullptr;
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
      cursor_.problem("S3", cursor_.place(), "comparisons do not chain",
                      {"\"a < b < c\" means different things to different readers."},
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
    ExprPtr left = power();
    while (left && (cursor_.at_mark("*") || cursor_.at_mark("/"))) {
      const std::string sign = cursor_.take().text;
      left = binary(std::move(left), sign, power());
    }
    return left;
  }

  /// Neither -a^b nor a^b^c: spreadsheets and mathematicians read them differently.
  ExprPtr power() {
    const bool minus = cursor_.at_mark("-");
    ExprPtr base = primary();
    if (!base || !cursor_.at_mark("^")) return base;
    if (minus) {
      cursor_.problem("S52", cursor_.place(), "a minus before a power can be read in two ways",
                      {"To a spreadsheet -2^2 is 4, on paper it is -4."},
                      {"Put brackets where they belong, like (-a)^2 or -(a^2)."});
      return nullptr;
    }
    cursor_.take();
    base = binary(std::move(base), "^", primary());
    if (!base || !cursor_.at_mark("^")) return base;
    cursor_.problem("S52", cursor_.place(), "a power of a power can be read in two ways",
                    {"To a spreadsheet 2^3^2 is 64, on paper it is 512."},
                    {"Put brackets where they belong, like (a^b)^c or a^(b^c)."});
    return nullptr;
  }

  ExprPtr primary() {
    const Level level(*this);
    if (level.too_deep()) return nullptr;
    const Token& token = cursor_.peek();
    if (cursor_.at_mark("(")) return bracketed();
    if (cursor_.at_mark("-")) return negative();
    switch (token.kind) {
      case TokenKind::number:
      case TokenKind::money:
      case TokenKind::percent:
        return amount();
      case TokenKind::date:
        return date();
      case TokenKind::text: {
        auto expr = make(ExprKind::text, token.span);
        expr->word = cursor_.take().text;
        return expr;
      }
      case TokenKind::word:
        if (!parts_expressions(token.text) && !token.text.empty()) return name_or_call();
        break;
      default:
        break;
    }
    Sentences why{"Here stands " + described(token) + "."};
    Sentences mend{
        "Write a name, a number, an amount like £20.00, a percentage, a date, or an expression in brackets."};
    if (token.text == "if" || token.text == "not")
      mend = {"Put brackets round the part that begins with it, like: a + (if b then c else d)."};
    cursor_.problem("S5", cursor_.place(), "a value is missing here", why, mend);
    return nullptr;
  }

  ExprPtr negative() {
    const TokenKind next = cursor_.peek(1).kind;
    if (next == TokenKind::number || next == TokenKind::money || next == TokenKind::percent) return amount();
    const Span span = cursor_.take().span;
    ExprPtr inside = primary();
    if (!inside) return nullptr;
    auto expr = make(ExprKind::unary, joined_span(span, inside->span));
    expr->word = "-";
    expr->args.push_back(std::move(inside));
    return expr;
  }

  ExprPtr amount() {
    const auto read = parse_amount(cursor_);
    if (!read) return nullptr;
    auto expr = make(ExprKind::literal, read->span);
    expr->value = read->value;
    expr->type = read->type;
    return expr;
  }

  /// A date that is none has been told; it stays without a type.
  ExprPtr date() {
    const Token token = cursor_.take();
    auto expr = make(ExprKind::literal, token.span);
    if (const auto read = parse_date(token.text)) {
      expr->type.quantity = Q::date;
      expr->value = Exact(read->serial);
    }
    return expr;
  }

  ExprPtr bracketed() {
    const Span open = cursor_.take().span;
    ExprPtr inside = choice();
    if (!inside) return nullptr;
    const Span close = cursor_.place();
    if (cursor_.take_mark(")")) {
      inside->span = joined_span(open, close);
      return inside;
    }
    unclosed(open, "Put ) where the part in brackets ends.");
    return nullptr;
  }

  void unclosed(Span open, std::string mend) {
    Sentences why;
    if (!cursor_.done()) why.push_back("It goes well up to " + described(cursor_.peek()) + ".");
    cursor_.problem("S6", open, "this bracket is never closed", why, {std::move(mend)});
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
      ++parts_;
    }
    return expr;
  }

  ExprPtr call(const Token& name) {
    const Span open = cursor_.take().span;
    auto expr = make(ExprKind::call, name.span);
    expr->word = name.text;
    while (!(cursor_.at_mark(")") && expr->args.empty())) {
      ExprPtr arg = choice();
      if (!arg) return nullptr;
      expr->args.push_back(std::move(arg));
      if (!at_first() && cursor_.take_mark(",")) continue;
      if (!call_tail(*expr)) return nullptr;
      break;
    }
    if (cursor_.take_mark(")")) return expr;
    unclosed(open, "Put ) after the last value of " + name.text + "(...).");
    return nullptr;
  }

  [[nodiscard]] bool at_first() const {
    return cursor_.at_mark(",") && cursor_.at_word("at", 1) && cursor_.at_word("first", 2);
  }

  /// "so far", "where CONDITION", "for this LINK", "without CALENDAR" and ", at first VALUE" behind the
  /// values of a call.
  bool call_tail(Expr& expr) {
    if (cursor_.take_word("so")) {
      if (!take_needed(cursor_, "far", "sum(outcome_payment so far)")) return false;
      expr.reach = Reach::so_far;
    } else if (cursor_.take_word("before")) {
      expr.reach = Reach::before;
    }
    if (cursor_.take_word("where")) {
      expr.filter = choice();
      if (!expr.filter) return false;
    }
    if (cursor_.take_word("without")) {
      expr.calendar_span = cursor_.place();
      expr.calendar = take_name(cursor_, "a calendar", "days_between(start_date, end_date without holidays)");
      return !expr.calendar.empty();
    }
    if (cursor_.take_word("for") && !for_this(expr)) return false;
    if (!at_first()) return true;
    for (int words = 0; words < 3; ++words) cursor_.take();
    expr.first = choice();
    return expr.first != nullptr;
  }

  bool for_this(Expr& expr) {
    constexpr const char* example = "sum(outcome_payment for this person)";
    if (!take_needed(cursor_, "this", example)) return false;
    do {
      const Span span = cursor_.place();
      std::string link = take_name(cursor_, "a column", example);
      if (link.empty()) return false;
      expr.path.push_back(std::move(link));
      expr.path_spans.push_back(span);
    } while (cursor_.take_word("and"));
    return true;
  }

  TokenCursor& cursor_;
  int level_ = 0;
  int parts_ = 0;
  bool told_deep_ = false;
};

}  // namespace

ExprPtr parse_expression(TokenCursor& cursor) { return ExpressionReader(cursor).all(); }

}  // namespace outturn::language
