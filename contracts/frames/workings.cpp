#include "contracts/frames/workings.h"

#include <algorithm>

#include "contracts/frames/words.h"

namespace outturn::compile {

using language::QType;
using language::Quantity;

Workings::Workings(const language::Contract& its_contract, const SourceFile& its_source, Request& asked,
                   Problems& problems)
    : contract(its_contract),
      source(its_source),
      request(asked),
      names(its_contract),
      minor_places(language::minor_places(its_contract)),
      graph(run.graph),
      record(run.record),
      problems_(problems) {
  calc::Frame one;
  one.rows = 1;
  one.title = "Results";
  scalars = graph.add_frame(std::move(one));
}

void Workings::problem(std::string code, Span span, std::string what, std::vector<std::string> why,
                       std::vector<std::string> mend) {
  problems_.add(
      problem_at(std::move(code), source.name(), span, std::move(what), std::move(why), std::move(mend)));
}

void Workings::evidence_problem(const Table& table, std::uint32_t line, const std::string& column,
                                const std::string& what, std::vector<std::string> why,
                                std::vector<std::string> mend) {
  problems_.add(problem_at("E100", table.file, {line, 1, 0}, "column " + column + ": " + what, std::move(why),
                           std::move(mend)));
}

ColumnId Workings::add(calc::Column column, NodeId formula) {
  const ColumnId id = graph.add_column(std::move(column));
  if (formula != none) graph.set_formula(id, formula);
  return id;
}

calc::Column Workings::column_of(const Scope& scope, const std::string& name, calc::Type type) const {
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

calc::Column Workings::money_column(const Scope& scope, const std::string& name,
                                    const std::string& title) const {
  calc::Column column = column_of(scope, name, calc::decimal_type(minor_places));
  column.unit = calc::Unit::money;
  column.unit_words = contract.head.currency;
  column.title = title;
  return column;
}

calc::Column Workings::column_for_type(const Scope& scope, const std::string& name, calc::Type type,
                                       const QType& shown_as) const {
  calc::Column column = column_of(scope, name, type);
  column.unit = unit_of(shown_as);
  column.unit_words = unit_words(shown_as);
  return column;
}

std::string Workings::free_name(const std::string& wanted) const {
  std::string name = wanted;
  for (int n = 2; graph.find(name) != none; ++n) name = wanted + "_" + std::to_string(n);
  return name;
}

calc::Type Workings::type_of(const QType& type, FrameId space) const {
  if (type.exact && type.numeric()) return calc::exact_type;
  switch (type.quantity) {
    case Quantity::money:
      return calc::decimal_type(minor_places);
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

calc::Unit unit_of(const QType& type) {
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

std::string Workings::unit_words(const QType& type) const {
  switch (type.quantity) {
    case Quantity::money:
      return contract.head.currency;
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

ColumnId Workings::known_column(ColumnId value) {
  const calc::Column& of = graph.column(value);
  calc::Column column;
  column.name = free_name(of.name + "_known");
  column.frame = of.frame;
  column.type = calc::truth_type;
  column.unit = calc::Unit::flag;
  column.title = of.title + " known";
  column.clauses = of.clauses;
  column.span = of.span;
  if (of.type.kind == calc::Kind::key) {  // a cell of words, of which a sheet can't ask ISNUMBER
    column.role = calc::Role::link;
    column.meaning = "1 where the row names one; frozen, as links are";
    column.values.flags = of.values.known;
    if (column.values.flags.empty()) column.values.flags.assign(graph.frame(of.frame).rows, 1);
    return add(std::move(column));
  }
  const NodeId known = graph.ref(Op::is_known, value);
  return add(std::move(column), known);
}

ColumnId Workings::row_number(FrameId frame) {
  if (graph.frame(frame).row_number != none) return graph.frame(frame).row_number;
  calc::Column column;
  column.name = free_name(graph.frame(frame).name + "_number");
  column.frame = frame;
  column.type = calc::whole_type;
  column.compact = true;
  column.unit = calc::Unit::row_number;
  column.role = calc::Role::link;
  column.title = "Number";
  column.meaning = "number of the row in the order " + graph.frame(frame).order;
  column.values.small.resize(graph.frame(frame).rows);
  for (std::size_t i = 0; i < column.values.small.size(); ++i)
    column.values.small[i] = static_cast<std::int32_t>(i + 1);
  const ColumnId id = add(std::move(column));
  graph.frame(frame).row_number = id;
  return id;
}

void Workings::check(calc::Column column, NodeId formula, const std::string& what) {
  column.role = calc::Role::check;
  record.checks.push_back({add(std::move(column), formula), what});
}

ColumnId Workings::shared(const std::string& holds) const {
  const auto found = shared_.find(holds);
  return found == shared_.end() ? none : found->second;
}

ColumnId Workings::share(const std::string& holds, ColumnId column) {
  return shared_.emplace(holds, column).first->second;
}

Lowered Workings::read(ColumnId value, ColumnId known, const Scope& scope, Span span) {
  const Op op = here(graph.column(value).frame);
  Lowered out{graph.ref(op, value, span), none};
  if (known != none && !scope.surely_known.contains(known)) out.known = graph.ref(op, known, span);
  return out;
}

NodeId Workings::round(NodeId node, const language::RoundingRule& rule, const QType& type) {
  return graph.rounded(node, language::rounded_places(rule, type, minor_places), rule.mode, rule.span);
}

NodeId Workings::in_a_column(NodeId formula, const QType& type, const std::string& name,
                             const std::string& title, const Scope& scope, Span span) {
  const Op op = graph.node(formula).op;
  if (op == Op::this_row || op == Op::scalar) return formula;
  calc::Column column = column_for_type(scope, name, graph.node(formula).type, type);
  column.title = title;
  return graph.ref(here(scope.frame), add(std::move(column), formula), span);
}

ColumnId Workings::column_for(NodeId node, const std::string& suffix, const std::string& title,
                              const Scope& scope) {
  const calc::Node& held = graph.node(node);
  if (held.op == Op::this_row) return held.column;
  calc::Column made = column_of(scope, scope.owner + suffix, held.type);
  made.title = title;
  return add(std::move(made), node);
}

bool Workings::document_known(const std::vector<language::Clause>& clauses) const {
  if (request.documents.empty() || clauses.empty()) return true;
  return std::any_of(clauses.begin(), clauses.end(), [&](const language::Clause& clause) {
    const auto& known = request.documents;
    return clause.is_assumption() || std::find(known.begin(), known.end(), clause.document) != known.end();
  });
}

Scope scope_of(FrameId frame, const std::vector<language::Clause>& clauses, Span span) {
  Scope scope;
  scope.frame = frame;
  scope.clauses = shown(clauses);
  scope.span = span;
  return scope;
}

}  // namespace outturn::compile
