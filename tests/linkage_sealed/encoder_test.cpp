// What an encoding tells and what it does not: like values alike, other secrets nothing, the same bytes
// each time.
#include <algorithm>

#include <gtest/gtest.h>

#include "engine/linkage/sealed/compare.h"
#include "engine/linkage/sealed/hardening.h"
#include "tests/linkage_sealed/people.h"

namespace outturn::sealed {
namespace {

const std::vector<std::string> columns{"id", "forename", "surname", "born", "postcode"};
using Row = std::vector<std::string_view>;

Filters encoded(const Schema& schema, const std::vector<Row>& rows,
                const std::string& secret = secret_of_tests) {
  Encoder encoder(schema, secret, hmac_sha256, columns);
  Filters filters{encoder.words(), std::vector<std::uint64_t>(rows.size() * encoder.words())};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    encoder.encode(rows[i], std::string("token ") + std::string(rows[i][0]),
                   &filters.bits[i * filters.words]);
  }
  return filters;
}

const Schema plain = schema_of(plain_fields + "hardening none\n");

TEST(Encoder, LikeValuesAreAlike) {
  const Filters f = encoded(plain, {{"1", "catherine", "smith", "1980-03-07", "ZZ1 2XY"},
                                    {"2", "CATHERINE", "Smith ", "07/03/1980", "zz12xy"},
                                    {"3", "katherine", "smith", "1980-03-07", "ZZ1 2XY"},
                                    {"4", "oluwaseun", "garbo", "1961-11-29", "YY98 7AB"}});
  EXPECT_EQ(similarity_of(f, 0, f, 1).ten_thousandths(), 10'000U);
  const double near = similarity_of(f, 0, f, 2).dice();
  const double far = similarity_of(f, 0, f, 3).dice();
  EXPECT_GT(near, 0.9);
  EXPECT_LT(near, 1.0);
  EXPECT_LT(far, 0.6);
}

TEST(Encoder, AnotherSecretHasNothingInCommonButChance) {
  const std::vector<Row> row{{"1", "catherine", "smith", "1980-03-07", "ZZ1 2XY"}};
  const Filters a = encoded(plain, row);
  const Filters b = encoded(plain, row, std::string(32, 't'));
  EXPECT_LT(similarity_of(a, 0, b, 0).dice(), 0.6);
}

TEST(Encoder, AFieldsBitsAreOfTheFieldAlone) {
  const Filters f = encoded(plain, {{"1", "smith", "", "", ""}, {"2", "", "smith", "", ""}});
  EXPECT_LT(similarity_of(f, 0, f, 1).dice(), 0.4);
}

TEST(Encoder, ALongValueSetsNoMoreThanItsBits) {
  const std::string longest(300, 'x');
  const std::string address = "the old bakery, 117 upper marketplace, saint somewhere on the wold";
  for (const std::string& value : {longest, address, std::string("a")}) {
    const Filters f = encoded(plain, {{"1", value, "", "", ""}});
    EXPECT_LE(ones_of(f.row(0), f.words), 200U);
    EXPECT_GT(ones_of(f.row(0), f.words), 140U);
  }
}

TEST(Encoder, AGramMetAgainIsAnotherAndEndsAreMarked) {
  const Filters f =
      encoded(plain, {{"1", "ana", "", "", ""}, {"2", "anana", "", "", ""}, {"3", "nan", "", "", ""}});
  EXPECT_LT(similarity_of(f, 0, f, 1).dice(), 0.95);
  EXPECT_LT(similarity_of(f, 0, f, 2).dice(), 0.7);
}

// What the encoder keeps (values, grams, how often they come) must never show: fed in any order, by one
// encoder or several, a record has the same bits.
TEST(Encoder, GivesTheSameBitsInAnyOrder) {
  const std::string text = people_csv(3000, 7);
  for (const std::string hardening : {"none", "balance, fold, flip 2%", "salt born first 4, balance"}) {
    const Schema schema = schema_of(plain_fields + "hardening " + hardening + "\n");
    Problems problems;
    const auto records = read_columns("a", text, columns, problems);
    ASSERT_TRUE(records);
    std::vector<Row> rows(records->rows.begin(), records->rows.end());
    const Filters forward = encoded(schema, rows);
    std::reverse(rows.begin(), rows.end());
    const Filters backward = encoded(schema, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      ASSERT_TRUE(
          std::equal(forward.row(i), forward.row(i) + forward.words, backward.row(rows.size() - 1 - i)))
          << i;
    }
    const Filters alone = encoded(schema, {rows[5]});
    EXPECT_TRUE(std::equal(alone.row(0), alone.row(0) + alone.words, backward.row(5)));
  }
}

TEST(Encoder, LettersBeyondAsciiAreLettersToo) {
  const Schema written =
      schema_of("record id\nfield forename as written, grams 2, bits 200\nhardening none\n");
  std::string many;
  for (char32_t c = 0x4E00; c < 0x4E00 + 200; ++c) {
    many += static_cast<char>(0xE0 | (c >> 12));
    many += static_cast<char>(0x80 | ((c >> 6) & 63));
    many += static_cast<char>(0x80 | (c & 63));
  }
  const std::string changed = many.substr(0, many.size() - 3);
  const Filters f =
      encoded(written, {{"1", many, "", "", ""}, {"2", changed, "", "", ""}, {"3", many, "", "", ""}});
  EXPECT_EQ(similarity_of(f, 0, f, 2).ten_thousandths(), 10'000U);
  EXPECT_GT(similarity_of(f, 0, f, 1).dice(), 0.9);
}

// Frozen: encodings made last year must meet those made this year.
TEST(Encoder, BitsAreTheSameAsEver) {
  const std::vector<Row> row{{"1", "catherine", "smith", "1980-03-07", "ZZ1 2XY"}};
  const auto digest = [&](const std::string& hardening) {
    const Filters f = encoded(schema_of(plain_fields + "hardening " + hardening + "\n"), row);
    return hex_of(sha256_bytes({reinterpret_cast<const char*>(f.bits.data()), f.bits.size() * 8}))
        .substr(0, 16);
  };
  EXPECT_EQ(digest("none"), "e1333343da67aee0");
  EXPECT_EQ(digest("salt born first 4"), "9f7b74fffa15dec8");
  EXPECT_EQ(digest("balance, fold, flip 2%"), "81c10920f8ee87dc");
  EXPECT_EQ(Tokens(secret_of_tests, hmac_sha256, "harbour").of("1"), "a2beadd34f29a9f736b50e64a1624636");
  EXPECT_EQ(check_value(secret_of_tests, hmac_sha256), "84bb33bde5e6da66");
}

TEST(Hardening, BalancedFiltersAllHaveHalfTheirOnes) {
  const Filters f = encoded(schema_of(plain_fields + "hardening balance\n"),
                            {{"1", "al", "", "", ""}, {"2", "catherine", "smith", "1980-03-07", "ZZ1 2XY"}});
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(ones_of(f.row(i), f.words), 1024U);
}

TEST(Hardening, ASaltTakesApartPeopleOfOtherYears) {
  const Filters f = encoded(schema_of(plain_fields + "hardening salt born first 4\n"),
                            {{"1", "catherine", "smith", "1980-03-07", "ZZ1 2XY"},
                             {"2", "catherine", "smith", "1980-03-08", "ZZ1 2XY"},
                             {"3", "catherine", "smith", "1981-03-07", "ZZ1 2XY"}});
  EXPECT_GT(similarity_of(f, 0, f, 1).dice(), 0.9);
  EXPECT_LT(similarity_of(f, 0, f, 2).dice(), 0.6);
}

TEST(Hardening, FlipsAreOfTheTokenAndAsManyAsAsked) {
  const Flips flips(hmac_sha256("key"), 1024, 20);
  std::uint64_t turned = 0;
  std::vector<std::uint64_t> per_word(16);
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::uint64_t> words(16);
    flips.turn(std::to_string(i), words.data());
    turned += ones_of(words.data(), 16);
    for (std::size_t w = 0; w < 16; ++w) per_word[w] += ones_of(&words[w], 1);
    std::vector<std::uint64_t> again(16);
    flips.turn(std::to_string(i), again.data());
    ASSERT_EQ(words, again);
  }
  EXPECT_NEAR(static_cast<double>(turned) / 2000 / 1024, 0.02, 0.0005);
  for (const std::uint64_t word : per_word) EXPECT_NEAR(static_cast<double>(word), 2560, 260);
}

TEST(Fill, OutsideFortyToSixtyIsRefusedWithTheBitsThatWouldDo) {
  for (const char* bits : {"40", "900"}) {
    const std::string text = std::string("record id\nfield forename, bits ") + bits +
                             "\nfield surname, bits " + bits + "\nfield born as date, grams 1 placed, bits " +
                             bits + "\n";
    TestMember member;
    encode_text(schema_of(text), "a", people_csv(200, 3), member);
    ASSERT_EQ(member.problems.list().size(), 1U) << bits;
    const Problem& problem = member.problems.list()[0];
    EXPECT_EQ(problem.code, "P3");
    ASSERT_EQ(problem.mend.size(), 4U);
    // What is advised does.
    std::string mended = "record id\n";
    for (std::size_t i = 1; i < 4; ++i) {
      const std::string& line = problem.mend[i];
      mended += "field " + line.substr(2, line.find(':') - 2) + (i == 3 ? " as date, grams 1 placed" : "") +
                ", bits " + line.substr(line.find("bits ") + 5, line.find(" (") - line.find("bits ") - 5) +
                "\n";
    }
    TestMember again;
    encode_text(schema_of(mended), "a", people_csv(200, 3), again);
    EXPECT_TRUE(again.problems.empty()) << mended;
    EXPECT_NEAR(again.encoded.fill.mean(schema_of(mended)), 0.5, 0.03);
  }
}

}  // namespace
}  // namespace outturn::sealed
