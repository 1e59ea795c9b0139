// Every example line of every --help is run, in the order in which they stand, in a folder with samples and
// contracts.
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/program.h"

namespace outturn::command {
namespace {

namespace fs = std::filesystem;
using test::said_by;

struct Help {
  std::string command;  ///< such as "review queue"; empty for the program itself
  std::vector<std::string> examples;
};

/// The commands a help lists below itself.
std::vector<std::string> commands_in(const std::string& help) {
  std::vector<std::string> out;
  std::istringstream lines(help.substr(std::min(help.find("\nSubcommands:\n"), help.size())));
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > 2 && line.starts_with("  ") && line[2] != ' ')
      out.push_back(line.substr(2, line.find(' ', 2) - 2));
  }
  return out;
}

/// Lines that call the program; one that ends with \ goes on in the next.
std::vector<std::string> examples_in(const std::string& help) {
  std::vector<std::string> out;
  std::istringstream lines(help);
  bool open = false;
  for (std::string line; std::getline(lines, line);) {
    if (!open && !line.starts_with("  outturn ")) continue;
    const bool goes_on = line.ends_with("\\");
    if (goes_on) line.pop_back();
    if (open)
      out.back() += line;
    else
      out.push_back(line.substr(std::string("  outturn ").size()));
    open = goes_on;
  }
  return out;
}

void gather(const std::string& command, std::vector<Help>& into) {
  const std::string help = said_by(command + " --help");
  EXPECT_TRUE(help.ends_with("exit 0\n")) << help;
  into.push_back({command, examples_in(help)});
  const auto below = commands_in(help);
  EXPECT_TRUE(!below.empty() || !into.back().examples.empty()) << command << " has no example";
  for (const std::string& one : below) gather(command.empty() ? one : command + " " + one, into);
}

TEST(Help, EveryExampleRuns) {
  const fs::path folder = fs::path(OUTTURN_BINARY_DIR) / "examples_test";
  fs::remove_all(folder);
  fs::create_directories(folder);
  for (const char* part : {"samples", "contracts"})
    fs::create_directory_symlink(fs::path(OUTTURN_SOURCE_DIR) / part, folder / part);
  std::vector<Help> helps;
  gather("", helps);
  EXPECT_GE(helps.size(), 30U);
  for (const Help& help : helps) {
    for (const std::string& example : help.examples) {
      const std::string said = said_by(example, folder);
      if (help.command == "data fetch")  // no test uses the network: it says what it would do
        EXPECT_NE(said.find("Say --online to fetch it."), std::string::npos) << said;
      else
        EXPECT_TRUE(said.ends_with("exit 0\n")) << example << "\n" << said;
    }
  }
}

}  // namespace
}  // namespace outturn::command
