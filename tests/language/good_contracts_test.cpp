// Contracts that show one feature each: they check clean, are understood as meant (NAME.tree.txt) and,
// on the evidence in the folder NAME beside them, give the figures of NAME.values.txt.
#include <gtest/gtest.h>

#include "adapters/command/claim/intake.h"
#include "adapters/tables/csv.h"
#include "contracts/compile/compile.h"
#include "contracts/parse/parse.h"
#include "engine/calc/graph.h"
#include "tests/language/goldens.h"
#include "tests/language/tree.h"

namespace outturn::language {
namespace {

class GoodContract : public testing::TestWithParam<fs::path> {
 protected:
  GoodContract() : source_(GetParam().filename().string(), content(GetParam())) {}
  [[nodiscard]] fs::path beside(const std::string& ending) const {
    return fs::path(GetParam()).replace_extension(ending);
  }
  SourceFile source_;
};

TEST_P(GoodContract, IsCheckedWithoutAProblem) { EXPECT_EQ(rendered(problems_of(source_), source_), ""); }

TEST_P(GoodContract, IsUnderstoodAsMeant) {
  Problems problems;
  const std::string now = tree(parse(source_, problems, {}, shipped_alone()));
  EXPECT_EQ(now, golden(beside(".tree.txt"), now));
}

/// name: shown, for each value and payment; rows of each kind under each other.
std::string figures(const Contract& contract, const calc::Run& run) {
  std::string out;
  const auto figure = [&](const std::string& name) {
    const calc::ColumnId id = run.graph.find(name);
    if (id == calc::none) return;
    const calc::Column& column = run.graph.column(id);
    const calc::Frame& frame = run.graph.frame(column.frame);
    out += name + ":";
    if (frame.name.empty()) out += " " + calc::shown_at(run.graph, id, 0, run.record.currency);
    for (std::size_t row = 0; !frame.name.empty() && row < frame.rows; ++row) {
      out += "\n  " + (frame.source_keys.empty() ? frame.key(row) : frame.source_keys[row]) + " " +
             calc::shown_at(run.graph, id, row, run.record.currency);
    }
    out += "\n";
  };
  for (const Value& value : contract.values) figure(value.name), figure(value.name + "_known");
  for (const Payment& payment : contract.payments) {
    for (const char* part : {"_blocked", "_earned", "", "_total"}) figure(payment.name + part);
  }
  for (const Split& split : contract.splits) {
    for (const auto& payer : split.payers) figure(split.name + "_" + payer.name);
    figure(split.name + "_unpaid_total");
  }
  figure("total_payment");
  return out;
}

TEST_P(GoodContract, GivesItsFigures) {
  Problems problems;
  const Contract contract = read_contract(source_, problems, {}, shipped_alone());
  compile::Request request;
  const fs::path evidence = beside("");
  for (const TableShape& shape : compile::table_shapes(contract)) {
    const fs::path file = evidence / (shape.name + ".csv");
    ASSERT_TRUE(fs::exists(file)) << file;
    request.tables.push_back(read_csv(shape, shape.name + ".csv", content(file), "", problems));
  }
  request.as_at = request.cut_off = Date{contract.head.ends->serial};
  const calc::Run run = compile::run(contract, source_, std::move(request), problems);
  EXPECT_EQ(rendered(problems, source_), "");
  const std::string now = figures(contract, run);
  EXPECT_EQ(now, golden(beside(".values.txt"), now));
}

TEST_P(GoodContract, RunsWithoutAnyRow) {
  Problems problems;
  const Contract contract = read_contract(source_, problems, {}, shipped_alone());
  compile::Request request;
  request.tables = command::empty_tables(contract);
  request.as_at = request.cut_off = *contract.head.ends;
  (void)compile::run(contract, source_, std::move(request), problems);
  EXPECT_EQ(rendered(problems, source_), "");
}

INSTANTIATE_TEST_SUITE_P(Language, GoodContract, testing::ValuesIn(contracts_in("good")),
                         [](const auto& test) { return test.param.stem().string(); });

}  // namespace
}  // namespace outturn::language
