// Every message of a comparison's specification, word for word: what is told of bad/NAME.spec must be
// NAME.txt. OUTTURN_UPDATE_GOLDEN=1 writes the .txt anew; then read the difference as the bid writer who has
// to mend the text would.
#include <gtest/gtest.h>

#include "tests/comparison_spec/specs.h"

namespace outturn::comparison {
namespace {

class BadSpec : public testing::TestWithParam<fs::path> {
 protected:
  BadSpec() : source_(GetParam().filename().string(), content(GetParam())) {
    read_ = read_comparison_spec(source_, problems_).has_value();
    problems_.sort();
  }
  SourceFile source_;
  Problems problems_;
  bool read_ = false;
};

TEST_P(BadSpec, IsToldWordForWord) {
  EXPECT_FALSE(read_);
  const std::string told = rendered(problems_, source_);
  EXPECT_EQ(told, golden(fs::path(GetParam()).replace_extension(".txt"), told));
}

TEST_P(BadSpec, IsMarkedWithinItsLineAndCanBeMended) {
  ASSERT_TRUE(problems_.has_errors());
  for (const Problem& problem : problems_.list()) {
    EXPECT_EQ(problem.code, "CS1");
    EXPECT_FALSE(problem.mend.empty()) << problem.what;
    EXPECT_NE(problem.what.back(), '.') << problem.what;
    ASSERT_TRUE(problem.span.known()) << problem.what;
    ASSERT_LE(problem.span.line, std::max(1U, source_.line_count())) << problem.what;
    EXPECT_LE(problem.span.column, character_count(source_.line(problem.span.line)) + 1) << problem.what;
  }
}

INSTANTIATE_TEST_SUITE_P(Comparison, BadSpec, testing::ValuesIn(bad_specs()),
                         [](const auto& test) { return test.param.stem().string(); });

TEST(BadSpecs, EachHasItsFrozenText) {
  std::size_t texts = 0;
  for (const auto& entry : fs::directory_iterator(OUTTURN_SOURCE_DIR "/tests/comparison_spec/bad"))
    texts += entry.path().extension() == ".txt" ? 1 : 0;
  EXPECT_EQ(texts, bad_specs().size());
  EXPECT_GE(texts, 40U);
}

}  // namespace
}  // namespace outturn::comparison
