// The contract's own terms: parameters, bands, open questions.
#include <algorithm>

#include "contracts/compile/terms.h"

namespace outturn::compile {

using language::Quantity;

void Compiler::assumption_terms() {
  for (std::size_t i = 0; i < contract_.assumptions.size(); ++i) {
    const language::Assumption& a = contract_.assumptions[i];
    calc::AssumptionRecord record;
    record.name = a.name;
    record.question = a.question;
    record.because = a.because;
    record.clauses = shown(a.clauses);
    const auto chosen = request_.readings.find(a.name);
    const std::string use = chosen == request_.readings.end() ? a.use : chosen->second;
    for (std::size_t r = 0; r < a.readings.size(); ++r) {
      record.readings.push_back(a.readings[r].words);
      record.reading_names.push_back(a.readings[r].name);
      if (a.readings[r].name == use) record.used = static_cast<int>(r + 1);
    }
    if (!a.readings.empty()) {
      calc::Column term =
          term_column(a.name, scalars_, calc::whole_type, calc::Unit::plain, in_words(a.name));
      term.meaning = a.question;
      for (std::size_t r = 0; r < a.readings.size(); ++r)
        term.unit_words += (r == 0 ? "" : ", ") + std::to_string(r + 1) + " " + a.readings[r].name;
      term.clauses = {"assumption " + a.name};
      term.span = a.span;
      term.values.big.push_back(record.used);
      readings_[i] = add(std::move(term));
      record.term = readings_[i];
    }
    run_.record.assumptions.push_back(std::move(record));
  }
}

void Compiler::contract_tables() {
  for (std::size_t i = 0; i < contract_.parameters.size(); ++i)
    parameter(contract_.parameters[i], parameters_[i]);
  for (std::size_t i = 0; i < contract_.ratecards.size(); ++i) card_frames(contract_.ratecards[i], cards_[i]);
  for (std::size_t i = 0; i < contract_.bands.size(); ++i) band_frame(contract_.bands[i], bands_[i]);
  for (std::size_t i = 0; i < contract_.points.size(); ++i) knot_frame(contract_.points[i], points_[i]);
  for (std::size_t i = 0; i < contract_.calendars.size(); ++i)
    calendar_frame(contract_.calendars[i], calendars_[i]);
}

void Compiler::parameter(const language::Parameter& parameter, DatedParameter& made) {
  std::vector<const language::DatedValue*> values;
  for (const auto& value : parameter.values) {
    if (document_known(value.clauses)) values.push_back(&value);
  }
  const QType type = names_.single(parameter.name).type;
  if (values.empty()) {
    problem("N25", parameter.span,
            "\"" + parameter.name + "\" has no value in the documents known to this run", {},
            {"Name the document it stands in under --documents."});
    return;
  }
  if (!language::is_dated(parameter)) {
    calc::Column term =
        term_column(parameter.name, scalars_, type_of(type), unit_of(type), in_words(parameter.name));
    term.unit_words = unit_words(type);
    term.clauses = shown(values[0]->clauses);
    term.span = parameter.span;
    store(term, values[0]->value);
    made.term = add(std::move(term));
    return;
  }
  calc::Frame frame;
  frame.name = parameter.name;
  frame.title = in_words(parameter.name);
  frame.meaning = "one row for each date from which a value holds, chosen by " + parameter.chosen_by;
  frame.rows = values.size();
  frame.is_table = true;
  for (std::size_t i = 0; i < values.size(); ++i) {
    frame.keys.push_back(to_iso(values[i]->from.value_or(*contract_.head.starts)));
    frame.row_clauses.push_back(clause_words(values[i]->clauses));
    frame.lines.push_back(values[i]->span.line);
  }
  made.frame = graph_.add_frame(std::move(frame));
  calc::Column from =
      term_column(free_name(parameter.name + "_from"), made.frame, calc::date_type, calc::Unit::date, "From");
  calc::Column until = term_column(free_name(parameter.name + "_until"), made.frame, calc::date_type,
                                   calc::Unit::date, "Until, this day excluded");
  calc::Column value =
      term_column(parameter.name, made.frame, type_of(type), unit_of(type), in_words(parameter.name));
  value.unit_words = unit_words(type);
  bool until_written = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Date end{contract_.head.ends->serial + 1};
    const Date next = i + 1 < values.size() ? values[i + 1]->from.value_or(*contract_.head.starts) : end;
    store(from, Exact(values[i]->from.value_or(*contract_.head.starts).serial));
    store(until, Exact(values[i]->until.value_or(next).serial));
    until_written = until_written || values[i]->until.has_value();
    store(value, values[i]->value);
  }
  until.follows_rows = !until_written;
  for (calc::Column* column : {&from, &until, &value}) {
    column->clauses = shown(parameter.clauses);
    column->span = parameter.span;
  }
  made.from = add(std::move(from));
  made.until = add(std::move(until));
  made.value = add(std::move(value));
}

