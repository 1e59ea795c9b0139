// Postcodes, National Insurance and NHS numbers against the rules of those who give them out.
#include <gtest/gtest.h>

#include "engine/linkage/standardise/amounts.h"
#include "engine/linkage/standardise/identity_numbers.h"
#include "engine/linkage/standardise/postcodes.h"
#include "tests/linkage_standardise/forms.h"

namespace outturn::linkage {
namespace {

using test::Row;

TEST(Postcodes, TheSixForms) {  // Royal Mail's table of formats, with its examples
  for (const auto& [written, standard] : std::initializer_list<Row>{{"m11ae", "M1 1AE"},
                                                                    {"B33 8TH", "B33 8TH"},
                                                                    {"cr2 6xh", "CR2 6XH"},
                                                                    {"DN551PT", "DN55 1PT"},
                                                                    {"w1a  0ax", "W1A 0AX"},
                                                                    {"EC1A 1BB", "EC1A 1BB"},
                                                                    {"gir0aa", "GIR 0AA"},
                                                                    {"SW1A-1AA", "SW1A 1AA"},
                                                                    {"S W1A1A A", "SW1A 1AA"},
                                                                    {"bfpo 61", "BFPO 61"},
                                                                    {"BF1 2AT", "BF1 2AT"},
                                                                    {"GX11 1AA", "GX11 1AA"}}) {
    EXPECT_EQ(standardise_postcode(written).value, standard) << written;
    EXPECT_FALSE(standardise_postcode(written).has(ChangeKind::not_a_uk_postcode)) << written;
  }
}

TEST(Postcodes, MendedOnlyWhereThePositionDecides) {
  for (const auto& [written, standard] : std::initializer_list<Row>{{"SW1A OAA", "SW1A 0AA"},
                                                                    {"M1 IAE", "M1 1AE"},
                                                                    {"0X1 2JD", "OX1 2JD"},
                                                                    {"MI 1AE", "M1 1AE"},
                                                                    {"SO14 4AB", "SO14 4AB"},
                                                                    {"S014 4AB", "SO14 4AB"}}) {
    EXPECT_EQ(standardise_postcode(written).value, standard) << written;
  }
  for (const char* slip : {"RH5 2LTH", "S1 3IBQ", "SW1A 1A0"})
    EXPECT_TRUE(standardise_postcode(slip).has(ChangeKind::not_a_uk_postcode)) << slip;
  EXPECT_EQ(standardise_postcode("ZZ1 1AA").changes.size(), 1U);  // the mark alone: nothing was changed
  EXPECT_TRUE(standardise_postcode("SW1A OAA").has(ChangeKind::letter_for_digit));
  EXPECT_EQ(original(standardise_postcode("SW1A OAA")), "SW1A OAA");
}

TEST(Postcodes, OtherThanWhole) {
  for (const auto& [written, standard, mark] :
       std::initializer_list<std::tuple<const char*, const char*, ChangeKind>>{
           {"sw1a 1", "SW1A 1", ChangeKind::partial_postcode},
           {"sw1a", "SW1A", ChangeKind::partial_postcode},
           {"sw", "SW", ChangeKind::partial_postcode},
           {"ZZ1 1AA", "ZZ1 1AA", ChangeKind::not_a_uk_postcode},
           {"SW1A 1CA", "SW1A 1CA", ChangeKind::not_a_uk_postcode},  // C stands in no last two places
           {"4217", "4217", ChangeKind::not_a_uk_postcode},
           {"90210-1234", "90210-1234", ChangeKind::not_a_uk_postcode},
           {"ZZ99 3VZ", "", ChangeKind::pseudo_postcode},
           {"unknown", "", ChangeKind::placeholder}}) {
    const Standard form = standardise_postcode(written);
    EXPECT_EQ(form.value, standard);
    EXPECT_TRUE(form.has(mark)) << written << ": " << test::last_words(form);
  }
}

TEST(Postcodes, Parts) {
  EXPECT_EQ(postcode_area("SW1A 1AA"), "SW");
  EXPECT_EQ(postcode_district("SW1A 1AA"), "SW1A");
  EXPECT_EQ(postcode_sector("SW1A 1AA"), "SW1A 1");
  EXPECT_EQ(postcode_area("M1 1AE"), "M");
  EXPECT_EQ(postcode_area("M"), "M");
  EXPECT_EQ(postcode_sector("SW1A"), "");
  EXPECT_EQ(postcode_district("4217"), "");
  EXPECT_EQ(postcode_area("4217"), "");
  EXPECT_TRUE(is_whole_postcode("SW1A 1AA"));
  EXPECT_FALSE(is_whole_postcode("SW1A 1"));
}

TEST(Nino, ByTheManual) {  // HMRC, NIM39110
  for (const char* valid : {"AB 12 34 57 C", "ab123457c", "AB123457", "JG-10-37-59-A", "CE123458D"}) {
    const Standard form = standardise_nino(valid);
    EXPECT_TRUE(is_valid_nino(form.value)) << form.value;
    EXPECT_FALSE(form.has(ChangeKind::invalid_nino));
  }
  for (const char* invalid : {"DA123457C", "FA123457C", "IA123457C", "QA123457C", "UA123457C", "VA123457C",
                              "AD123457C", "AO123457C", "BG123457C", "GB123457C", "KN123457C", "NK123457C",
                              "NT123457C", "ZZ123457C", "AB123457E", "AB12345C", "A1234567C", "AB1234567C"}) {
    const Standard form = standardise_nino(invalid);
    EXPECT_TRUE(form.known && form.has(ChangeKind::invalid_nino)) << invalid << " " << form.value;
  }
  EXPECT_EQ(standardise_nino("TN 01 01 60 M").known, false);
  EXPECT_TRUE(standardise_nino("TN010160F").has(ChangeKind::temporary_number));
  EXPECT_TRUE(standardise_nino("NC 01 01 60 F").has(ChangeKind::temporary_number));
  EXPECT_TRUE(
      standardise_nino("11 A1 11 11").has(ChangeKind::invalid_nino));  // a TRN: no NINO, and yet someone's
  EXPECT_EQ(standardise_nino("QQ123456C").known, false);
  EXPECT_EQ(standardise_nino("AB1234O7C").value, "AB123407C");
  EXPECT_EQ(nino_key("AB123457C"), nino_key("AB123457"));
}

TEST(NhsNumber, CheckDigit) {
  for (const char* valid : {"943 476 5919", "9434765919", "943-476-5919"}) {  // NHS Data Dictionary's example
    EXPECT_EQ(standardise_nhs_number(valid).value, "9434765919");
    EXPECT_FALSE(standardise_nhs_number(valid).has(ChangeKind::invalid_nhs_number));
  }
  // Of the ten last digits only one is right.
  int right = 0;
  for (char last = '0'; last <= '9'; ++last) right += is_valid_nhs_number(std::string("943476591") + last);
  EXPECT_EQ(right, 1);
  EXPECT_TRUE(standardise_nhs_number("9434765918").has(ChangeKind::invalid_nhs_number));
  EXPECT_TRUE(standardise_nhs_number("943476591").has(ChangeKind::invalid_nhs_number));
  EXPECT_FALSE(standardise_nhs_number("9999999999").known);
  EXPECT_FALSE(standardise_nhs_number("0000000000").known);
  EXPECT_TRUE(standardise_nhs_number("9990000018").has(ChangeKind::test_number));
}

TEST(NhsNumber, ScottishNumberBeginsWithTheDate) {
  std::string found;
  for (char last = '0'; last <= '9' && found.empty(); ++last) {
    const std::string tried = std::string("010199123") + last;
    if (is_valid_nhs_number(tried)) found = tried;
  }
  ASSERT_FALSE(found.empty());
  EXPECT_TRUE(standardise_nhs_number(found).has(ChangeKind::scottish_number));
  const Standard without_zero = standardise_nhs_number(found.substr(1));
  EXPECT_EQ(without_zero.value, found);
  EXPECT_TRUE(without_zero.has(ChangeKind::leading_zero_restored));
}

TEST(Amounts, ToHundredths) {
  for (const auto& [written, units] :
       std::initializer_list<std::pair<const char*, std::int64_t>>{{"\xC2\xA3"
                                                                    "1,234.50",
                                                                    123450},
                                                                   {"1234.5", 123450},
                                                                   {"GBP 12", 1200},
                                                                   {"(12.30)", -1230},
                                                                   {"-12.30", -1230},
                                                                   {"12.30-", -1230},
                                                                   {"12.30 DR", -1230},
                                                                   {"12.30 CR", 1230},
                                                                   {"1.234,50", 123450},
                                                                   {"12,50", 1250},
                                                                   {"1,234", 123400},
                                                                   {"1,234,567.89", 123456789},
                                                                   {"0", 0},
                                                                   {"-0.00", 0},
                                                                   {".5", 50},
                                                                   {"$ 1 000.00", 100000},
                                                                   {"007.10", 710},
                                                                   {"-\xC2\xA3"
                                                                    "5",
                                                                    -500}}) {
    EXPECT_EQ(amount_minor_units(standardise_amount(written).value), units)
        << written << " " << standardise_amount(written).value;
  }
  EXPECT_EQ(amount_minor_units("1.005"), std::nullopt);
  EXPECT_TRUE(standardise_amount("ten").has(ChangeKind::not_a_number));
  EXPECT_EQ(standardise_number("0042.50").value, "42.5");
  EXPECT_EQ(standardise_number("1,000").value, "1000");
}

}  // namespace
}  // namespace outturn::linkage
