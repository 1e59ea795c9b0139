// Points: the knots of a line as a table (design/columns.md C2).
#include <algorithm>

#include "contracts/frames/table_kinds.h"
#include "contracts/frames/terms.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

using language::QType;

namespace {

class KnotTable {
 public:
  KnotTable(Workings& work, const language::Points& points)
      : work_(work),
        graph_(work.graph),
        points_(points),
        places_(std::max(points.knot_places, places_looked_up(work.contract, points.name))) {}

  KnotFrame build() {
    made_.frame = frame();
    calc::Column knot = knot_column();
    calc::Column pays = pays_column();
    calc::Column half = half_a_unit();
    made_.knot = work_.add(std::move(knot));
    made_.pays = work_.add(std::move(pays));
    const ColumnId half_id = work_.add(std::move(half));
    made_.below = beyond_term(points_.below, "below", "first");
    made_.above = beyond_term(points_.above, "above", "last");
    made_.edge = formula("edge", calc::decimal_type(places_ + 1), "Edge searched",
                         graph_.make(Op::subtract, {here(made_.knot), graph_.ref(Op::scalar, half_id)}));
    made_.slope = formula("slope", calc::exact_type, "Slope", slope());
    graph_.column(made_.slope).meaning =
        "what one whole unit of " + points_.measured + " adds along the line that begins here";
    check_rise();
    return made_;
  }

 private:
  FrameId frame() {
    calc::Frame frame;
    frame.name = points_.name;
    frame.title = in_words(points_.name);
    frame.meaning = "knots of a line: between two of them it rises evenly with " + points_.measured;
    frame.is_table = true;
    for (const auto& knot : points_.knots)
      add_row(frame, "K" + std::to_string(frame.rows + 1), knot.clauses, knot.span);
    return graph_.add_frame(std::move(frame));
  }

  calc::Column column(const std::string& what, FrameId in, calc::Type type, calc::Unit unit,
                      const std::string& title) {
    calc::Column made = term_column(work_.free_name(points_.name + "_" + what), in, type, unit, title);
    made.clauses = shown(points_.clauses);
    made.span = points_.span;
    return made;
  }

  calc::Column knot_column() {
    calc::Column knot = column("knot", made_.frame, calc::decimal_type(std::max(points_.knot_places, 1)),
                               unit_of(points_.measured_type), "From " + points_.measured);
    knot.meaning = "where a line begins and the one before it ends";
    knot.unit_words = work_.unit_words(points_.measured_type);
    for (const auto& row : points_.knots) store(knot, row.at);
    return knot;
  }

  calc::Column pays_column() {
    const QType result = language::held(points_.result_type, work_.minor_places);
    calc::Column pays =
        column(points_.result, made_.frame, work_.type_of(result), unit_of(result), in_words(points_.result));
    pays.unit_words = work_.unit_words(result);
    for (const auto& row : points_.knots) store(pays, row.value);
    return pays;
  }

  calc::Column half_a_unit() {
    calc::Column half = column("half_unit", work_.scalars, calc::decimal_type(places_ + 1), calc::Unit::plain,
                               "Half a unit of " + points_.measured);
    half.meaning = "half of the last decimal place looked up: a knot itself belongs to the line it begins";
    store(half, Exact::ratio(1, 2) / Exact(power_of_ten(places_)));
    return half;
  }

  /// What holds before the first knot or beyond the last; none where the line goes on.
  ColumnId beyond_term(const language::Points::End& end, const std::string& where, const std::string& knot) {
    if (end.continues) return none;
    const QType result = language::held(points_.result_type, work_.minor_places);
    calc::Column term = column(where, work_.scalars, work_.type_of(result), unit_of(result),
                               in_words(points_.name) + " " + where);
    term.unit_words = work_.unit_words(result);
    term.meaning = "what holds " + where + " the " + knot + " knot of " + in_words(points_.name);
    term.clauses = shown(end.clauses);
    term.span = end.span;
    store(term, end.value);
    return work_.add(std::move(term));
  }

  ColumnId formula(const char* what, calc::Type type, const char* title, NodeId of) {
    calc::Column made = column(what, made_.frame, type, calc::Unit::plain, title);
    made.role = calc::Role::formula;
    return work_.add(std::move(made), of);
  }

  NodeId here(ColumnId of) { return graph_.ref(Op::this_row, of); }

  /// The last knot begins no line of its own: its slope is that of the line that ends there.
  NodeId slope() {
    const NodeId row = here(work_.row_number(made_.frame));
    const NodeId next = graph_.make(Op::add, {row, graph_.literal(Exact(1))});
    const auto rise = [&](ColumnId of) {
      return graph_.make(Op::subtract, {graph_.linked(Op::at_row, of, next), here(of)});
    };
    const auto rise_before = [&](ColumnId of) {
      return graph_.make(Op::subtract, {here(of), graph_.ref(Op::previous, of)});
    };
    const NodeId last = graph_.make(Op::equal, {row, graph_.ref(Op::rows_of, made_.knot)});
    return graph_.make(Op::choose,
                       {last, graph_.make(Op::divide, {rise_before(made_.pays), rise_before(made_.knot)}),
                        graph_.make(Op::divide, {rise(made_.pays), rise(made_.knot)})});
  }

  void check_rise() {
    calc::Column check = term_column(work_.free_name(points_.name + "_knots_rise"), made_.frame,
                                     calc::truth_type, calc::Unit::flag, "Knots rise");
    const NodeId number = here(work_.row_number(made_.frame));
    const NodeId first = graph_.make(Op::equal, {number, graph_.literal(Exact(1))});
    const NodeId rising = graph_.make(Op::more, {here(made_.knot), graph_.ref(Op::previous, made_.knot)});
    work_.check(std::move(check), graph_.make(Op::choose, {first, graph_.truth(true), rising}),
                "the knots of " + points_.name + " rise");
  }

  Workings& work_;
  calc::Graph& graph_;
  const language::Points& points_;
  const int places_;  ///< with which a knot is told from what lies beside it
  KnotFrame made_;
};

}  // namespace

KnotFrame knot_table(Workings& work, const language::Points& points) {
  return KnotTable(work, points).build();
}

}  // namespace outturn::compile
