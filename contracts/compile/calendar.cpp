// Days that do not count, without a row for each day: a calendar is one row for each stretch of them,
// and both ways (how many days count, which day completes a number of them) are a search and arithmetic
// (design/columns.md, "13 weeks not counting holidays").
#include "contracts/compile/terms.h"

namespace outturn::compile {

using language::Quantity;

/// The first row holds no day at all: it stands before any, so that a search always finds a row.
void Compiler::calendar_frame(const language::Calendar& calendar, CalendarFrame& made) {
  std::vector<const language::Calendar::Row*> rows;
  for (const auto& row : calendar.rows) {
    if (document_known(row.clauses)) rows.push_back(&row);
  }
  calc::Frame frame;
  frame.name = calendar.name;
  frame.title = in_words(calendar.name);
  frame.meaning =
      "days that do not count, from a day until another that counts again; the first row holds none";
  frame.is_table = true;
  frame.rows = rows.size() + 1;
  frame.keys = {"begin"};
  frame.row_clauses = {clause_words(calendar.clauses)};
  frame.lines = {calendar.span.line};
  for (const auto* row : rows) {
    frame.keys.push_back(to_iso(row->from));
    frame.row_clauses.push_back(clause_words(row->clauses));
    frame.lines.push_back(row->span.line);
  }
  made.frame = graph_.add_frame(std::move(frame));
  const auto named = [&](const char* what) { return free_name(calendar.name + "_" + what); };
  calc::Column from = term_column(named("from"), made.frame, calc::date_type, calc::Unit::date, "From");
  calc::Column until =
      term_column(named("until"), made.frame, calc::date_type, calc::Unit::date, "Until, this day excluded");
  store(from, Exact(earliest_date.serial));
  store(until, Exact(earliest_date.serial));
  for (const auto* row : rows) {
    store(from, Exact(row->from.serial));
    store(until, Exact(row->until.serial));
  }
  for (calc::Column* column : {&from, &until})
    column->clauses = shown(calendar.clauses), column->span = calendar.span;
  made.from = add(std::move(from));
  made.until = add(std::move(until));
  const auto days = [&](const char* what, const char* title, const char* meaning) {
    calc::Column column = term_column(named(what), made.frame, calc::whole_type, calc::Unit::plain, title);
    column.role = calc::Role::formula;
    column.unit_words = "days";
    column.meaning = meaning;
    column.clauses = shown(calendar.clauses);
    column.span = calendar.span;
    return add(std::move(column));
  };
  made.before = days("left_out", "Left out before", "days left out before this row begins");
  made.counted = days("counted", "Counted before", "days that count before this row begins");
  const auto here = [&](ColumnId column) { return graph_.ref(Op::this_row, column); };
  const auto above = [&](ColumnId column) { return graph_.ref(Op::previous, column); };
  const NodeId first = graph_.make(Op::equal, {here(row_number(made.frame)), graph_.literal(Exact(1))});
  const NodeId held = graph_.make(Op::subtract, {above(made.until), above(made.from)});
  graph_.set_formula(made.before,
                     graph_.make(Op::choose, {first, graph_.literal(Exact(0)),
                                              graph_.make(Op::add, {above(made.before), held})}));
  const NodeId passed = graph_.make(Op::subtract, {here(made.from), graph_.cell(made.from, 1)});
  graph_.set_formula(made.counted, graph_.make(Op::subtract, {passed, here(made.before)}));
  calc::Column check =
      term_column(named("apart"), made.frame, calc::truth_type, calc::Unit::flag, "In order and apart");
  check.role = calc::Role::check;
  const NodeId later = graph_.make(Op::more, {here(made.from), above(made.until)});
  const NodeId some = graph_.make(Op::more, {here(made.until), here(made.from)});
  const ColumnId apart =
      add(std::move(check),
          graph_.make(Op::choose, {first, graph_.truth(true), graph_.make(Op::both, {later, some})}));
  run_.record.checks.push_back({apart, "the days of " + calendar.name + " stand in order and apart"});
}

/// How many days the calendar leaves out before a date; one column for each date read in a frame.
NodeId Compiler::days_left_out(const language::Calendar& calendar, NodeId date, Scope& scope, Span span) {
  const CalendarFrame& made = calendars_[static_cast<std::size_t>(&calendar - contract_.calendars.data())];
  const Op here = scope.frame == scalars_ ? Op::scalar : Op::this_row;
  const std::string holds =
      "days of " + calendar.name + " in " + std::to_string(scope.frame) + " before " + path_words(date);
  auto found = made_for_.find(holds);
  if (found == made_for_.end()) {
    Scope at = scope;
    at.clauses = shown(calendar.clauses);
    const std::string of = graph_.column(graph_.node(date).column).name;
    calc::Column row = column_of(at, of + "_" + calendar.name + "_row", calc::whole_type);
    row.unit = calc::Unit::row_number;
    row.title = "Row of " + in_words(calendar.name);
    row.meaning = "last row of " + in_words(calendar.name) + " that begins on or before " + in_words(of);
    const NodeId searched = graph_.make(Op::greatest, {date, graph_.cell(made.from, 1, span)}, span);
    const ColumnId row_id = add(std::move(row), graph_.linked(Op::band_row, made.from, searched, span));
    const NodeId link = graph_.ref(here, row_id, span);
    calc::Column out = column_of(at, of + "_left_out", calc::whole_type);
    out.unit_words = "days";
    out.title = "Days left out";
    out.meaning = "days of " + in_words(calendar.name) + " before " + in_words(of);
    const NodeId reached =
        graph_.make(Op::least, {date, graph_.linked(Op::at_row, made.until, link, span)}, span);
    const NodeId inside =
        graph_.make(Op::subtract, {reached, graph_.linked(Op::at_row, made.from, link, span)}, span);
    const NodeId all =
        graph_.make(Op::add, {graph_.linked(Op::at_row, made.before, link, span), inside}, span);
    found = made_for_.emplace(holds, add(std::move(out), all)).first;
  }
  return graph_.ref(here, found->second, span);
}

Lowered Compiler::lower_days_between(const Expr& expr, Scope& scope) {
  const Span span = expr.span;
  const Lowered first = lower(*expr.args[0], scope);
  const Lowered last = lower(*expr.args[1], scope);
  const auto column = [&](const Lowered& of, const char* what, const char* title) {
    return in_a_column(guarded(of, span), expr.args[0]->type, scope.owner + what, title, scope, span);
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
          both(first.known, last.known, span)};
}

/// The day that completes the length, its first day included: the counted day whose number is that of the
/// first day and length - 1 more; the calendar's rows are searched by the days counted before them.
Lowered Compiler::lower_date_after(const Expr& expr, Scope& scope) {
  const Span span = expr.span;
  const Lowered first = lower(*expr.args[0], scope);
  const Lowered length = lower(*expr.args[1], scope);
  const Op here = scope.frame == scalars_ ? Op::scalar : Op::this_row;
  const NodeId one = graph_.literal(Exact(1));
  const NodeId from =
      in_a_column(guarded(first, span), expr.args[0]->type, scope.owner + "_from", "From", scope, span);
  const NodeId days = in_days(guarded(length, span), expr.args[1]->type, span);
  NodeId known = both(first.known, length.known, span);
  if (expr.args[1]->kind != language::ExprKind::literal)
    known = both(known, graph_.make(Op::at_least, {days, one}, span), span);
  const NodeId more = graph_.make(Op::subtract, {days, one}, span);
  const language::Calendar* calendar = names_.calendar(expr.calendar);
  if (calendar == nullptr) return {graph_.make(Op::add_days, {from, more}, span), known};
  const CalendarFrame& made = calendars_[static_cast<std::size_t>(calendar - contract_.calendars.data())];
  Scope at = scope;
  at.clauses = shown(calendar->clauses);
  const NodeId passed = graph_.make(Op::subtract, {from, graph_.cell(made.from, 1, span)}, span);
  const NodeId counted =
      graph_.make(Op::subtract, {passed, days_left_out(*calendar, from, scope, span)}, span);
  calc::Column number = column_of(at, scope.owner + "_day_number", calc::whole_type);
  number.title = "Number of the day";
  number.meaning = "how many days count before the day that completes the length";
  const NodeId wanted = graph_.ref(
      here,
      add(std::move(number),
          graph_.make(Op::greatest, {graph_.make(Op::add, {counted, more}, span), graph_.literal(Exact(0))},
                      span)),
      span);
  calc::Column row = column_of(at, scope.owner + "_" + calendar->name + "_row", calc::whole_type);
  row.unit = calc::Unit::row_number;
  row.title = "Row of " + in_words(calendar->name);
  row.meaning = "last row of " + in_words(calendar->name) + " before the day that completes the length";
  const NodeId link =
      graph_.ref(here, add(std::move(row), graph_.linked(Op::band_row, made.counted, wanted, span)), span);
  const NodeId beyond =
      graph_.make(Op::subtract, {wanted, graph_.linked(Op::at_row, made.counted, link, span)}, span);
  return {graph_.make(Op::add_days, {graph_.linked(Op::at_row, made.until, link, span), beyond}, span),
          known};
}

}  // namespace outturn::compile
