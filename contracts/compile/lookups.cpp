// Looking something up: along links, on a rate card, in a dated value, in bands.
#include <algorithm>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

using language::Meaning;
using language::Quantity;

/// A column of a rate card at the row of a code; of a dated card, as it holds on the deciding date.
Lowered Compiler::card_value(std::size_t card_index, std::size_t column, NodeId code_row, Scope& scope,
                             Span span) {
  CardFrames& card = cards_[card_index];
  const language::RateCard& written = contract_.ratecards[card_index];
  const ColumnId value = card.columns[column];
  const ColumnId known = card.known[column];
  if (card.dated == none || graph_.column(value).frame == card.codes) {
    Lowered out{graph_.linked(Op::at_row, value, code_row, span), none};
    if (known != none) out.known = graph_.linked(Op::at_row, known, code_row, span);
    return out;
  }
  const std::string holds =
      "dated row of " + written.name + " in " + graph_.frame(scope.frame).name + " " + path_words(code_row);
  auto row_column = made_for_.find(holds);
  auto in_force = made_for_.find(holds + " in force");
  if (row_column == made_for_.end()) {
    const NodeId date = deciding_date(written.chosen_by, scope, span);
    Scope at = scope;
    at.clauses = shown(written.clauses);
    calc::Column key = column_of(at, written.name + "_search_key", calc::whole_type);
    key.unit = calc::Unit::row_number;
    const NodeId spread =
        graph_.make(Op::multiply, {code_row, graph_.ref(Op::scalar, card.span, span)}, span);
    const ColumnId key_id = add(std::move(key), graph_.make(Op::add, {spread, date}, span));
    calc::Column row = column_of(at, written.name + "_dated_row", calc::whole_type);
    row.compact = true;
    row.unit = calc::Unit::row_number;
    row.meaning = "row of the card in force on " + written.chosen_by;
    const NodeId searched = graph_.ref(Op::this_row, key_id, span);
    const NodeId reached = graph_.make(Op::at_least, {searched, graph_.cell(card.key, 1, span)}, span);
    const NodeId found = graph_.linked(Op::band_row, card.key, searched, span);
    const ColumnId row_id =
        add(std::move(row), graph_.make(Op::choose, {reached, found, graph_.literal(Exact(0))}, span));
    row_column = made_for_.emplace(holds, row_id).first;
    calc::Column force = column_of(at, written.name + "_in_force", calc::truth_type);
    force.meaning = "1 when the card has this code on " + written.chosen_by;
    const NodeId at_row =
        graph_.make(Op::greatest, {graph_.literal(Exact(1)), graph_.ref(Op::this_row, row_id, span)}, span);
    const NodeId there =
        graph_.make(Op::more, {graph_.ref(Op::this_row, row_id, span), graph_.literal(Exact(0))}, span);
    const NodeId same =
        graph_.make(Op::equal, {graph_.linked(Op::at_row, card.code_row, at_row, span), code_row}, span);
    const NodeId before =
        graph_.make(Op::less, {date, graph_.linked(Op::at_row, card.until, at_row, span)}, span);
    const ColumnId force_id = add(std::move(force), both(there, both(same, before, span), span));
    in_force = made_for_.emplace(holds + " in force", force_id).first;
  }
  const NodeId row = graph_.make(
      Op::greatest, {graph_.literal(Exact(1)), graph_.ref(Op::this_row, row_column->second, span)}, span);
  Lowered out{graph_.linked(Op::at_row, value, row, span), graph_.ref(Op::this_row, in_force->second, span)};
  if (known != none) out.known = both(out.known, graph_.linked(Op::at_row, known, row, span), span);
  return out;
}

std::string Compiler::path_words(NodeId node) const {
  const calc::Node& of = graph_.node(node);
  std::string out = std::to_string(of.column);
  if (of.args[0] != none) out += " at " + path_words(of.args[0]);
  return out;
}

NodeId Compiler::deciding_date(const std::string& name, Scope& scope, Span span) {
  return guarded(lower_symbol(names_.find(scope.each, name), scope, span), span);
}

