// The contract's own tables: parameters, rate cards, bands, open questions.
#include <algorithm>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

using language::Quantity;

namespace {

/// value * 10^places as held in a column.
std::int64_t held_integer(const Exact& value, int places) {
  return round_scaled(value, places, Rounding::half_up).value_or(0);
}

calc::Column input_column(std::string name, FrameId frame, calc::Type type, calc::Unit unit, std::string title) {
  calc::Column column;
  column.name = std::move(name);
  column.frame = frame;
  column.type = type;
  column.unit = unit;
  column.role = calc::Role::term;
  column.title = std::move(title);
  return column;
}

void store(calc::Column& column, const Exact& value) {
  const int places = column.type.kind == calc::Kind::decimal ? column.type.places : 0;
  const std::int64_t held = held_integer(value, places);
  if (column.type.kind == calc::Kind::date || column.type.kind == calc::Kind::key || column.compact) {
    column.values.small.push_back(static_cast<std::int32_t>(held));
  } else if (column.type.kind == calc::Kind::truth) {
    column.values.flags.push_back(held != 0 ? 1 : 0);
  } else {
    column.values.big.push_back(held);
  }
}

std::string clause_words(const std::vector<language::Clause>& clauses) {
  std::string out;
  for (const std::string& clause : shown(clauses)) out += (out.empty() ? "" : "; ") + clause;
  return out;
}

}  // namespace

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
      calc::Column term = input_column(a.name, scalars_, calc::whole_type, calc::Unit::plain, in_words(a.name));
      term.meaning = a.question;
      for (std::size_t r = 0; r < a.readings.size(); ++r) term.unit_words += (r == 0 ? "" : ", ") + std::to_string(r + 1) + " " + a.readings[r].name;
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
  for (std::size_t i = 0; i < contract_.parameters.size(); ++i) parameter(contract_.parameters[i], parameters_[i]);
  for (std::size_t i = 0; i < contract_.ratecards.size(); ++i) card_frames(contract_.ratecards[i], cards_[i]);
  for (std::size_t i = 0; i < contract_.bands.size(); ++i) band_frame(contract_.bands[i], bands_[i]);
}

void Compiler::parameter(const language::Parameter& parameter, DatedParameter& made) {
  std::vector<const language::DatedValue*> values;
  for (const auto& value : parameter.values) {
    if (document_known(value.clauses)) values.push_back(&value);
  }
  const QType type = names_.single(parameter.name).type;
  if (values.empty()) {
    problem("N25", parameter.span, "\"" + parameter.name + "\" has no value in the documents known to this run", {}, {"Name the document it stands in under --documents."});
    return;
  }
  if (parameter.values.size() == 1) {
    calc::Column term = input_column(parameter.name, scalars_, type_of(type), unit_of(type), in_words(parameter.name));
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
  calc::Column from = input_column(free_name(parameter.name + "_from"), made.frame, calc::date_type, calc::Unit::date, "From");
  calc::Column until = input_column(free_name(parameter.name + "_until"), made.frame, calc::date_type, calc::Unit::date, "Until, this day excluded");
  calc::Column value = input_column(parameter.name, made.frame, type_of(type), unit_of(type), in_words(parameter.name));
  value.unit_words = unit_words(type);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Date end{contract_.head.ends->serial + 1};
    const Date next = i + 1 < values.size() ? values[i + 1]->from.value_or(*contract_.head.starts) : end;
    store(from, Exact(values[i]->from.value_or(*contract_.head.starts).serial));
    store(until, Exact(values[i]->until.value_or(next).serial));
    store(value, values[i]->value);
  }
  for (calc::Column* column : {&from, &until, &value}) {
    column->clauses = shown(parameter.clauses);
    column->span = parameter.span;
  }
  made.from = add(std::move(from));
  made.until = add(std::move(until));
  made.value = add(std::move(value));
}

