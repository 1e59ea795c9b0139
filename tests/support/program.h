// The program itself, run by a shell: what it says, with places of this machine named.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace outturn::test {

/// Both streams together, and "exit N" as the last line.
[[nodiscard]] std::string said_by(const std::string& arguments);
/// The same, called in a folder.
[[nodiscard]] std::string said_by(const std::string& arguments, const std::filesystem::path& folder);

/// Names such as "{here}" and the places they stand for.
struct Places {
  [[nodiscard]] std::string filled(std::string text) const;
  [[nodiscard]] std::string named(std::string text) const;
  std::vector<std::pair<std::string, std::string>> all;
};

/// The folders below one, in order of the alphabet.
[[nodiscard]] std::vector<std::filesystem::path> all_in(const std::filesystem::path& folder);

}  // namespace outturn::test
