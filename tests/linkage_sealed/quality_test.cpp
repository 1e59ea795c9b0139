// Linking published invented people without seeing them: FEBRL 4 (all 5,000 in both files) and clkhash's
// dirty set (500 of 1,000 in both), at the decision worked out without truth.
#include <set>

#include <gtest/gtest.h>

#include "engine/linkage/sealed/link.h"
#include "tests/linkage_sealed/people.h"

namespace outturn::sealed {
namespace {

// clkhash's published febrl4 schema has these fields too, and leaves out the social security number.
const std::string febrl_fields =
    "record rec_id\n"
    "field given_name as words, grams 2, bits 85\nfield surname as words, grams 2, bits 85\n"
    "field street_number as code, grams 1 placed, bits 43\nfield address_1 as words, grams 2, bits 85\n"
    "field address_2 as words, grams 2, bits 64\nfield suburb as words, grams 2, bits 85\n"
    "field postcode as code, grams 1 placed, bits 75\nfield state as words, grams 2, bits 43\n"
    "field date_of_birth as date, grams 1 placed, bits 107\n";

struct Quality {
  double precision = 0, recall = 0, f1 = 0;
};

std::string person_of(std::string_view record) {
  const std::string id(record);
  return id.starts_with("rec-") ? id.substr(0, id.find('-', 4)) : id;
}

Quality linked_quality(const std::string& hardening, const std::string& left, const std::string& right) {
  const Schema schema = schema_of(febrl_fields + hardening);
  TestMember a, b;
  encode_text(schema, "a", left, a);
  encode_text(schema, "b", right, b);
  EXPECT_TRUE(a.problems.empty() && b.problems.empty());
  const Linked linked =
      link_parties({{a.encoded.member.count(), &a.encoded.member.filters, &a.encoded.member.keys},
                    {b.encoded.member.count(), &b.encoded.member.filters, &b.encoded.member.keys}},
                   {});
  std::set<std::string> in_left;
  for (const auto& row : a.records.rows) in_left.insert(person_of(row[0]));
  double matches = 0;
  for (const auto& row : b.records.rows) matches += static_cast<double>(in_left.count(person_of(row[0])));
  double right_ones = 0;
  for (const Link& link : linked.solved.links) {
    right_ones +=
        person_of(a.records.rows[link.pair.left][0]) == person_of(b.records.rows[link.pair.right][0]) ? 1 : 0;
  }
  Quality q;
  q.precision = right_ones / static_cast<double>(linked.solved.links.size());
  q.recall = right_ones / matches;
  q.f1 = 2 * q.precision * q.recall / (q.precision + q.recall);
  std::printf("%s precision %.4f recall %.4f F1 %.4f\n", hardening.c_str(), q.precision, q.recall, q.f1);
  return q;
}

#define OUTTURN_SHARED_OR_SKIP(variable, name)                \
  const auto variable = read_shared(name);                    \
  if (!variable)                                              \
  GTEST_SKIP() << "NOT TESTED: no file " << shared_path(name) \
               << "; set OUTTURN_SHARED to the folder that holds data/"

TEST(Quality, Febrl4IsLinkedAsWellHardenedAsPlain) {
  OUTTURN_SHARED_OR_SKIP(left, "febrl/dataset4a.csv");
  OUTTURN_SHARED_OR_SKIP(right, "febrl/dataset4b.csv");
  EXPECT_GE(linked_quality("", *left, *right).f1, 0.9992);  // hardened by default
  EXPECT_GE(linked_quality("hardening none\n", *left, *right).f1, 0.9992);
  EXPECT_GE(linked_quality("hardening balance\n", *left, *right).f1, 0.9992);
  EXPECT_GE(linked_quality("hardening balance, fold, flip 5%\n", *left, *right).f1, 0.9990);
  EXPECT_GE(linked_quality("hardening salt date_of_birth first 4\n", *left, *right).f1, 0.955);  // years err
}

TEST(Quality, HalfOverlapIsToldWithoutTruth) {
  OUTTURN_SHARED_OR_SKIP(left, "clkhash_dirty/dirty_1000_50_1.csv");
  OUTTURN_SHARED_OR_SKIP(right, "clkhash_dirty/dirty_1000_50_2.csv");
  for (const std::string hardening : {"", "hardening none\n", "hardening balance, fold, flip 5%\n"}) {
    const Quality q = linked_quality(hardening, *left, *right);
    EXPECT_GE(q.precision, 0.95);
    EXPECT_GE(q.recall, 0.995);
  }
}

}  // namespace
}  // namespace outturn::sealed
