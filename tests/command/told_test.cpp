// What the program says when it is called with something that can't be: frozen word for word.
//
// told/NAME/commands holds one call a line; what the last of them prints stands in told/NAME/told.txt
// (OUTTURN_UPDATE_GOLDEN=1 writes it anew). Places of this machine are told as {sound}, {here} and {scratch}.
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/frozen_text.h"
#include "tests/support/program.h"

namespace outturn::command {
namespace {

namespace fs = std::filesystem;

const fs::path home = OUTTURN_SOURCE_DIR "/tests/command";

/// The places of a case, by the names that its commands and texts have for them.
test::Places places_of(const fs::path& here) {
  const fs::path scratch = fs::path(OUTTURN_BINARY_DIR) / "told" / here.filename();
  fs::remove_all(scratch);
  fs::create_directories(scratch);
  return {
      {{"{sound}", (home / "sound").string()}, {"{here}", here.string()}, {"{scratch}", scratch.string()}}};
}

class Told : public testing::TestWithParam<fs::path> {};

TEST_P(Told, WordForWord) {
  const test::Places places = places_of(GetParam());
  std::ifstream commands(GetParam() / "commands");
  std::string said;
  for (std::string line; std::getline(commands, line);) said = test::said_by(places.filled(line));
  said = places.named(said);
  EXPECT_EQ(said, test::golden(GetParam() / "told.txt", said));
}

INSTANTIATE_TEST_SUITE_P(Command, Told, testing::ValuesIn(test::all_in(home / "told")),
                         [](const auto& told) { return told.param.filename().string(); });

}  // namespace
}  // namespace outturn::command
