// Models that cannot be fitted are told by name before anything is matched; the same bits on any runner.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "engine/base/spread.h"
#include "engine/comparison/propensity/propensity.h"
#include "tests/comparison_matching/sets.h"

namespace outturn::comparison {
namespace {

/// 200 people; x is about who took part, y is not.
Cohort people(std::uint64_t seed = 1, std::size_t count = 200) {
  Cohort cohort;
  Covariate x{"x", {}, {}, {}};
  Covariate y{"y", {}, {}, {}};
  std::uint64_t state = seed << 32U;
  const auto uniform = [&] { return static_cast<double>(spread(state++) >> 11U) / 9007199254740992.0; };
  for (std::size_t i = 0; i < count; ++i) {
    cohort.ids.push_back("p" + std::to_string(i));
    cohort.treated.push_back(uniform() < 0.4 ? 1 : 0);
    x.numbers.push_back(uniform() + 0.4 * cohort.treated.back());
    y.numbers.push_back(1000 * uniform());
  }
  cohort.covariates = {x, y};
  return cohort;
}

void add(Cohort& cohort, const std::string& name, const std::vector<double>& numbers) {
  cohort.covariates.push_back({name, numbers, {}, {}});
}

Problems problems_of(const Cohort& cohort, const std::vector<std::string>& terms = {}) {
  Problems problems;
  const auto wanted = terms_of(cohort, terms, problems);
  if (!wanted) return problems;
  const auto fit = fit_propensity(model_matrix(cohort, *wanted), cohort.treated, problems);
  EXPECT_EQ(fit.has_value(), !problems.has_errors());
  return problems;
}

void expect_error(const Problems& problems, const std::string& code, const std::string& name) {
  ASSERT_TRUE(problems.has_errors());
  const Problem& first = problems.list().front();
  EXPECT_EQ(first.code, code) << first.what;
  EXPECT_NE(first.what.find(name), std::string::npos) << first.what;
  EXPECT_FALSE(first.why.empty());
  EXPECT_FALSE(first.mend.empty());
}

TEST(Soundness, GoodModelHasNoProblem) { EXPECT_TRUE(problems_of(people()).empty()); }

TEST(Soundness, Constant) {
  Cohort cohort = people();
  add(cohort, "same", std::vector<double>(cohort.size(), 7));
  expect_error(problems_of(cohort), "E223", "same");
}

TEST(Soundness, AliasedNamesTheOthers) {
  Cohort cohort = people();
  std::vector<double> sum;
  for (std::size_t i = 0; i < cohort.size(); ++i)
    sum.push_back(2 * cohort.covariates[0].numbers[i] - cohort.covariates[1].numbers[i] + 5);
  add(cohort, "sum", sum);
  const Problems problems = problems_of(cohort);
  expect_error(problems, "E224", "sum");
  EXPECT_NE(problems.list().front().why.front().find("x and y"), std::string::npos);
}

TEST(Soundness, LevelsThatRepeatAColumn) {
  Cohort cohort = people();
  Covariate factor{"f", {}, {"a", "b"}, {}};
  std::vector<double> flag;
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    factor.codes.push_back(static_cast<std::int32_t>(i % 2));
    flag.push_back(static_cast<double>(i % 2));
  }
  cohort.covariates.push_back(factor);
  add(cohort, "flag", flag);
  expect_error(problems_of(cohort), "E224", "flag");
}

/// Nearly the same is not the same: age^3 beside age and age^2 is a fair model.
TEST(Soundness, PowersAreNoAliases) {
  Cohort cohort = people(3, 2000);
  for (double& value : cohort.covariates[0].numbers) value = 18 + std::floor(40 * value);
  EXPECT_FALSE(problems_of(cohort, {"x", "I(x^2)", "I(x^3)", "y"}).has_errors());
}

TEST(Soundness, AColumnThatTellsAll) {
  Cohort cohort = people();
  std::vector<double> value;
  for (std::size_t i = 0; i < cohort.size(); ++i)
    value.push_back(cohort.treated[i] != 0 ? 10.0 + static_cast<double>(i % 7) : static_cast<double>(i % 7));
  add(cohort, "sessions", value);
  expect_error(problems_of(cohort), "E225", "sessions");
}

/// Only people who took part have it: quasi-complete separation by one flag.
TEST(Soundness, AFlagOnlyTheTreatedHave) {
  Cohort cohort = people();
  std::vector<double> flag;
  for (std::size_t i = 0; i < cohort.size(); ++i)
    flag.push_back(cohort.treated[i] != 0 && i % 3 == 0 ? 1 : 0);
  add(cohort, "referred", flag);
  expect_error(problems_of(cohort), "E225", "referred");
}

/// Neither column separates by itself, their difference does.
TEST(Soundness, ColumnsTogether) {
  Cohort cohort = people();
  std::vector<double> a;
  std::vector<double> b;
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    const auto base = static_cast<double>(spread(i) % 100);
    a.push_back(base);
    b.push_back(base -
                (cohort.treated[i] != 0 ? 1.0 : -1.0) * (1 + static_cast<double>(spread(i + 999) % 5)));
  }
  add(cohort, "first", a);
  add(cohort, "second", b);
  const Problems problems = problems_of(cohort);
  expect_error(problems, "E226", "first");
  EXPECT_NE(problems.list().front().what.find("second"), std::string::npos);
}

