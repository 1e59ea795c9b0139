// The text of a schema: read, printed the one way, and refused with all that is wrong.
#include <gtest/gtest.h>

#include "engine/linkage/sealed/normal_form.h"
#include "engine/linkage/sealed/suggest.h"
#include "tests/linkage_sealed/people.h"

namespace outturn::sealed {
namespace {

TEST(Schema, IsHardenedWhenItSaysNothing) {
  const Schema schema = schema_of(plain_fields);
  EXPECT_TRUE(schema.hardening.balance);
  EXPECT_TRUE(schema.hardening.fold);
  EXPECT_EQ(schema.hardening.flips_per_mille, 20U);
  EXPECT_EQ(schema.encoded_bits(), 1024U);
}

TEST(Schema, ItsTextIsReadBackTheSame) {
  const Schema schema = schema_of(
      "# all there is\nbits 512\nrecord \"case id\"  # quoted\n"
      "field \"date of birth\" as date, grams 1 placed, bits 90\nfield surname, bits 70, grams 3\n"
      "match \"date of birth\", surname first 4\nmatch nino\n"
      "hardening salt \"date of birth\" first 4, balance, flip 0.5%\n");
  EXPECT_EQ(
      schema_text(schema),
      "bits 512\nrecord \"case id\"\nfield \"date of birth\" as date, grams 1 placed, bits 90\n"
      "field surname as words, grams 3, bits 70\nmatch \"date of birth\" as date, surname as words first 4\n"
      "match nino as code\nhardening salt \"date of birth\" as date first 4, balance, flip 0.5%\n");
  EXPECT_EQ(schema_of(schema_text(schema)), schema);
  EXPECT_EQ(schema.columns(), (std::vector<std::string>{"case id", "date of birth", "surname", "nino"}));
  EXPECT_EQ(schema.encoded_bits(), 1024U);
}

TEST(Schema, CommentsAndBlanksChangeNoDigest) {
  EXPECT_EQ(schema_digest(schema_of(plain_fields)), schema_digest(schema_of("# note\n\n  " + plain_fields)));
  EXPECT_NE(schema_digest(schema_of(plain_fields)), schema_digest(schema_of("bits 2048\n" + plain_fields)));
}

TEST(Schema, TellsAllThatIsWrong) {
  Problems problems;
  const SourceFile source(
      "wrong.schema",
      "bits 1000\nfield a as wrds, bits 3\nfield b grams 2\nfeild c\nfield d, bits 0\n"
      "hardening flip 2\nhardening flip 30%\nmatch\nfield e, bits 5 6\nfield f, bits 1\nfield f, bits 1\n");
  (void)parse_schema(source, problems);
  std::string told;
  for (const Problem& problem : problems.list()) {
    told += std::to_string(problem.span.line) + ":" + std::to_string(problem.span.column) + " " +
            problem.what + "\n";
  }
  EXPECT_EQ(told,
            "1:6 a filter can't have 1000 bits\n"
            "2:12 here words, code, digits, date or written is expected\n"
            "3:7 field \"b\" says not how many bits it sets\n"
            "4:1 \"feild\" begins no line of a schema\n"
            "5:15 the bits of the field must be a number from 1 to 8192\n"
            "6:16 flip needs a share of the bits from 0.1% to 25%\n"
            "7:16 flip needs a share of the bits from 0.1% to 25%\n"
            "8:6 a column is missing\n"
            "9:17 \"6\" is not understood here\n"
            "11:7 field \"f\" stands twice in the schema\n"
            "0:0 the schema says not which column names a record\n");
}

TEST(NormalForm, BringsWhatIsTheSameTogether) {
  EXPECT_EQ(normal_form("  O'Brien-SMITH ", Form::words), "obrien smith");
  EXPECT_EQ(normal_form("Ren\xC3\xA9\x65 \xC5\x81uk", Form::words), "renee luk");
  EXPECT_EQ(normal_form("D\xE2\x80\x99\x41rcy", Form::words), "darcy");
  EXPECT_EQ(normal_form("zz1 2ab", Form::code), "zz12ab");
  EXPECT_EQ(normal_form("+44 (0)20", Form::digits), "44020");
  for (const char* date :
       {"1980-03-07", "19800307", "07/03/1980", "7.3.1980", " 1980-03-07 ", "1980-03-07T00:00"}) {
    EXPECT_EQ(normal_form(date, Form::date), "19800307") << date;
  }
  EXPECT_EQ(normal_form(" as It Is ", Form::written), "as It Is");
  EXPECT_EQ(normal_form("'", Form::words), "");
  EXPECT_EQ(first_letters("\xC5\x81uk", 2), "\xC5\x81u");
}

TEST(Suggest, ProposesASchemaThatFillsByHalf) {
  const std::string text = people_csv(300, 1);
  Problems problems;
  const auto records = read_columns("a.csv", text, {}, problems);
  ASSERT_TRUE(records);
  const Suggestion suggestion = suggest_schema(records->columns, records->rows);
  EXPECT_EQ(suggestion.schema.record, "id");
  EXPECT_EQ(suggestion.schema.fields.size(), 4U);
  EXPECT_NEAR(suggestion.fill, 0.5, 0.005);
  EXPECT_EQ(schema_of(suggestion.text()), suggestion.schema);
  TestMember member;
  encode_text(suggestion.schema, "a", text, member);
  EXPECT_TRUE(member.problems.empty());
  EXPECT_NEAR(member.encoded.fill.mean(suggestion.schema), 0.5, 0.03);
}

}  // namespace
}  // namespace outturn::sealed
