// Days that do not count, without a row for each day: a calendar is one row for each stretch of them.
#include "contracts/frames/table_kinds.h"
#include "contracts/frames/terms.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

class CalendarTable {
 public:
  CalendarTable(Workings& work, const language::Calendar& calendar)
      : work_(work), graph_(work.graph), calendar_(calendar) {
    for (const auto& row : calendar.rows) {
      if (work.document_known(row.clauses)) rows_.push_back(&row);
    }
  }

  CalendarFrame build() {
    made_.frame = frame();
    stretches();
    made_.before = days("left_out", "Left out before", "days left out before this row begins");
    made_.counted = days("counted", "Counted before", "days that count before this row begins");
    const NodeId number = here(work_.row_number(made_.frame));
    const NodeId first = graph_.make(Op::equal, {number, graph_.literal(Exact(1))});
    const NodeId held = graph_.make(Op::subtract, {above(made_.until), above(made_.from)});
    graph_.set_formula(made_.before,
                       graph_.make(Op::choose, {first, graph_.literal(Exact(0)),
                                                graph_.make(Op::add, {above(made_.before), held})}));
    const NodeId passed = graph_.make(Op::subtract, {here(made_.from), graph_.cell(made_.from, 1)});
    graph_.set_formula(made_.counted, graph_.make(Op::subtract, {passed, here(made_.before)}));
    check_apart(first);
    return made_;
  }

 private:
  /// The first row holds no day at all: it stands before any, so that a search always finds a row.
  FrameId frame() {
    calc::Frame frame;
    frame.name = calendar_.name;
    frame.title = in_words(calendar_.name);
    frame.meaning =
        "days that do not count, from a day until another that counts again; the first row holds none";
    frame.is_table = true;
    add_row(frame, "begin", calendar_.clauses, calendar_.span);
    for (const auto* row : rows_) add_row(frame, to_iso(row->from), row->clauses, row->span);
    return graph_.add_frame(std::move(frame));
  }

  [[nodiscard]] std::string named(const char* what) const {
    return work_.free_name(calendar_.name + "_" + what);
  }

  void stretches() {
    calc::Column from = term_column(named("from"), made_.frame, calc::date_type, calc::Unit::date, "From");
    calc::Column until = term_column(named("until"), made_.frame, calc::date_type, calc::Unit::date,
                                     "Until, this day excluded");
    store(from, Exact(earliest_date.serial));
    store(until, Exact(earliest_date.serial));
    for (const auto* row : rows_) {
      store(from, Exact(row->from.serial));
      store(until, Exact(row->until.serial));
    }
    for (calc::Column* column : {&from, &until})
      column->clauses = shown(calendar_.clauses), column->span = calendar_.span;
    made_.from = work_.add(std::move(from));
    made_.until = work_.add(std::move(until));
  }

  /// A column of days whose formula is set later: both read each other.
  ColumnId days(const char* what, const char* title, const char* meaning) {
    calc::Column column = term_column(named(what), made_.frame, calc::whole_type, calc::Unit::plain, title);
    column.role = calc::Role::formula;
    column.unit_words = "days";
    column.meaning = meaning;
    column.clauses = shown(calendar_.clauses);
    column.span = calendar_.span;
    return work_.add(std::move(column));
  }

  NodeId here(ColumnId column) { return graph_.ref(Op::this_row, column); }
  NodeId above(ColumnId column) { return graph_.ref(Op::previous, column); }

  void check_apart(NodeId first) {
    calc::Column check =
        term_column(named("apart"), made_.frame, calc::truth_type, calc::Unit::flag, "In order and apart");
    const NodeId later = graph_.make(Op::more, {here(made_.from), above(made_.until)});
    const NodeId some = graph_.make(Op::more, {here(made_.until), here(made_.from)});
    work_.check(std::move(check),
                graph_.make(Op::choose, {first, graph_.truth(true), graph_.make(Op::both, {later, some})}),
                "the days of " + calendar_.name + " stand in order and apart");
  }

  Workings& work_;
  calc::Graph& graph_;
  const language::Calendar& calendar_;
  std::vector<const language::Calendar::Row*> rows_;  ///< of documents known to the run
  CalendarFrame made_;
};

}  // namespace

CalendarFrame calendar_table(Workings& work, const language::Calendar& calendar) {
  return CalendarTable(work, calendar).build();
}

}  // namespace outturn::compile
