#include "contracts/compile/compile.h"

#include <algorithm>

#include "contracts/compile/compiler.h"
#include "engine/calc/calculate.h"

namespace outturn::compile {

using language::Quantity;

std::vector<std::string> shown(const std::vector<language::Clause>& clauses) {
  std::vector<std::string> out;
  for (const auto& clause : clauses) {
    const std::string text = clause.shown();
    if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(text);
  }
  return out;
}

std::string in_words(const std::string& name) {
  std::string out = name;
  std::replace(out.begin(), out.end(), '_', ' ');
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::vector<TableShape> table_shapes(const language::Contract& contract) {
  const int minor = language::minor_places(contract);
  std::vector<TableShape> shapes;
  for (const language::Input& input : contract.inputs) {
    TableShape shape;
    shape.name = input.name;
    shape.each = input.each;
    shape.declared = input.span;
    for (const std::string& clause : shown(input.clauses)) shape.clauses += "[" + clause + "]";
    for (const language::InputColumn& column : input.columns) {
      FactColumn fact = column.fact;
      fact.places = language::held(column.type, minor).places;
      shape.columns.push_back(std::move(fact));
    }
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

Compiler::Compiler(const language::Contract& contract, const SourceFile& source, Request& request,
                   Problems& problems)
    : contract_(contract),
      source_(source),
      request_(request),
      problems_(problems),
      names_(contract),
      graph_(run_.graph),
      minor_places_(language::minor_places(contract)),
      cards_(contract.ratecards.size()),
      bands_(contract.bands.size()),
      points_(contract.points.size()),
      calendars_(contract.calendars.size()),
      parameters_(contract.parameters.size()),
      readings_(contract.assumptions.size(), none),
      values_(contract.values.size()),
      payments_(contract.payments.size()) {}

void Compiler::problem(std::string code, Span span, std::string what, std::vector<std::string> why,
                       std::vector<std::string> mend) {
  problems_.add(
      problem_at(std::move(code), source_.name(), span, std::move(what), std::move(why), std::move(mend)));
}

void Compiler::evidence_problem(const Table& table, std::uint32_t line, const std::string& column,
                                const std::string& what, std::vector<std::string> why,
                                std::vector<std::string> mend) {
  problems_.add(problem_at("E100", table.file, {line, 1, 0}, "column " + column + ": " + what, std::move(why),
                           std::move(mend)));
}

ColumnId Compiler::add(calc::Column column, NodeId formula) {
  const ColumnId id = graph_.add_column(std::move(column));
  if (formula != none) graph_.set_formula(id, formula);
  return id;
}

calc::Column Compiler::column_of(const Scope& scope, const std::string& name, calc::Type type) const {
  calc::Column column;
  column.name = free_name(name);
  column.frame = scope.frame;
  column.type = type;
  column.clauses = scope.clauses;
  column.span = scope.span;
  if (type.kind == calc::Kind::truth) column.unit = calc::Unit::flag;
  if (type.kind == calc::Kind::date) column.unit = calc::Unit::date;
  return column;
}

std::string Compiler::free_name(const std::string& wanted) const {
  std::string name = wanted;
  for (int n = 2; graph_.find(name) != none; ++n) name = wanted + "_" + std::to_string(n);
  return name;
}

bool Compiler::document_known(const std::vector<language::Clause>& clauses) const {
  if (request_.documents.empty() || clauses.empty()) return true;
  return std::any_of(clauses.begin(), clauses.end(), [&](const language::Clause& clause) {
    const auto& known = request_.documents;
    return clause.is_assumption() || std::find(known.begin(), known.end(), clause.document) != known.end();
  });
}

calc::Type Compiler::type_of(const QType& type, FrameId space) const {
  if (type.exact && type.numeric()) return calc::exact_type;
  switch (type.quantity) {
    case Quantity::money:
      return calc::decimal_type(minor_places_);
    case Quantity::percent:
    case Quantity::points:
    case Quantity::number:
    case Quantity::rate:
      return calc::decimal_type(type.places);
    case Quantity::date:
      return calc::date_type;
    case Quantity::truth:
      return calc::truth_type;
    case Quantity::text:
      return {calc::Kind::text, 0, none};
    case Quantity::code:
    case Quantity::key:
      return {calc::Kind::key, 0, space};
    default:
      return calc::whole_type;
  }
}

calc::Unit Compiler::unit_of(const QType& type) const {
  switch (type.quantity) {
    case Quantity::money:
      return calc::Unit::money;
    case Quantity::percent:
      return calc::Unit::percent;
    case Quantity::points:
      return calc::Unit::points;
    case Quantity::date:
      return calc::Unit::date;
    case Quantity::truth:
      return calc::Unit::flag;
    case Quantity::text:
      return calc::Unit::words;
    case Quantity::code:
    case Quantity::key:
      return calc::Unit::key;
    default:
      return calc::Unit::plain;
  }
}

std::string Compiler::unit_words(const QType& type) const {
  switch (type.quantity) {
    case Quantity::money:
      return contract_.head.currency;
    case Quantity::percent:
      return "%";
    case Quantity::rate:
      return "per " + type.of;
    case Quantity::points:
    case Quantity::count:
    case Quantity::number:
    case Quantity::date:
    case Quantity::days:
    case Quantity::weeks:
    case Quantity::months:
      return language::words(type).substr(type.exact ? 6 : 0);
    case Quantity::truth:
      return "1 yes, 0 no";
    default:
      return "";
  }
}

FrameId Compiler::space_of(const QType& type) const {
  if (type.is(Quantity::code)) {
    for (std::size_t i = 0; i < contract_.ratecards.size(); ++i) {
      if (contract_.ratecards[i].name == type.of) return cards_[i].codes;
    }
  }
  for (const EvidenceFrame& frame : frames_) {
    if (contract_.inputs[frame.input].name == type.of) return frame.frame;
  }
  return none;
}

calc::Run Compiler::build() {
  calc::Frame one;
  one.rows = 1;
  one.title = "Results";
  scalars_ = graph_.add_frame(std::move(one));
  assumption_terms();
  contract_tables();
  evidence_frames();
  if (problems_.has_errors()) return std::move(run_);
  payments();
  caps();
  for (std::size_t i = 0; i < values_.size(); ++i) value(i);
  totals();
  verdicts();
  true_up();
  record();
  return std::move(run_);
}

namespace {

void tell_knife_edges(calc::Run& run, const std::string& file, Problems& problems) {
  for (const calc::KnifeEdge& edge : run.evaluation.knife_edges) {
    const calc::Column& column = run.graph.column(edge.column);
    Problem p;
    p.severity = Severity::warning;
    p.code = "K1";
    p.file = file;
    p.span = column.span;
    p.what = "\"" + column.name + "\" stands on a knife-edge in row " +
             run.graph.frame(column.frame).key(edge.row_index);
    p.why = {edge.why + ".",
             "The exact value rules; a spreadsheet that recalculates could fall on the other side. The Cover "
             "lists the cell."};
    problems.add(std::move(p));
  }
}

void refuse_disagreement(const calc::Run& run, const std::vector<calc::Disagreement>& found) {
  if (found.empty()) return;
  const calc::Column& column = run.graph.column(found[0].column);
  throw Fault("the sheet's arithmetic gives " + std::to_string(found[0].sheet) + " and the engine " +
              std::to_string(found[0].engine) + " for " + column.name + ", row " +
              std::to_string(found[0].row_index + 1));
}

}  // namespace

calc::Run run(const language::Contract& contract, const SourceFile& source, Request request,
              Problems& problems) {
  calc::Run made = Compiler(contract, source, request, problems).build();
  if (problems.has_errors()) return made;
  calc::Calculation calculation = calc::calculate(made.graph, source.name(), problems, request.runner);
  made.evaluation = std::move(calculation.evaluation);
  if (problems.has_errors()) return made;
  tell_knife_edges(made, source.name(), problems);
  refuse_disagreement(made, calculation.disagreements);
  return made;
}

}  // namespace outturn::compile
