// EM against a reference written apart in Python (oracle/em_reference.py), which itself gives Splink's saved
// m to 1e-14: golden/em_*.json hold the patterns of each training session of five sets, and its result.
#include "engine/linkage/train/expectation.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/linkage/sets.h"

namespace outturn::linkage {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> sessions() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(OUTTURN_SOURCE_DIR "/tests/linkage/golden")) {
    if (entry.path().filename().string().starts_with("em_")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Level 0 is for missing values.
std::vector<Comparison> comparisons_of(const nlohmann::json& golden) {
  std::vector<Comparison> out;
  for (const auto& levels : golden.at("levels")) {
    out.emplace_back();
    out.back().levels.emplace_back().is_missing = true;
    for (const auto& level : levels) {
      out.back().levels.emplace_back();
      out.back().levels.back().u = level.at(0).get<double>();
      out.back().levels.back().m = level.at(1).get<double>();
    }
  }
  return out;
}

std::vector<const Comparison*> all_of(const std::vector<Comparison>& comparisons) {
  std::vector<const Comparison*> out;
  for (const Comparison& comparison : comparisons) out.push_back(&comparison);
  return out;
}

class Session : public testing::TestWithParam<fs::path> {};

TEST_P(Session, ComesToTheReferencesFigures) {
  const nlohmann::json golden = nlohmann::json::parse(std::ifstream(GetParam()));
  const auto comparisons = comparisons_of(golden);
  std::vector<TrainingRow> rows;
  for (const auto& row : golden.at("rows")) {
    auto level = row.get<std::vector<std::size_t>>();
    const auto count = static_cast<double>(level.back());
    level.pop_back();
    rows.push_back({level, count});
  }
  const auto result = expectation(all_of(comparisons), rows, golden.at("prior").get<double>(),
                                  golden.at("convergence").get<double>(), golden.at("most").get<int>());
  const nlohmann::json& then = golden.at("then");
  EXPECT_EQ(result.iterations, then.at("iterations").get<int>());
  EXPECT_NEAR(result.prior, then.at("prior").get<double>(), 1e-9);
  for (std::size_t c = 0; c < comparisons.size(); ++c) {
    EXPECT_FALSE(result.m[c][0]);
    for (std::size_t l = 1; l < result.m[c].size(); ++l) {
      const nlohmann::json& m = then.at("m").at(c).at(l - 1);
      ASSERT_EQ(result.m[c][l].has_value(), !m.is_null()) << c << " " << l;
      if (result.m[c][l]) {
        EXPECT_NEAR(*result.m[c][l], m.get<double>(), 1e-9) << c << " " << l;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Expectation, Session, testing::ValuesIn(sessions()),
                         [](const auto& test) { return test.param.stem().string(); });

TEST(Expectation, HasManySessionsToMeet) { EXPECT_EQ(sessions().size(), 10U); }

TEST(Expectation, AFixedLevelStays) {
  Comparison name;
  name.levels.resize(2);
  name.levels[0].m = 0.8;
  name.levels[0].u = 0.1;
  name.levels[0].m_fixed = true;
  name.levels[1].m = 0.2;
  name.levels[1].u = 0.9;
  const auto result = expectation({&name}, {{{0}, 10}, {{1}, 90}}, 0.2, 1e-12, 50);
  EXPECT_EQ(result.m[0][0], 0.8);
  EXPECT_NE(result.m[0][1], 0.2);
}

// Pairs made of known m, u and prior with independent fields: EM finds m and the prior again. Counts are
// expected ones, so there is no chance in it.
TEST(Expectation, FindsWhatPairsWereMadeWith) {
  const std::vector<std::vector<double>> m{{0.9, 0.08, 0.02}, {0.8, 0.2}, {0.7, 0.2, 0.1}, {0.95, 0.05}};
  const std::vector<std::vector<double>> u{{0.01, 0.04, 0.95}, {0.1, 0.9}, {0.02, 0.08, 0.9}, {0.3, 0.7}};
  constexpr double prior = 0.2;
  std::vector<Comparison> comparisons(4);
  for (std::size_t c = 0; c < 4; ++c) {
    comparisons[c].levels.resize(m[c].size());
    for (std::size_t l = 0; l < m[c].size(); ++l) {
      comparisons[c].levels[l].u = u[c][l];
      comparisons[c].levels[l].m = l == 0 ? 0.6 : 0.4 / static_cast<double>(m[c].size() - 1);
    }
  }
  std::vector<TrainingRow> rows;
  for (std::size_t code = 0; code < 3 * 2 * 3 * 2; ++code) {
    const std::vector<std::size_t> level{code % 3, code / 3 % 2, code / 6 % 3, code / 18};
    double match = prior;
    double other = 1 - prior;
    for (std::size_t c = 0; c < 4; ++c) {
      match *= m[c][level[c]];
      other *= u[c][level[c]];
    }
    rows.push_back({level, 1e6 * (match + other)});
  }
  const auto result = expectation(all_of(comparisons), rows, 0.01, 1e-13, 10000);
  EXPECT_NEAR(result.prior, prior, 1e-6);
  for (std::size_t c = 0; c < 4; ++c) {
    for (std::size_t l = 0; l < m[c].size(); ++l) EXPECT_NEAR(result.m[c][l].value_or(-1), m[c][l], 1e-6);
  }
}

}  // namespace
}  // namespace outturn::linkage
