// Contracts of this folder and the frozen texts beside them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/command/claim/value_tables.h"
#include "contracts/check/check.h"
#include "tests/support/frozen_text.h"

namespace outturn::language {

namespace fs = std::filesystem;

using ::outturn::test::content;
using ::outturn::test::golden;

/// The contracts of tests/language/FOLDER, in order of the alphabet.
inline std::vector<fs::path> contracts_in(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(OUTTURN_SOURCE_DIR "/tests/language/" + folder)) {
    if (entry.path().extension() == ".contract") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

inline std::string rendered(const Problems& problems, const SourceFile& source) {
  std::string text;
  for (const Problem& problem : problems.list()) text += render(problem, &source);
  return text;
}

/// Tables of values without files beside the contract.
inline ValueTables shipped_alone() {
  Problems problems;
  command::CardFolder none("", problems);
  return {command::value_tables(none).shipped, {}};
}

/// What is told of a contract's text; files of rate cards and values stand beside the bad contracts.
inline Problems problems_of(const SourceFile& source) {
  Problems problems;
  command::CardFolder cards(OUTTURN_SOURCE_DIR "/tests/language/bad", problems);
  (void)read_contract(
      source, problems, [&](const std::string& file) { return cards.file(file); },
      command::value_tables(cards));
  return problems;
}

}  // namespace outturn::language
