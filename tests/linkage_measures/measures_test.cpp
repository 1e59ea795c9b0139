// Published values, and what the measures say at their edges.
#include "engine/linkage/measures/measures.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace outturn::linkage {
namespace {

/// The comparisons W. E. Winkler printed in his papers on string measures (US Census Bureau), to three
/// places.
TEST(JaroWinkler, PublishedValues) {
  struct Row {
    const char* a;
    const char* b;
    double published;
  };
  for (const Row& row :
       {Row{"SHACKLEFORD", "SHACKELFORD", 0.982}, Row{"DUNNINGHAM", "CUNNIGHAM", 0.896},
        Row{"NICHLESON", "NICHULSON", 0.956}, Row{"JONES", "JOHNSON", 0.832}, Row{"MASSEY", "MASSIE", 0.933},
        Row{"ABROMS", "ABRAMS", 0.922}, Row{"JERALDINE", "GERALDINE", 0.926}, Row{"MARHTA", "MARTHA", 0.961},
        Row{"MICHELLE", "MICHAEL", 0.921}, Row{"JULIES", "JULIUS", 0.933}, Row{"TANYA", "TONYA", 0.880},
        Row{"DWAYNE", "DUANE", 0.840}, Row{"SEAN", "SUSAN", 0.805}, Row{"JON", "JOHN", 0.933}}) {
    EXPECT_NEAR(jaro_winkler(row.a, row.b), row.published, 0.0005) << row.a;
  }
  EXPECT_NEAR(jaro_winkler("DIXON", "DICKSONX"), 0.8133, 0.00005);
  EXPECT_NEAR(jaro_winkler("MARTHA", "MARHTA"), 0.9611, 0.00005);
}

TEST(JaroWinkler, Edges) {
  EXPECT_EQ(jaro_winkler("", ""), 0);
  EXPECT_EQ(jaro_winkler("", "A"), 0);
  EXPECT_EQ(jaro_winkler("A", ""), 0);
  EXPECT_EQ(jaro_winkler("A", "A"), 1);
  EXPECT_EQ(jaro_winkler("A", "B"), 0);
  EXPECT_EQ(jaro_winkler("AB", "BA"), 0);  // no window
  EXPECT_EQ(jaro_winkler("\xC3\xA9", "\xC3\xA8"), jaro_winkler("ab", "ac"));
  const std::string hundred(100, 'x');
  EXPECT_EQ(jaro_winkler(hundred, hundred), 1);
  EXPECT_EQ(jaro_winkler(hundred + "ab", hundred + "ba"), jaro_winkler(hundred + "cd", hundred + "dc"));
}

TEST(JaroWinkler, StepsOfALadder) {
  const double ladder[] = {0.92, 0.88, 0.7};
  EXPECT_EQ(jaro_winkler_step("MARTHA", "MARHTA", ladder), 0);
  EXPECT_EQ(jaro_winkler_step("DUNNINGHAM", "CUNNIGHAM", ladder), 1);
  EXPECT_EQ(jaro_winkler_step("DWAYNE", "DUANE", ladder), 2);
  EXPECT_EQ(jaro_winkler_step("SMITH", "BROWN", ladder), 3);
  EXPECT_EQ(jaro_winkler_step("", "", ladder), 3);
  EXPECT_TRUE(jaro_winkler_at_least("MARTHA", "MARHTA", 0.96));
  EXPECT_FALSE(jaro_winkler_at_least("MARTHA", "MARHTA", 0.97));
}

TEST(Edits, HandTable) {
  struct Row {
    const char* a;
    const char* b;
    int levenshtein;
    int osa;
    int damerau;
  };
  for (const Row& row :
       {Row{"", "", 0, 0, 0}, Row{"", "ABC", 3, 3, 3}, Row{"kitten", "sitting", 3, 3, 3},
        Row{"saturday", "sunday", 3, 3, 3}, Row{"CA", "ABC", 3, 3, 2}, Row{"AC", "CA", 2, 1, 1},
        Row{"1990-01-12", "1990-01-21", 2, 1, 1}, Row{"1990-10-12", "1990-01-21", 4, 2, 2},
        Row{"AB123456C", "AB124356D", 3, 2, 2}, Row{"XCAY", "XABCY", 3, 3, 2}, Row{"\xC3\xA9", "e", 2, 2, 2},
        Row{"\xC3\xA9", "\xC3\xA8", 1, 1, 1}}) {
    EXPECT_EQ(levenshtein(row.a, row.b), row.levenshtein) << row.a << " " << row.b;
    EXPECT_EQ(levenshtein(row.b, row.a), row.levenshtein) << row.a << " " << row.b;
    EXPECT_EQ(osa(row.a, row.b), row.osa) << row.a << " " << row.b;
    EXPECT_EQ(osa(row.b, row.a), row.osa) << row.a << " " << row.b;
    EXPECT_EQ(damerau_levenshtein(row.a, row.b), row.damerau) << row.a << " " << row.b;
    EXPECT_EQ(damerau_levenshtein(row.b, row.a), row.damerau) << row.a << " " << row.b;
  }
}

TEST(Edits, WithinHasNoSurprisesAtItsEnds) {
  EXPECT_EQ(levenshtein_within("kitten", "sitting", 2), 3);
  EXPECT_EQ(levenshtein_within("kitten", "sitting", 3), 3);
  EXPECT_EQ(damerau_levenshtein_within("CA", "ABC", 1), 2);
  EXPECT_EQ(damerau_levenshtein_within("CA", "ABC", 2), 2);
  EXPECT_EQ(damerau_levenshtein_within("same", "same", 0), 0);
  EXPECT_EQ(damerau_levenshtein_within("same", "name", 0), 1);
  // Nothing is within fewer than no edits.
  EXPECT_GT(levenshtein_within("same", "same", -1), -1);
  EXPECT_GT(damerau_levenshtein_within("same", "same", -1), -1);
  constexpr int largest = std::numeric_limits<int>::max();
  EXPECT_EQ(levenshtein_within("kitten", "sitting", largest), 3);
  EXPECT_EQ(damerau_levenshtein_within("CA", "ABC", largest), 2);
  EXPECT_EQ(damerau_levenshtein_within(with_signature("CA"), with_signature("ABC"), largest), 2);
}

TEST(Overlaps, HandTable) {
  EXPECT_EQ(jaccard_of_bigrams("night", "nacht"), 1.0 / 7);
  EXPECT_EQ(jaccard_of_bigrams("aaaa", "aa"), 1);  // each pair once
  EXPECT_EQ(jaccard_of_bigrams("a", "a"), 1);
  EXPECT_EQ(jaccard_of_bigrams("a", "b"), 0);
  EXPECT_EQ(jaccard_of_bigrams("", ""), 0);
  EXPECT_EQ(token_overlap("ACME TRADING LTD", "ACME  LTD "), 2.0 / 3);
  EXPECT_EQ(token_overlap("LTD ACME", "ACME LTD"), 1);
  EXPECT_EQ(token_overlap("RENT RENT MAY", "RENT JUNE"), 1.0 / 3);
  EXPECT_EQ(token_overlap("  ", ""), 0);
  EXPECT_EQ(token_overlap("A", "  "), 0);
}

}  // namespace
}  // namespace outturn::linkage