namespace {

int places_looked_up(const Expr* expr, const std::string& name) {
  if (expr == nullptr) return 0;
  int most = expr->kind == language::ExprKind::call && expr->word == name && !expr->args.empty()
                 ? expr->args[0]->type.places
                 : 0;
  for (const auto& arg : expr->args) most = std::max(most, places_looked_up(arg.get(), name));
  most = std::max(most, places_looked_up(expr->first.get(), name));
  return std::max(most, places_looked_up(expr->filter.get(), name));
}

}  // namespace

int places_looked_up(const language::Contract& contract, const std::string& name) {
  int places = 0;
  for (const auto& value : contract.values) places = std::max(places, places_looked_up(value.is.get(), name));
  for (const auto& payment : contract.payments) {
    for (const auto* said : {&payment.when, &payment.pay, &payment.achieved, &payment.worth})
      places = std::max(places, places_looked_up(said->get(), name));
  }
  for (const auto& cap : contract.caps) places = std::max(places, places_looked_up(cap.amount.get(), name));
  return places;
}

void Compiler::band_frame(const language::Bands& bands, BandFrame& made) {
  const int places = std::max(bands.edge_places, places_looked_up(contract_, bands.name));
  calc::Frame frame;
  frame.name = bands.name;
  frame.title = in_words(bands.name);
  frame.meaning = "bands of " + bands.measured + ": the last row whose edge is reached holds";
  frame.is_table = true;
  frame.rows = bands.rows.size();
  for (std::size_t i = 0; i < bands.rows.size(); ++i) {
    frame.keys.push_back("B" + std::to_string(i + 1));
    frame.row_clauses.push_back(clause_words(bands.rows[i].clauses));
    frame.lines.push_back(bands.rows[i].span.line);
  }
  made.frame = graph_.add_frame(std::move(frame));
  const auto named = [&](const std::string& what) { return free_name(bands.name + "_" + what); };
  calc::Column from =
      term_column(named("from"), made.frame, calc::decimal_type(std::max(bands.edge_places, 1)),
                  unit_of(bands.measured_type), "From " + bands.measured);
  calc::Column step = term_column(named("edge_step"), made.frame, calc::decimal_type(places + 1),
                                  calc::Unit::plain, "Half a unit");
  step.meaning =
      "half of the last decimal place looked up: minus where the edge itself belongs to this band, plus "
      "where it does not";
  step.follows_rows = true;
  const QType result = language::held(bands.result_type, minor_places_);
  calc::Column pays =
      term_column(named(bands.result), made.frame, type_of(result), unit_of(result), in_words(bands.result));
  pays.unit_words = unit_words(result);
  from.unit_words = unit_words(bands.measured_type);
  // A number below any there can be, since a search must never fail; -99,900 % for shares.
  const bool share = bands.measured_type.is(Quantity::percent) || bands.measured_type.is(Quantity::points);
  const Exact no_lower_end(share ? -999 : -999999);
  from.meaning = "where the band begins; the first begins below anything there can be";
  for (const auto& row : bands.rows) {
    store(from, row.from.value_or(no_lower_end));
    store(step, Exact::ratio(row.from_included ? -1 : 1, 2) / Exact(power_of_ten(places)));
    store(pays, row.value);
  }
  for (calc::Column* column : {&from, &step, &pays})
    column->clauses = shown(bands.clauses), column->span = bands.span;
  const ColumnId from_id = add(std::move(from));
  const ColumnId step_id = add(std::move(step));
  calc::Column edge = term_column(named("edge"), made.frame, calc::decimal_type(std::max(places + 1, 1)),
                                  calc::Unit::plain, "Edge searched");
  edge.role = calc::Role::formula;
  edge.clauses = shown(bands.clauses);
  edge.span = bands.span;
  made.edge =
      add(std::move(edge),
          graph_.make(Op::add, {graph_.ref(Op::this_row, from_id), graph_.ref(Op::this_row, step_id)}));
  made.pays = add(std::move(pays));
  // Edges must rise, or a search would stop too early.
  const NodeId first =
      graph_.make(Op::equal, {graph_.ref(Op::this_row, row_number(made.frame)), graph_.literal(Exact(1))});
  const NodeId rising =
      graph_.make(Op::more, {graph_.ref(Op::this_row, made.edge), graph_.ref(Op::previous, made.edge)});
  calc::Column check =
      term_column(named("edges_rise"), made.frame, calc::truth_type, calc::Unit::flag, "Edges rise");
  check.role = calc::Role::check;
  const ColumnId rise = add(std::move(check), graph_.make(Op::choose, {first, graph_.truth(true), rising}));
  run_.record.checks.push_back({rise, "the bands of " + bands.name + " rise"});
}

}  // namespace outturn::compile
