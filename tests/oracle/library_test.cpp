// The library's contracts, run by the program itself, against the hand oracles: row by row on the
// evidence they come with, and on random evidence full of ties, repeats and days at the window's edge.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/oracle/innovation_fund.h"
#include "tests/oracle/peterborough.h"

namespace outturn::oracle {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::vector<std::string>>;

fs::path program() {
  const char* given = std::getenv("OUTTURN_BINARY");
  return given != nullptr ? given : OUTTURN_BINARY;
}
fs::path library(const std::string& id) { return fs::path(OUTTURN_SOURCE_DIR) / "contracts/library" / id; }
fs::path scratch() { return fs::path(OUTTURN_BINARY_DIR) / "oracle"; }

/// Rows of a plain CSV without quotes, the heading left out.
Lines read_csv(const fs::path& path) {
  std::ifstream file(path);
  Lines lines;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> cells;
    std::istringstream words(line);
    for (std::string cell; std::getline(words, cell, ',');) cells.push_back(cell);
    lines.push_back(cells);
  }
  return lines;
}

void write_csv(const fs::path& path, const std::string& heading, const Lines& lines) {
  fs::create_directories(path.parent_path());
  std::ofstream file(path);
  file << heading << "\n";
  for (const auto& cells : lines) {
    for (std::size_t i = 0; i < cells.size(); ++i) file << (i == 0 ? "" : ",") << cells[i];
    file << "\n";
  }
}

/// result.json's values, or nothing after a failure has been told.
nlohmann::json run(const std::string& id, const fs::path& evidence, const std::string& name) {
  const fs::path out = scratch() / name / "result";
  fs::create_directories(out.parent_path());
  const fs::path log = scratch() / name / "log";
  const std::string command = "\"" + program().string() + "\" run \"" +
                              (library(id) / (id + ".contract")).string() + "\" --evidence \"" +
                              evidence.string() + "\" --out \"" + out.string() + "\" --replace >\"" +
                              log.string() + "\" 2>&1";
  const int status = std::system(command.c_str());
  if (status != 0) {
    std::ifstream told(log);
    ADD_FAILURE() << command << "\nended with " << status << "\n" << told.rdbuf();
    return {};
  }
  return nlohmann::json::parse(std::ifstream(out / "result.json")).at("values");
}

/// "1300.00" or "-0.5" as a whole number of 10^-places.
long long scaled(const std::string& text, int places) {
  const auto point = text.find('.');
  std::string digits = text.substr(0, point);
  std::string rest = point == std::string::npos ? "" : text.substr(point + 1);
  rest.resize(static_cast<std::size_t>(places), '0');
  return std::stoll(digits + rest);
}
long long pence(const nlohmann::json& cell) { return scaled(cell.at("value"), 2); }

#define NEEDS_PROGRAM(id)                                                                \
  if (!fs::exists(program()))                                                            \
    GTEST_SKIP() << "NOT TESTED: no program at " << program() << "; set OUTTURN_BINARY"; \
  if (!fs::exists(library(id))) GTEST_SKIP() << "NOT TESTED: no contract at " << library(id)

// DWP Innovation Fund.

const std::string fund = "dwp-innovation-fund";

std::vector<Claim> read_claims(const fs::path& evidence) {
  std::vector<Claim> claims;
  for (const auto& cells : read_csv(evidence / "claims.csv"))
    claims.push_back({cells[0], cells[1], day(cells[2]), cells[3] == "yes"});
  return claims;
}

std::string words(const Claim& claim) {
  char date[32];
  std::snprintf(date, sizeof date, "%04d-%02d-%02d", claim.achieved.year, claim.achieved.month,
                claim.achieved.day);
  return claim.person + " " + claim.code + " " + date + (claim.verified ? " 1" : " 0");
}

