// What "outturn compare" says, of sound people and of input that can't be: frozen word for word.
//
// told/NAME/commands holds the words after "outturn compare"; what it prints stands in told/NAME/told.txt
// (OUTTURN_UPDATE_GOLDEN=1 writes it anew). {here} is the case's folder, {sound} the one beside told/ with
// people made up for the purpose.
#include <algorithm>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/frozen_text.h"
#include "tests/support/program.h"

namespace outturn::command {
namespace {

namespace fs = std::filesystem;

const fs::path home = OUTTURN_SOURCE_DIR "/tests/comparison_command";

class ComparisonTold : public testing::TestWithParam<fs::path> {};

TEST_P(ComparisonTold, WordForWord) {
  const test::Places places{{{"{here}", GetParam().string()}, {"{sound}", (home / "sound").string()}}};
  std::string words = test::content(GetParam() / "commands");
  std::replace(words.begin(), words.end(), '\n', ' ');
  const std::string said = places.named(test::said_by("compare " + places.filled(words)));
  EXPECT_EQ(said, test::golden(GetParam() / "told.txt", said));
}

INSTANTIATE_TEST_SUITE_P(Command, ComparisonTold, testing::ValuesIn(test::all_in(home / "told")),
                         [](const auto& told) { return told.param.filename().string(); });

}  // namespace
}  // namespace outturn::command
