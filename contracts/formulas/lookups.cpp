#include "contracts/formulas/lookups.h"

#include "contracts/formulas/formulas.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

struct DatedRow {
  ColumnId row = none;  ///< 0: none
  ColumnId in_force = none;
};

class Lookup : FormulaMaker {
 public:
  using FormulaMaker::FormulaMaker;

  Lowered card(std::size_t index, std::size_t column, NodeId code_row, const Scope& scope, Span span) {
    const CardFrames& made = tables_.cards[index];
    const language::RateCard& written = contract_.ratecards[index];
    const ColumnId value = made.columns[column];
    const ColumnId known = made.known[column];
    if (made.dated == none || graph_.column(value).frame == made.codes) {
      Lowered out{graph_.linked(Op::at_row, value, code_row, span), none};
      if (known != none) out.known = graph_.linked(Op::at_row, known, code_row, span);
      return out;
    }
    const DatedRow in = dated_row(made, written, code_row, scope, span);
    const NodeId row =
        graph_.make(Op::greatest, {graph_.literal(Exact(1)), graph_.ref(Op::this_row, in.row, span)}, span);
    Lowered out{graph_.linked(Op::at_row, value, row, span), graph_.ref(Op::this_row, in.in_force, span)};
    if (known != none) out.known = both(graph_, out.known, graph_.linked(Op::at_row, known, row, span), span);
    return out;
  }

  Lowered parameter(std::size_t index, const Scope& scope, Span span) {
    const DatedParameter& made = tables_.parameters[index];
    if (made.term != none) return work_.read(made.term, none, scope, span);
    const language::Parameter& written = contract_.parameters[index];
    const std::string holds = "row of " + written.name + " in " + graph_.frame(scope.frame).name;
    ColumnId found = work_.shared(holds);
    if (found == none) found = work_.share(holds, parameter_row(made, written, scope, span));
    const Op op = work_.here(scope.frame);
    const NodeId row = graph_.ref(op, found, span);
    const NodeId safe = graph_.make(Op::greatest, {graph_.literal(Exact(1)), row}, span);
    const NodeId date = formulas_.deciding_date(written.chosen_by, scope, span);
    const NodeId before =
        graph_.make(Op::less, {date, graph_.linked(Op::at_row, made.until, safe, span)}, span);
    const NodeId there = graph_.make(Op::more, {row, graph_.literal(Exact(0))}, span);
    return {graph_.linked(Op::at_row, made.value, safe, span), both(graph_, there, before, span)};
  }

  Lowered bands(const Expr& expr, const Scope& scope) {
    const language::Bands* said = names_.bands(expr.word);
    const BandFrame& made = tables_.bands[static_cast<std::size_t>(said - contract_.bands.data())];
    const Lowered of = formulas_.lower(*expr.args[0], scope);
    calc::Column column = work_.column_of(scope, scope.owner + "_band", calc::whole_type);
    column.unit = calc::Unit::row_number;
    column.title = "Band of " + in_words(said->name);
    column.meaning = "row of " + in_words(said->name) + " in which " + said->measured + " falls";
    column.clauses = shown(said->clauses);
    const ColumnId row = work_.add(
        std::move(column), graph_.linked(Op::band_row, made.edge, guarded(graph_, of, expr.span), expr.span));
    const NodeId at = graph_.ref(work_.here(scope.frame), row, expr.span);
    return {graph_.linked(Op::at_row, made.pays, at, expr.span), of.known};
  }

 private:
  /// The row of a dated card for a code, and whether it is in force: found once for each way to the code.
  DatedRow dated_row(const CardFrames& card, const language::RateCard& written, NodeId code_row,
                     const Scope& scope, Span span) {
    const std::string holds = "dated row of " + written.name + " in " + graph_.frame(scope.frame).name + " " +
                              path_words(graph_, code_row);
    if (const ColumnId row = work_.shared(holds); row != none)
      return {row, work_.shared(holds + " in force")};
    const NodeId date = formulas_.deciding_date(written.chosen_by, scope, span);
    Scope at = scope;
    at.clauses = shown(written.clauses);
    const ColumnId row = row_reached(card, written, code_row, date, at, span);
    const ColumnId in_force = row_in_force(card, written, code_row, date, row, at, span);
    return {work_.share(holds, row), work_.share(holds + " in force", in_force)};
  }

