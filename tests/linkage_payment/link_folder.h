// A folder as `outturn link` leaves it, beside a contract that pays once a person: what the tests of a link's
// evidence share.
#pragma once

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "adapters/command/claim/intake.h"

namespace outturn::command {

inline constexpr const char* contract_text = R"x(contract "Once a person (invented)"
  currency GBP
  starts   2024-01-01
  ends     2024-12-31
  payer    "P (invented)"
  provider "Q (invented)"
  amounts  exclude VAT

document A "As signed (invented)"

input persons, each person                         [A 1]
  | column      | type            | meaning |
  | person      | key             | who |
  | records     | count           | how many |
  | datasets    | count           | of how many members |
  | probability | number with 6 decimal places, may be unknown | that they are one |
  in order of person

input people, each record                          [A 1]
  | column      | type            | meaning |
  | record      | key             | the member's id |
  | person      | key of persons  | who it is |
  | dataset     | text            | whose |
  | probability | number with 6 decimal places, may be unknown | that it is his |
  in order of record

input events, each event                           [A 1]
  | column | type                            | meaning |
  | event  | key                             | number |
  | record | key of people                   | of whom |
  | person | key of persons by record.person | who |
  | day    | date                            | when |
  in order of day, event
  dated by day

payment outcome, each event                        [A 2]
  when yes
  pay  £100.00
  once per person
)x";

inline constexpr const char* counts =
    R"({"outturn_linkage": 1, "seed": 1, "threshold": 0.5, "model_sha256": "ab",
 "records": 4, "persons": 3, "expected_wrong": 0.2, "expected_missed": 0.3,
 "datasets": [{"name": "m", "records": 4, "linked": 2, "linked_elsewhere": 0, "alone": 2, "persons": 3,
  "duplicates": 1, "excluded": null, "expected_wrong": 0.2, "expected_missed": 0.3}],
 "rules": [{"rule": "dob", "looked_at": 3, "taken": 1}],
 "draws": {"draws": 4, "seed": 7, "uncertain_pairs": 2, "records_that_may_move": 4}})";

inline constexpr const char* draws = R"(draw,record,person,probability
2,R1,P1,
2,R2,P1/R2,
3,R3,P2,0.300000
3,R4,P2,0.300000
4,R1,P1,0.200000
4,R2,P1,0.200000
4,R3,P1,0.200000
4,R4,P1,0.200000
)";

class LinkFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              (std::string("link_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
    put("c.contract", contract_text);
    put("people.csv", "record,person,dataset,probability\nR1,P1,m,0.9\nR2,P1,m,0.9\nR3,P2,m,\nR4,P3,m,\n");
    put("persons.csv", "person,records,datasets,probability\nP1,2,1,0.9\nP2,1,1,\nP3,1,1,\n");
    put("events.csv",
        "event,record,day\nE1,R1,2024-02-01\nE2,R2,2024-02-02\nE3,R3,2024-02-03\nE4,R4,2024-02-04\n");
    put("linkage.json", counts);
    put("draws.csv", draws);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void put(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  void drop(const std::string& name) const { fs::remove(folder_ / name); }

  std::optional<calc::Run> run(bool over_draws = true) {
    auto loaded = load_contract(folder_ / "c.contract", problems_);
    LoadedEvidence evidence = load_evidence(*loaded, {folder_}, problems_);
    if (problems_.has_errors()) return std::nullopt;
    RunOptions options;
    options.over_draws = over_draws;
    return calculate(*loaded, evidence, options, problems_);
  }
  [[nodiscard]] std::string first_code() const {
    return problems_.list().empty() ? "" : problems_.list()[0].code;
  }

  fs::path folder_;
  Problems problems_;
};

}  // namespace outturn::command
