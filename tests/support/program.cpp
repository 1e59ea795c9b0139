#include "tests/support/program.h"

#include <algorithm>
#include <cstdio>
#include <sys/wait.h>

namespace outturn::test {
namespace {

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

std::string said_by(const std::string& arguments) { return said_by(arguments, "."); }

std::string said_by(const std::string& arguments, const std::filesystem::path& folder) {
  const std::string call = "cd \"" + folder.string() + "\" && " + OUTTURN_BINARY + " " + arguments + " 2>&1";
  std::FILE* pipe = popen(call.c_str(), "r");
  if (pipe == nullptr) return "the program can't be started";
  std::string text;
  char part[4096];
  for (std::size_t got = 0; (got = fread(part, 1, sizeof part, pipe)) > 0;) text.append(part, got);
  const int status = pclose(pipe);
  return text + "exit " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : -1) + "\n";
}

std::string Places::filled(std::string text) const {
  for (const auto& [name, place] : all) replace_all(text, name, place);
  return text;
}

std::string Places::named(std::string text) const {
  for (const auto& [name, place] : all) replace_all(text, place, name);
  return text;
}

std::vector<std::filesystem::path> all_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace outturn::test
