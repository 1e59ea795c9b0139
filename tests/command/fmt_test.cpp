// outturn fmt on files and on standard input: what it writes, what it leaves alone, what it ends with.
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/frozen_text.h"
#include "tests/support/program.h"

namespace outturn::command {
namespace {

namespace fs = std::filesystem;
using test::content;
using test::said_by;

const fs::path layouts = OUTTURN_SOURCE_DIR "/tests/language/layout";

class Fmt : public testing::Test {
 protected:
  Fmt() {
    fs::remove_all(scratch_);
    fs::create_directories(scratch_);
    fs::copy_file(layouts / "by_hand.contract", file_);
  }
  [[nodiscard]] std::string quoted() const { return "\"" + file_.string() + "\""; }

  fs::path scratch_ = fs::path(OUTTURN_BINARY_DIR) / "fmt_test" /
                      testing::UnitTest::GetInstance()->current_test_info()->name();
  fs::path file_ = scratch_ / "by_hand.contract";
  std::string laid_ = content(layouts / "by_hand.txt");
};

TEST_F(Fmt, WritesTheLayoutAndNothingBesideIt) {
  fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(said_by("fmt " + quoted()), file_.string() + ": laid out.\nexit 0\n");
  EXPECT_EQ(content(file_), laid_);
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch_), fs::directory_iterator()), 1);
  EXPECT_EQ(said_by("fmt " + quoted()), "exit 0\n");
}

TEST_F(Fmt, FollowsALink) {
  const fs::path link = scratch_ / "link.contract";
  fs::create_symlink(file_, link);
  EXPECT_EQ(said_by("fmt \"" + link.string() + "\""), link.string() + ": laid out.\nexit 0\n");
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(content(file_), laid_);
}

TEST_F(Fmt, OnlyChecks) {
  const std::string before = content(file_);
  EXPECT_EQ(said_by("fmt --check " + quoted()), file_.string() + "\nexit 1\n");
  EXPECT_EQ(content(file_), before);
  (void)said_by("fmt " + quoted());
  EXPECT_EQ(said_by("fmt --check " + quoted()), "exit 0\n");
}

TEST_F(Fmt, WritesToStandardOutput) {
  const std::string before = content(file_);
  EXPECT_EQ(said_by("fmt --stdout " + quoted()), laid_ + "exit 0\n");
  EXPECT_EQ(said_by("fmt - < " + quoted()), laid_ + "exit 0\n");
  EXPECT_EQ(content(file_), before);
}

TEST_F(Fmt, LeavesATextAloneThatDoesNotParse) {
  const std::string broken = "contract \"Half said\"\n  currency GBP\n   starts    2024-04-01\nplease pay\n";
  std::ofstream(file_, std::ios::binary) << broken;
  const std::string said = said_by("fmt " + quoted());
  EXPECT_NE(said.find("by_hand.contract:4:1: error S11: \"please\" is no kind of statement"),
            std::string::npos);
  EXPECT_NE(said.find("by_hand.contract is left as it is.\nexit 1\n"), std::string::npos) << said;
  EXPECT_EQ(content(file_), broken);
}

TEST_F(Fmt, TellsAFileThatIsNotThere) {
  const std::string said = said_by("fmt \"" + (scratch_ / "none.contract").string() + "\"");
  EXPECT_NE(said.find("there is no such contract file"), std::string::npos) << said;
  EXPECT_NE(said.find("exit 1\n"), std::string::npos);
}

}  // namespace
}  // namespace outturn::command