/// A level of a factor that only treated people have, the first one, for which no column stands.
TEST(Soundness, TheReferenceLevelTellsAll) {
  Cohort cohort = people();
  Covariate factor{"f", {}, {"a", "b", "c"}, {}};
  for (std::size_t i = 0; i < cohort.size(); ++i)
    factor.codes.push_back(cohort.treated[i] != 0 && i % 2 == 0 ? 0
                                                                : static_cast<std::int32_t>(1 + i / 2 % 2));
  factor.codes[0] = cohort.treated[0] != 0 ? 0 : 1;
  cohort.covariates.push_back(factor);
  expect_error(problems_of(cohort), "E226", "fb");
}

TEST(Soundness, MoreColumnsThanPeople) {
  Cohort cohort = people(1, 3);
  cohort.treated = {1, 0, 1};
  expect_error(problems_of(cohort), "E227", "more people");
}

TEST(Terms, WhatCannotBeRead) {
  const Cohort cohort = people();
  expect_error(problems_of(cohort, {"z"}), "E220", "z");
  expect_error(problems_of(cohort, {"I(x+1)"}), "E221", "I(x+1)");
  expect_error(problems_of(cohort, {"I(x^1)"}), "E221", "I(x^1)");
  expect_error(problems_of(cohort, {"x", "x"}), "E222", "x");
  Cohort with_factor = people();
  with_factor.covariates.push_back({"f", {}, {"a", "b"}, std::vector<std::int32_t>(with_factor.size(), 0)});
  expect_error(problems_of(with_factor, {"I(f^2)"}), "E221", "f");
}

TEST(Terms, ColumnsAndNamesByHand) {
  Cohort cohort = people(1, 4);
  cohort.covariates[0].numbers = {1, 2, 3, -4};
  cohort.covariates.push_back({"race", {}, {"black", "hispan", "white"}, {2, 0, 1, 2}});
  Problems problems;
  const auto terms = terms_of(cohort, {"race", "I(x^3)", "x"}, problems);
  ASSERT_TRUE(terms);
  const ModelMatrix matrix = model_matrix(cohort, *terms);
  EXPECT_EQ(matrix.names,
            (std::vector<std::string>{"(Intercept)", "racehispan", "racewhite", "I(x^3)", "x"}));
  EXPECT_EQ(matrix.columns[0], (std::vector<double>{1, 1, 1, 1}));
  EXPECT_EQ(matrix.columns[1], (std::vector<double>{0, 0, 1, 0}));
  EXPECT_EQ(matrix.columns[2], (std::vector<double>{1, 0, 0, 1}));
  EXPECT_EQ(matrix.columns[3], (std::vector<double>{1, 8, 27, -64}));
}

