#include "contracts/check/expression.h"

#include <algorithm>

#include "engine/values/show.h"

namespace outturn::language {

using Q = Quantity;

QType of_type(Quantity quantity, bool nullable) {
  QType type;
  type.quantity = quantity;
  type.nullable = nullable;
  return type;
}

void ExpressionChecker::problem(std::string code, Span span, std::string what, Sentences why,
                                Mend mend) const {
  problems_.add(told(source_, std::move(code), span, std::move(what), std::move(why), std::move(mend)));
}

QType ExpressionChecker::check(Expr& expr, const std::string& each) {
  switch (expr.kind) {
    case ExprKind::literal:
      expr.type = literal(expr);
      break;
    case ExprKind::truth:
      expr.type = of_type(Q::truth);
      break;
    case ExprKind::text:
      if (expr.type.is(Q::none)) expr.type = of_type(Q::text);
      break;
    case ExprKind::name:
      expr.type = expr.path.size() == 1 ? name(expr, each) : path(expr, each);
      break;
    case ExprKind::unary:
      expr.type = unary(expr, each);
      break;
    case ExprKind::binary:
      expr.type = binary(expr, each);
      break;
    case ExprKind::within:
      expr.type = within(expr, each);
      break;
    case ExprKind::choose:
      expr.type = choose(expr, each);
      break;
    case ExprKind::dated:
      expr.type = dated(expr, each);
      break;
    case ExprKind::call:
      expr.type = call(expr, each);
      break;
  }
  return expr.type;
}

QType ExpressionChecker::literal(const Expr& expr) const {
  if (!expr.type.is(Q::money)) return expr.type;
  if (!expr.type.of.empty()) {
    currency_sign(expr.type.of, expr.span);
    whole_minor_units(expr.type.places, expr.span);
  }
  return held(expr.type, minor_places(names_.contract()));
}

void ExpressionChecker::currency_sign(const std::string& sign, Span span) const {
  const std::string& code = names_.contract().head.currency;
  const bool fits = sign == code || (sign == "£" && code == "GBP") || (sign == "€" && code == "EUR") ||
                    (sign == "₹" && code == "INR") || (sign == "¥" && (code == "JPY" || code == "CNY")) ||
                    (sign == "$" && code.size() == 3 && code[2] == 'D');
  if (fits || !currency_by_code(code)) return;
  problem("T10", span, "this amount is in " + sign + " and the contract is in " + code,
          {"One contract calculates in one currency."},
          {"Write the amount in " + code + ", or mend the line \"currency\"."});
}

void ExpressionChecker::whole_minor_units(int places, Span span) const {
  const int minor = minor_places(names_.contract());
  if (places <= minor) return;
  const std::string held = minor == 0 ? "whole units" : std::to_string(minor) + " decimal places";
  problem("T31", span, "this amount is finer than its currency",
          {names_.contract().head.currency + " is held in " + held + "."},
          {"Write a finer price as a number, and multiply it by £1 where money is wanted."});
}

QType ExpressionChecker::truth(Expr& expr, const std::string& each, const char* where) {
  const QType type = check(expr, each);
  if (type.is(Q::truth) || type.is(Q::none)) return type;
  problem("T11", expr.span, std::string(where) + " needs something that is yes or no",
          {"This is " + phrase(type) + "."}, {"Compare it with something, like reduction >= 10%."});
  return of_type(Q::none);
}

QType ExpressionChecker::unary(Expr& expr, const std::string& each) {
  if (expr.word == "not") {
    const QType type = truth(*expr.args[0], each, "\"not\"");
    return of_type(Q::truth, type.nullable);
  }
  QType type = check(*expr.args[0], each);
  if (!type.numeric() && !type.is(Q::none)) {
    problem("T12", expr.span, "only numbers and amounts can have a minus", {"This is " + phrase(type) + "."},
            {"Take the - out."});
    return {};
  }
  if (type.is(Q::count)) type.quantity = Q::number;
  return type;
}

std::string different_lengths(const QType& a, const QType& b) {
  if (!a.is(Q::months) && !b.is(Q::months)) return "Write the weeks in days: 13 weeks are 91 days.";
  return "Months are of different lengths; use days or months on both sides.";
}

namespace {

std::string cannot(char sign, const QType& a, const QType& b) {
  switch (sign) {
    case '+':
      return phrase(a) + " and " + phrase(b) + " can't be added";
    case '-':
      return phrase(b) + " can't be taken from " + phrase(a);
    case '*':
      return phrase(a) + " can't be multiplied by " + phrase(b);
    default:
      return phrase(a) + " can't be divided by " + phrase(b);
  }
}

std::string arithmetic_mend(const QType& a, const QType& b) {
  const auto either = [&](auto is) { return is(a) || is(b); };
  const auto plain = [](const QType& t) { return t.is(Q::count) || t.is(Q::number); };
  const auto share = [](const QType& t) { return t.is(Q::percent) || t.is(Q::points); };
  if (either([](const QType& t) { return t.is(Q::truth); }))
    return "Say what yes and no stand for, like: if verified then 1 else 0.";
  if (either([](const QType& t) { return !t.numeric() && !t.is(Q::date); }))
    return "Words and codes are no numbers; a figure of a rate card is read like code.price.";
  if (a.is(Q::date) && b.is(Q::date)) return "The days between two dates are the later less the earlier.";
  if (either([](const QType& t) { return t.is(Q::date); }))
    return "To a date, days, weeks or months can be added, like start_date + 6 months.";
  if (a.duration() && b.duration()) return different_lengths(a, b);
  if (share(a) && share(b)) return "Percent less percent gives points, and points can be added to a percent.";
  if (either(share) && either(plain)) return "Write the number as a percentage, like 10%, or multiply.";
  if (a.is(Q::money) && b.is(Q::money)) return "Multiply an amount by a number or a percentage.";
  if (either([](const QType& t) { return t.is(Q::money); }) &&
      either([](const QType& t) { return t.is(Q::points); }))
    return "Count the points first, like £2,000.00 * (better_by / 1 point); a share of an amount is a "
           "percent.";
  if (a.is(Q::rate) && b.is(Q::rate)) return "They are per different things.";
  for (const auto& [x, y] : {std::pair(&a, &b), std::pair(&b, &a)}) {
    if (x->is(Q::money) && y->duration()) {
      const std::string units = words(*y);
      std::string mend = "Count the " + units + " first, like £12.40 * (length / 1 ";
      return mend.append(units, 0, units.size() - 1).append(").");
    }
    if (x->is(Q::rate) && per_how_many(*x) != 1) {
      const std::string many = std::to_string(per_how_many(*x));
      std::string mend = "It is per " + many + ", so divide it by ";
      return mend.append(many).append(" first, like rate / ").append(many).append(" * people.");
    }
  }
  if (either([](const QType& t) { return t.is(Q::money); }) && either(plain))
    return "Multiply the number by a price first.";
  return "Bring both to one unit first.";
}

}  // namespace

QType ExpressionChecker::binary(Expr& expr, const std::string& each) {
  if (expr.word == "and" || expr.word == "or") {
    const std::string where = "each side of \"" + expr.word + "\"";
    const QType a = truth(*expr.args[0], each, where.c_str());
    const QType b = truth(*expr.args[1], each, where.c_str());
    return of_type(Q::truth, a.nullable || b.nullable);
  }
  if (expr.word == "^") return power(expr, each);
  if (expr.word != "+" && expr.word != "-" && expr.word != "*" && expr.word != "/")
    return compare(expr, each);
  const QType a = check(*expr.args[0], each);
  const QType b = check(*expr.args[1], each);
  const Expr& by = *expr.args[1];
  auto type = arithmetic_type(expr.word[0], a, b);
  // What is left of the whole is a share of it, and no difference between two rates.
  const Expr& from = *expr.args[0];
  if (type && expr.word == "-" && from.kind == ExprKind::literal && a.is(Q::percent) &&
      from.value == Exact(1) && b.is(Q::percent))
    type->quantity = Q::percent;
  // 137.4 per 100 people, divided by 100, is a plain number for each of them.
  if (type && expr.word == "/" && a.is(Q::rate) && by.kind == ExprKind::literal &&
      by.value == Exact(per_how_many(a)) && (b.is(Q::count) || b.is(Q::number))) {
    type->quantity = Q::number;
    type->of.clear();
  }
  if (!type) {
    problem("T13", expr.span, cannot(expr.word[0], a, b), {}, {arithmetic_mend(a, b)});
    return {};
  }
  if (expr.word != "/") return *type;
  if (by.kind == ExprKind::literal && by.value.sign() == 0 && !by.type.is(Q::none)) {
    problem("T34", by.span, "nothing can be divided by 0", {}, {"Write another divisor."});
    return {};
  }
  if (!never_zero(by, each)) type->nullable = true;
  return *type;
}

bool ExpressionChecker::never_zero(const Expr& expr, const std::string& each) const {
  int steps = 100;  // values may be made of values; a ring of them is told when it is calculated
  return never_zero(expr, each, steps);
}

bool ExpressionChecker::never_zero(const Expr& expr, const std::string& each, int& steps) const {
  if (--steps < 0) return false;
  if (expr.kind == ExprKind::literal) return expr.value.sign() != 0;
  if (expr.kind == ExprKind::binary && expr.word == "*") {
    return never_zero(*expr.args[0], each, steps) && never_zero(*expr.args[1], each, steps);
  }
  if (expr.kind == ExprKind::binary && expr.word == "/") return never_zero(*expr.args[0], each, steps);
  if (expr.kind == ExprKind::call && expr.word == "sum" && !expr.filter && expr.path.empty() &&
      expr.reach == Reach::all && expr.args.size() == 1) {
    return never_zero(*expr.args[0], kind_read(*expr.args[0]), steps);
  }
  if (expr.kind != ExprKind::name || expr.path.size() != 1) return false;
  return never_zero(names_.find(each, expr.path[0]), steps);
}

bool ExpressionChecker::never_zero(const Symbol& symbol, int& steps) const {
  const Contract& contract = names_.contract();
  if (symbol.meaning == Meaning::input_column) {
    const FactColumn& fact = contract.inputs[symbol.index].columns[symbol.part].fact;
    return !fact.may_be_unknown && fact.least &&
           (fact.least->sign() > 0 || (fact.least->sign() == 0 && fact.least_excluded));
  }
  if (symbol.meaning == Meaning::parameter) {
    const auto& values = contract.parameters[symbol.index].values;
    return std::all_of(values.begin(), values.end(), [](const DatedValue& v) { return v.value.sign() > 0; });
  }
  if (symbol.meaning == Meaning::value) {
    const Value& value = contract.values[symbol.index];
    return value.is && !value.rounding && value.is->kind != ExprKind::name &&
           never_zero(*value.is, value.each, steps);
  }
  return false;
}

/// The dated lines of a value are alternatives; on a day that none of them holds it is unknown.
QType ExpressionChecker::dated(Expr& expr, const std::string& each) {
  deciding_date(expr.path[0], each, expr.path_spans[0]);
  QType type;
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    const QType arm = check(*expr.args[i], each);
    if (arm.is(Q::none)) return {};
    if (!arm.numeric() && !arm.is(Q::date) && !arm.is(Q::truth)) {
      problem("T18", expr.args[i]->span,
              "a dated line gives a number, an amount, a date or yes and no, and this is " + phrase(arm), {},
              {"Let it give a figure, such as one of the rate card's."});
      return {};
    }
    if (i > 0 && !comparable(type, arm) && !assignable(type, arm) && !assignable(arm, type)) {
      problem("T18", expr.args[i]->span,
              "this line gives " + phrase(arm) + ", and the one before " + phrase(type), {},
              {"Let all dated lines be of one kind."});
      return {};
    }
    const bool decided = (i == 0 || type.decided || !type.exact) && (arm.decided || !arm.exact);
    const bool arm_is_kind = i > 0 && !comparable(type, arm) && !assignable(type, arm);
    type = i == 0 ? arm : arm_is_kind ? joined(arm, type) : joined(type, arm);
    type.decided = decided && type.exact;
  }
  type.nullable = true;
  return type;
}

