#include "tests/support/sample_run.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "adapters/tables/csv.h"
#include "contracts/check/check.h"
#include "contracts/compile/compile.h"

namespace outturn::test {
namespace {

std::string text_of(const std::string& name) {
  std::ifstream file(std::string(OUTTURN_SOURCE_DIR) + "/samples/variation/" + name, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  EXPECT_FALSE(out.str().empty()) << name;
  return out.str();
}

std::string altered(std::string text, const std::vector<std::pair<std::string, std::string>>& changes) {
  for (const auto& [from, to] : changes) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) {
      ADD_FAILURE() << "the sample has no " << from;
      continue;
    }
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

std::string sample_claims() { return text_of("evidence/claims.csv"); }

calc::Run sample_run(const Altered& how) {
  const SourceFile source("variation.contract", altered(text_of("variation.contract"), how.contract));
  Problems problems;
  const language::Contract contract = language::read_contract(source, problems);
  compile::Request request;
  for (const TableShape& shape : compile::table_shapes(contract)) {
    const bool claims = shape.name == "claims";
    request.tables.push_back(
        read_csv(shape, shape.name + ".csv",
                 altered(text_of("evidence/" + shape.name + ".csv"), claims ? how.claims : how.participants),
                 std::string(64, 'a'), problems));
  }
  request.documents = how.documents;
  request.as_at = request.cut_off = *make_date(2025, 2, 28);
  calc::Run run;
  if (!problems.has_errors()) run = compile::run(contract, source, std::move(request), problems);
  for (const Problem& problem : problems.list()) {
    if (problem.severity == Severity::error) ADD_FAILURE() << render(problem, &source);
  }
  run.record.run_id = "0123456789abcdef";
  return run;
}

}  // namespace outturn::test
