// Unit costs: what public value counts, what must not be counted together, licences, optimism bias, rounding.
#include "engine/savings/tables/unit_costs.h"

#include <gtest/gtest.h>

#include "engine/savings/tables/optimism_bias.h"
#include "engine/values/rounding.h"
#include "engine/values/show.h"
#include "tests/savings_tables/small_tables.h"
#include "tests/values/shared_golden.h"

namespace outturn::savings {
namespace {

using test::cost_of;
using test::edition_of;
using test::exact_of;
using test::jsa;
using test::told;

TEST(UnitCosts, AClaimantIntoWorkAsTheDatabaseWorksItOut) {
  Problems problems;
  const auto value = public_value(jsa(), "E&E1.0", problems);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->fiscal, Exact(9800));
  EXPECT_EQ(value->transfers, Exact(9234));
  EXPECT_EQ(value->economic, Exact(14044));
  EXPECT_EQ(value->total(), Exact(14610));
  EXPECT_EQ(value->left_out, std::vector<std::string>{"E&E1.0.1"});
}

TEST(UnitCosts, ARowThatIsATransferItselfCountsForNothing) {
  UnitCostTable table = jsa();
  Problems problems;
  const auto value = public_value(table, "E&E1.0.1", problems);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->total(), Exact(0));
  EXPECT_EQ(value->fiscal, Exact(9234));
}

TEST(UnitCosts, PricesOfSeveralYearsAreNotAdded) {
  UnitCostTable table = jsa();
  table.rows[1].price.year.first = 2013;
  Problems problems;
  EXPECT_FALSE(public_value(table, "E&E1.0", problems));
  EXPECT_TRUE(told(problems, "V12"));
  EXPECT_FALSE(public_value(table, "E&E1.00", problems));
  EXPECT_TRUE(told(problems, "V11"));
}

TEST(UnitCosts, AWholeAndItsPartAreNotCountedTogether) {
  Problems problems;
  tell_overlaps(jsa(), {"E&E1.0", "E&E1.0.1", "E&E1.1"}, problems);
  ASSERT_EQ(problems.list().size(), 2U);
  EXPECT_EQ(problems.list()[0].severity, Severity::error);
  EXPECT_EQ(problems.list()[1].severity, Severity::warning);
  Problems apart;
  tell_overlaps(jsa(), {"E&E1.0.1", "E&E1.0.2"}, apart);
  EXPECT_TRUE(apart.empty());
}

TEST(UnitCosts, FaultsOfTablesAreFound) {
  EXPECT_EQ(unit_costs_fault(jsa()), "");
  const auto spoilt = [](auto spoil) {
    UnitCostTable table = jsa();
    spoil(table);
    return unit_costs_fault(table);
  };
  EXPECT_NE(spoilt([](UnitCostTable& t) { t.rows.push_back(t.rows[0]); }), "");
  EXPECT_NE(spoilt([](UnitCostTable& t) { t.rows[0].price.year = {}; }), "");
  EXPECT_NE(spoilt([](UnitCostTable& t) { t.rows[0].price.value = -1; }), "");
  EXPECT_NE(spoilt([](UnitCostTable& t) { t.rows[0].source.clear(); }), "");
  EXPECT_NE(spoilt([](UnitCostTable& t) { t.rows[2].parent = "E&E9.0"; }), "");
  EXPECT_NE(spoilt([](UnitCostTable& t) { t.rows[1].transfer = true; }), "");
  EXPECT_NE(spoilt([](UnitCostTable& t) { t.rows[2].licence = "CC BY-NC-ND 4.0"; }), "");
  EXPECT_NE(spoilt([](UnitCostTable& t) { t.rows[0].parent = t.rows[1].parent = "E&E1.0.1"; }), "");
}

TEST(Licences, WhatMayBePassedOn) {
  for (const char* const free : {"CC BY 4.0", "OGL v3", "Open Government Licence v3.0", "CC0",
                                 "This work is licensed under the Creative Commons Attribution 4.0 "
                                 "International License."})
    EXPECT_EQ(terms_of(free).passing, Passing::with_attribution) << free;
  for (const char* const bound : {"CC BY-NC-ND 4.0", "CC BY-NC 4.0", "CC BY-ND 4.0", "HACT licence",
                                  "National TOMs 2022", "Social Value Engine", "All rights reserved"})
    EXPECT_EQ(terms_of(bound).passing, Passing::refused) << bound;
  for (const char* const untold : {"", "see website", "CC BY-SA 4.0"})
    EXPECT_EQ(terms_of(untold).passing, Passing::untold) << untold;
}

TEST(Licences, ForbiddenTablesAreRefusedForEmbeddingButMayBeGiven) {
  Edition hact = edition_of("HACT UK Social Value Bank", "2024");
  hact.licence = "Open Government Licence v3.0";  // claimed, and not so
  const auto refused = embedding_problem(hact);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code, "V1");
  EXPECT_NE(edition_fault(hact), "");
  hact.given = true;
  EXPECT_EQ(edition_fault(hact), "");
  EXPECT_NE(use_mark(hact).find("forbids passing it on"), std::string::npos);
  Edition silent = edition_of("Local costs", "1");
  silent.licence.clear();
  EXPECT_EQ(embedding_problem(silent)->code, "V2");
  EXPECT_FALSE(embedding_problem(edition_of("Unit costs", "v1.4")));
}

TEST(OptimismBias, UpliftAndFaults) {
  EXPECT_EQ(uplifted(100, exact_of("0.24"), 0), Exact(124));
  EXPECT_EQ(uplifted(100, exact_of("0.24"), exact_of("0.5")), Exact(112));
  EXPECT_EQ(uplifted(100, exact_of("0.24"), 1), Exact(100));
  EXPECT_THROW(static_cast<void>(uplifted(100, 1, 2)), Fault);
  OptimismTable table{edition_of("Optimism bias", "1"), {}};
  EXPECT_EQ(optimism_fault(table), "");
  table.rows.push_back({"a", "capital cost", exact_of("0.5"), exact_of("0.2"), Standing::given, "x"});
  EXPECT_NE(optimism_fault(table), "");
  table.rows[0].lower.reset();
  EXPECT_EQ(optimism_fault(table), "");
}

TEST(Rounding, GoldenScalarsAsFarAsModesGo) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "finance/rounding.json");
  std::size_t compared = 0;
  for (const auto& row : golden.at("scalar")) {
    const Exact x = exact_of(row.at("x").get<std::string>());
    const auto shown = [&](Rounding mode) { return exact_of(plain_decimal(*round_scaled(x, 2, mode), 2)); };
    EXPECT_EQ(shown(Rounding::half_up), exact_of(row.at("half_up_2dp").get<std::string>()));
    EXPECT_EQ(shown(Rounding::towards_zero), exact_of(row.at("truncate_2dp").get<std::string>()));
    ++compared;
  }
  EXPECT_EQ(compared, golden.at("scalar").size());
  EXPECT_GT(compared, 20U);
}

}  // namespace
}  // namespace outturn::savings
