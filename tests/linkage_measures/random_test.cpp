// Random words against the textbook's measures: short and long, of two letters and of any byte.
#include <cmath>

#include <gtest/gtest.h>

#include "engine/base/problem.h"
#include "engine/linkage/measures/measures.h"
#include "tests/linkage_measures/textbook.h"

namespace outturn::linkage {
namespace {

using test::Edits;
using test::RandomPairs;
using test::textbook_distance;
using test::textbook_jaro_winkler;

struct Case {
  int pairs;
  std::size_t longest;
};
// 200,000 and more in all; most of them of a name's length.
constexpr Case cases[] = {{200'000, 12}, {40'000, 24}, {10'000, 80}, {1'000, 300}};

template <typename Check>
void each_pair(std::uint32_t seed, const Check& check) {
  RandomPairs pairs(seed);
  for (const Case& of : cases) {
    for (int i = 0; i < of.pairs; ++i) {
      const RandomPairs::Pair pair = pairs.next(of.longest);
      SCOPED_TRACE(testing::PrintToString(pair.a) + " " + testing::PrintToString(pair.b));
      check(pairs, pair.a, pair.b);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(RandomWords, JaroWinklerIsTheTextbooks) {
  each_pair(1, [](RandomPairs&, const std::string& a, const std::string& b) {
    ASSERT_EQ(jaro_winkler(a, b), textbook_jaro_winkler(a, b));
  });
}

TEST(RandomWords, StepsAreThoseOfTheMeasure) {
  const std::vector<std::vector<double>> ladders = {
      {0.92, 0.88, 0.7}, {1, 0.9}, {0.95}, {0.8, 0.8, 0.5, 0}, {}, {1.5, 0.99}, {0.3}};
  std::vector<JaroWinklerSteps> made;
  for (const auto& ladder : ladders) made.emplace_back(ladder);
  each_pair(2, [&](RandomPairs& random, const std::string& a, const std::string& b) {
    const double measure = jaro_winkler(a, b);
    const std::size_t which = random.below(ladders.size());
    const std::vector<double>& ladder = ladders[which];
    int step = 0;
    while (step < static_cast<int>(ladder.size()) && measure < ladder[static_cast<std::size_t>(step)]) ++step;
    const Word left = with_signature(a);
    const Word right = with_signature(b);
    ASSERT_EQ(jaro_winkler_step(a, b, ladder), step);
    ASSERT_EQ(jaro_winkler_step(left, right, ladder), step);
    ASSERT_EQ(made[which].step(left, right), step);
    // A threshold that is just reached is reached by every way.
    const double above = std::nextafter(measure, 2);
    ASSERT_TRUE(jaro_winkler_at_least(a, b, measure));
    ASSERT_TRUE(jaro_winkler_at_least(left, right, measure));
    ASSERT_FALSE(jaro_winkler_at_least(a, b, above));
    ASSERT_FALSE(jaro_winkler_at_least(left, right, above));
  });
}

TEST(RandomWords, JaroWinklerStepsBuiltOnTheMeasureItself) {
  RandomPairs pairs(3);
  for (int i = 0; i < 2'000; ++i) {
    const RandomPairs::Pair pair = pairs.next(40);
    const double measure = jaro_winkler(pair.a, pair.b);
    const JaroWinklerSteps steps({std::nextafter(measure, 2), measure});
    ASSERT_EQ(steps.step(with_signature(pair.a), with_signature(pair.b)), 1) << pair.a << " " << pair.b;
  }
  EXPECT_THROW(JaroWinklerSteps({0.7, 0.9}), Fault);
}

TEST(RandomWords, DistancesAreTheTextbooks) {
  each_pair(4, [](RandomPairs&, const std::string& a, const std::string& b) {
    ASSERT_EQ(levenshtein(a, b), textbook_distance(a, b, Edits::levenshtein));
    const int restricted = textbook_distance(a, b, Edits::osa);
    const int unrestricted = textbook_distance(a, b, Edits::damerau);
    ASSERT_EQ(osa(a, b), restricted);
    ASSERT_EQ(damerau_levenshtein(a, b), unrestricted);
    ASSERT_LE(unrestricted, restricted);
    ASSERT_LE(restricted, unrestricted + unrestricted / 2);
  });
}

TEST(RandomWords, WithinIsTheDistanceOrOneMoreThanAsked) {
  each_pair(5, [](RandomPairs& random, const std::string& a, const std::string& b) {
    const int most =
        random.below(4) == 0 ? static_cast<int>(random.below(90)) : static_cast<int>(random.below(5));
    const Word left = with_signature(a);
    const Word right = with_signature(b);
    const int edits = std::min(levenshtein(a, b), most + 1);
    ASSERT_EQ(levenshtein_within(a, b, most), edits);
    ASSERT_EQ(levenshtein_within(left, right, most), edits);
    const int with_swaps = std::min(damerau_levenshtein(a, b), most + 1);
    ASSERT_EQ(damerau_levenshtein_within(a, b, most), with_swaps);
    ASSERT_EQ(damerau_levenshtein_within(left, right, most), with_swaps);
  });
}

/// Every pair of words of three letters up to a length: where osa and the unrestricted distance part.
TEST(EveryShortWord, DamerauLevenshtein) {
  std::vector<std::string> words = {""};
  for (std::size_t i = 0; i < words.size() && words[i].size() < 5; ++i) {
    for (const char letter : {'a', 'b', 'c'}) words.push_back(words[i] + letter);
  }
  ASSERT_EQ(words.size(), 364U);
  int apart = 0;
  for (const std::string& a : words) {
    for (const std::string& b : words) {
      const int distance = textbook_distance(a, b, Edits::damerau);
      ASSERT_EQ(damerau_levenshtein(a, b), distance) << a << " " << b;
      for (int most = 0; most <= 4; ++most)
        ASSERT_EQ(damerau_levenshtein_within(a, b, most), std::min(distance, most + 1)) << a << " " << b;
      apart += osa(a, b) != distance ? 1 : 0;
    }
  }
  EXPECT_GT(apart, 100);
}

int letters_left(const std::string& a, std::string b) {
  int left = 0;
  for (const char letter : a) {
    const std::size_t place = b.find(letter);
    if (place == std::string::npos) {
      ++left;
    } else {
      b.erase(place, 1);
    }
  }
  return left;
}

TEST(Signatures, NeverCountMoreThanIsMissing) {
  each_pair(6, [](RandomPairs&, const std::string& a, const std::string& b) {
    const std::uint64_t only_a = signature(a) & ~signature(b);
    int bits = 0;
    for (std::uint64_t rest = only_a; rest != 0; rest &= rest - 1) ++bits;
    ASSERT_LE(bits, letters_left(a, b));
  });
}

double share(const std::set<std::string>& a, const std::set<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  std::set<std::string> either = a;
  either.insert(b.begin(), b.end());
  const std::size_t both = a.size() + b.size() - either.size();
  return static_cast<double>(both) / static_cast<double>(either.size());
}

TEST(RandomWords, OverlapsAreThoseOfSets) {
  each_pair(7, [](RandomPairs&, const std::string& a, const std::string& b) {
    const auto pairs_of = [](const std::string& word) {
      std::set<std::string> pairs;
      for (std::size_t i = 1; i < word.size(); ++i) pairs.insert(word.substr(i - 1, 2));
      return pairs;
    };
    const double expected = a == b ? (a.empty() ? 0 : 1) : share(pairs_of(a), pairs_of(b));
    ASSERT_EQ(jaccard_of_bigrams(a, b), expected);
    // 'a' and '1' as spaces make words of what lies between them.
    const auto spaced = [](std::string text) {
      std::replace_if(
          text.begin(), text.end(), [](char c) { return c == 'a' || c == '1'; }, ' ');
      return text;
    };
    const auto words_of = [](const std::string& text) {
      std::set<std::string> words;
      std::string word;
      for (const char c : text + ' ') {
        if (c != ' ') {
          word += c;
        } else if (!word.empty()) {
          words.insert(word);
          word.clear();
        }
      }
      return words;
    };
    ASSERT_EQ(token_overlap(spaced(a), spaced(b)), share(words_of(spaced(a)), words_of(spaced(b))));
  });
}

}  // namespace
}  // namespace outturn::linkage
