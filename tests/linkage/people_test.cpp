// People: what must hold of every grouping, and the cases that connected components get wrong.
#include "engine/linkage/people/people.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/linkage/sets.h"

namespace outturn::linkage {
namespace {

/// Weights of pairs; what is not said weighs `other`.
struct Weighed {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> of;
  double other = -12;

  [[nodiscard]] PairWeight weight() const {
    return [this](std::uint32_t l, std::uint32_t r, std::vector<double>& parts) {
      const auto at = of.find({l, r});
      const double weight = at == of.end() ? other : at->second;
      parts = {weight, std::nan("")};
      return weight;
    };
  }
  [[nodiscard]] std::vector<Edge> edges() const {
    std::vector<Edge> out;
    for (const auto& [pair, weight] : of) out.push_back({pair.first, pair.second, weight});
    return out;
  }
};

using Numbers = std::vector<std::uint32_t>;
using Datasets = std::vector<std::uint16_t>;

Numbers people(const Datasets& dataset, const Weighed& weighed, const PeopleOptions& options = {}) {
  const People people = people_of(dataset, weighed.edges(), weighed.weight(), options);
  EXPECT_EQ(people_fault(people, dataset, options), "");
  return people.person;
}

TEST(People, AreNumberedByTheirFirstRecord) {
  EXPECT_EQ(people({0, 0, 0, 0}, {{{{1, 3}, 6}}}), (Numbers{0, 1, 2, 1}));
  EXPECT_EQ(people({}, {}), Numbers{});
}

TEST(People, AChainIsNotOnePerson) {
  const Weighed chain{{{{0, 1}, 5}, {{1, 2}, 4.5}, {{2, 3}, 5}, {{0, 2}, -12}, {{1, 3}, -12}, {{0, 3}, -15}}};
  EXPECT_EQ(people({0, 0, 0, 0}, chain), (Numbers{0, 0, 1, 1}));
}

TEST(People, AllAlikeAreOnePersonWhateverOneEdgeSays) {
  const Weighed circle{{{{0, 1}, 8}, {{1, 2}, 8}, {{2, 3}, 8}, {{0, 2}, 7}, {{1, 3}, 7}, {{0, 3}, -3}}};
  EXPECT_EQ(people({0, 0, 0, 0}, circle), (Numbers{0, 0, 0, 0}));
}

// Two twins in each of two datasets that hold nobody twice: the surer pairs are taken, and the cross ones,
// sure as they look, are not.
TEST(People, TwinsStayTwo) {
  const Weighed twins{{{{0, 2}, 9}, {{1, 3}, 9}, {{0, 3}, 7}, {{1, 2}, 7}, {{0, 1}, 7}, {{2, 3}, 7}}};
  PeopleOptions clean;
  clean.once_in = {true, true};
  EXPECT_EQ(people({0, 0, 1, 1}, twins, clean), (Numbers{0, 1, 0, 1}));
  const People told = people_of({0, 0, 1, 1}, twins.edges(), twins.weight(), clean);
  EXPECT_EQ(told.kept_apart, 4U);
  EXPECT_EQ(people({0, 0, 1, 1}, twins), (Numbers{0, 0, 0, 0}));  // nothing known: alike in all
}

TEST(People, OneToOneTakesWhatIsLeftOver) {
  Weighed weighed;
  Datasets dataset;
  constexpr std::uint32_t each = 20;
  for (std::uint32_t i = 0; i < 2 * each; ++i) dataset.push_back(i < each ? 0 : 1);
  for (std::uint32_t i = 0; i + 1 < each; ++i) weighed.of[{i, each + i}] = 10;
  weighed.of[{each - 1, 2 * each - 1}] = -2;  // the last two have only each other
  PeopleOptions options;
  options.once_in = {true, true};
  const Numbers without = people(dataset, weighed, options);
  EXPECT_NE(without[each - 1], without[2 * each - 1]);
  options.one_to_one = true;
  const Numbers with = people(dataset, weighed, options);
  EXPECT_EQ(with[each - 1], with[2 * each - 1]);
}

TEST(People, DisagreementSeenAgainAndAgainCounts) {
  // Two groups of three, alike on the mean of all pairs; in one comparison they never agree.
  Weighed weighed;
  for (std::uint32_t l = 0; l < 6; ++l) {
    for (std::uint32_t r = l + 1; r < 6; ++r) weighed.of[{l, r}] = l / 3 == r / 3 ? 10 : 1;
  }
  const PairWeight split = [&](std::uint32_t l, std::uint32_t r, std::vector<double>& parts) {
    const double weight = weighed.of.at({l, r});
    parts = {weight + 2, -2};
    return weight;
  };
  const Datasets dataset(6, 0);
  PeopleOptions options;
  options.sizes_count = 0;
  EXPECT_EQ(people_of(dataset, weighed.edges(), split, options).count, 1U);
  options.repeats = {0, 1};
  EXPECT_EQ(people_of(dataset, weighed.edges(), split, options).count, 2U);
}

TEST(People, InvariantsHoldForRandomEdges) {
  test::Dice dice(8);
  for (int turn = 0; turn < 300; ++turn) {
    const auto records = static_cast<std::uint32_t>(1 + dice.below(30));
    const std::size_t datasets = 1 + dice.below(3);
    Datasets dataset;
    for (std::uint32_t i = 0; i < records; ++i)
      dataset.push_back(static_cast<std::uint16_t>(i * datasets / records));
    Weighed weighed;
    weighed.other = -5;
    for (std::size_t n = dice.below(60); n-- > 0;) {
      const auto a = static_cast<std::uint32_t>(dice.below(records));
      const auto b = static_cast<std::uint32_t>(dice.below(records));
      if (a != b) weighed.of[std::minmax(a, b)] = static_cast<double>(dice.below(24)) - 8;
    }
    PeopleOptions options;
    if (dice.below(2) == 0) {
      for (std::size_t d = 0; d < datasets; ++d) options.once_in.push_back(dice.below(2) == 0);
    }
    options.one_to_one =
        datasets == 2 && !options.once_in.empty() && options.once_in[0] && options.once_in[1];
    if (dice.below(2) == 0) options.repeats = {dice.share(), dice.share()};
    const People made = people_of(dataset, weighed.edges(), weighed.weight(), options);
    EXPECT_EQ(people_fault(made, dataset, options), "");
    // Numbers come in order of first record, none left out.
    std::uint32_t next = 0;
    for (const std::uint32_t person : made.person) {
      ASSERT_LE(person, next);
      next = std::max(next, person + 1);
    }
    EXPECT_EQ(next, made.count);
    // No dataset twice, written apart from people_fault.
    for (std::uint32_t i = 0; i < records && !options.once_in.empty(); ++i) {
      for (std::uint32_t j = i + 1; j < records; ++j) {
        EXPECT_FALSE(made.person[i] == made.person[j] && dataset[i] == dataset[j] &&
                     options.once_in[dataset[i]]);
      }
    }
    // The order of edges says nothing.
    std::vector<Edge> edges = weighed.edges();
    for (std::size_t i = edges.size(); i > 1; --i) std::swap(edges[i - 1], edges[dice.below(i)]);
    const People again = people_of(dataset, edges, weighed.weight(), options);
    EXPECT_EQ(again.person, made.person);
    EXPECT_EQ(again.refused, made.refused);
    EXPECT_EQ(again.kept_apart, made.kept_apart);
  }
}

TEST(PeopleFault, NamesEachFault) {
  PeopleOptions clean;
  clean.once_in = {true, false};
  People people;
  people.person = {0, 1, 1};
  people.count = 2;
  EXPECT_EQ(people_fault(people, {0, 1, 1}, clean), "");
  EXPECT_EQ(people_fault(people, {0, 1}, clean), "not every record is in a person");
  EXPECT_EQ(people_fault(people, {1, 0, 0}, clean), "a person is twice in a dataset that holds each once");
  people.count = 1;
  EXPECT_EQ(people_fault(people, {0, 1, 1}, clean), "a person's number is too large");
}

}  // namespace
}  // namespace outturn::linkage
