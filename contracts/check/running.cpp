// Rows so far and the row above: sums, counts and balances along the order of the rows.
#include <algorithm>
#include <set>

#include "contracts/check/parts.h"

namespace outturn::language {

using Q = Quantity;

const std::vector<std::string>& order_of_kind(const Names& names, const std::string& each) {
  static const std::vector<std::string> unordered;
  for (const Cap& cap : names.contract().caps) {
    for (const std::string& name : cap.on) {
      const Payment* payment = by_name(names.contract().payments, name);
      if (!cap.order.empty() && payment != nullptr && payment->each == each) return cap.order;
    }
  }
  const Input* input = names.input_of_kind(each);
  return input != nullptr ? input->order : unordered;
}

namespace {

/// A column by which rows can be told to be of the same: a code, a key, a date, a whole number, yes or no.
bool tells_apart(const Symbol& symbol) {
  const QType& type = symbol.type;
  if (symbol.meaning != Meaning::input_column || symbol.each.empty()) return false;
  if (type.is(Q::code) || type.is(Q::key) || type.is(Q::none)) return true;
  const bool whole = (type.is(Q::count) || type.is(Q::number)) && type.places == 0;
  return !type.nullable && (whole || type.is(Q::date) || type.is(Q::truth) || type.duration());
}

std::string how(const Expr& expr) {
  return expr.word == "previous"       ? "previous(...)"
         : expr.reach == Reach::so_far ? "\"so far\""
                                       : "\"before\"";
}

std::string why_not_apart(const std::string& each, const std::string& name, const Symbol& symbol) {
  if (symbol.meaning == Meaning::nothing) return "each " + each + " has no \"" + name + "\"";
  const std::string what = "\"" + name + "\" is " + phrase(symbol.type);
  const std::string and_so = symbol.type.nullable ? " that may be unknown, and" : ", and";
  return what + and_so + " rows aren't told apart by it";
}

}  // namespace

/// False (and told) where no row stands above another: one row in all, or rows in no order.
bool ExpressionChecker::rows_above(const Expr& expr, const std::string& each) const {
  if (each.empty()) {
    problem("T53", expr.span, how(expr) + " looks at the rows above, and here is no row",
            {"There is one of this in the whole contract."},
            {"Use it in a value or payment with \", each ...\", and read that here."});
    return false;
  }
  const Input* input = names_.input_of_kind(each);
  if (input == nullptr) return false;  // told where the kind is named
  if (!order_of_kind(names_, each).empty()) return true;
  problem("D10", expr.span, "which " + each + " stands above another isn't said",
          {how(expr) + " follows the order of the rows."}, {example_order(input)});
  return false;
}

/// False (and told) when "for this ..." names something rows can't be told apart by.
bool ExpressionChecker::same_of(const Expr& expr, const std::string& each) const {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < expr.path.size(); ++i) {
    const std::string& name = expr.path[i];
    const Symbol symbol = names_.in_kind(each, name);
    if (!tells_apart(symbol)) {
      const bool column = symbol.meaning != Meaning::nothing;
      problem("N50", expr.path_spans[i], why_not_apart(each, name, symbol), {},
              near_or(column ? "" : nearest_name(name, links_of_kind(names_, each)),
                      "Name columns of each " + each +
                          " as the input has them: a key, a code, a date, a whole number or a yes and no."));
      return false;
    }
    if (!seen.insert(name).second) {
      problem("N50", expr.path_spans[i], "\"" + name + "\" is named twice", {}, {"Name it once."});
      return false;
    }
  }
  return true;
}

/// sum(x so far), count(x before for this person), largest(x so far where ...).
QType ExpressionChecker::running(Expr& expr, const std::string& each) {
  const bool counts = expr.word == "count";
  if (!arguments(expr, 1, expr.word + (counts ? "(verified so far)" : "(amount so far)"))) return {};
  const bool extreme = expr.word == "smallest" || expr.word == "largest";
  if (extreme && expr.reach == Reach::before) {
    problem("T54", expr.span, "before the first row there is no " + expr.word + " one", {},
            {"Say what stands for it there: previous(" + expr.word + "(... so far), at first ...)."});
    return {};
  }
  if (!rows_above(expr, each) || !same_of(expr, each)) return {};
  expr.word_kind = each;
  bool nullable = expr.filter && extreme;  // no row may meet the condition so far
  for (const std::string& key : expr.path) nullable = nullable || names_.in_kind(each, key).type.nullable;
  if (expr.filter) nullable = truth(*expr.filter, each, "\"where\"").nullable || nullable;
  const Expr& what = *expr.args[0];
  const Input* named =
      what.kind == ExprKind::name && what.path.size() == 1 ? names_.input(what.path[0]) : nullptr;
  if (counts && named != nullptr && named->each != each) {
    problem("T55", what.span, "here each " + each + " is looked at, and " + named->name + " are other rows",
            {how(expr) + " counts rows of the same kind."},
            {"Count " + names_.input_of_kind(each)->name + ", or take " + how(expr) + " out."});
    return {};
  }
  return counted(expr, each, nullable);
}

/// previous(x, at first y): x in the row above, y where there is none.
QType ExpressionChecker::previous(Expr& expr, const std::string& each) {
  constexpr const char* example = "previous(closing, at first £0.00)";
  if (expr.reach != Reach::all || expr.filter) {
    problem("T51", expr.span, "\"so far\", \"before\" and \"where\" don't go with previous(...)", {},
            {std::string("Write it like: ") + example});
    return {};
  }
  if (!expr.first) {
    problem("T56", expr.span, "what stands for the row above the first isn't said", {},
            {std::string("Write it like: ") + example});
    return {};
  }
  if (!arguments(expr, 1, example) || !rows_above(expr, each) || !same_of(expr, each)) return {};
  expr.word_kind = each;
  const QType above = check(*expr.args[0], each);
  const QType first = check(*expr.first, each);
  for (const Expr* part : {expr.args[0].get(), expr.first.get()}) {
    const QType& of = part->type;
    if (of.numeric() || of.is(Q::date) || of.is(Q::truth) || of.is(Q::none)) continue;
    problem("T57", part->span, "previous(...) takes figures, dates and yes and no",
            {"This is " + phrase(of) + "."}, {"Let it read a figure, such as one of the rate card's."});
    return {};
  }
  if (above.is(Q::none) || first.is(Q::none)) return {};
  if (!comparable(above, first) && !assignable(above, first)) {
    problem("T57", expr.first->span, "above stands " + phrase(above) + ", and at first " + phrase(first), {},
            {"Let both be of one kind."});
    return {};
  }
  QType type = joined(above, first);
  type.nullable = above.nullable || first.nullable;
  for (const std::string& key : expr.path)
    type.nullable = type.nullable || names_.in_kind(each, key).type.nullable;
  type.decided = (above.decided || !above.exact) && (first.decided || !first.exact) && type.exact;
  return type;
}

}  // namespace outturn::language
