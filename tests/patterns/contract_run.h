// A contract given as text, run on evidence given as text.
#pragma once

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "adapters/tables/csv.h"
#include "contracts/check/check.h"
#include "contracts/compile/compile.h"

namespace outturn::test {

/// `files` by name of the input. Fails the running test on any problem.
inline calc::Run contract_run(const std::string& text, const std::map<std::string, std::string>& files) {
  const SourceFile source("pattern.contract", text);
  Problems problems;
  const language::Contract contract = language::read_contract(source, problems);
  compile::Request request;
  for (const TableShape& shape : compile::table_shapes(contract)) {
    request.tables.push_back(
        read_csv(shape, shape.name + ".csv", files.at(shape.name), std::string(64, 'a'), problems));
  }
  calc::Run run;
  if (!problems.has_errors()) {
    request.as_at = request.cut_off = contract.head.ends.value_or(earliest_date);
    run = compile::run(contract, source, std::move(request), problems);
  }
  for (const Problem& problem : problems.list()) {
    if (problem.severity == Severity::error) ADD_FAILURE() << render(problem, &source);
  }
  return run;
}

inline Exact value_of(const calc::Run& run, const std::string& name, std::size_t row = 0) {
  const calc::ColumnId id = run.graph.find(name);
  if (id == calc::none) throw std::runtime_error("no column " + name);
  return calc::value_at(run.graph, id, row);
}

}  // namespace outturn::test
