// Calendars in order and apart, and the days that are counted with them.
#include "contracts/check/parts.h"

namespace outturn::language {

using Q = Quantity;

void check_calendar(const Calendar& calendar, const ExpressionChecker& tell) {
  if (calendar.damaged) return;
  const Calendar::Row* before = nullptr;
  for (const Calendar::Row& row : calendar.rows) {
    const Calendar::Row* above = before;
    before = &row;
    if (!(row.from < row.until)) {
      tell.problem("D12", row.span, "this line ends before it begins", {},
                   {"Let \"until\" be after \"from\"; the day of \"until\" itself no longer belongs to it."});
      continue;
    }
    if (above == nullptr || above->until < row.from) continue;
    const std::string other = "line " + std::to_string(above->span.line);
    if (row.from < above->from) {
      tell.problem("D32", row.span, to_iso(row.from) + " stands behind a later day",
                   {"The later one begins at " + other + "."},
                   {"Put the lines in order, the earliest first."});
    } else if (row.from == above->until) {
      tell.problem(
          "D34", row.span, "this line begins where the one before it ends", {"No day between them counts."},
          {"Write one line for both, from " + to_iso(above->from) + " until " + to_iso(row.until) + "."});
    } else {
      tell.problem("D33", row.span, "two lines hold the same days",
                   {"Those of " + other + " last until " + to_iso(above->until) + "."},
                   {"Write one line for both, or mend the dates."});
    }
  }
}

/// days_between(a, b without holidays), date_after(a, 13 weeks without holidays).
QType ExpressionChecker::counted_days(Expr& expr, const std::string& each) {
  const bool between = expr.word == "days_between";
  if (!arguments(expr, 2,
                 between ? "days_between(start_date, end_date without holidays)"
                         : "date_after(start_date, 13 weeks without holidays)"))
    return {};
  if (!expr.calendar.empty() && names_.calendar(expr.calendar) == nullptr) {
    std::vector<std::string> have;
    for (const Calendar& calendar : names_.contract().calendars) have.push_back(calendar.name);
    problem("N39", expr.calendar_span, "there is no calendar called \"" + expr.calendar + "\"", {},
            near_or(nearest_name(expr.calendar, have),
                    "Declare it, like: calendar " + expr.calendar + " [A Sch 1]."));
  }
  const QType first = check(*expr.args[0], each);
  const QType second = check(*expr.args[1], each);
  if (!first.is(Q::date) && !first.is(Q::none)) {
    problem("T17", expr.args[0]->span, expr.word + "(...) begins with a date",
            {"This is " + phrase(first) + "."}, {"Give it a date."});
  }
  if (between && !second.is(Q::date) && !second.is(Q::none)) {
    problem("T17", expr.args[1]->span, "days_between(...) ends with a date",
            {"This is " + phrase(second) + "."}, {"Give it a date."});
  }
  const bool length = second.is(Q::days) || second.is(Q::weeks) || second.is(Q::none);
  if (!between && !length) {
    problem("T17", expr.args[1]->span, "date_after(...) counts days or weeks",
            {"This is " + phrase(second) + "."}, {"Write it like 91 days or 13 weeks."});
  }
  const bool written = expr.args[1]->kind == ExprKind::literal;
  if (!between && length && written && expr.args[1]->value < Exact(1) && !second.is(Q::none)) {
    problem("T44", expr.args[1]->span, "no day completes a length of nothing",
            {"The date it begins with is the first day."}, {"Write 1 day or more."});
  }
  return of_type(between ? Q::days : Q::date, first.nullable || second.nullable || (!between && !written));
}

}  // namespace outturn::language
