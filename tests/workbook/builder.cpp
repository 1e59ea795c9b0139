#include "tests/workbook/builder.h"

#include "engine/base/problem.h"
#include "engine/calc/sheet_evaluate.h"

namespace outturn::workbook_tests {

using calc::ColumnId;
using calc::FrameId;
using calc::Kind;
using calc::NodeId;
using calc::Op;
using calc::Role;
using calc::Type;
using calc::Unit;

namespace {

void fill(calc::Column& column, const std::vector<std::int64_t>& held) {
  for (const std::int64_t value : held) {
    switch (column.type.kind) {
      case Kind::truth:
        column.values.flags.push_back(static_cast<std::uint8_t>(value));
        break;
      case Kind::date:
      case Kind::key:
      case Kind::text:
        column.values.small.push_back(static_cast<std::int32_t>(value));
        break;
      case Kind::exact:
        column.values.exact.emplace_back(value);
        break;
      default:
        column.values.big.push_back(value);
        break;
    }
  }
}

}  // namespace

FrameId Builder::scalars() {
  if (scalars_ == calc::none) {
    calc::Frame frame;
    frame.rows = 1;
    scalars_ = run.graph.add_frame(frame);
  }
  return scalars_;
}

FrameId Builder::frame(const std::string& name, const std::string& title, std::size_t rows,
                       const std::string& key_letter, bool is_table) {
  calc::Frame frame;
  frame.name = name;
  frame.title = title;
  frame.rows = rows;
  frame.key_prefix = key_letter;
  frame.is_table = is_table;
  frame.file = is_table ? "" : name + "s.csv";
  for (std::size_t i = 0; i < rows; ++i) {
    frame.lines.push_back(static_cast<std::uint32_t>(i + 2));
    if (is_table) frame.row_clauses.push_back("C Sch 3 row " + std::to_string(i + 1));
  }
  return run.graph.add_frame(frame);
}

ColumnId Builder::term(const std::string& name, Type type, Unit unit, std::int64_t held,
                       const std::string& clause) {
  calc::Column column;
  column.name = name;
  column.frame = scalars();
  column.type = type;
  column.unit = unit;
  column.role = Role::term;
  column.clauses = {clause};
  column.meaning = "From the contract's text.";
  fill(column, {held});
  return run.graph.add_column(std::move(column));
}

ColumnId Builder::input(FrameId frame, const std::string& name, Type type, Unit unit,
                        std::vector<std::int64_t> held, Role role) {
  calc::Column column;
  column.name = name;
  column.frame = frame;
  column.type = type;
  column.unit = unit;
  column.role = role;
  fill(column, held);
  return run.graph.add_column(std::move(column));
}

ColumnId Builder::open_column(FrameId frame, const std::string& name, Type type, Unit unit,
                              const std::string& clause) {
  calc::Column column;
  column.name = name;
  column.frame = frame;
  column.type = type;
  column.unit = unit;
  if (!clause.empty()) column.clauses = {clause};
  return run.graph.add_column(std::move(column));
}

ColumnId Builder::formula(FrameId frame, const std::string& name, Type type, Unit unit, NodeId node,
                          const std::string& clause) {
  const ColumnId id = open_column(frame, name, type, unit, clause);
  run.graph.set_formula(id, node);
  return id;
}

NodeId Builder::at(ColumnId column) { return run.graph.ref(Op::this_row, column); }
NodeId Builder::one(ColumnId column) { return run.graph.ref(Op::scalar, column); }
NodeId Builder::above(ColumnId column) { return run.graph.ref(Op::previous, column); }
NodeId Builder::whole(std::int64_t value) { return run.graph.literal(Exact(value)); }

void Builder::check(ColumnId column, const std::string& what) {
  run.graph.column(column).role = Role::check;
  run.record.checks.push_back({column, what});
}

calc::Run Builder::finish() {
  calc::Record& record = run.record;
  if (record.title.empty()) record.title = "Sample contract";
  record.currency = "GBP";
  record.amounts = "exclude VAT";
  record.payer = "Department for Work and Pensions";
  record.provider = "A social investment partnership";
  record.contract_file = "sample.contract";
  record.starts = make_date(2012, 11, 1);
  record.ends = make_date(2015, 10, 31);
  record.as_at = *make_date(2015, 10, 31);
  record.cut_off = *make_date(2015, 10, 31);
  record.status = "draft";
  record.engine_version = "0.1.0";
  record.run_id = "7f3c9a21b04e";
  record.documents = {{"C", "Contract", "the payer", "2012-11-01", "https://example.org/contract.pdf", true},
                      {"V1", "Variation 1", "the payer", "2014-04-01", "https://example.org/v1.pdf", true}};
  record.files = {{"sample.contract", "contract", std::string(64, 'a'), 4'210, 0, 0},
                  {"claims.csv", "claims", std::string(64, 'b'), 20'123, 222, 220}};
  record.rejects = {{"claims.csv", 17, "achieved 2016-01-02 is after the evidence's cut-off 2015-10-31"},
                    {"claims.csv", 99, "achieved 2015-11-05 is after the evidence's cut-off 2015-10-31"}};
  record.clauses = {
      {"C Sch 3 para 4.2", "payment", "outcome_payment", 41, "pay price"},
      {"C Sch 3 para 4.5", "cap", "participant_cap", 52, "cap participant_cap £11,700.00 per person"}};
  record.not_calculated = {{"C Sch 5", "Reporting duties: nothing in them moves a payment."}};
  Problems problems;
  run.evaluation = calc::evaluate(run.graph, "sample.contract", problems);
  for (const Problem& problem : problems.list()) throw Fault(render(problem, nullptr));
  for (const calc::Disagreement& one : calc::sheet_disagreements(run.graph, run.evaluation)) {
    throw Fault("sheet arithmetic differs: " + run.graph.column(one.column).name + " row " +
                std::to_string(one.row_index) + " sheet " + std::to_string(one.sheet) + " engine " +
                std::to_string(one.engine));
  }
  return std::move(run);
}

}  // namespace outturn::workbook_tests