void Compiler::card_frames(const language::RateCard& card, CardFrames& made) {
  std::vector<const language::RateCard::Row*> rows;
  for (const auto& row : card.rows) {
    if (document_known(row.clauses)) rows.push_back(&row);
  }
  calc::Frame frame;
  frame.name = card.name;
  frame.title = in_words(card.name);
  frame.meaning = "rate card: one row a code";
  frame.is_table = true;
  std::vector<const language::RateCard::Row*> first;   // of each code
  for (const auto* row : rows) {
    if (std::find(frame.keys.begin(), frame.keys.end(), row->code) != frame.keys.end()) continue;
    frame.keys.push_back(row->code);
    frame.row_clauses.push_back(clause_words(row->clauses));
    frame.lines.push_back(row->span.line);
    first.push_back(row);
  }
  frame.rows = frame.keys.size();
  made.codes = graph_.add_frame(std::move(frame));
  calc::Column code = input_column(free_name(card.name + "_code"), made.codes, {calc::Kind::key, 0, made.codes}, calc::Unit::key, "Code");
  for (std::size_t i = 0; i < first.size(); ++i) code.values.small.push_back(static_cast<std::int32_t>(i + 1));
  code.clauses = shown(card.clauses);
  code.span = card.span;
  made.code = add(std::move(code));
  graph_.frame(made.codes).key_column = made.code;
  made.columns.assign(card.columns.size(), none);
  made.known.assign(card.columns.size(), none);
  if (card.dated) dated_rows(card, made, rows);
  card_columns(card, made, card.dated ? rows : first);
}

/// Rows of a dated card in order of code and date, searched by code_row * span + date.
void Compiler::dated_rows(const language::RateCard& card, CardFrames& made, const std::vector<const language::RateCard::Row*>& given) {
  auto rows = given;
  const auto& codes = graph_.frame(made.codes).keys;
  const Date start = *contract_.head.starts;
  const auto code_row = [&](const language::RateCard::Row* row) { return std::find(codes.begin(), codes.end(), row->code) - codes.begin() + 1; };
  std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) {
    return std::pair(code_row(a), a->from.value_or(start)) < std::pair(code_row(b), b->from.value_or(start));
  });
  calc::Frame frame;
  frame.name = card.name + "_by_date";
  frame.title = in_words(card.name) + " by date";
  frame.meaning = "one row for each code and date from which its figures hold, chosen by " + card.chosen_by;
  frame.is_table = true;
  frame.rows = rows.size();
  for (const auto* row : rows) {
    frame.keys.push_back(row->code + " " + to_iso(row->from.value_or(start)));
    frame.row_clauses.push_back(clause_words(row->clauses));
    frame.lines.push_back(row->span.line);
  }
  made.dated = graph_.add_frame(std::move(frame));
  const auto named = [&](const char* what) { return free_name(card.name + "_" + what); };
  calc::Column of_code = input_column(named("code_row"), made.dated, calc::whole_type, calc::Unit::row_number, "Code row");
  calc::Column from = input_column(named("from"), made.dated, calc::date_type, calc::Unit::date, "From");
  calc::Column until = input_column(named("until"), made.dated, calc::date_type, calc::Unit::date, "Until, this day excluded");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool more = i + 1 < rows.size() && rows[i + 1]->code == rows[i]->code;
    const Date next = more ? rows[i + 1]->from.value_or(start) : Date{contract_.head.ends->serial + 1};
    store(of_code, Exact(code_row(rows[i])));
    store(from, Exact(rows[i]->from.value_or(start).serial));
    store(until, Exact(rows[i]->until.value_or(next).serial));
  }
  for (calc::Column* column : {&of_code, &from, &until}) column->clauses = shown(card.clauses), column->span = card.span;
  made.code_row = add(std::move(of_code));
  made.from = add(std::move(from));
  made.until = add(std::move(until));
  calc::Column span = input_column(named("key_span"), scalars_, calc::whole_type, calc::Unit::plain, "Key span of " + card.name);
  span.meaning = "larger than any date's number, so that code and date make one search key";
  span.clauses = shown(card.clauses);
  span.values.big.push_back(100000);
  made.span = add(std::move(span));
  calc::Column key = input_column(named("key"), made.dated, calc::whole_type, calc::Unit::row_number, "Search key");
  key.role = calc::Role::formula;
  key.clauses = shown(card.clauses);
  key.span = card.span;
  const NodeId spread = graph_.make(Op::multiply, {graph_.ref(Op::this_row, made.code_row), graph_.ref(Op::scalar, made.span)});
  made.key = add(std::move(key), graph_.make(Op::add, {spread, graph_.ref(Op::this_row, made.from)}));
}

