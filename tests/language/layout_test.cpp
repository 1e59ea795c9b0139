// Every contract of this repository, and of the folder beside it where there is one, laid out: it means the
// same, nothing but blanks and line ends changed, and any other blanks come back to the same text.
#include "contracts/layout/layout.h"

#include <cstdlib>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "contracts/language/grammar.h"
#include "contracts/layout/aligned_words.h"
#include "contracts/parse/lines.h"
#include "contracts/parse/parse.h"
#include "tests/language/goldens.h"
#include "tests/language/tree.h"

namespace outturn::language {
namespace {

std::vector<fs::path> all_contracts() {
  std::vector<fs::path> roots;
  for (const char* folder : {"contracts", "samples", "tests", "demo", "docs"})
    roots.push_back(fs::path(OUTTURN_SOURCE_DIR) / folder);
  const char* shared = std::getenv("OUTTURN_SHARED");
  roots.push_back(shared != nullptr ? fs::path(shared) : fs::path(OUTTURN_SOURCE_DIR) / "../shared");
  std::vector<fs::path> files;
  for (const fs::path& root : roots) {
    if (!fs::is_directory(root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root))
      if (entry.path().extension() == ".contract") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// nullopt where its lines can't be told apart, as in many bad contracts.
std::optional<std::string> layout_of(const std::string& text) {
  Problems problems;
  const SourceFile source("text", text);
  std::optional<std::string> laid = laid_out(source, problems);
  EXPECT_NE(laid.has_value(), problems.has_errors());
  return laid;
}

class LaidOut : public testing::TestWithParam<fs::path> {
 protected:
  LaidOut() : before_(content(GetParam())) {}
  std::string before_;
};

std::string without_blanks(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') out += c;
  return out;
}

std::string understood(const std::string& text) {
  Problems problems;
  return tree(parse(SourceFile("text", text), problems, {}, shipped_alone()));
}

std::string codes(const std::string& text) {
  std::string out;
  const Problems problems = problems_of(SourceFile("text", text));
  for (const Problem& problem : problems.list()) out += problem.code + " ";
  return out;
}

TEST_P(LaidOut, MeansTheSame) {
  const auto after = layout_of(before_);
  if (!after) return;
  EXPECT_EQ(understood(*after), understood(before_));
  EXPECT_EQ(codes(*after), codes(before_));
  EXPECT_EQ(without_blanks(*after), without_blanks(before_));
}

TEST_P(LaidOut, StaysAsItIs) {
  const auto after = layout_of(before_);
  if (!after) return;
  EXPECT_EQ(layout_of(*after), *after);
}

TEST_P(LaidOut, IsCleanText) {
  const auto after = layout_of(before_);
  if (!after) return;
  EXPECT_EQ(after->find('\r'), std::string::npos);
  EXPECT_EQ(after->find(" \n"), std::string::npos);
  EXPECT_EQ(after->find("\n\n\n"), std::string::npos);
  EXPECT_FALSE(after->starts_with("\n"));
  EXPECT_TRUE(after->ends_with("\n") && !after->ends_with("\n\n"));
}

/// Other blanks wherever blanks mean nothing.
class Mangled {
 public:
  Mangled(const std::string& text, unsigned seed) : source_("text", text), dice_(seed) {
    Problems none;
    for (Line& line : read_lines(source_, none)) {
      const std::uint32_t number = line.number;
      lines_.emplace(number, std::move(line));
    }
  }

  std::string text() {
    std::string out;
    const std::string end = dice_() % 3 == 0 ? "\r\n" : "\n";
    for (std::uint32_t number = 1; number <= source_.line_count(); ++number) {
      const std::string line(source_.line(number));
      if (line.empty()) {
        // A blank line beside a comment says whose it is.
        const bool tells = is_comment(number - 1) || is_comment(number + 1);
        for (std::size_t n = tells ? 1 + dice_() % 2 : dice_() % 3; n > 0; --n) out += blanks(0) + end;
        continue;
      }
      out += mangled(number, line) + blanks(0);
      if (number < source_.line_count() || dice_() % 2 == 0) out += end;
      const bool free = !is_comment(number) && !is_comment(number + 1);
      if (free && number < source_.line_count() && dice_() % 4 == 0) out += end;
    }
    return out;
  }

 private:
  [[nodiscard]] bool is_comment(std::uint32_t number) const {
    const std::string_view line = source_.line(number);
    const std::size_t first = line.find_first_not_of(' ');
    return first != std::string_view::npos && line[first] == '#';
  }
  std::string blanks(std::size_t least) {
    std::string out(least + dice_() % 4, ' ');
    if (!out.empty() && dice_() % 8 == 0) out.back() = '\t';
    return out;
  }
  std::string indentation(const std::string& line) { return line.front() == ' ' ? blanks(1) : ""; }

  std::string mangled(std::uint32_t number, const std::string& line) {
    const auto found = lines_.find(number);
    if (found == lines_.end()) return indentation(line) + line.substr(line.find_first_not_of(' '));
    std::size_t at = line.find_first_not_of(' ');
    std::string out = indentation(line);
    const Line& held = found->second;
    if (held.is_table_row) {
      out += "|";
      for (const TableCell& cell : held.cells) out += blanks(0) + cell.text + blanks(0) + "|";
      return out + line.substr(line.rfind('|') + 1);
    }
    for (std::size_t i = 0; i < held.tokens.size(); ++i) {
      const std::string token = written(line, held.tokens[i].span);
      if (i > 0) out += between(held.tokens[i - 1], held.tokens[i], line, at);
      out += token;
      at = line.find(token, at) + token.size();
    }
    return out + (at < line.size() ? blanks(1) + line.substr(line.find_first_not_of(' ', at)) : "");
  }

  static std::string written(const std::string& line, const Span& span) {
    std::string out;
    std::uint32_t column = 0;
    for (const char c : line) {
      if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++column;
      if (column >= span.column && column < span.column + span.length) out += c;
    }
    return out;
  }

  std::string between(const Token& a, const Token& b, const std::string& line, std::size_t at) {
    const bool apart = at < line.size() && line[at] == ' ';
    const auto loose = [](const Token& token) {
      return token.kind == TokenKind::mark && (token.text == "(" || token.text == ")");
    };
    const auto minus = [](const Token& token) { return token.kind == TokenKind::mark && token.text == "-"; };
    if (!apart) return minus(a) || minus(b) ? "" : blanks(0);  // 2026-03 is one word
    if (loose(a) || loose(b)) return blanks(0);
    return blanks(line.substr(at).starts_with("  ") ? 2 : 1);
  }

  SourceFile source_;
  std::mt19937 dice_;
  std::map<std::uint32_t, Line> lines_;
};

TEST_P(LaidOut, ComesBackFromOtherBlanks) {
  const auto after = layout_of(before_);
  if (!after) return;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    const std::string mangled = Mangled(*after, seed).text();
    ASSERT_EQ(layout_of(mangled), *after) << "seed " << seed << "\n" << mangled;
  }
}

INSTANTIATE_TEST_SUITE_P(Language, LaidOut, testing::ValuesIn(all_contracts()), [](const auto& test) {
  std::string name = test.param.parent_path().filename().string() + "_" + test.param.stem().string();
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name + "_" + std::to_string(test.index);
});

/// Texts of the folder layout, and beside each what becomes of it.
TEST(Layout, IsAsItsExamplesShow) {
  for (const fs::path& path : contracts_in("layout")) {
    const auto after = layout_of(content(path));
    ASSERT_TRUE(after.has_value()) << path;
    EXPECT_EQ(*after, golden(fs::path(path).replace_extension(".txt"), *after)) << path;
  }
}

TEST(Layout, LeavesATextAloneWhoseLinesCantBeToldApart) {
  for (const char* text : {"contract \"A\n  currency GBP\n", "paymnt x [C 1]\n", "  is 5\n"}) {
    Problems problems;
    EXPECT_FALSE(laid_out(SourceFile("text", text), problems).has_value()) << text;
    EXPECT_TRUE(problems.has_errors());
  }
}

TEST(Layout, AlignsWordsThatTheGrammarHas) {
  for (const AlignedWords& aligned : aligned_words()) {
    const StatementForm& form = statement_form(aligned.kind);
    for (const std::string_view word : aligned.words) {
      const auto same = [&](const LineForm& line) { return line.word == word; };
      EXPECT_TRUE(std::any_of(form.lines.begin(), form.lines.end(), same)) << aligned.kind << " " << word;
    }
  }
}

}  // namespace
}  // namespace outturn::language
