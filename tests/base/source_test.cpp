#include "engine/base/source.h"

#include <string>

#include <gtest/gtest.h>

namespace outturn {
namespace {

TEST(SourceFile, SplitsLines) {
  const SourceFile file("a.contract", "one\r\ntwo\n\nfo\rur");
  EXPECT_EQ(file.name(), "a.contract");
  ASSERT_EQ(file.line_count(), 4U);
  EXPECT_EQ(file.line(1), "one");
  EXPECT_EQ(file.line(2), "two");
  EXPECT_EQ(file.line(3), "");
  EXPECT_EQ(file.line(4), "fo\rur");  // a lone \r ends no line
  EXPECT_EQ(file.line(0), "");
  EXPECT_EQ(file.line(5), "");
}

TEST(SourceFile, AFinalLineEndStartsNoLine) {
  EXPECT_EQ(SourceFile("a", "one\n").line_count(), 1U);
  EXPECT_EQ(SourceFile("a", "\n").line_count(), 1U);
  EXPECT_EQ(SourceFile("a", "").line_count(), 0U);
  EXPECT_EQ(SourceFile("a", "one\r").line(1), "one\r");
  EXPECT_EQ(SourceFile().line(1), "");
}

TEST(SourceFile, CopiesStandAlone) {
  SourceFile copy;
  {
    const SourceFile file("a", "one\ntwo");
    copy = file;
  }
  EXPECT_EQ(copy.line(2), "two");
}

TEST(Characters, CountCodePoints) {
  EXPECT_EQ(character_count(""), 0U);
  EXPECT_EQ(character_count("£5"), 2U);
  EXPECT_EQ(character_count("né"), 2U);
  EXPECT_EQ(character_count("\xF0\x9F\x98\x80!"), 2U);
}

TEST(Characters, MalformedBytesCountOneEach) {
  EXPECT_EQ(character_count("\xC3"), 1U);
  EXPECT_EQ(character_count("\x80\x80"), 2U);
  EXPECT_EQ(character_count("\xE2\x82"), 2U);          // cut short
  EXPECT_EQ(character_count("\xC0\xAF"), 2U);          // overlong
  EXPECT_EQ(character_count("\xE0\x80\xAF"), 3U);      // overlong
  EXPECT_EQ(character_count("\xED\xA0\x80"), 3U);      // surrogate
  EXPECT_EQ(character_count("\xF4\x90\x80\x80"), 4U);  // beyond U+10FFFF
  EXPECT_EQ(character_count("\xFF\xFE"), 2U);
  EXPECT_EQ(character_count("\xC3"
                            "a"),
            2U);
}

TEST(Characters, FirstCharacter) {
  EXPECT_EQ(first_character("£5").code, U'£');
  EXPECT_EQ(first_character("£5").bytes, 2U);
  EXPECT_FALSE(first_character("\xA3").valid);
  EXPECT_EQ(first_character("\xF4\x8F\xBF\xBF").code, char32_t{0x10FFFF});
  EXPECT_TRUE(first_character(std::string_view("\0", 1)).valid);
}

}  // namespace
}  // namespace outturn
