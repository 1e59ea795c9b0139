// draws.csv and linkage.json beside people.csv: what is told when they do not fit, and what a payment
// becomes.
#include "adapters/command/claim/drawn_tables.h"
#include "tests/linkage_payment/link_folder.h"

namespace outturn::command {
namespace {

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
