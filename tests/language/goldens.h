// Contracts of this folder and the frozen texts beside them.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "adapters/command/card_folder.h"
#include "contracts/check/check.h"

namespace outturn::language {

namespace fs = std::filesystem;

inline std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The contracts of tests/language/FOLDER, in order of the alphabet.
inline std::vector<fs::path> contracts_in(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(OUTTURN_SOURCE_DIR "/tests/language/" + folder)) {
    if (entry.path().extension() == ".contract") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The frozen text; with OUTTURN_UPDATE_GOLDEN=1 it is written anew first.
inline std::string golden(const fs::path& path, const std::string& now) {
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << now;
  return content(path);
}

inline std::string rendered(const Problems& problems, const SourceFile& source) {
  std::string text;
  for (const Problem& problem : problems.list()) text += render(problem, &source);
  return text;
}

/// What is told of a contract's text; files of rate cards stand beside the bad contracts.
inline Problems problems_of(const SourceFile& source) {
  Problems problems;
  command::CardFolder cards(OUTTURN_SOURCE_DIR "/tests/language/bad", problems);
  (void)read_contract(source, problems, [&](const std::string& file) { return cards.file(file); });
  return problems;
}

}  // namespace outturn::language
