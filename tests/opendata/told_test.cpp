// Published files that can't be taken as they are, word for word: tests/opendata/bad/NAME.csv is read, by
// NAME.declared where there is one, and what is said must be NAME.csv.txt. All are made up.
// OUTTURN_UPDATE_GOLDEN=1 writes these anew; then read the difference as the analyst who has to mend it
// would.
#include <algorithm>
#include <filesystem>

#include "tests/opendata/open_data.h"
#include "tests/support/frozen_text.h"

namespace outturn::opendata {
namespace {

namespace fs = std::filesystem;

using ::outturn::test::content;

std::vector<fs::path> bad_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(OUTTURN_SOURCE_DIR "/tests/opendata/bad"))
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

class BadOpenData : public testing::TestWithParam<fs::path> {};

TEST_P(BadOpenData, IsToldWordForWord) {
  const fs::path& file = GetParam();
  PublishedOptions options;
  const fs::path declared = fs::path(file).replace_extension(".declared");
  if (fs::exists(declared)) {
    options.declaration = content(declared);
    options.declaration_file = declared.filename().string();
  }
  const fs::path metadata = fs::path(file).replace_extension(".meta");
  if (fs::exists(metadata)) options.metadata = content(metadata);
  const ReadBack read = read_back(file.filename().string(), content(file), options);
  EXPECT_FALSE(read.problems.empty());
  EXPECT_EQ(read.text(), ::outturn::test::golden(file.string() + ".txt", read.text()));
}

INSTANTIATE_TEST_SUITE_P(All, BadOpenData, testing::ValuesIn(bad_files()), [](const auto& one) {
  std::string name = one.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
});

}  // namespace
}  // namespace outturn::opendata
