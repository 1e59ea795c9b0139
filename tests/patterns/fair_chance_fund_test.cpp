// The Fair Chance Fund's claims, caps and three payers against golden/columns/fair_chance_fund.json, which
// two spreadsheet programs and a published total stand behind.
#include <fstream>
#include <sstream>

#include "engine/values/date.h"
#include "tests/patterns/contract_run.h"
#include "tests/values/shared_golden.h"

namespace outturn::test {
namespace {

/// Columns of one sheet of the golden book, by name.
using Sheet = std::map<std::string, std::vector<std::string>>;

Sheet sheet_of(const nlohmann::json& vector, const std::string& kind) {
  Sheet out;
  for (const auto& sheet : vector.at("kinds")) {
    if (sheet.at("kind") != kind) continue;
    for (const auto& column : sheet.at("columns"))
      out[column.at("name")] = column.at("values").get<std::vector<std::string>>();
  }
  return out;
}

std::string day(const std::string& serial) { return to_iso(Date{std::stoi(serial)}); }

std::string numbered(const char* prefix, const std::string& number) {
  return prefix + std::string(number.size() < 4 ? 4 - number.size() : 0, '0') + number;
}

std::string contract_text(const Sheet& rates) {
  std::ifstream in(OUTTURN_SOURCE_DIR "/tests/patterns/fair_chance_fund.contract");
  std::ostringstream text;
  text << in.rdbuf();
  std::string card = "  | code | card |\n";
  for (std::size_t i = 0; i < rates.at("code").size(); ++i)
    card += "  | " + rates.at("code")[i] + " | £" + rates.at("card")[i] + " |\n";
  std::string out = text.str();
  return out.replace(out.find("CARD\n"), 5, card);
}

calc::Run fund(const nlohmann::json& vector) {
  const Sheet claims = sheet_of(vector, "Claims");
  const Sheet quarters = sheet_of(vector, "Quarters");
  const Sheet rates = sheet_of(vector, "Rates");
  std::map<std::string, std::string> files;
  files["quarters"] = "quarter,from_date\n";
  for (std::size_t i = 0; i < quarters.at("from").size(); ++i)
    files["quarters"] += numbered("Q", std::to_string(i + 1)) + "," + day(quarters.at("from")[i]) + "\n";
  files["people"] = "person\n";
  files["claims"] = "claim,person,code,quarter,achieved_date,step_met\n";
  std::string last;
  for (std::size_t i = 0; i < claims.at("n").size(); ++i) {
    const std::string& person = claims.at("person")[i];
    if (person != last) files["people"] += (last = person) + "\n";
    files["claims"] += numbered("C", claims.at("n")[i]) + "," + person + "," +
                       rates.at("code")[std::stoul(claims.at("rate_row")[i]) - 1] + "," +
                       numbered("Q", claims.at("quarter_row")[i]) + "," + day(claims.at("achieved")[i]) +
                       "," + claims.at("step_met")[i] + "\n";
  }
  return contract_run(contract_text(rates), files);
}

TEST(FairChanceFund, three_payers_quarter_by_quarter) {
  OUTTURN_GOLDEN_OR_SKIP(vector, "columns/fair_chance_fund.json");
  const calc::Run run = fund(vector);
  const Sheet periods = sheet_of(vector, "Periods");
  const std::map<std::string, std::string> columns{{"payable", "shares_due"},
                                                   {"pence", "shares_pence"},
                                                   {"residue", "shares_residue"},
                                                   {"over_payer_caps", "shares_unpaid"}};
  const auto same = [&](const std::string& golden, const std::string& ours) {
    for (std::size_t row = 0; row < periods.at(golden).size(); ++row)
      EXPECT_EQ(value_of(run, ours, row), *Exact::parse(periods.at(golden)[row])) << ours << " " << row + 1;
  };
  for (const auto& [golden, ours] : columns) same(golden, ours);
  for (const auto& [golden, ours] :
       {std::pair("Central", "central"), {"CityA", "city_a"}, {"CityB", "city_b"}}) {
    const std::string payer = std::string("shares_") + ours;
    for (const char* part : {"base", "rank", "split", "before"})
      same(std::string(part) + "_" + golden, payer + "_" + part);
    same(std::string("rem_") + golden, payer + "_remainder");
    same(std::string("pays_") + golden, payer);
  }
}

TEST(FairChanceFund, what_is_earned_payable_and_lost) {
  OUTTURN_GOLDEN_OR_SKIP(vector, "columns/fair_chance_fund.json");
  const calc::Run run = fund(vector);
  const Sheet results = sheet_of(vector, "Results");
  const auto golden = [&](const char* name) { return *Exact::parse(results.at(name)[0]); };
  EXPECT_EQ(value_of(run, "outcome_payment_earned_total"), golden("earned"));
  EXPECT_EQ(value_of(run, "outcome_payment_total"), golden("payable"));
  EXPECT_EQ(value_of(run, "shares_unpaid_total"), golden("lost_to_payer_caps"));
  EXPECT_EQ(value_of(run, "total_payment"), golden("payable") - golden("lost_to_payer_caps"));
  for (const calc::CheckRecord& check : run.record.checks) {
    for (std::size_t row = 0; row < run.graph.rows(check.column); ++row)
      ASSERT_EQ(calc::integer_at(run.graph.column(check.column), row), 1) << check.what;
  }
}

}  // namespace
}  // namespace outturn::test