void Compiler::card_columns(const language::RateCard& card, CardFrames& made, const std::vector<const language::RateCard::Row*>& given) {
  auto rows = given;
  if (card.dated) {
    const auto& codes = graph_.frame(made.codes).keys;
    const Date start = *contract_.head.starts;
    const auto code_row = [&](const language::RateCard::Row* row) { return std::find(codes.begin(), codes.end(), row->code) - codes.begin(); };
    std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) {
      return std::pair(code_row(a), a->from.value_or(start)) < std::pair(code_row(b), b->from.value_or(start));
    });
  }
  for (std::size_t j = 0; j < card.columns.size(); ++j) {
    const QType type = names_.card_column(card.name, card.columns[j].name).type;
    const bool text = type.is(Quantity::text);
    const FrameId frame = card.dated && !text ? made.dated : made.codes;
    calc::Column column = input_column(free_name(card.name + "_" + card.columns[j].name), frame, type_of(type), unit_of(type), in_words(card.columns[j].name));
    column.unit_words = unit_words(type);
    column.clauses = shown(card.clauses);
    column.span = card.span;
    bool all_known = true;
    const auto& codes = graph_.frame(made.codes).keys;
    std::size_t next_code = 0;
    for (const auto* row : rows) {
      if (text && card.dated && (next_code >= codes.size() || row->code != codes[next_code])) continue;
      ++next_code;
      const language::CardCell& cell = row->cells[j];
      all_known = all_known && (cell.present || text);
      column.values.known.push_back(cell.present || text ? 1 : 0);
      if (text) {
        column.values.small.push_back(static_cast<std::int32_t>(column.values.dictionary.size()));
        column.values.dictionary.push_back(cell.words);
      } else {
        store(column, cell.present ? cell.value : Exact(0));
      }
    }
    if (all_known) column.values.known.clear();
    made.columns[j] = add(std::move(column));
    if (!all_known) made.known[j] = known_column(made.columns[j]);
  }
}

namespace {

/// The most decimal places with which anything is looked up in the bands `name`.
int places_looked_up(const Expr* expr, const std::string& name) {
  if (expr == nullptr) return 0;
  int most = expr->kind == language::ExprKind::call && expr->word == name && !expr->args.empty() ? expr->args[0]->type.places : 0;
  for (const auto& arg : expr->args) most = std::max(most, places_looked_up(arg.get(), name));
  return std::max(most, places_looked_up(expr->filter.get(), name));
}

}  // namespace

void Compiler::band_frame(const language::Bands& bands, BandFrame& made) {
  int places = bands.edge_places;
  for (const auto& value : contract_.values) places = std::max(places, places_looked_up(value.is.get(), bands.name));
  for (const auto& payment : contract_.payments) {
    places = std::max({places, places_looked_up(payment.when.get(), bands.name), places_looked_up(payment.pay.get(), bands.name)});
  }
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
  calc::Column from = input_column(named("from"), made.frame, calc::decimal_type(std::max(bands.edge_places, 1)), unit_of(bands.measured_type), "From " + bands.measured);
  calc::Column step = input_column(named("edge_step"), made.frame, calc::decimal_type(places + 1), calc::Unit::plain, "Half a unit");
  step.meaning = "half of the last decimal place looked up: minus where the edge itself belongs to this band, plus where it does not";
  const QType result = language::held(bands.result_type, minor_places_);
  calc::Column pays = input_column(named(bands.result), made.frame, type_of(result), unit_of(result), in_words(bands.result));
  pays.unit_words = unit_words(result);
  from.unit_words = unit_words(bands.measured_type);
  for (const auto& row : bands.rows) {
    store(from, row.from.value_or(Exact(-999999)));
    store(step, Exact::ratio(row.from_included ? -1 : 1, 2) / Exact(power_of_ten(places)));
    store(pays, row.value);
  }
  for (calc::Column* column : {&from, &step, &pays}) column->clauses = shown(bands.clauses), column->span = bands.span;
  const ColumnId from_id = add(std::move(from));
  const ColumnId step_id = add(std::move(step));
  calc::Column edge = input_column(named("edge"), made.frame, calc::decimal_type(std::max(places + 1, 1)), calc::Unit::plain, "Edge searched");
  edge.role = calc::Role::formula;
  edge.clauses = shown(bands.clauses);
  edge.span = bands.span;
  made.edge = add(std::move(edge), graph_.make(Op::add, {graph_.ref(Op::this_row, from_id), graph_.ref(Op::this_row, step_id)}));
  made.pays = add(std::move(pays));
  // Edges must rise, or a search would stop too early.
  const NodeId first = graph_.make(Op::equal, {graph_.ref(Op::this_row, row_number(made.frame)), graph_.literal(Exact(1))});
  const NodeId rising = graph_.make(Op::more, {graph_.ref(Op::this_row, made.edge), graph_.ref(Op::previous, made.edge)});
  calc::Column check = input_column(named("edges_rise"), made.frame, calc::truth_type, calc::Unit::flag, "Edges rise");
  check.role = calc::Role::check;
  const ColumnId rise = add(std::move(check), graph_.make(Op::choose, {first, graph_.truth(true), rising}));
  run_.record.checks.push_back({rise, "the bands of " + bands.name + " rise"});
}

}  // namespace outturn::compile
