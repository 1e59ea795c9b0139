// Comparisons: like with like, rounded with rounded.
#include <algorithm>

#include "contracts/check/expression.h"

namespace outturn::language {

using Q = Quantity;

namespace {

/// A bare word or one in quotation marks, which may be a code.
bool is_word(const Expr& expr) {
  return expr.kind == ExprKind::text || (expr.kind == ExprKind::name && expr.path.size() == 1);
}

std::string what_there_is(const std::vector<std::string>& names, const std::string& of) {
  if (names.empty() || names.size() > 12) return "Look at the rows of " + of + ".";
  return "There are " + listed(names, "and") + ".";
}

}  // namespace

/// A code or reading is known by what it is compared with.
bool ExpressionChecker::literal_of_link(Expr& expr, const QType& link) {
  if (!is_word(expr) || (!link.is(Q::code) && !link.is(Q::reading))) return false;
  const std::string said = expr.kind == ExprKind::text ? expr.word : expr.path[0];
  std::vector<std::string> have;
  const RateCard* card = link.is(Q::code) ? names_.card(link.of) : nullptr;
  const Assumption* assumption = link.is(Q::reading) ? names_.assumption(link.of) : nullptr;
  if (card != nullptr) {
    for (const auto& row : card->rows) {
      if (std::find(have.begin(), have.end(), row.code) == have.end()) have.push_back(row.code);
    }
  }
  if (assumption != nullptr) {
    for (const auto& reading : assumption->readings) have.push_back(reading.name);
  }
  const bool declared = (card != nullptr && !card->unread) ||
                        assumption != nullptr;  // otherwise told where the column is declared
  if (declared && std::find(have.begin(), have.end(), said) == have.end()) {
    problem("N9", expr.span, "\"" + said + "\" is no " + words(link), {},
            near_or(nearest_name(said, have), what_there_is(have, link.of)));
  }
  expr.kind = ExprKind::text;
  expr.word = said;
  expr.type = link;
  expr.type.nullable = false;
  return true;
}

void ExpressionChecker::threshold(const Expr& side) const {
  const QType& type = side.type;
  if (!type.exact || type.decided) return;
  const bool named = side.kind == ExprKind::name;
  Sentences why;
  if (named) {
    const auto& kinds = names_.kinds_with(side.path.back());
    Symbol symbol = names_.single(side.path.back());
    if (symbol.meaning == Meaning::nothing && !kinds.empty())
      symbol = names_.in_kind(kinds.front(), side.path.back());
    if (symbol.meaning == Meaning::value) {
      const Value& value = names_.contract().values[symbol.index];
      why.push_back("\"" + value.name + "\" is defined at line " + std::to_string(value.span.line) +
                    (value.clauses.empty() ? "." : " [" + value.clauses.front().shown() + "]."));
    }
  }
  why.emplace_back("Two honest readers could get different answers.");
  const bool percent = type.is(Q::percent) || type.is(Q::points);
  const std::string to = type.is(Q::money) ? "to pence"
                         : percent         ? "to 2 decimal places"
                                           : "to 1 decimal place";
  problem("R2", side.span,
          (named ? "\"" + side.path.back() + "\" isn't rounded" : "this isn't rounded") +
              ", so it can't be compared",
          why,
          {named ? "Add e.g. \"rounded " + to + ", half up\" with its clause to it, or \"exactly\"."
                 : "Give it a name by a \"value\" and say there how it is rounded, or \"exactly\"."});
}

/// Gives both sides their types; words become codes of what the other side is.
void ExpressionChecker::compare_sides(Expr& a, Expr& b, const std::string& each) {
  const auto unknown_word = [&](const Expr& side) {
    return side.kind == ExprKind::text ||
           (is_word(side) && names_.find(each, side.path[0]).meaning == Meaning::nothing);
  };
  if (unknown_word(a)) {
    const QType right = check(b, each);
    if (!literal_of_link(a, right)) check(a, each);
    return;
  }
  const QType left = check(a, each);
  const bool own_name = b.kind == ExprKind::name && b.path.size() == 1 &&
                        names_.find(each, b.path[0]).meaning != Meaning::nothing &&
                        names_.find(each, b.path[0]).type.quantity == left.quantity;
  if (own_name || !literal_of_link(b, left)) check(b, each);
}

QType ExpressionChecker::compare(Expr& expr, const std::string& each) {
  const bool equality = expr.word == "=" || expr.word == "<>";
  compare_sides(*expr.args[0], *expr.args[1], each);
  comparison_types(expr, equality);
  return of_type(Q::truth, expr.args[0]->type.nullable || expr.args[1]->type.nullable);
}

void ExpressionChecker::comparison_types(const Expr& expr, bool equality) {
  const QType& a = expr.args[0]->type;
  const QType& b = expr.args[1]->type;
  const auto both = [&](Q one, Q other) { return (a.is(one) && b.is(other)) || (a.is(other) && b.is(one)); };
  if (a.is(Q::none) || b.is(Q::none)) return;
  if (a.is(Q::text) || b.is(Q::text)) {
    return problem("T14", expr.span, "words are shown and never compared",
                   {"A spreadsheet compares words by rules of its own (capitals, wild cards)."},
                   {"Declare the column as \"code of CARD\" with a rate card that lists the words allowed."});
  }
  if (!comparable(a, b)) {
    std::string mend = "Compare like with like.";
    if (both(Q::percent, Q::number) || both(Q::percent, Q::count))
      mend = "Write the share as a percentage, like 10%.";
    if ((a.is(Q::number) && a.exact && b.is(Q::percent)) ||
        (b.is(Q::number) && b.exact && a.is(Q::percent))) {
      mend = "Give the share a name by a \"value\" of type percent, and say there how it is rounded.";
    }
    if (both(Q::money, Q::number) || both(Q::money, Q::count))
      mend = "Write the amount with its sign, like £20.00.";
    if (both(Q::points, Q::percent)) {
      mend =
          "A change between two percentages is in points: write 10 points. A reduction relative to what it "
          "was is a percent.";
    }
    const auto plain = [](const QType& t) { return t.is(Q::count) || t.is(Q::number); };
    if ((a.duration() && plain(b)) || (b.duration() && plain(a)))
      mend = "Say the unit, like 14 days or 6 months.";
    if (a.duration() && b.duration()) mend = different_lengths(a, b);
    if (a.is(Q::rate) && b.is(Q::rate)) mend = "They are per different things.";
    return problem("T15", expr.span, phrase(a) + " can't be compared with " + phrase(b), {}, {mend});
  }
  if (!equality && !a.numeric() && !a.is(Q::date)) {
    return problem("T16", expr.span, phrase(a) + " has no order", {}, {"Use = or <>."});
  }
  threshold(*expr.args[0]);
  threshold(*expr.args[1]);
}

QType ExpressionChecker::within(Expr& expr, const std::string& each) {
  const QType date = check(*expr.args[0], each);
  const QType length = check(*expr.args[1], each);
  const QType from = check(*expr.args[2], each);
  if (!date.is(Q::date) && !date.is(Q::none)) {
    problem("T17", expr.args[0]->span, "\"within\" looks at a date", {"This is " + phrase(date) + "."},
            {"Write a date before \"within\"."});
  }
  if (!length.duration() && !length.is(Q::none)) {
    problem("T17", expr.args[1]->span, "\"within\" needs a length of time",
            {"This is " + phrase(length) + "."}, {"Write it like 42 months, 13 weeks or 365 days."});
  }
  if (!from.is(Q::date) && !from.is(Q::none)) {
    problem("T17", expr.args[2]->span, "a date is missing behind \"" + expr.word + "\"",
            {"This is " + phrase(from) + "."}, {"Write a date, such as start_date."});
  }
  return of_type(Q::truth, date.nullable || length.nullable || from.nullable);
}

}  // namespace outturn::language
