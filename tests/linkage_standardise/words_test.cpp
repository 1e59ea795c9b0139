// Contacts, organisations and the rest against hand tables.
#include <gtest/gtest.h>

#include "engine/linkage/standardise/contacts.h"
#include "engine/linkage/standardise/organisations.h"
#include "engine/linkage/standardise/texts.h"
#include "tests/linkage_standardise/forms.h"

namespace outturn::linkage {
namespace {

using test::Row;

TEST(Email, Writings) {
  for (const auto& [written, standard] :
       std::initializer_list<Row>{{" Ann.Lee@Example.ORG ", "ann.lee@example.org"},
                                  {"Ann Lee <ann@x.org>", "ann@x.org"},
                                  {"mailto:ann@x.org", "ann@x.org"},
                                  {"ann@x.org; bob@x.org", "ann@x.org"},
                                  {"ann @x.org", "ann@x.org"},
                                  {"ann@x.org.", "ann@x.org"},
                                  {"noreply@x.org", ""},
                                  {"none@none.com", ""},
                                  {"a@a.com", ""},
                                  {"N/A", ""},
                                  {"unknown@unknown", ""}}) {
    EXPECT_EQ(standardise_email(written).value, standard) << written;
  }
  for (const char* invalid : {"ann", "ann@", "@x.org", "ann@x", "ann@@x.org", "ann..lee@x.org", "ann@x..org"})
    EXPECT_TRUE(standardise_email(invalid).has(ChangeKind::invalid_email)) << invalid;
  EXPECT_EQ(email_user("ann@x.org"), "ann");
  EXPECT_EQ(email_domain("ann@x.org"), "x.org");
  EXPECT_EQ(email_key("ann+news@x.org"), "ann@x.org");
  EXPECT_EQ(email_key("a.nn@googlemail.com", {.without_gmail_dots = true}), "ann@gmail.com");
  EXPECT_EQ(email_key("a.nn@gmail.com"), "a.nn@gmail.com");
}

TEST(Phone, UkNumbers) {
  for (const auto& [written, standard] :
       std::initializer_list<Row>{{"07700 900123", "+447700900123"},
                                  {"+44 7700 900123", "+447700900123"},
                                  {"+44 (0) 7700 900123", "+447700900123"},
                                  {"0044 7700 900123", "+447700900123"},
                                  {"44 7700 900123", "+447700900123"},
                                  {"7700900123", "+447700900123"},
                                  {"(020) 7946 0018", "+442079460018"},
                                  {"0114-496-0018 ext 12", "+441144960018"},
                                  {"01144960018x12", "+441144960018"},
                                  {"020 7946 0018 / 07700 900123", "+442079460018"},
                                  {"Tel: 016977 3555", "+44169773555"},
                                  {"+33 1 23 45 67 89", "+33123456789"},
                                  {"04 57498441", "0457498441"},
                                  {"00000000000", ""},
                                  {"01234567890", ""},
                                  {"none", ""}}) {
    EXPECT_EQ(standardise_phone(written).value, standard) << written;
  }
  EXPECT_EQ(phone_kind("+447700900123"), PhoneKind::mobile);
  EXPECT_EQ(phone_kind("+447624900123"), PhoneKind::mobile);
  EXPECT_EQ(phone_kind("+447012345678"), PhoneKind::other_uk);
  EXPECT_EQ(phone_kind("+442079460018"), PhoneKind::geographic);
  EXPECT_EQ(phone_kind("+448001111"), PhoneKind::other_uk);
  EXPECT_EQ(phone_kind("+33123456789"), PhoneKind::foreign);
  EXPECT_EQ(phone_kind("0457498441"), PhoneKind::invalid);
  EXPECT_EQ(phone_national("+447700900123"), "07700900123");
  EXPECT_TRUE(standardise_phone("01144960018 x12").has(ChangeKind::extension_off));
}

TEST(Organisations, LegalForms) {
  for (const auto& [written, standard] :
       std::initializer_list<Row>{{"The Acme & Sons Limited", "acme and sons ltd"},
                                  {"ACME AND SONS LTD.", "acme and sons ltd"},
                                  {"Acme P.L.C.", "acme plc"},
                                  {"Acme Community Interest Company", "acme cic"},
                                  {"Acme Co. Ltd", "acme co ltd"},
                                  {"M\xC3\xBCller GmbH", "muller gmbh"},
                                  {"Joe Bloggs t/a Joe's Caf\xC3\xA9", "joe bloggs trading as joes cafe"},
                                  {"Limited", "limited"},
                                  {"Acme Pty. Limited", "acme pty ltd"},
                                  {"n/a", ""}}) {
    EXPECT_EQ(standardise_organisation(written).value, standard) << written;
  }
  EXPECT_EQ(organisation_core("acme and sons ltd"), "acme and sons");
  EXPECT_EQ(organisation_core("acme co ltd"), "acme");
  EXPECT_EQ(legal_form("acme cic"), "cic");
  EXPECT_EQ(legal_form("acme"), "");
}

TEST(Texts, SexPlacesAddressesIdentifiers) {
  for (const auto& [written, standard] : std::initializer_list<Row>{{"M", "male"},
                                                                    {"1", "male"},
                                                                    {"Female", "female"},
                                                                    {"2", "female"},
                                                                    {"0", ""},
                                                                    {"9", ""},
                                                                    {"X", ""},
                                                                    {"non-binary", "other"},
                                                                    {"Trans man", "trans man"}}) {
    EXPECT_EQ(standardise_sex(written).value, standard) << written;
  }
  EXPECT_EQ(standardise_address_line("12a High St.").value, "12a high street");
  EXPECT_EQ(standardise_address_line("3 St John's Rd").value, "3 st johns road");
  EXPECT_EQ(standardise_place("Saint Andrews").value, standardise_place("ST. ANDREWS").value);
  EXPECT_EQ(standardise_identifier(" gb-00 123/4 ").value, "GB001234");
  EXPECT_EQ(standardise_identifier("0000").known, false);
  EXPECT_EQ(standardise_free_text("Paid: rent, May").value, "paid rent may");
}

}  // namespace
}  // namespace outturn::linkage