  /// The last row of that code, or of one before it, that begins on or before the date; 0: none.
  ColumnId row_reached(const CardFrames& card, const language::RateCard& written, NodeId code_row,
                       NodeId date, const Scope& at, Span span) {
    calc::Column key = work_.column_of(at, written.name + "_search_key", calc::whole_type);
    key.unit = calc::Unit::row_number;
    const NodeId spread =
        graph_.make(Op::multiply, {code_row, graph_.ref(Op::scalar, card.span, span)}, span);
    const ColumnId key_id = work_.add(std::move(key), graph_.make(Op::add, {spread, date}, span));
    calc::Column row = work_.column_of(at, written.name + "_dated_row", calc::whole_type);
    row.compact = true;
    row.unit = calc::Unit::row_number;
    row.meaning = "row of the card in force on " + written.chosen_by;
    const NodeId searched = graph_.ref(Op::this_row, key_id, span);
    const NodeId reached = graph_.make(Op::at_least, {searched, graph_.cell(card.key, 1, span)}, span);
    const NodeId found = graph_.linked(Op::band_row, card.key, searched, span);
    return work_.add(std::move(row),
                     graph_.make(Op::choose, {reached, found, graph_.literal(Exact(0))}, span));
  }

  ColumnId row_in_force(const CardFrames& card, const language::RateCard& written, NodeId code_row,
                        NodeId date, ColumnId row_id, const Scope& at, Span span) {
    calc::Column force = work_.column_of(at, written.name + "_in_force", calc::truth_type);
    force.meaning = "1 when the card has this code on " + written.chosen_by;
    const NodeId at_row =
        graph_.make(Op::greatest, {graph_.literal(Exact(1)), graph_.ref(Op::this_row, row_id, span)}, span);
    const NodeId there =
        graph_.make(Op::more, {graph_.ref(Op::this_row, row_id, span), graph_.literal(Exact(0))}, span);
    const NodeId same =
        graph_.make(Op::equal, {graph_.linked(Op::at_row, card.code_row, at_row, span), code_row}, span);
    const NodeId before =
        graph_.make(Op::less, {date, graph_.linked(Op::at_row, card.until, at_row, span)}, span);
    return work_.add(std::move(force), both(graph_, there, both(graph_, same, before, span), span));
  }

  ColumnId parameter_row(const DatedParameter& made, const language::Parameter& written, const Scope& scope,
                         Span span) {
    const NodeId date = formulas_.deciding_date(written.chosen_by, scope, span);
    Scope at = scope;
    at.clauses = shown(written.clauses);
    calc::Column row = work_.column_of(at, written.name + "_row", calc::whole_type);
    row.compact = scope.frame != work_.scalars;
    row.unit = calc::Unit::row_number;
    row.meaning = "row of " + written.name + " in force on " + written.chosen_by;
    const NodeId reached = graph_.make(Op::at_least, {date, graph_.cell(made.from, 1, span)}, span);
    const NodeId in = graph_.linked(Op::band_row, made.from, date, span);
    return work_.add(std::move(row), graph_.make(Op::choose, {reached, in, graph_.literal(Exact(0))}, span));
  }
};

}  // namespace

Lowered card_value(const Ground& on, std::size_t card, std::size_t column, NodeId code_row,
                   const Scope& scope, Span span) {
  return Lookup(on).card(card, column, code_row, scope, span);
}

Lowered parameter_value(const Ground& on, std::size_t index, const Scope& scope, Span span) {
  return Lookup(on).parameter(index, scope, span);
}

Lowered lower_bands(const Ground& on, const Expr& expr, const Scope& scope) {
  return Lookup(on).bands(expr, scope);
}

}  // namespace outturn::compile
