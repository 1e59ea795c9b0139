// outturn data unit-costs, deflator, discount: what a person and a machine read.
#include <array>
#include <cstdio>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace outturn {
namespace {

struct Ran {
  std::string out;
  int status = -1;
};

Ran run(const std::string& words) {
  Ran ran;
  FILE* const pipe = popen((std::string(OUTTURN_BINARY) + " data " + words + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return ran;
  std::array<char, 4096> some{};
  while (const std::size_t n = std::fread(some.data(), 1, some.size(), pipe)) ran.out.append(some.data(), n);
  ran.status = pclose(pipe) >> 8;
  return ran;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(SavingsCommand, OneUnitCostWithAllThatIsKnownOfIt) {
  const Ran ran = run("unit-costs --code E\\&E1.0.1 --in 2018-19");
  EXPECT_EQ(ran.status, 0) << ran.out;
  for (const char* const part :
       {"£9,234.00", "2012-13", "uprated from 2012-13 to 2018-19 with the GDP deflator of release 2020-03",
        "CC BY 4.0", "high (source RAG green); verified", "part of    E&E1.0 (constituent)", "public value"})
    EXPECT_TRUE(holds(ran.out, part)) << part << "\n" << ran.out;
}

TEST(SavingsCommand, AYearTheVerifiedReleaseDoesNotReachIsTold) {
  EXPECT_EQ(run("unit-costs --code SS1.0 --in 2025-26").status, 1);
  const Ran copy = run("unit-costs --code SS1.0 --in 2025-26 --release 2026-03");
  EXPECT_EQ(copy.status, 1);
  EXPECT_TRUE(holds(copy.out, "V22")) << copy.out;
  const Ran accepted = run("unit-costs --code SS1.0 --in 2025-26 --release 2026-03 --accept-unverified");
  EXPECT_EQ(accepted.status, 0);
  EXPECT_TRUE(holds(accepted.out, "£72,205.54")) << accepted.out;
  EXPECT_TRUE(holds(accepted.out, "release 2026-03 (forecast, secondary)")) << accepted.out;
  EXPECT_EQ(run("unit-costs --code SS1.0 --in soon").status, 1);
  EXPECT_EQ(run("unit-costs --code SS1.0000").status, 1);
}

TEST(SavingsCommand, JsonHoldsExactFigures) {
  const Ran ran = run("unit-costs --search 'domestic violence' --json");
  EXPECT_EQ(ran.status, 0);
  const auto json = nlohmann::json::parse(ran.out);
  ASSERT_GT(json.at("unit_costs").size(), 3U);
  EXPECT_EQ(json.at("tables")[0].at("sha256").get<std::string>().size(), 64U);
  for (const auto& one : json.at("unit_costs")) EXPECT_FALSE(one.at("licence").get<std::string>().empty());
}

TEST(SavingsCommand, DiscountAndDeflator) {
  const Ran rates = run("discount --years 1");
  EXPECT_EQ(rates.status, 0);
  EXPECT_TRUE(holds(rates.out, "0.96618357487922705314")) << rates.out;
  EXPECT_EQ(run("discount --edition 2026").status, 1) << "a copy is no default";
  EXPECT_EQ(run("discount --edition 2026 --accept-unverified").status, 0);
  EXPECT_TRUE(holds(run("discount --edition 2019").out, "There are 2020, 2026."))
      << run("discount --edition 2019").out;
  const Ran index = run("deflator --release 2026-03");
  EXPECT_TRUE(holds(index.out, "103.2388  forecast, secondary")) << index.out;
}

}  // namespace
}  // namespace outturn
