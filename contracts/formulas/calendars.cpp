#include "contracts/formulas/calendars.h"

#include "contracts/formulas/dates.h"
#include "contracts/formulas/formulas.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

class CalendarDays : FormulaMaker {
 public:
  using FormulaMaker::FormulaMaker;

  Lowered days_between(const Expr& expr, const Scope& scope) {
    const Span span = expr.span;
    const Lowered first = formulas_.lower(*expr.args[0], scope);
    const Lowered last = formulas_.lower(*expr.args[1], scope);
    const auto column = [&](const Lowered& of, const char* what, const char* title) {
      return work_.in_a_column(guarded(graph_, of, span), expr.args[0]->type, scope.owner + what, title,
                               scope, span);
    };
    const NodeId from = column(first, "_from", "From");
    const NodeId until = column(last, "_until", "Until");
    NodeId days = graph_.make(Op::subtract, {until, from}, span);
    if (const language::Calendar* calendar = names_.calendar(expr.calendar)) {
      const NodeId out = graph_.make(
          Op::subtract,
          {days_left_out(*calendar, until, scope, span), days_left_out(*calendar, from, scope, span)}, span);
      days = graph_.make(Op::subtract, {days, out}, span);
    }
    return {graph_.make(Op::greatest, {days, graph_.literal(Exact(0))}, span),
            both(graph_, first.known, last.known, span)};
  }

  Lowered date_after(const Expr& expr, const Scope& scope) {
    const Span span = expr.span;
    const Lowered first = formulas_.lower(*expr.args[0], scope);
    const Lowered length = formulas_.lower(*expr.args[1], scope);
    const Op here = work_.here(scope.frame);
    const NodeId one = graph_.literal(Exact(1));
    const NodeId from = work_.in_a_column(guarded(graph_, first, span), expr.args[0]->type,
                                          scope.owner + "_from", "From", scope, span);
    const NodeId days = in_days(work_, guarded(graph_, length, span), expr.args[1]->type, span);
    NodeId known = both(graph_, first.known, length.known, span);
    if (expr.args[1]->kind != language::ExprKind::literal)
      known = both(graph_, known, graph_.make(Op::at_least, {days, one}, span), span);
    const NodeId more = graph_.make(Op::subtract, {days, one}, span);
    const language::Calendar* calendar = names_.calendar(expr.calendar);
    if (calendar == nullptr) return {graph_.make(Op::add_days, {from, more}, span), known};
    const CalendarFrame& made =
        tables_.calendars[static_cast<std::size_t>(calendar - contract_.calendars.data())];
    Scope at = scope;
    at.clauses = shown(calendar->clauses);
    const NodeId passed = graph_.make(Op::subtract, {from, graph_.cell(made.from, 1, span)}, span);
    const NodeId counted =
        graph_.make(Op::subtract, {passed, days_left_out(*calendar, from, scope, span)}, span);
    calc::Column number = work_.column_of(at, scope.owner + "_day_number", calc::whole_type);
    number.title = "Number of the day";
    number.meaning = "how many days count before the day that completes the length";
    const NodeId wanted = graph_.ref(
        here,
        work_.add(std::move(number),
                  graph_.make(Op::greatest,
                              {graph_.make(Op::add, {counted, more}, span), graph_.literal(Exact(0))}, span)),
        span);
    calc::Column row = work_.column_of(at, scope.owner + "_" + calendar->name + "_row", calc::whole_type);
    row.unit = calc::Unit::row_number;
    row.title = "Row of " + in_words(calendar->name);
    row.meaning = "last row of " + in_words(calendar->name) + " before the day that completes the length";
    const NodeId link = graph_.ref(
        here, work_.add(std::move(row), graph_.linked(Op::band_row, made.counted, wanted, span)), span);
    const NodeId beyond =
        graph_.make(Op::subtract, {wanted, graph_.linked(Op::at_row, made.counted, link, span)}, span);
    return {graph_.make(Op::add_days, {graph_.linked(Op::at_row, made.until, link, span), beyond}, span),
            known};
  }

 private:
  /// How many days the calendar leaves out before a date; one column for each date read in a frame.
  NodeId days_left_out(const language::Calendar& calendar, NodeId date, const Scope& scope, Span span) {
    const CalendarFrame& made =
        tables_.calendars[static_cast<std::size_t>(&calendar - contract_.calendars.data())];
    const Op here = work_.here(scope.frame);
    const std::string holds = "days of " + calendar.name + " in " + std::to_string(scope.frame) + " before " +
                              path_words(graph_, date);
    ColumnId left_out = work_.shared(holds);
    if (left_out == none) left_out = work_.share(holds, left_out_column(calendar, made, date, scope, span));
    return graph_.ref(here, left_out, span);
  }

  /// The column that counts them: a search for the last row begun, and the days of it that are over.
  ColumnId left_out_column(const language::Calendar& calendar, const CalendarFrame& made, NodeId date,
                           const Scope& scope, Span span) {
    const Op here = work_.here(scope.frame);
    Scope at = scope;
    at.clauses = shown(calendar.clauses);
    const std::string of = graph_.column(graph_.node(date).column).name;
    calc::Column row = work_.column_of(at, of + "_" + calendar.name + "_row", calc::whole_type);
    row.unit = calc::Unit::row_number;
    row.title = "Row of " + in_words(calendar.name);
    row.meaning = "last row of " + in_words(calendar.name) + " that begins on or before " + in_words(of);
    const NodeId searched = graph_.make(Op::greatest, {date, graph_.cell(made.from, 1, span)}, span);
    const ColumnId row_id = work_.add(std::move(row), graph_.linked(Op::band_row, made.from, searched, span));
    const NodeId link = graph_.ref(here, row_id, span);
    calc::Column out = work_.column_of(at, of + "_left_out", calc::whole_type);
    out.unit_words = "days";
    out.title = "Days left out";
    out.meaning = "days of " + in_words(calendar.name) + " before " + in_words(of);
    const NodeId reached =
        graph_.make(Op::least, {date, graph_.linked(Op::at_row, made.until, link, span)}, span);
    const NodeId inside =
        graph_.make(Op::subtract, {reached, graph_.linked(Op::at_row, made.from, link, span)}, span);
    const NodeId all =
        graph_.make(Op::add, {graph_.linked(Op::at_row, made.before, link, span), inside}, span);
    return work_.add(std::move(out), all);
  }
};

}  // namespace

Lowered lower_days_between(const Ground& on, const Expr& expr, const Scope& scope) {
  return CalendarDays(on).days_between(expr, scope);
}

Lowered lower_date_after(const Ground& on, const Expr& expr, const Scope& scope) {
  return CalendarDays(on).date_after(expr, scope);
}

}  // namespace outturn::compile
