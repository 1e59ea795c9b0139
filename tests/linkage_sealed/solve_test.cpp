// From candidates to people: one to one, several members, chains refused, ties always the same way.
#include <algorithm>

#include <gtest/gtest.h>

#include "adapters/command/claim/parallel.h"
#include "engine/linkage/sealed/link.h"
#include "tests/linkage_sealed/people.h"

namespace outturn::sealed {
namespace {

TEST(OneToOne, TakesTheMostAlikeFirstAndTiesByNumber) {
  const auto taken = one_to_one(
      {{0, 0, {8, 20}}, {0, 1, {9, 20}}, {1, 1, {10, 20}}, {2, 2, {7, 20}}, {2, 0, {7, 20}}}, 3, 3);
  ASSERT_EQ(taken.size(), 3U);
  EXPECT_EQ(taken[0].left, 1U);
  EXPECT_EQ(taken[1].left, 0U);
  EXPECT_EQ(taken[1].right, 0U);
  EXPECT_EQ(taken[2].right, 2U);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    lines.push_back(text.substr(at, text.find('\n', at) - at));
  }
  return lines;
}

/// People from..to of the invented ones, every third with a slip in the surname.
std::string some_of(const std::vector<std::string>& people, std::size_t from, std::size_t to, bool slips) {
  std::string text = people[0] + "\n";
  for (std::size_t i = from; i <= to; ++i) {
    std::string line = people[i];
    if (slips && i % 3 == 0) line[line.find(',', line.find(',') + 1) + 2] = 'x';
    text += line + "\n";
  }
  return text;
}

struct ThreeMembers {
  Schema schema = schema_of(plain_fields);
  TestMember a, b, c;
  explicit ThreeMembers(const TaskRunner& run = run_in_turn) {
    const std::vector<std::string> people = lines_of(people_csv(900, 11));
    encode_text(schema, "a", some_of(people, 1, 600, false), a, secret_of_tests, run);
    encode_text(schema, "b", some_of(people, 300, 900, true), b, secret_of_tests, run);
    encode_text(schema, "c", some_of(people, 500, 700, false), c, secret_of_tests, run);
  }
  std::vector<Party> parties() const {
    std::vector<Party> out;
    for (const TestMember* m : {&a, &b, &c}) {
      out.push_back({m->encoded.member.count(), &m->encoded.member.filters, &m->encoded.member.keys});
    }
    return out;
  }
  std::string id(const Place& place) const {
    const TestMember* m = place.member == 0 ? &a : place.member == 1 ? &b : &c;
    return std::string(m->records.rows[place.record][0]);
  }
};

TEST(Link, ThreeMembersMeetInPeopleOfOneRecordEach) {
  const ThreeMembers three;
  const Linked linked = link_parties(three.parties(), {});
  std::size_t right = 0;
  std::size_t records = 0;
  for (const Person& person : linked.solved.people) {
    records += person.records.size();
    for (std::size_t i = 1; i < person.records.size(); ++i) {
      EXPECT_LT(person.records[i - 1].member, person.records[i].member);  // one of each at most
    }
    const bool same = std::all_of(person.records.begin(), person.records.end(),
                                  [&](const Place& p) { return three.id(p) == three.id(person.records[0]); });
    const std::size_t number = std::stoul(three.id(person.records[0]));
    const std::size_t held =
        (number <= 600 ? 1U : 0U) + (number >= 300 ? 1U : 0U) + (number >= 500 && number <= 700 ? 1U : 0U);
    right += same && held == person.records.size() ? 1 : 0;
  }
  EXPECT_EQ(records, 600U + 601U + 201U);
  EXPECT_GE(right, 895U);  // of 900
  for (const Link& link : linked.solved.links) EXPECT_GE(link.probability, 0.5);
}

TEST(Link, IsTheSameOnAllCores) {
  const ThreeMembers one;
  const ThreeMembers all(command::run_on_all_cores);
  EXPECT_EQ(one.a.encoded.member.filters.bits, all.a.encoded.member.filters.bits);
  const Linked x = link_parties(one.parties(), {});
  const Linked y = link_parties(all.parties(), {}, command::run_on_all_cores);
  ASSERT_EQ(x.solved.people.size(), y.solved.people.size());
  for (std::size_t i = 0; i < x.solved.people.size(); ++i) {
    EXPECT_EQ(x.solved.people[i].records, y.solved.people[i].records);
    EXPECT_EQ(x.solved.people[i].probabilities, y.solved.people[i].probabilities);
  }
}

TEST(Link, StrangersAreNotLinked) {
  const Schema schema = schema_of(plain_fields);
  TestMember a, b;
  encode_text(schema, "a", people_csv(500, 21), a);
  encode_text(schema, "b", people_csv(500, 22), b);
  const Linked linked = link_parties({{500, &a.encoded.member.filters, &a.encoded.member.keys},
                                      {500, &b.encoded.member.filters, &b.encoded.member.keys}},
                                     {});
  EXPECT_LE(linked.solved.links.size(), 5U);
}

TEST(Link, MatchKeysComeFirstAndOnlyWhenAlone) {
  const Schema schema = schema_of("record id\nmatch nino\nmatch surname first 3, born as date\n");
  TestMember a, b;
  encode_text(schema, "a",
              "id,nino,surname,born\n1,QQ1,Karma,1980-01-02\n2,,Lomax,1980-01-03\n3,QQ3,Nero,1980-01-04\n4,"
              "QQ3,Orm,1980-01-05\n",
              a);
  encode_text(
      schema, "b",
      "id,nino,surname,born\n7,qq 1,Other,1999-01-02\n8,QQ8,LOMBARD,03/01/1980\n9,QQ3,Quill,1980-01-06\n", b);
  ASSERT_TRUE(a.problems.empty());
  const Linked linked = link_parties({{4, &a.encoded.member.filters, &a.encoded.member.keys},
                                      {3, &b.encoded.member.filters, &b.encoded.member.keys}},
                                     {});
  ASSERT_EQ(linked.solved.links.size(), 2U);
  EXPECT_EQ(linked.solved.links[0].key, 1U);
  EXPECT_EQ(linked.solved.links[0].pair.left, 0U);
  EXPECT_EQ(linked.solved.links[1].key, 2U);
  EXPECT_EQ(linked.solved.links[1].pair.right, 1U);
  EXPECT_EQ(linked.solved.links[0].probability, Link::not_known);
}

}  // namespace
}  // namespace outturn::sealed
