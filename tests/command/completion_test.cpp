// Completion and the manual page hold what --help holds, and the shells take them.
#include <cstdio>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/frozen_text.h"
#include "tests/support/program.h"

namespace outturn::command {
namespace {

namespace fs = std::filesystem;
using test::said_by;

const fs::path folder = fs::path(OUTTURN_BINARY_DIR);

std::string output_of(const std::string& call) {
  std::FILE* pipe = popen((call + " 2>&1").c_str(), "r");
  std::string text;
  char part[4096];
  for (std::size_t got = 0; (got = fread(part, 1, sizeof part, pipe)) > 0;) text.append(part, got);
  pclose(pipe);
  return text;
}

bool is_there(const std::string& program) { return !output_of("command -v " + program).empty(); }

/// What bash offers for the last of these words.
std::set<std::string> offered(const std::string& words) {
  const fs::path script = folder / "completion_test.bash";
  EXPECT_EQ(said_by("completion bash > \"" + script.string() + "\""), "exit 0\n");
  std::istringstream said(output_of("bash -c 'source \"" + script.string() + "\"; COMP_WORDS=(outturn " +
                                    words +
                                    "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _outturn; "
                                    "printf \"%s\\n\" \"${COMPREPLY[@]}\"'"));
  std::set<std::string> out;
  for (std::string line; std::getline(said, line);) out.insert(line);
  return out;
}

using Words = std::set<std::string>;

TEST(Completion, OffersCommandsOptionsAndValues) {
  if (!is_there("bash")) GTEST_SKIP() << "SKIPPED: no bash here";
  EXPECT_EQ(offered("ru"), Words{"run"});
  EXPECT_EQ(offered("re"), (Words{"recheck", "review"}));
  EXPECT_EQ(offered("review \"\""), (Words{"queue", "result"}));
  EXPECT_EQ(offered("run --st"), Words{"--status"});
  EXPECT_EQ(offered("run some.contract --status \"\""), (Words{"draft", "provisional", "final"}));
  EXPECT_EQ(offered("review queue --si"), Words{"--size"});
  EXPECT_EQ(offered("manual paym"), (Words{"payment", "payments"}));
  EXPECT_EQ(offered("completion z"), Words{"zsh"});
  EXPECT_EQ(offered("check READM"), Words{"README.md"});
}

TEST(Completion, HasEveryOptionOfEveryHelp) {
  const std::string bash = said_by("completion bash");
  const std::string zsh = said_by("completion zsh");
  for (const char* command : {"run", "link", "compare", "review queue", "data read", "new"}) {
    std::istringstream help(said_by(std::string(command) + " --help"));
    for (std::string line; std::getline(help, line);) {
      const std::size_t at = line.find("--");
      if (!line.starts_with("  -") || at == std::string::npos) continue;
      const std::string option = line.substr(at, line.find_first_of(" ,", at) - at);
      EXPECT_NE(bash.find(option), std::string::npos) << command << " " << option;
      EXPECT_NE(zsh.find(option), std::string::npos) << command << " " << option;
    }
  }
}

TEST(Completion, IsWellFormed) {
  const fs::path script = folder / "completion_test.zsh";
  (void)said_by("completion zsh > \"" + script.string() + "\"");
  if (is_there("zsh")) {
    EXPECT_EQ(output_of("zsh -n \"" + script.string() + "\""), "");
  }
  const std::string said = said_by("completion fish");
  EXPECT_NE(said.find("exit 2\n"), std::string::npos) << said;
}

TEST(ManPage, IsThatOfTheFolderDocs) {
  std::string now = said_by("manual --man");
  ASSERT_TRUE(now.ends_with("exit 0\n"));
  now.erase(now.size() - std::string("exit 0\n").size());
  EXPECT_EQ(now, test::golden(OUTTURN_SOURCE_DIR "/docs/outturn.1", now));
  if (is_there("groff")) {
    EXPECT_EQ(output_of("groff -man -ww -z -Kutf8 \"" OUTTURN_SOURCE_DIR "/docs/outturn.1\""), "");
  }
}

}  // namespace
}  // namespace outturn::command
