// Powers with a whole exponent, and square roots.
#include "contracts/check/expression.h"

namespace outturn::language {

using Q = Quantity;

bool plain_power(const Expr& exponent) {
  return exponent.kind == ExprKind::literal && exponent.value.sign() > 0;
}

QType ExpressionChecker::power(Expr& expr, const std::string& each) {
  const QType base = check(*expr.args[0], each);
  const QType exponent = check(*expr.args[1], each);
  if (base.is(Q::none) || exponent.is(Q::none)) return {};
  const bool share = base.is(Q::percent) || base.is(Q::points);
  if (!share && !base.is(Q::count) && !base.is(Q::number)) {
    problem("T58", expr.args[0]->span, "powers are taken of numbers and percentages",
            {"This is " + phrase(base) + "."}, {"Take the power of a number first, like fee * growth^2."});
    return {};
  }
  const Expr& times = *expr.args[1];
  const bool whole = !exponent.exact && exponent.places == 0;
  if (!whole || (!exponent.is(Q::count) && !exponent.is(Q::number))) {
    problem("T59", times.span, "a power is a whole number",
            {"This is " + (whole ? phrase(exponent) : "a number with digits behind its point") + "."},
            {"Give it a whole number, such as the number of years."});
    return {};
  }
  const Exact most(std::int64_t{largest_power});
  if (times.kind == ExprKind::literal && (times.value.sign() < 0 || most < times.value)) {
    problem("T59", times.span, "powers go from 0 to " + std::to_string(largest_power), {},
            {times.value.sign() < 0 ? "Divide by the power, like 1 / growth^2."
                                    : "Take a longer step, such as a year in place of a day."});
    return {};
  }
  QType type = of_type(share ? Q::percent : Q::number, base.nullable || exponent.nullable);
  type.exact = true;
  type.rounded = base.rounded;
  type.nullable = type.nullable || !plain_power(times);
  return type;
}

/// A root is decided on by its square, so it is only made to be shown.
QType ExpressionChecker::root(Expr& expr, const std::string& each) {
  if (!arguments(expr, 1, "root(variance)")) return {};
  const QType of = check(*expr.args[0], each);
  if (&expr != allowed_root_) {
    problem("R20", expr.span, "a root is shown or rounded, never compared",
            {"Its digits have no end. What decides can be decided on squares, which are exact."},
            {"Make it a value of its own: is root(variance), and under it: rounded to 4 decimal places, "
             "half up, with its clause."});
    return {};
  }
  if (of.is(Q::none)) return {};
  const bool share = of.is(Q::percent) || of.is(Q::points);
  if (!share && !of.is(Q::count) && !of.is(Q::number)) {
    problem("T58", expr.args[0]->span, "roots are taken of numbers and percentages",
            {"This is " + phrase(of) + "."}, {"Divide it by a unit first, like amount / £1."});
    return {};
  }
  QType type = of_type(share ? Q::percent : Q::number, true);
  type.exact = true;
  type.rounded = of.rounded;
  return type;
}

}  // namespace outturn::language
