#include "tests/support/text_run.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "adapters/command/claim/value_tables.h"
#include "adapters/tables/csv.h"
#include "contracts/check/check.h"
#include "contracts/compile/compile.h"

namespace outturn::test {
namespace {

calc::Run run(const SourceFile& source, const std::map<std::string, std::string>& evidence,
              const std::vector<std::string>& documents, Problems& problems) {
  command::CardFolder none(OUTTURN_SOURCE_DIR "/tests/support", problems);
  const language::Contract contract =
      language::read_contract(source, problems, {}, command::value_tables(none));
  compile::Request request;
  request.documents = documents;
  for (const TableShape& shape : compile::table_shapes(contract)) {
    const auto rows = evidence.find(shape.name);
    request.tables.push_back(read_csv(shape, shape.name + ".csv", rows == evidence.end() ? "" : rows->second,
                                      std::string(64, 'a'), problems));
  }
  if (problems.has_errors()) return {};
  request.as_at = request.cut_off = *contract.head.ends;
  return compile::run(contract, source, std::move(request), problems);
}

}  // namespace

calc::Run run_of(const std::string& contract, const std::map<std::string, std::string>& evidence,
                 const std::vector<std::string>& documents) {
  const SourceFile source("tested.contract", contract);
  Problems problems;
  calc::Run made = run(source, evidence, documents, problems);
  for (const Problem& problem : problems.list()) {
    if (problem.severity == Severity::error) ADD_FAILURE() << render(problem, &source);
  }
  return made;
}

std::string told_of(const std::string& contract, const std::map<std::string, std::string>& evidence) {
  const SourceFile source("tested.contract", contract);
  Problems problems;
  (void)run(source, evidence, {}, problems);
  std::string told;
  for (const Problem& problem : problems.list())
    told += render(problem, problem.file == source.name() ? &source : nullptr);
  return told;
}

std::vector<std::string> cells_of(const calc::Run& run, const std::string& name) {
  std::vector<std::string> cells;
  const calc::ColumnId column = run.graph.find(name);
  if (column == calc::none) {
    ADD_FAILURE() << "there is no column " << name;
    return cells;
  }
  for (std::size_t row = 0; row < run.graph.rows(column); ++row)
    cells.push_back(calc::shown_at(run.graph, column, row, run.record.currency));
  return cells;
}

bool all_checks_hold(const calc::Run& run) {
  return std::all_of(run.record.checks.begin(), run.record.checks.end(), [&](const calc::CheckRecord& check) {
    for (std::size_t row = 0; row < run.graph.rows(check.column); ++row) {
      if (calc::integer_at(run.graph.column(check.column), row) != 1) return false;
    }
    return true;
  });
}

}  // namespace outturn::test