/// With one flag the model is a table of two rows: logits of the shares, errors of the log odds ratio.
TEST(Propensity, OneFlagByHand) {
  Cohort cohort;
  Covariate flag{"flag", {}, {}, {}};
  const int counts[2][2] = {{30, 10}, {20, 40}};  // [flag][treated]
  for (int f = 0; f < 2; ++f)
    for (int t = 0; t < 2; ++t)
      for (int i = 0; i < counts[f][t]; ++i) {
        cohort.ids.push_back("p" + std::to_string(cohort.size()));
        cohort.treated.push_back(static_cast<std::uint8_t>(t));
        flag.numbers.push_back(f);
      }
  cohort.covariates = {flag};
  Problems problems;
  const auto fit = fit_propensity(model_matrix(cohort, {{0, 1}}), cohort.treated, problems);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->coefficients[0], std::log(10.0 / 30), 1e-13);
  EXPECT_NEAR(fit->coefficients[1], std::log(40.0 * 30 / (20 * 10)), 1e-13);
  EXPECT_NEAR(fit->standard_errors[1], std::sqrt(1.0 / 30 + 1.0 / 10 + 1.0 / 20 + 1.0 / 40), 1e-9);
  EXPECT_NEAR(fit->scores.score.front(), 0.25, 1e-14);
  EXPECT_NEAR(fit->scores.score.back(), 2.0 / 3, 1e-14);
  EXPECT_NEAR(
      fit->deviance,
      -2 * (30 * std::log(0.75) + 10 * std::log(0.25) + 20 * std::log(1.0 / 3) + 40 * std::log(2.0 / 3)),
      1e-11);
}

/// Blocks worked on in another order give the same bits; 40,000 people are three of them.
TEST(Propensity, TheSameOnAnyRunner) {
  const Cohort cohort = people(9, 40000);
  const TaskRunner backwards = [](const std::vector<Task>& tasks) {
    for (auto task = tasks.rbegin(); task != tasks.rend(); ++task) task->work();
  };
  Problems problems;
  const ModelMatrix matrix = model_matrix(cohort, {{0, 1}, {1, 1}, {1, 2}});
  const auto forth = fit_propensity(matrix, cohort.treated, problems);
  const auto back = fit_propensity(matrix, cohort.treated, problems, backwards);
  ASSERT_TRUE(forth && back);
  EXPECT_EQ(forth->coefficients, back->coefficients);
  EXPECT_EQ(forth->covariance, back->covariance);
  EXPECT_EQ(forth->scores.score, back->scores.score);
  EXPECT_EQ(forth->deviance, back->deviance);
}

/// The likelihood equations hold for every column: what is expected of those who took part is what they have.
TEST(Propensity, LikelihoodEquations) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Cohort cohort = people(seed, 100 + 37 * seed);
    Problems problems;
    const ModelMatrix matrix = model_matrix(cohort, {{0, 1}, {1, 1}, {0, 2}});
    const auto fit = fit_propensity(matrix, cohort.treated, problems);
    ASSERT_TRUE(fit);
    for (const std::vector<double>& column : matrix.columns) {
      double left = 0;
      double size = 0;
      for (std::size_t i = 0; i < column.size(); ++i) {
        left += column[i] * (cohort.treated[i] - fit->scores.score[i]);
        size += std::abs(column[i]);
      }
      EXPECT_LT(std::abs(left), 1e-13 * size);
    }
  }
}

TEST(Propensity, FaultIsFound) {
  const Cohort cohort = people();
  Problems problems;
  const auto fit = fit_propensity(model_matrix(cohort, {{0, 1}}), cohort.treated, problems);
  ASSERT_TRUE(fit);
  EXPECT_EQ(propensity_fault(*fit, cohort.treated), "");
  Propensity broken = *fit;
  broken.scores.score[3] += 0.01;
  EXPECT_NE(propensity_fault(broken, cohort.treated), "");
  broken = *fit;
  broken.standard_errors[1] = 0;
  EXPECT_NE(propensity_fault(broken, cohort.treated), "");
  broken = *fit;
  broken.scores.logit.pop_back();
  EXPECT_NE(propensity_fault(broken, cohort.treated), "");
}

}  // namespace
}  // namespace outturn::comparison