/// Row by row: claims are found again by what they say; of equal ones the first is the first.
void compare_fund(const fs::path& evidence, const std::string& name) {
  std::map<std::string, Participant> participants;
  for (const auto& cells : read_csv(evidence / "participants.csv"))
    participants[cells[0]] = {cells[1], day(cells[2])};
  const std::vector<Claim> claims = read_claims(evidence);
  const std::vector<PaidClaim> oracle = innovation_fund(participants, claims);
  const nlohmann::json values = run(fund, evidence, name);
  if (values.is_null()) return;

  std::map<std::string, std::vector<std::string>> rows;  // by what a claim says
  for (const auto& row : values.at("claims_person").at("rows").items()) {
    const std::string& key = row.key();
    const auto at = [&](const char* column) {
      return values.at(column).at("rows").at(key).at("value").get<std::string>();
    };
    rows[at("claims_person") + " " + at("code") + " " + at("achieved_date") + " " + at("verified")].push_back(
        key);
  }
  for (auto& [said, keys] : rows) std::sort(keys.begin(), keys.end());
  std::map<std::string, std::size_t> met;
  std::map<std::string, PaidClaim> by_person;
  long long total = 0;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const std::string said = words(claims[i]);
    ASSERT_GT(rows[said].size(), met[said]) << said << " is not in the result";
    const std::string& key = rows[said][met[said]++];
    const auto cell = [&](const char* column) { return values.at(column).at("rows").at(key); };
    EXPECT_EQ(pence(cell("outcome_payment")), oracle[i].paid) << said;
    EXPECT_EQ(pence(cell("outcome_payment_earned")), oracle[i].earned) << said;
    EXPECT_EQ(cell("outcome_payment_blocked").at("value"), std::string(oracle[i].blocked ? "1" : "0"))
        << said;
    by_person[claims[i].person].earned += oracle[i].earned;
    by_person[claims[i].person].paid += oracle[i].paid;
    total += oracle[i].paid;
  }
  for (const auto& [person, about] : participants) {
    EXPECT_EQ(pence(values.at("earned").at("rows").at(person)), by_person[person].earned) << person;
    EXPECT_EQ(pence(values.at("paid").at("rows").at(person)), by_person[person].paid) << person;
  }
  EXPECT_EQ(pence(values.at("total_payment")), total);
}

TEST(LibraryByHand, innovation_fund_on_its_own_evidence) {
  NEEDS_PROGRAM(fund);
  compare_fund(library(fund) / "evidence", "fund");
}

std::string iso(int months_after, int of_month) {
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", 2012 + months_after / 12, months_after % 12 + 1,
                of_month);
  return text;
}

TEST(LibraryByHand, innovation_fund_on_random_evidence) {
  NEEDS_PROGRAM(fund);
  const std::vector<std::string> codes{"BEH",  "ATT",  "ATTI", "ENTRY", "BASIC", "LEV1",
                                       "LEV2", "LEV3", "LEV4", "ESOL",  "EMP13", "EMP26"};
  for (unsigned seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const auto pick = [&](unsigned count) { return static_cast<int>(random() % count); };
    Lines people;
    Lines claims;
    for (int i = 1; i <= 200; ++i) {
      const std::string person = "R" + std::to_string(i);
      const int month = 4 + pick(12);
      const int of_month = pick(3) == 0 ? 28 : 1 + pick(28);
      people.push_back({person, pick(2) == 0 ? "ROUND1" : "ROUND2", iso(month, of_month)});
      for (int c = pick(15); c > 0; --c) {
        // Few days, so that many claims fall on one; some on the window's first and last day and beside them.
        const int beside = std::clamp(of_month + pick(3) - 1, 1, 28);
        const std::string achieved = pick(4) == 0   ? iso(std::min(month + 42, 47), beside)
                                     : pick(4) == 0 ? iso(month, beside)
                                                    : iso(month + pick(20), 1 + 9 * pick(3));
        claims.push_back(
            {person, codes[static_cast<std::size_t>(pick(12))], achieved, pick(5) == 0 ? "no" : "yes"});
      }
    }
    std::shuffle(claims.begin(), claims.end(), random);
    const fs::path evidence = scratch() / ("fund-" + std::to_string(seed)) / "evidence";
    write_csv(evidence / "participants.csv", "person,round,start_date", people);
    write_csv(evidence / "claims.csv", "person,code,achieved_date,verified", claims);
    compare_fund(evidence, "fund-" + std::to_string(seed));
  }
}

