// What the program says when it is called with something that can't be: frozen word for word.
//
// told/NAME/commands holds one call a line; what the last of them prints stands in told/NAME/told.txt
// (OUTTURN_UPDATE_GOLDEN=1 writes it anew). Places of this machine are told as {sound}, {here} and {scratch}.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/wait.h>
#include <vector>

#include <gtest/gtest.h>

namespace outturn::command {
namespace {

namespace fs = std::filesystem;

const fs::path home = OUTTURN_SOURCE_DIR "/tests/command";

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// The places of a case, by the names that its commands and texts have for them.
struct Places {
  explicit Places(const fs::path& here)
      : all{{"{sound}", (home / "sound").string()},
            {"{here}", here.string()},
            {"{scratch}", (fs::path(OUTTURN_BINARY_DIR) / "told" / here.filename()).string()}} {
    fs::remove_all(all[2].second);
    fs::create_directories(all[2].second);
  }
  [[nodiscard]] std::string filled(std::string text) const {
    for (const auto& [name, place] : all) replace_all(text, name, place);
    return text;
  }
  [[nodiscard]] std::string named(std::string text) const {
    for (const auto& [name, place] : all) replace_all(text, place, name);
    return text;
  }
  std::vector<std::pair<std::string, std::string>> all;
};

std::string said_by(const std::string& arguments) {
  std::FILE* pipe = popen((std::string(OUTTURN_BINARY) + " " + arguments + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return "the program can't be started";
  std::string text;
  char part[4096];
  for (std::size_t got = 0; (got = fread(part, 1, sizeof part, pipe)) > 0;) text.append(part, got);
  const int status = pclose(pipe);
  return text + "exit " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : -1) + "\n";
}

std::vector<fs::path> all_told() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(home / "told")) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

class Told : public testing::TestWithParam<fs::path> {};

TEST_P(Told, WordForWord) {
  const Places places(GetParam());
  std::ifstream commands(GetParam() / "commands");
  std::string said;
  for (std::string line; std::getline(commands, line);) said = said_by(places.filled(line));
  said = places.named(said);
  const fs::path frozen = GetParam() / "told.txt";
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) std::ofstream(frozen, std::ios::binary) << said;
  EXPECT_EQ(said, content(frozen));
}

INSTANTIATE_TEST_SUITE_P(Command, Told, testing::ValuesIn(all_told()),
                         [](const auto& test) { return test.param.filename().string(); });

}  // namespace
}  // namespace outturn::command
