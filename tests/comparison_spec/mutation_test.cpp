// Whatever stands in a comparison's specification, it ends in one that can be read, or in problems that name
// their place and how to mend them; never in a crash, and never in a method without words.
// OUTTURN_MUTATIONS=1000000 tries more than the 20,000 of every run; OUTTURN_SEED another road.
#include <array>

#include <gtest/gtest.h>

#include "engine/base/spread.h"
#include "tests/comparison_spec/specs.h"

namespace outturn::comparison {
namespace {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    return static_cast<std::size_t>(spread(state_ += 0x9E3779B97F4A7C15U) % n);
  }

 private:
  std::uint64_t state_;
};

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* said = std::getenv(name);
  return said == nullptr ? otherwise : std::strtoull(said, nullptr, 10);
}

constexpr std::array<std::string_view, 34> likely{"\n",
                                                  " ",
                                                  ",",
                                                  "\"",
                                                  "#",
                                                  ":",
                                                  "match ",
                                                  "nearest",
                                                  "closest",
                                                  "radius",
                                                  "optimal",
                                                  "coarsened",
                                                  "subclasses ",
                                                  "mahalanobis",
                                                  "weight ",
                                                  "by propensity",
                                                  "entropy",
                                                  "with replacement",
                                                  "on the logit",
                                                  "2 to 1",
                                                  "0",
                                                  "99999999999999999999",
                                                  "-1",
                                                  "0.2",
                                                  " SD",
                                                  "estimand everyone\n",
                                                  "order as listed\n",
                                                  "exact on ",
                                                  "at least ",
                                                  " people",
                                                  "\xC3\xA9",
                                                  "\xFF",
                                                  "\r",
                                                  "I(age^2)"};

void change(std::string& text, Draw& draw) {
  const std::size_t at = draw.below(text.size() + 1);
  switch (draw.below(5)) {
    case 0:
      if (at < text.size()) text[at] = static_cast<char>(draw.below(256));
      break;
    case 1:
    case 2:
      text.insert(at, likely.at(draw.below(likely.size())));
      break;
    case 3:
      text.erase(at, 1 + draw.below(20));
      break;
    default:
      text.insert(at, text.substr(draw.below(text.size() + 1), draw.below(40)));
      break;
  }
}

void expect_answered(const std::string& text) {
  const SourceFile source("mutated.spec", text);
  Problems problems;
  const auto spec = read_comparison_spec(source, problems);
  ASSERT_NE(spec.has_value(), problems.has_errors()) << text;
  for (const Problem& problem : problems.list()) {
    ASSERT_FALSE(problem.mend.empty()) << problem.what << "\n" << text;
    ASSERT_TRUE(problem.span.known()) << problem.what << "\n" << text;
    ASSERT_LE(problem.span.line, std::max(1U, source.line_count())) << problem.what << "\n" << text;
    ASSERT_LE(problem.span.column, character_count(source.line(problem.span.line)) + 1)
        << problem.what << "\n"
        << text;
    ASSERT_FALSE(render(problem, &source).empty());
  }
  if (!spec) return;
  ASSERT_FALSE(method_words(*spec).empty()) << text;
  ASSERT_EQ(method_words(*spec).find_first_of("\n\""), std::string::npos) << text;
  ASSERT_FALSE(spec->name.empty() || spec->outcomes.empty() || spec->covariates.empty()) << text;
}

TEST(SpecMutation, IsAlwaysAnswered) {
  const std::vector<std::string> seeds{
      content(OUTTURN_SOURCE_DIR "/samples/reoffending/similar_people.spec"),
      spec_of("caliper 0.1 SD\nexact on a, b\nat least 60 people, 30 matched\ndecimals 3\n", "match radius"),
      spec_of("estimand everyone\n", "weight by propensity"),
      spec_of("", "match subclasses 5, on the logit")};
  Draw draw(setting("OUTTURN_SEED", 20140401));
  const std::uint64_t rounds = setting("OUTTURN_MUTATIONS", 20'000);
  std::size_t good = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    std::string text = seeds[draw.below(seeds.size())];
    for (std::size_t n = 1 + draw.below(4); n > 0; --n) change(text, draw);
    expect_answered(text);
    if (HasFatalFailure()) return;
    const SourceFile source("mutated.spec", text);
    Problems problems;
    good += read_comparison_spec(source, problems) ? 1 : 0;
  }
  EXPECT_GT(good, rounds / 50);  // else the edits are too coarse to try what is read
}

TEST(SpecMutation, LongLinesAreAnswered) {
  for (const char* part :
       {"\"", ",", "a,", "a ", "#", "match nearest, ", "2 to 1, ", "known before a\n", "\xFF"}) {
    std::string text;
    while (text.size() < 200'000) text += part;
    expect_answered(spec_of("exact on " + text));
    expect_answered(text);
    expect_answered(spec_of("", "match nearest, " + text));
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace outturn::comparison
