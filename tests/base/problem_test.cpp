// The text of a problem is product: these strings are what people read.
#include "engine/base/problem.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace outturn {
namespace {

Problem at(Span span, std::string what) {
  Problem problem;
  problem.code = "R2";
  problem.file = "a.contract";
  problem.span = span;
  problem.what = std::move(what);
  return problem;
}

/// The second and third lines of the text: the source and its marker.
std::string shown(const std::string& line, Span span) {
  const SourceFile source("a.contract", line);
  const std::string text = render(at(span, "x"), &source);
  return text.substr(text.find('\n') + 1);
}

TEST(Render, WholeProblem) {
  std::string text;
  for (int i = 1; i < 53; ++i) text += "\n";
  const SourceFile source("peterborough.contract", text + "  when reduction >= cohort_trigger\n");
  Problem problem = at({53, 8, 9}, "\"reduction\" isn't rounded, so it can't be compared with a trigger");
  problem.file = "peterborough.contract";
  problem.why = {
      "reduction is defined at line 44 [A Sch 3 para 2.2]. "
      "Two honest readers could get different answers."};
  problem.mend = {"Add e.g. \"rounded to 1 decimal place, half up\" with its clause, or \"exactly\"."};
  EXPECT_EQ(render(problem, &source),
            "peterborough.contract:53:8: error R2: \"reduction\" isn't rounded, so it can't be compared with "
            "a trigger\n"
            " 53 |   when reduction >= cohort_trigger\n"
            "    |        ^^^^^^^^^\n"
            "  reduction is defined at line 44 [A Sch 3 para 2.2]. Two honest readers could get different "
            "answers.\n"
            "  Add e.g. \"rounded to 1 decimal place, half up\" with its clause, or \"exactly\".\n");
}

TEST(Render, WithoutPlaceOrFile) {
  Problem problem;
  problem.code = "E1";
  problem.what = "what";
  EXPECT_EQ(render(problem, nullptr), "error E1: what\n");
  problem.span = {1, 1, 1};
  EXPECT_EQ(render(problem, nullptr), "error E1: what\n");
  problem.file = "file";
  EXPECT_EQ(render(problem, nullptr), "file:1:1: error E1: what\n");
  problem.span = {};
  problem.severity = Severity::warning;
  EXPECT_EQ(render(problem, nullptr), "file: warning E1: what\n");
  problem.severity = Severity::note;
  problem.code.clear();
  EXPECT_EQ(render(problem, nullptr), "file: note: what\n");
}

TEST(Render, OtherFilesAndMissingLinesShowNoSource) {
  const SourceFile other("b.contract", "text\n");
  EXPECT_EQ(render(at({1, 1, 1}, "x"), &other), "a.contract:1:1: error R2: x\n");
  const SourceFile source("a.contract", "text\n");
  EXPECT_EQ(render(at({2, 1, 0}, "x"), &source), "a.contract:2:1: error R2: x\n");
}

TEST(Render, MarkerIsUnderTheSpan) {
  EXPECT_EQ(shown("abc def", {1, 5, 3}), " 1 | abc def\n   |     ^^^\n");
  EXPECT_EQ(shown("abc def", {1, 5, 0}), " 1 | abc def\n   |     ^\n");
  EXPECT_EQ(shown("abc def", {1, 5, 99}), " 1 | abc def\n   |     ^^^\n");  // a span over lines
  EXPECT_EQ(shown("abc", {1, 4, 1}), " 1 | abc\n   |    ^\n");              // at the line's end
  EXPECT_EQ(shown("abc", {1, 99, 7}), " 1 | abc\n   |    ^\n");
  EXPECT_EQ(shown("abc", {1, 0, 1}), " 1 | abc\n   | ^\n");
  EXPECT_EQ(shown("\tpay\t£5", {1, 6, 2}), " 1 |  pay £5\n   |      ^^\n");  // tabs are one space
  EXPECT_EQ(shown("\nx", {1, 1, 1}), " 1 |\n   | ^\n");
}

TEST(Render, LongLinesAreShownAsAWindow) {
  std::string line;
  for (int i = 0; i < 50; ++i) line += "0123456789";
  const std::string start = line.substr(0, 160);
  EXPECT_EQ(shown(line, {1, 3, 2}), " 1 | " + start + "...\n   |   ^^\n");
  EXPECT_EQ(shown(line, {1, 201, 5}), " 1 | ..." + start + "...\n   | " + std::string(63, ' ') + "^^^^^\n");
  EXPECT_EQ(shown(line, {1, 500, 1}), " 1 | ..." + start + "\n   | " + std::string(162, ' ') + "^\n");
  EXPECT_EQ(shown(line, {1, 501, 0}), " 1 | ..." + start + "\n   | " + std::string(163, ' ') + "^\n");
  EXPECT_EQ(shown(line, {1, 201, 500}),
            " 1 | ..." + start + "...\n   | " + std::string(63, ' ') + std::string(100, '^') + "\n");
}

TEST(Render, IsSafeForATerminal) {
  EXPECT_EQ(shown("a\x1B[31mb\x7F", {1, 1, 1}), " 1 | a?[31mb?\n   | ^\n");
  EXPECT_EQ(shown("a\xC2\x9B"
                  "b",
                  {1, 1, 1}),
            " 1 | a?b\n   | ^\n");  // C1
  EXPECT_EQ(shown("a\xFF"
                  "b",
                  {1, 3, 1}),
            " 1 | a\xEF\xBF\xBD"
            "b\n   |   ^\n");  // not UTF-8
  EXPECT_EQ(shown("a\xE2\x80\xAE"
                  "b",
                  {1, 3, 1}),
            " 1 | a\xEF\xBF\xBD"
            "b\n   |   ^\n");  // override
  Problem problem = at({}, "two\nlines \x1B[2J");
  problem.file = "a\r.contract";
  problem.why = {"why\n"};
  EXPECT_EQ(render(problem, nullptr), "a?.contract: error R2: two?lines ?[2J\n  why?\n");
}

TEST(Problems, CountAndAppend) {
  Problems problems;
  EXPECT_TRUE(problems.empty());
  Problem warning = at({1, 1, 1}, "w");
  warning.severity = Severity::warning;
  problems.add(warning);
  EXPECT_FALSE(problems.has_errors());
  Problems more;
  more.add(at({1, 1, 1}, "e"));
  problems.append(more);
  problems.append(problems);
  EXPECT_TRUE(problems.has_errors());
  EXPECT_EQ(problems.count(Severity::error), 2U);
  EXPECT_EQ(problems.count(Severity::warning), 2U);
  EXPECT_EQ(problems.count(Severity::note), 0U);
}

TEST(Problems, SortKeepsTheOrderFoundAndDropsRepeats) {
  Problems problems;
  Problem other_file = at({1, 1, 1}, "z");
  other_file.file = "B";
  for (const Problem& each : {at({2, 1, 1}, "b"), at({1, 9, 1}, "y"), at({1, 9, 1}, "x"), at({1, 9, 1}, "y"),
                              other_file, at({1, 2, 1}, "first"), at({1, 9, 1}, "x")}) {
    problems.add(each);
  }
  problems.sort();
  std::vector<std::string> whats;
  for (const Problem& each : problems.list()) whats.push_back(each.what);
  EXPECT_EQ(whats, (std::vector<std::string>{"z", "first", "y", "x", "b"}));
}

TEST(NearestName, FindsLikelySlips) {
  const std::vector<std::string> names = {"reduction", "cohort_trigger", "payment", "cap"};
  EXPECT_EQ(nearest_name("redcution", names), "reduction");  // a swap is one slip
  EXPECT_EQ(nearest_name("Reduction", names), "reduction");
  EXPECT_EQ(nearest_name("CAP", names), "cap");
  EXPECT_EQ(nearest_name("payments", names), "payment");
  EXPECT_EQ(nearest_name("cohort_triger", names), "cohort_trigger");
  EXPECT_EQ(nearest_name("zebra", names), "");
  EXPECT_EQ(nearest_name("", names), "");
  EXPECT_EQ(nearest_name("cat", {"cab", "car"}), "cab");  // the first named among equals
  EXPECT_EQ(nearest_name("na\xC3\xAFve", {"naive"}), "naive");
  EXPECT_EQ(nearest_name(std::string(5000, 'a'), {std::string(5000, 'a')}), "");
}

}  // namespace
}  // namespace outturn