Lowered Compiler::dated_parameter(std::size_t index, Scope& scope, Span span) {
  const DatedParameter& made = parameters_[index];
  if (made.term != none) return read(made.term, none, scope, span);
  const language::Parameter& written = contract_.parameters[index];
  const std::string holds = "row of " + written.name + " in " + graph_.frame(scope.frame).name;
  auto found = made_for_.find(holds);
  if (found == made_for_.end()) {
    const NodeId date = deciding_date(written.chosen_by, scope, span);
    Scope at = scope;
    at.clauses = shown(written.clauses);
    calc::Column row = column_of(at, written.name + "_row", calc::whole_type);
    row.compact = scope.frame != scalars_;
    row.unit = calc::Unit::row_number;
    row.meaning = "row of " + written.name + " in force on " + written.chosen_by;
    const NodeId reached = graph_.make(Op::at_least, {date, graph_.cell(made.from, 1, span)}, span);
    const NodeId in = graph_.linked(Op::band_row, made.from, date, span);
    found = made_for_
                .emplace(holds, add(std::move(row),
                                    graph_.make(Op::choose, {reached, in, graph_.literal(Exact(0))}, span)))
                .first;
  }
  const Op op = scope.frame == scalars_ ? Op::scalar : Op::this_row;
  const NodeId row = graph_.ref(op, found->second, span);
  const NodeId safe = graph_.make(Op::greatest, {graph_.literal(Exact(1)), row}, span);
  const NodeId date = deciding_date(written.chosen_by, scope, span);
  const NodeId before =
      graph_.make(Op::less, {date, graph_.linked(Op::at_row, made.until, safe, span)}, span);
  const NodeId there = graph_.make(Op::more, {row, graph_.literal(Exact(0))}, span);
  return {graph_.linked(Op::at_row, made.value, safe, span), both(there, before, span)};
}

/// person.round.participant_cap: follows links row by row.
Lowered Compiler::lower_path(const Expr& expr, Scope& scope) {
  EvidenceFrame* at = evidence_of_kind(scope.each);
  Symbol symbol = names_.find(scope.each, expr.path[0]);
  if (symbol.meaning != Meaning::input_column) throw Fault("a path begins with a column of the evidence");
  EvidenceColumn first =
      symbol.each.empty() ? single_inputs_.at({symbol.index, symbol.part}) : at->columns[symbol.part];
  NodeId row = none;  // row number in the frame reached
  NodeId known = none;
  if (symbol.each.empty()) {
    throw Fault("a path from an input of one row is not built");
  }
  row = graph_.ref(Op::this_row, link_column(at->frame, at->columns[symbol.part]), expr.path_spans[0]);
  if (first.known != none) known = graph_.ref(Op::this_row, first.known, expr.path_spans[0]);
  for (std::size_t i = 1; i < expr.path.size(); ++i) {
    const Span span = expr.path_spans[i];
    if (symbol.type.is(Quantity::code)) {
      const Symbol card = names_.card_column(symbol.type.of, expr.path[i]);
      Lowered value = card_value(card.index, card.part, row, scope, span);
      return {value.value, both(known, value.known, span)};
    }
    EvidenceFrame* target = evidence_of_kind(names_.kind_behind(symbol.type));
    symbol = names_.in_kind(contract_.inputs[target->input].each, expr.path[i]);
    ColumnId value_id = none;
    ColumnId known_id = none;
    const bool last = i + 1 == expr.path.size();
    if (symbol.meaning == Meaning::input_column) {
      EvidenceColumn& column = target->columns[symbol.part];
      value_id = last ? column.value : link_column(target->frame, column);
      known_id = column.known;
    } else if (symbol.meaning == Meaning::value) {
      const ValueColumns& made = value_read(symbol.index);
      value_id = made.value;
      known_id = made.known;
    } else if (symbol.meaning == Meaning::payer_share) {
      value_id = splits_[symbol.index].pays[symbol.part];
    } else if (symbol.meaning == Meaning::payment_blocked) {
      value_id = blocked_column(symbol.index, span);
      if (value_id == none) return {graph_.truth(false, span), known};
    } else {
      const PaymentColumns& paid = payments_[symbol.index];
      value_id = symbol.meaning == Meaning::payment            ? paid.paid
                 : symbol.meaning == Meaning::payment_achieved ? paid.achieved
                                                               : paid.earned;
    }
    if (known_id != none) {
      NodeId here = graph_.linked(Op::at_row, known_id, row, span);
      known = both(known, here, span);
    }
    row = graph_.linked(Op::at_row, value_id, row, span);
  }
  return {row, known};
}

Lowered Compiler::lower_bands(const Expr& expr, Scope& scope) {
  const language::Bands* bands = names_.bands(expr.word);
  const BandFrame& made = bands_[static_cast<std::size_t>(bands - contract_.bands.data())];
  const Lowered of = lower(*expr.args[0], scope);
  calc::Column column = column_of(scope, scope.owner + "_band", calc::whole_type);
  column.unit = calc::Unit::row_number;
  column.title = "Band of " + in_words(bands->name);
  column.meaning = "row of " + in_words(bands->name) + " in which " + bands->measured + " falls";
  column.clauses = shown(bands->clauses);
  const ColumnId row =
      add(std::move(column), graph_.linked(Op::band_row, made.edge, guarded(of, expr.span), expr.span));
  const NodeId at = graph_.ref(scope.frame == scalars_ ? Op::scalar : Op::this_row, row, expr.span);
  return {graph_.linked(Op::at_row, made.pays, at, expr.span), of.known};
}

}  // namespace outturn::compile
