// Specifications of this folder and the frozen texts beside them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/comparison/spec/spec.h"
#include "tests/support/frozen_text.h"

namespace outturn::comparison {

namespace fs = std::filesystem;

using ::outturn::test::content;
using ::outturn::test::golden;

/// The bad ones, in order of the alphabet.
inline std::vector<fs::path> bad_specs() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(OUTTURN_SOURCE_DIR "/tests/comparison_spec/bad"))
    if (entry.path().extension() == ".spec") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

inline std::string rendered(const Problems& problems, const SourceFile& source) {
  std::string text;
  for (const Problem& problem : problems.list()) text += render(problem, &source);
  return text;
}

/// The least a specification says, with these lines behind it.
inline std::string spec_of(const std::string& more, const std::string& way = "match nearest") {
  return "comparison c\ntreated t\nknown before x\noutcome y\n" + way + "\n" + more;
}

}  // namespace outturn::comparison
