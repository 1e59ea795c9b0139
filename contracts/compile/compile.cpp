#include "contracts/compile/compile.h"

#include <algorithm>

#include "contracts/compile/approaches.h"
#include "contracts/compile/caps.h"
#include "contracts/compile/record.h"
#include "contracts/compile/savings.h"
#include "contracts/compile/splits.h"
#include "contracts/compile/totals.h"
#include "contracts/compile/true_up.h"
#include "contracts/compile/verdicts.h"
#include "contracts/formulas/ring.h"
#include "contracts/frames/words.h"
#include "engine/calc/calculate.h"

namespace outturn::compile {

namespace {

const language::GivenRows* given_rows(const language::Contract& contract, const std::string& input) {
  const auto at = std::find_if(contract.given.begin(), contract.given.end(),
                               [&](const language::GivenRows& rows) { return rows.input == input; });
  return at == contract.given.end() ? nullptr : &*at;
}

TableShape shape_of(const language::Input& input, int minor) {
  TableShape shape;
  shape.name = input.name;
  shape.each = input.each;
  shape.declared = input.span;
  for (const std::string& clause : shown(input.clauses)) shape.clauses += "[" + clause + "]";
  for (const language::InputColumn& column : input.columns) {
    if (!column.by.empty()) continue;  // worked out, and in no file
    FactColumn fact = column.fact;
    fact.places = language::held(column.type, minor).places;
    shape.columns.push_back(std::move(fact));
  }
  return shape;
}

std::int64_t scaled(const Exact& value, int places) {
  const auto small = (value * Exact(10).power(places)).small();
  if (!small || small->num % small->den != 0)
    throw Fault("a figure of the contract has more decimals than its column");
  return small->num / small->den;
}

/// Words of which each stands in the dictionary once.
FactData words_given(const std::vector<std::string>& words) {
  FactData out;
  std::vector<std::string>& known = out.dictionary.words;
  for (const std::string& word : words) {
    auto at = std::find(known.begin(), known.end(), word);
    if (at == known.end()) at = known.insert(known.end(), word);
    out.small.push_back(static_cast<std::int32_t>(at - known.begin()));
  }
  return out;
}

FactData figures_given(const language::GivenColumn& column, const FactColumn& fact) {
  FactData out;
  for (const std::optional<Exact>& figure : column.figures) {
    const std::int64_t held = figure ? scaled(*figure, fact.places) : 0;
    if (fact.type == FactType::truth) {
      out.small.push_back(static_cast<std::int32_t>(held));
    } else {
      out.numbers.push_back(held);
    }
    if (fact.may_be_unknown) out.known.push_back(figure ? 1 : 0);
  }
  return out;
}

/// Rows that stand in the contract, as a table that was read.
Table given_table(const language::GivenRows& rows, TableShape shape, const std::string& file) {
  Table table;
  table.file = file;
  table.rows = rows.keys.size();
  table.lines.assign(table.rows, rows.line);
  table.columns.push_back(words_given(rows.keys));
  for (std::size_t c = 0; c < rows.columns.size(); ++c) {
    const language::GivenColumn& column = rows.columns[c];
    table.columns.push_back(column.rows.empty() ? figures_given(column, shape.columns[c + 1])
                                                : words_given(column.rows));
  }
  table.shape = std::move(shape);
  if (const std::string fault = table_fault(table); !fault.empty())
    throw Fault("rows of the contract: " + fault);
  return table;
}

void add_given_tables(const language::Contract& contract, const std::string& file, Request& request) {
  for (const language::Input& input : contract.inputs) {
    const language::GivenRows* const rows = given_rows(contract, input.name);
    if (rows != nullptr)
      request.tables.push_back(given_table(*rows, shape_of(input, language::minor_places(contract)), file));
  }
}

}  // namespace

std::vector<TableShape> table_shapes(const language::Contract& contract) {
  std::vector<TableShape> shapes;
  for (const language::Input& input : contract.inputs)
    if (given_rows(contract, input.name) == nullptr)
      shapes.push_back(shape_of(input, language::minor_places(contract)));
  return shapes;
}

calc::Run build(const language::Contract& contract, const SourceFile& source, Request& request,
                Problems& problems) {
  Workings work(contract, source, request, problems);

  add_given_tables(contract, source.name(), request);

  // What is given, as frames of columns.
  const ContractTables tables = contract_tables(work);
  Evidence evidence = read_evidence(work, tables);
  if (problems.has_errors()) return std::move(work.run);

  // What the contract works out of it.
  Ring ring(work, evidence, tables);
  ring.payments.stand();
  ring.values.build_long_chains();
  ring.payments.build_all();

  // What is laid over the payments.
  const Ground& on = ring.formulas.ground();
  const CapCuts cuts = lay_caps(on, ring.payments);
  ring.values.build_all();
  total_payments(work, ring.payments, cuts);
  split_payments(on, ring.payments);
  total_contract(work);

  // What the run tells of it.
  add_verdicts(work, evidence, ring.payments);
  true_up(work);
  record_contract(work);
  record_savings(work);
  record_approaches(work);
  return std::move(work.run);
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
  calc::Run made = build(contract, source, request, problems);
  if (problems.has_errors()) return made;
  calc::Calculation calculation = calc::calculate(made.graph, source.name(), problems, request.runner);
  made.evaluation = std::move(calculation.evaluation);
  if (problems.has_errors()) return made;
  tell_knife_edges(made, source.name(), problems);
  refuse_disagreement(made, calculation.disagreements);
  return made;
}

}  // namespace outturn::compile
