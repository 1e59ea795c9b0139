// Where a mend needs no thought it is told as an edit too: made in the text, the problem is gone.
#include <map>

#include <gtest/gtest.h>

#include "tests/language/goldens.h"
#include "tests/support/edited_text.h"

namespace outturn::language {
namespace {

using test::edited;

/// How often each problem is told, wherever it stands.
std::map<std::string, std::size_t> told_in(const SourceFile& source) {
  std::map<std::string, std::size_t> out;
  const Problems problems = problems_of(source);
  for (const Problem& problem : problems.list()) ++out[problem.code + ": " + problem.what];
  return out;
}

std::size_t times(const SourceFile& source, const Problem& problem) {
  return told_in(source)[problem.code + ": " + problem.what];
}

class BadContractEdits : public testing::TestWithParam<fs::path> {
 protected:
  BadContractEdits()
      : source_(GetParam().filename().string(), content(GetParam())), problems_(problems_of(source_)) {}
  SourceFile source_;
  Problems problems_;
};

TEST_P(BadContractEdits, RemoveTheirProblem) {
  for (const Problem& problem : problems_.list()) {
    if (problem.edits.empty()) continue;
    ASSERT_EQ(problem.file, source_.name());
    EXPECT_TRUE(test::apart(problem.edits)) << problem.what;
    const SourceFile after(source_.name(), edited(source_, problem.edits));
    EXPECT_LT(times(after, problem), times(source_, problem)) << render(problem, &source_) << after.text();
  }
}

TEST_P(BadContractEdits, RemoveTheirProblemsTogether) {
  std::vector<Edit> all;
  for (const Problem& problem : problems_.list())
    all.insert(all.end(), problem.edits.begin(), problem.edits.end());
  if (all.empty() || !test::apart(all)) return;
  const SourceFile after(source_.name(), edited(source_, all));
  std::size_t were = 0;
  std::size_t stay = 0;
  for (const Problem& problem : problems_.list()) {
    if (problem.edits.empty()) continue;
    were += times(source_, problem);
    stay += times(after, problem);  // one mended line may show the same fault further on
  }
  EXPECT_LT(stay, were) << after.text();
}

INSTANTIATE_TEST_SUITE_P(Language, BadContractEdits, testing::ValuesIn(contracts_in("bad")),
                         [](const auto& test) { return test.param.stem().string(); });

TEST(Edits, AreMany) {
  std::size_t mended = 0;
  for (const fs::path& path : contracts_in("bad")) {
    const Problems problems = problems_of(SourceFile(path.filename().string(), content(path)));
    for (const Problem& problem : problems.list()) mended += problem.edits.empty() ? 0 : 1;
  }
  EXPECT_GE(mended, 80U);
}

}  // namespace
}  // namespace outturn::language