QType ExpressionChecker::choose(Expr& expr, const std::string& each) {
  const QType condition = truth(*expr.args[0], each, "\"if\"");
  QType a = check(*expr.args[1], each);
  QType b = check(*expr.args[2], each);
  const Expr& test = *expr.args[0];
  // if known(x) then x else ...: what was asked for is known in its branch.
  if (test.kind == ExprKind::call && test.word == "known" && test.args.size() == 1 &&
      expr.args[1]->kind == ExprKind::name && test.args[0]->kind == ExprKind::name &&
      test.args[0]->path == expr.args[1]->path) {
    a.nullable = false;
  }
  for (const auto& [type, branch] : {std::pair(&a, expr.args[1].get()), std::pair(&b, expr.args[2].get())}) {
    if (type->numeric() || type->is(Q::date) || type->is(Q::truth) || type->is(Q::none)) continue;
    problem("T18", branch->span,
            "\"if\" gives numbers, amounts, dates or yes and no, and this is " + phrase(*type), {},
            {"Let it give a figure, such as one of the rate card's."});
    return {};
  }
  if (a.is(Q::none) || b.is(Q::none)) return {};
  const bool second_is_kind = !comparable(a, b) && assignable(b, a);  // a ratio beside a percent is one
  if (!comparable(a, b) && !assignable(a, b) && !second_is_kind) {
    if (!expr.word.empty()) {
      problem("T18", expr.span, "this is " + phrase(a) + ", where others are " + phrase(b), {},
              {"Name a value of the same kind."});
      return {};
    }
    problem("T18", expr.span, "the two values of this \"if\" are " + phrase(a) + " and " + phrase(b), {},
            {"Let both be of one kind."});
    return {};
  }
  QType type = second_is_kind ? joined(b, a) : joined(a, b);
  type.nullable = condition.nullable || a.nullable || b.nullable;
  type.decided = (a.decided || !a.exact) && (b.decided || !b.exact) && type.exact;
  return type;
}

}  // namespace outturn::language
