// draws.csv and linkage.json beside people.csv: what is told when they do not fit, and what a payment
// becomes.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "adapters/command/drawn_tables.h"
#include "adapters/command/intake.h"

namespace outturn::command {
namespace {

constexpr const char* contract_text = R"x(contract "Once a person (invented)"
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

constexpr const char* counts = R"({"outturn_linkage": 1, "seed": 1, "threshold": 0.5, "model_sha256": "ab",
 "records": 4, "persons": 3, "expected_wrong": 0.2, "expected_missed": 0.3,
 "datasets": [{"name": "m", "records": 4, "linked": 2, "linked_elsewhere": 0, "alone": 2, "persons": 3,
  "duplicates": 1, "excluded": null, "expected_wrong": 0.2, "expected_missed": 0.3}],
 "rules": [{"rule": "dob", "looked_at": 3, "taken": 1}],
 "draws": {"draws": 4, "seed": 7, "uncertain_pairs": 2, "records_that_may_move": 4}})";

constexpr const char* draws = R"(draw,record,person,probability
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

TEST_F(LinkFolder, ThePaymentIsWorkedOutOnEachDraw) {
  const auto made = run();
  ASSERT_TRUE(made) << first_code();
  ASSERT_TRUE(made->record.linkage && made->record.linkage->payment);
  const calc::PaymentDraws& found = *made->record.linkage->payment;
  ASSERT_EQ(found.payments.size(), 1U);
  // Persons paid: 3 as decided and in draw 1, 4 in draw 2, 2 in draw 3, 1 in draw 4.
  EXPECT_EQ(found.payments[0].decided, Exact(300));
  EXPECT_EQ(found.payments[0].mean, Exact(250));
  EXPECT_EQ(found.payments[0].median, Exact(200));
  EXPECT_EQ(found.payments[0].low, Exact(100));
  EXPECT_EQ(found.payments[0].high, Exact(400));
  EXPECT_EQ(found.seed, 7U);
}

TEST_F(LinkFolder, OnlyWhenAskedFor) {
  const auto made = run(false);
  ASSERT_TRUE(made && made->record.linkage);
  EXPECT_FALSE(made->record.linkage->payment);
}

TEST_F(LinkFolder, NothingIsToldWithoutEither) {
  drop("draws.csv");
  drop("linkage.json");
  const auto made = run();
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->record.linkage);
  EXPECT_TRUE(problems_.empty());
}

TEST_F(LinkFolder, PersonsAreRebuilt) {
  auto loaded = load_contract(folder_ / "c.contract", problems_);
  const LoadedEvidence evidence = load_evidence(*loaded, {folder_}, problems_);
  const DrawnTables tables(evidence.tables);
  const std::vector<std::size_t> persons_in_draw{3, 4, 2, 1};
  for (std::size_t d = 0; d < 4; ++d) {
    const std::vector<Table> drawn = tables.of(evidence.link->each[d]);
    for (const Table& table : drawn) EXPECT_EQ(table_fault(table), "") << table.shape.name;
    const Table& persons = drawn[0];
    EXPECT_EQ(persons.rows, persons_in_draw[d]);
    std::int64_t records = 0;
    for (const std::int64_t n : persons.column("records")->numbers) records += n;
    EXPECT_EQ(records, 4);
  }
  const Table all = tables.of(evidence.link->each[3])[0];
  EXPECT_EQ(all.column("person")->dictionary.words, std::vector<std::string>{"P1"});
  EXPECT_EQ(all.column("probability")->numbers[0], 200'000);
  const Table parted = tables.of(evidence.link->each[1])[0];
  EXPECT_EQ(parted.column("person")->dictionary.words, (std::vector<std::string>{"P1", "P2", "P3", "P1/R2"}));
  EXPECT_EQ(parted.column("probability")->known, (std::vector<std::uint8_t>{0, 0, 0, 0}));
}

TEST_F(LinkFolder, DrawsWithoutCountsAreRefused) {
  drop("linkage.json");
  EXPECT_FALSE(run());
  EXPECT_EQ(first_code(), "LK90");
}

TEST_F(LinkFolder, BrokenCountsAreTold) {
  put("linkage.json", std::string(counts).substr(0, 200));
  EXPECT_FALSE(run());
  EXPECT_EQ(first_code(), "LK91");
}

TEST_F(LinkFolder, CountsOfAnotherLinkAreTold) {
  put("people.csv",
      "record,person,dataset,probability\nR1,P1,m,0.9\nR2,P1,m,0.9\nR3,P2,m,\nR4,P3,m,\nR5,P3,m,\n");
  EXPECT_FALSE(run());
  EXPECT_EQ(first_code(), "LK92");
}

TEST_F(LinkFolder, ADrawThatIsNotThereIsTold) {
  put("draws.csv", "draw,record,person,probability\n5,R1,P1,\n");
  EXPECT_FALSE(run());
  EXPECT_EQ(first_code(), "LK93");
}

TEST_F(LinkFolder, ARecordThatIsNotThereIsTold) {
  put("draws.csv", "draw,record,person,probability\n1,R1,P1,\n1,R9,P1,\n");
  EXPECT_FALSE(run());
  EXPECT_EQ(first_code(), "LK94");
  EXPECT_EQ(problems_.list()[0].span.line, 3U);
}

TEST_F(LinkFolder, ProbabilitiesThatCannotHoldAreTold) {
  std::string text = counts;
  text.replace(text.find("\"expected_missed\": 0.3"), 22, "\"expected_missed\": 900");
  put("linkage.json", text);
  EXPECT_TRUE(run());
  EXPECT_EQ(first_code(), "LK97");
}

/// More merging never raises what a contract pays that pays once a person.
TEST_F(LinkFolder, MergingNeverRaisesWhatIsPaidOnceAPerson) {
  std::string text = "draw,record,person,probability\n";
  text += "2,R3,P1,0.5\n2,R1,P1,0.5\n3,R3,P1,0.5\n3,R4,P1,0.5\n4,R3,P2,0.5\n4,R4,P2,0.5\n";
  put("draws.csv", text);
  const auto made = run();
  ASSERT_TRUE(made);
  EXPECT_EQ(made->record.linkage->payment->payments[0].high,
            made->record.linkage->payment->payments[0].decided);
}

}  // namespace
}  // namespace outturn::command
