// Every statement of a comparison's specification, and the method it comes to in words.
#include <gtest/gtest.h>

#include "tests/comparison_spec/specs.h"

namespace outturn::comparison {
namespace {

ComparisonSpec read(const std::string& text) {
  const SourceFile source("a.spec", text);
  Problems problems;
  auto spec = read_comparison_spec(source, problems);
  EXPECT_TRUE(spec && problems.empty()) << text << rendered(problems, source);
  return spec.value_or(ComparisonSpec{});
}

using Names = std::vector<std::string>;

TEST(Spec, SaysWhoAndWhat) {
  const ComparisonSpec spec = read(
      "# agreed beforehand\n\n  comparison similar_people # the contract's\ntreated \"took part, yes\"\r\n"
      "id\tperson\nknown before age,I(age^2) ,\"first, name\", as.factor(education)\nexact on region, sex\n"
      "outcome reoffended, Found_work2\nmatch nearest\n");
  EXPECT_EQ(spec.name, "similar_people");
  EXPECT_EQ(spec.treated, "took part, yes");
  EXPECT_EQ(spec.id, "person");
  EXPECT_EQ(spec.covariates, (Names{"age", "I(age^2)", "first, name", "as.factor(education)"}));
  EXPECT_EQ(spec.asked.terms, spec.covariates);
  EXPECT_EQ(spec.exact, (Names{"region", "sex"}));
  EXPECT_EQ(spec.outcomes, (Names{"reoffended", "Found_work2"}));
}

TEST(Spec, LeftOutMeansTheUsual) {
  const ComparisonSpec spec = read(spec_of(""));
  EXPECT_EQ(spec.id, "");
  EXPECT_EQ(spec.decimals, 2);
  EXPECT_EQ(spec.asked.limits.submitted, 60U);
  EXPECT_EQ(spec.asked.limits.matched, 30U);
  EXPECT_EQ(spec.asked.approach, Approach::matching);
  EXPECT_EQ(spec.asked.matching.ratio, 1U);
  EXPECT_EQ(spec.asked.matching.ties, Ties::by_id);
  EXPECT_EQ(spec.asked.matching.estimand, Estimand::treated);
  EXPECT_FALSE(spec.asked.matching.order);
  EXPECT_FALSE(spec.asked.matching.caliper);
}

TEST(Spec, Numbers) {
  EXPECT_EQ(read(spec_of("decimals 0")).decimals, 0);
  EXPECT_EQ(read(spec_of("decimals 6")).decimals, 6);
  EXPECT_EQ(read(spec_of("at least 100 people")).asked.limits.submitted, 100U);
  EXPECT_EQ(read(spec_of("at least 100 people")).asked.limits.matched, 30U);
  EXPECT_EQ(read(spec_of("at least 1 matched, 2 people")).asked.limits.matched, 1U);
  const Matching in_sd = read(spec_of("caliper 0.2 SD")).asked.matching;
  EXPECT_EQ(in_sd.caliper, 0.2);  // to the last bit
  EXPECT_TRUE(in_sd.caliper_in_sd);
  const Matching raw = read(spec_of("caliper .05")).asked.matching;
  EXPECT_EQ(raw.caliper, 0.05);
  EXPECT_FALSE(raw.caliper_in_sd);
  EXPECT_EQ(read(spec_of("caliper 1.")).asked.matching.caliper, 1.0);
}

TEST(Spec, OrderTiesAndEstimand) {
  EXPECT_EQ(read(spec_of("order largest first")).asked.matching.order, Order::largest);
  EXPECT_EQ(read(spec_of("order smallest")).asked.matching.order, Order::smallest);
  EXPECT_EQ(read(spec_of("order as listed")).asked.matching.order, Order::as_listed);
  EXPECT_EQ(read(spec_of("", "match closest")).asked.matching.order, Order::closest);
  EXPECT_EQ(read(spec_of("ties like matchit-4.7.2")).asked.matching.ties, Ties::like_matchit_4_7_2);
  EXPECT_EQ(read(spec_of("ties by id")).asked.matching.ties, Ties::by_id);
  EXPECT_EQ(read(spec_of("estimand treated")).asked.matching.estimand, Estimand::treated);
  EXPECT_EQ(read(spec_of("estimand everyone", "match subclasses")).asked.matching.estimand,
            Estimand::everyone);
}

TEST(Spec, LinesMayStandInAnyOrder) {
  const ComparisonSpec spec =
      read("estimand everyone\nweight by propensity\noutcome y\nknown before x\ntreated t\ncomparison c\n");
  EXPECT_EQ(spec.asked.approach, Approach::probability_weights);
  EXPECT_EQ(spec.asked.matching.estimand, Estimand::everyone);
}

struct Words {
  const char* way;
  const char* more;
  const char* words;
};

class MethodWords : public testing::TestWithParam<Words> {};

TEST_P(MethodWords, AreFrozen) {
  EXPECT_EQ(method_words(read(spec_of(GetParam().more, GetParam().way))), GetParam().words);
}

const Words all_words[] = {
    {"match nearest", "", "nearest, 1 to 1, on the score, largest first, ties by id"},
    {"match nearest, 2 to 1, on the logit", "caliper 0.2 SD\nexact on region",
     "nearest, 2 to 1, on the logit, caliper 0.2 SD, largest first, ties by id, exact on region"},
    {"match nearest, 5", "order smallest first\nties like matchit-4.7.2",
     "nearest, 5 to 1, on the score, smallest first, ties like MatchIt 4.7.2"},
    {"match nearest, with replacement, 3 to 1", "caliper 0.05",
     "nearest, 3 to 1 with replacement, on the score, caliper 0.05, as listed, ties by id"},
    {"match nearest", "order as listed\nexact on a, b, c",
     "nearest, 1 to 1, on the score, as listed, ties by id, exact on a, b and c"},
    {"match closest, on logit", "", "nearest, 1 to 1, on the logit, closest first, ties by id"},
    {"match radius", "caliper 0.1", "all within a radius, on the score, caliper 0.1"},
    {"match radius, on the logit", "caliper 1 SD\nexact on sex",
     "all within a radius, on the logit, caliper 1 SD, exact on sex"},
    {"match mahalanobis", "", "nearest by Mahalanobis distance, 1 to 1, as listed, ties by id"},
    {"match mahalanobis, 2 to 1, with replacement", "",
     "nearest by Mahalanobis distance, 2 to 1 with replacement, as listed, ties by id"},
    {"match mahalanobis, on the logit", "caliper 0.25 SD\norder largest first",
     "nearest by Mahalanobis distance, 1 to 1, on the logit, caliper 0.25 SD, largest first, ties by id"},
    {"match subclasses", "", "subclasses of the score: 6"},
    {"match subclasses 10, on the logit", "estimand everyone", "subclasses of the logit: 10, on everyone"},
    {"match coarsened", "", "coarsened exact matching"},
    {"match coarsened", "exact on sex", "coarsened exact matching, exact on sex"},
    {"match optimal", "", "optimal pairs, on the score"},
    {"match optimal, on the logit", "exact on sex", "optimal pairs, on the logit, exact on sex"},
    {"weight by propensity", "", "weights by the propensity score"},
    {"weight by propensity", "estimand everyone", "weights by the propensity score, on everyone"},
    {"weight entropy", "", "entropy balancing"},
    {"weight by entropy", "ties by id", "entropy balancing"}};

INSTANTIATE_TEST_SUITE_P(Comparison, MethodWords, testing::ValuesIn(all_words));

/// The block of a page that begins with "comparison NAME": what a reader would copy.
TEST(Spec, WhatTheManualPrintsCanBeRead) {
  const std::string page = content(OUTTURN_SOURCE_DIR "/docs/comparing.md");
  std::size_t read_blocks = 0;
  for (std::size_t at = page.find("```\ncomparison "); at != std::string::npos;
       at = page.find("```\ncomparison ", at + 1)) {
    const std::size_t begin = at + 4;
    EXPECT_EQ(read(page.substr(begin, page.find("```", begin) - begin)).name, "similar_people");
    ++read_blocks;
  }
  EXPECT_EQ(read_blocks, 1U);
}

/// The left column of the manual's table of statements: each stands, with a way it goes with.
TEST(Spec, EveryLineTheManualListsCanBeRead) {
  const std::string page = content(OUTTURN_SOURCE_DIR "/docs/comparing.md");
  for (const char* line :
       {"caliper 0.2 SD", "caliper 0.05", "exact on A, B", "order largest first", "ties by id",
        "ties like matchit-4.7.2", "estimand treated", "at least 60 people, 30 matched", "decimals 2"}) {
    EXPECT_NE(page.find("`" + std::string(line) + "`"), std::string::npos) << line;
    (void)read(spec_of(line));
  }
  for (const char* way :
       {"match nearest, 2 to 1", "match closest, on the logit", "match mahalanobis", "match subclasses 6",
        "match coarsened", "match optimal, on the score", "weight by propensity", "weight entropy"})
    (void)read(spec_of("", way));
}

TEST(Spec, TheSamplesAreRead) {
  std::size_t found = 0;
  for (const auto& entry : fs::recursive_directory_iterator(OUTTURN_SOURCE_DIR "/samples")) {
    if (entry.path().filename() != "similar_people.spec") continue;
    EXPECT_EQ(
        method_words(read(content(entry.path()))),
        "nearest, 2 to 1, on the logit, caliper 0.2 SD, largest first, ties by id, exact on offence and "
        "sex");
    ++found;
  }
  EXPECT_EQ(found, 1U);
}

}  // namespace
}  // namespace outturn::comparison
