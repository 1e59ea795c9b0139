// Names against a hand table: the ways in which case files write them.
#include "engine/linkage/standardise/names.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/name_words.h"
#include "tests/linkage_standardise/forms.h"

namespace outturn::linkage {
namespace {

using test::Row;

TEST(Names, GivenNames) {
  for (const auto& [written, standard] :
       std::initializer_list<Row>{{"John", "john"},
                                  {"  JOHN\t ", "john"},
                                  {"Mary-Ann", "mary ann"},
                                  {"Mary  Ann", "mary ann"},
                                  {"Zo\xC3\xAB", "zoe"},
                                  {"S\xC3\x98REN", "soren"},
                                  {"\xC5\x81ukasz", "lukasz"},
                                  {"Siobh\x61\xCC\x81n", "siobhan"},
                                  {"D'Arcy", "darcy"},
                                  {"D\xE2\x80\x99"
                                   "Arcy",
                                   "darcy"},
                                  {"Mr John", "john"},
                                  {"Dr. Jane", "jane"},
                                  {"J.", "j"},
                                  {"J.K.", "j k"},
                                  {"Mr", "mr"},
                                  {"Nan", "nan"},
                                  {"NaN", ""},
                                  {"Unknown", ""},
                                  {"N/A", ""},
                                  {"-", ""},
                                  {"?", ""},
                                  {"XXX", ""},
                                  {"Baby", ""},
                                  {"baby girl", ""},
                                  {"Baby of Jane", ""},
                                  {"not given", ""},
                                  {"TEST", ""},
                                  {"", ""},
                                  {"   ", ""},
                                  {"\xD0\x98\xD0\x92\xD0\x90\xD0\x9D", "\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD"},
                                  {"Jos\xE9", "jos"}}) {
    const Standard form = standardise_given_name(written);
    EXPECT_EQ(form.value, standard) << written << ": " << test::last_words(form);
    EXPECT_EQ(form.known, !standard.empty()) << written;
  }
}

TEST(Names, FamilyNames) {
  for (const auto& [written, standard] : std::initializer_list<Row>{{"Smith-Jones", "smith jones"},
                                                                    {"SMITH JONES", "smith jones"},
                                                                    {"O'Brien", "obrien"},
                                                                    {"O Brien", "obrien"},
                                                                    {"O\xE2\x80\x99"
                                                                     "BRIEN",
                                                                     "obrien"},
                                                                    {"Mc Donald", "mcdonald"},
                                                                    {"MacDonald", "macdonald"},
                                                                    {"Mac Donald", "macdonald"},
                                                                    {"van der Berg", "van der berg"},
                                                                    {"Smith Jr.", "smith"},
                                                                    {"Smith, Jnr", "smith"},
                                                                    {"Smith OBE", "smith"},
                                                                    {"Mrs Smith", "smith"},
                                                                    {"Ma", "ma"},
                                                                    {"No", "no"},
                                                                    {"Stra\xC3\x9F"
                                                                     "er",
                                                                     "strasser"},
                                                                    {"\xC3\x86gidius", "aegidius"},
                                                                    {"Lord", "lord"},
                                                                    {"no surname", ""}}) {
    EXPECT_EQ(standardise_family_name(written).value, standard) << written;
  }
}

TEST(Names, FullNames) {
  for (const auto& [written, standard] :
       std::initializer_list<Row>{{"Mr John Smith", "john smith"},
                                  {"SMITH, John", "john smith"},
                                  {"Smith, Mr John A", "john a smith"},
                                  {"van der Berg, Jan", "jan van der berg"},
                                  {"Smith-Jones, Ann", "ann smith jones"},
                                  {"John Smith, OBE", "john smith"},
                                  {"thomas clifford, 1st baron clifford of chudleigh",
                                   "thomas clifford 1st baron clifford of chudleigh"},
                                  {"John O Brien", "john o brien"},
                                  {"John O'Brien", "john obrien"},
                                  {"Rev. Dr. Anne Lee", "anne lee"},
                                  {"John Mc Donald", "john mcdonald"}}) {
    EXPECT_EQ(standardise_full_name(written).value, standard) << written;
  }
}

TEST(Names, TheTrailSaysWhatWasDone) {
  const Standard form = standardise_family_name(" Mrs O'Brien-Lee OBE ");
  EXPECT_EQ(form.value, "obrien lee");
  EXPECT_EQ(original(form), " Mrs O'Brien-Lee OBE ");
  for (const ChangeKind kind :
       {ChangeKind::case_or_accents, ChangeKind::punctuation, ChangeKind::title_off, ChangeKind::suffix_off})
    EXPECT_TRUE(form.has(kind)) << words(kind);
  EXPECT_TRUE(standardise_given_name("Jos\xE9").has(ChangeKind::broken_characters));
  EXPECT_TRUE(standardise_given_name("john").changes.empty());
  EXPECT_EQ(test::last_words(standardise_given_name("n/a")), words(ChangeKind::placeholder));
}

TEST(Names, Candidates) {
  const auto have = [](std::string_view nickname, std::string_view name) {
    const auto all = given_name_candidates(nickname);
    return std::find(all.begin(), all.end(), name) != all.end();
  };
  EXPECT_TRUE(have("bill", "william"));
  EXPECT_TRUE(have("liz", "elizabeth"));
  EXPECT_TRUE(have("chris", "christopher"));
  EXPECT_TRUE(have("chris", "christine"));
  EXPECT_TRUE(have("steven", "stephen"));
  EXPECT_TRUE(have("muhammad", "mohammed"));
  EXPECT_EQ(given_name_candidates("zbigniew"), std::vector<std::string_view>{"zbigniew"});
  EXPECT_EQ(given_name_candidates("jack").front(), "jack");
}

TEST(Names, TheTablesAreInOrderAndEachNameOnce) {
  std::set<std::string_view> seen;
  for (const GivenName& given : given_names) {
    EXPECT_TRUE(seen.empty() || *seen.rbegin() < given.name) << given.name;
    seen.insert(given.name);
    std::set<std::string_view> also;
    for (const std::string_view word : split_words(given.also)) {
      EXPECT_TRUE(also.insert(word).second && word != given.name) << given.name << ": " << word;
      EXPECT_EQ(standardise_given_name(word).value, word);
    }
  }
  EXPECT_TRUE(std::is_sorted(family_names.begin(), family_names.end()));
}

TEST(Names, KeysForComparison) {
  EXPECT_EQ(name_key("john", "smith"), name_key("smith", "john"));
  EXPECT_EQ(name_key("john", "smith jones"), "john jones smith");
  EXPECT_EQ(name_joined("van den berg"), "vandenberg");
  EXPECT_EQ(without_particles("van der berg"), "berg");
  EXPECT_EQ(without_particles("de la cruz"), "cruz");
  EXPECT_EQ(without_particles("van"), "van");
  EXPECT_EQ(name_parts("smith jones"), (std::vector<std::string_view>{"smith", "jones"}));
}

}  // namespace
}  // namespace outturn::linkage