// Peterborough.

const std::string one_service = "peterborough-one-service";

void compare_peterborough(const fs::path& evidence, const std::string& name) {
  std::vector<std::string> keys;
  std::vector<CohortFacts> facts;
  for (const auto& cells : read_csv(evidence / "cohorts.csv")) {
    keys.push_back(cells[0]);
    facts.push_back({std::stoll(cells[1]), scaled(cells[2], 2), scaled(cells[3], 2)});
  }
  const PeterboroughResult oracle = peterborough(facts);
  const nlohmann::json values = run(one_service, evidence, name);
  if (values.is_null()) return;
  long long total = oracle.final_payment;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto cell = [&](const char* column) { return values.at(column).at("rows").at(keys[i]); };
    EXPECT_EQ(scaled(cell("reduction").at("value"), 4), oracle.cohorts[i].reduction) << keys[i];
    EXPECT_EQ(scaled(cell("events_avoided").at("value"), 0), oracle.cohorts[i].avoided) << keys[i];
    EXPECT_EQ(cell("early_payment_due").at("value"), std::string(oracle.cohorts[i].paid_early ? "1" : "0"))
        << keys[i];
    EXPECT_EQ(pence(cell("cohort_payment")), oracle.cohorts[i].payment) << keys[i];
    total += oracle.cohorts[i].payment;
  }
  EXPECT_EQ(scaled(values.at("reduction_by_size").at("value"), 4), oracle.by_size);
  EXPECT_EQ(scaled(values.at("reduction_by_events").at("value"), 4), oracle.by_events);
  EXPECT_EQ(values.at("final_payment_due").at("value"), std::string(oracle.final_due ? "1" : "0"));
  EXPECT_EQ(pence(values.at("final_payment")), oracle.final_payment);
  EXPECT_EQ(pence(values.at("total_payment")), total);
}

TEST(LibraryByHand, peterborough_on_its_own_evidence) {
  NEEDS_PROGRAM(one_service);
  compare_peterborough(library(one_service) / "evidence", "peterborough");
}

TEST(LibraryByHand, peterborough_on_random_cohorts) {
  NEEDS_PROGRAM(one_service);
  for (unsigned seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    Lines cohorts;
    const auto count = 1 + random() % 5;
    for (unsigned i = 1; i <= count; ++i) {
      // Reductions about the thresholds: 7 to 11 % one time, anything the next; now and then a large cohort.
      const unsigned comparison = 8000 + random() % 9000;
      const unsigned events = seed % 2 == 0 ? comparison * (890 + random() % 40) / 1000 : random() % 20'000;
      const unsigned people = seed % 3 == 0 ? 20'000 + random() % 30'000 : 1 + random() % 2000;
      const auto hundredths = [](unsigned n) {
        const std::string rest = std::to_string(n % 100);
        return std::to_string(n / 100) + "." + (rest.size() == 1 ? "0" : "") + rest;
      };
      cohorts.push_back(
          {"C" + std::to_string(i), std::to_string(people), hundredths(events), hundredths(comparison)});
    }
    const std::string name = "peterborough-" + std::to_string(seed);
    write_csv(scratch() / name / "evidence" / "cohorts.csv",
              "cohort,people,events_per_100,comparison_per_100", cohorts);
    compare_peterborough(scratch() / name / "evidence", name);
  }
}

}  // namespace
}  // namespace outturn::oracle
