#include "contracts/compile/compile.h"

#include "contracts/compile/caps.h"
#include "contracts/compile/record.h"
#include "contracts/compile/splits.h"
#include "contracts/compile/totals.h"
#include "contracts/compile/true_up.h"
#include "contracts/compile/verdicts.h"
#include "contracts/formulas/ring.h"
#include "contracts/frames/words.h"
#include "engine/calc/calculate.h"

namespace outturn::compile {

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
      if (!column.by.empty()) continue;  // worked out, and in no file
      FactColumn fact = column.fact;
      fact.places = language::held(column.type, minor).places;
      shape.columns.push_back(std::move(fact));
    }
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

calc::Run build(const language::Contract& contract, const SourceFile& source, Request& request,
                Problems& problems) {
  Workings work(contract, source, request, problems);

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
