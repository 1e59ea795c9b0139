// Texts frozen in files of a test's folder: what is told, word for word.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace outturn::test {

/// All bytes of a file; empty where there is none.
inline std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The frozen text; with OUTTURN_UPDATE_GOLDEN=1 it is written anew first.
inline std::string golden(const std::filesystem::path& path, const std::string& now) {
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << now;
  return content(path);
}

}  // namespace outturn::test
