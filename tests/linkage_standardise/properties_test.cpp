// What holds for any value of any kind: a standard form is its own, the original comes back, and no
// bytes whatever break the code.
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/linkage_standardise/forms.h"

namespace outturn::linkage {
namespace {

void holds_for(std::string_view written) {
  for (const FieldKind kind : test::all_kinds) {
    const Standard form = standardise(kind, written);
    ASSERT_EQ(original(form), written) << words(kind);
    ASSERT_EQ(form.known, !form.value.empty()) << words(kind) << ": " << written;
    const Standard again = standardise(kind, form.value);
    ASSERT_EQ(again.value, form.value) << words(kind) << ": \"" << written << "\"";
    ASSERT_EQ(again.known, form.known) << words(kind);
    ASSERT_EQ(standardise(kind, written), form) << words(kind);
  }
}

TEST(Properties, RandomBytes) {
  std::mt19937 random(20260401);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random() % 24, ' ');
    for (char& c : bytes) c = static_cast<char>(random() % 256);
    holds_for(bytes);
    if (HasFatalFailure()) return;
  }
}

TEST(Properties, PiecesOfRealValues) {
  const std::vector<std::string> pieces = {"mr",
                                           "smith",
                                           "O'",
                                           "Mc",
                                           "o",
                                           "john",
                                           ",",
                                           ".",
                                           " ",
                                           "-",
                                           "/",
                                           "1981",
                                           "02",
                                           "30",
                                           "31",
                                           "feb",
                                           "may",
                                           "th",
                                           "T",
                                           ":",
                                           "SW",
                                           "1A",
                                           "0",
                                           "O",
                                           "I",
                                           "1AA",
                                           "AB",
                                           "123456",
                                           "C",
                                           "TN",
                                           "@",
                                           "gmail",
                                           ".com",
                                           "+44",
                                           "07",
                                           "ext",
                                           "x",
                                           "(0)",
                                           "#",
                                           "the",
                                           "ltd",
                                           "limited",
                                           "co",
                                           "&",
                                           "t/a",
                                           "pvt",
                                           "\xC2\xA3",
                                           "1,234",
                                           "(",
                                           ")",
                                           "cr",
                                           "dr",
                                           "n/a",
                                           "unknown",
                                           "baby",
                                           "jr",
                                           "\xC3\xA9",
                                           "\xEF\xBC\xA1",
                                           "\xE2\x80\x99",
                                           "\xC2\xA0",
                                           "st",
                                           "saint",
                                           "no",
                                           "test",
                                           "<",
                                           ">",
                                           ";",
                                           "0000",
                                           "p",
                                           "l",
                                           "\xEA\xB0\x80",
                                           "\xC3\x9F",
                                           "male",
                                           "2",
                                           "mailto:",
                                           "'",
                                           "`",
                                           "99",
                                           "ZZ99",
                                           "BFPO"};
  std::mt19937 random(7);
  for (int i = 0; i < 60'000; ++i) {
    std::string made;
    for (std::size_t n = random() % 8; n > 0; --n) made += pieces[random() % pieces.size()];
    holds_for(made);
    if (HasFatalFailure()) return;
  }
}

TEST(Properties, EveryCharacterOfUnicode) {
  for (std::uint32_t point = 0x80; point < 0x30000; ++point) {
    std::string text = "a";
    if (point < 0x800) {
      text += static_cast<char>(0xC0 | point >> 6);
    } else {
      if (point < 0x10000) {
        text += static_cast<char>(0xE0 | point >> 12);
      } else {
        text += static_cast<char>(0xF0 | point >> 18);
        text += static_cast<char>(0x80 | (point >> 12 & 0x3F));
      }
      text += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    }
    text += static_cast<char>(0x80 | (point & 0x3F));
    const Standard form = standardise(FieldKind::given_name, text + 'b');
    ASSERT_EQ(standardise(FieldKind::given_name, form.value).value, form.value) << std::hex << point;
  }
}

TEST(Properties, LongValuesTakeNoLongTime) {
  for (const char* piece : {"a", "mr ", "a@", "0", "x", ",", "(", "1-", "ltd ", "\xC3\xA9"}) {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += piece;
    for (const FieldKind kind : test::all_kinds) EXPECT_EQ(original(standardise(kind, text)), text);
  }
}

}  // namespace
}  // namespace outturn::linkage
