// Every message of the language, word for word: what is told of tests/language/bad/NAME.contract must
// be NAME.txt. OUTTURN_UPDATE_GOLDEN=1 writes the .txt anew; then read the difference as the bid
// writer who has to mend the contract would.
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "tests/language/goldens.h"

namespace outturn::language {
namespace {

class BadContract : public testing::TestWithParam<fs::path> {
 protected:
  BadContract()
      : source_(GetParam().filename().string(), content(GetParam())), problems_(problems_of(source_)) {}
  SourceFile source_;
  Problems problems_;
};

TEST_P(BadContract, IsToldWordForWord) {
  const std::string told = rendered(problems_, source_);
  EXPECT_TRUE(problems_.has_errors());
  EXPECT_EQ(told, golden(fs::path(GetParam()).replace_extension(".txt"), told));
}

TEST_P(BadContract, IsToldInOrderOncePerThing) {
  const auto& list = problems_.list();
  for (std::size_t i = 1; i < list.size(); ++i) {
    EXPECT_LE(std::tuple(list[i - 1].file, list[i - 1].span.line, list[i - 1].span.column),
              std::tuple(list[i].file, list[i].span.line, list[i].span.column));
    EXPECT_NE(list[i - 1], list[i]);
  }
}

TEST_P(BadContract, IsToldInWordsOfItsReaders) {
  // No word of our trade, no cell address, no C++.
  static const std::regex trade(
      R"(\b(token|expression expected|parse|syntax|identifier|operand|null|std::|char|nullopt|[A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+)\b)");
  for (const Problem& problem : problems_.list()) {
    EXPECT_EQ(problem.what.find('\n'), std::string::npos);
    EXPECT_FALSE(problem.what.empty());
    EXPECT_NE(problem.what.back(), '.') << problem.what;
    EXPECT_FALSE(problem.mend.empty()) << problem.what;
    EXPECT_FALSE(std::regex_search(problem.what, trade)) << problem.what;
    for (const auto* sentences : {&problem.why, &problem.mend}) {
      for (const std::string& sentence : *sentences) {
        EXPECT_FALSE(std::regex_search(sentence, trade)) << sentence;
        EXPECT_FALSE(sentence.empty());
      }
    }
  }
}

TEST_P(BadContract, IsMarkedWithinItsLine) {
  for (const Problem& problem : problems_.list()) {
    ASSERT_TRUE(problem.span.known()) << problem.what;
    if (problem.file != source_.name()) continue;  // in the file of a rate card
    ASSERT_LE(problem.span.line, std::max(1U, source_.line_count())) << problem.what;
    EXPECT_GE(problem.span.column, 1U);
    EXPECT_LE(problem.span.column, character_count(source_.line(problem.span.line)) + 1) << problem.what;
  }
}

TEST_P(BadContract, IsToldTheSameWhenCheckedAgain) {
  const Problems again = problems_of(source_);
  EXPECT_EQ(rendered(again, source_), rendered(problems_, source_));
}

INSTANTIATE_TEST_SUITE_P(Language, BadContract, testing::ValuesIn(contracts_in("bad")),
                         [](const auto& test) { return test.param.stem().string(); });

TEST(BadContracts, AreMany) { EXPECT_GE(contracts_in("bad").size(), 60U); }

/// Codes as they stand in quotation marks in the sources of what reads and checks a contract.
std::set<std::string> codes_told() {
  std::set<std::string> codes;
  const std::regex code("\"([LSNTRDC][0-9]+)\"");
  for (const char* folder : {"language", "parse", "check"}) {
    for (const auto& entry : fs::directory_iterator(OUTTURN_SOURCE_DIR "/contracts/" + std::string(folder))) {
      if (entry.path().extension() != ".cpp") continue;
      const std::string text = content(entry.path());
      for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at)
        codes.insert((*at)[1]);
    }
  }
  return codes;
}

TEST(BadContracts, ShowEveryProblemTheLanguageTells) {
  std::string all;
  for (const fs::path& path : contracts_in("bad")) all += content(fs::path(path).replace_extension(".txt"));
  const std::set<std::string> codes = codes_told();
  EXPECT_GE(codes.size(), 120U);
  for (const std::string& code : codes)
    EXPECT_TRUE(std::regex_search(all, std::regex(" (error|warning|note) " + code + ": "))) << code;
}

}  // namespace
}  // namespace outturn::language
