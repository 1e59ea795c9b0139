// The command as a person calls it, on books of the library: as written, as LibreOffice saves them again, and
// of another contract.
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/support/small_run.h"

namespace outturn {
namespace {

namespace fs = std::filesystem;

struct Ended {
  int status = -1;
  std::string told;
};

Ended call(const std::string& command) {
  Ended ended;
  std::FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return ended;
  std::array<char, 4096> part{};
  for (std::size_t got = 0; (got = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
    ended.told.append(part.data(), got);
  ended.status = WEXITSTATUS(pclose(pipe));
  return ended;
}

class RecheckCommand : public testing::Test {
 protected:
  RecheckCommand() : folder(fs::path(testing::TempDir()) / ("recheck-" + std::to_string(getpid()))) {
    fs::create_directories(folder);
  }
  ~RecheckCommand() override { fs::remove_all(folder); }

  static std::string contract(const std::string& name) {
    const std::string library = std::string(OUTTURN_SOURCE_DIR) + "/contracts/library/" + name + "/";
    return library + name + ".contract --evidence " + library + "evidence";
  }
  fs::path book(const std::string& name) const {
    const fs::path out = folder / name;
    const Ended run = call(std::string(OUTTURN_BINARY) + " run " + contract(name) + " --out " + out.string());
    EXPECT_EQ(run.status, 0) << run.told;
    return out / "workbook.xlsx";
  }
  static Ended recheck(const fs::path& back, const std::string& name, const std::string& more = "") {
    return call(std::string(OUTTURN_BINARY) + " recheck " + back.string() + " " + contract(name) + more);
  }

  fs::path folder;
};

TEST_F(RecheckCommand, ABookAsWrittenIsTheSame) {
  const Ended ended = recheck(book("essex-mst"), "essex-mst");
  EXPECT_EQ(ended.status, 0);
  EXPECT_NE(ended.told.find("The same: "), std::string::npos) << ended.told;
  EXPECT_NE(ended.told.find("Payment due: £3,815,125.00"), std::string::npos) << ended.told;
}

TEST_F(RecheckCommand, ABookSavedAgainByLibreOfficeIsTheSame) {
  if (call("command -v soffice").status != 0) GTEST_SKIP() << "soffice is not here: nothing was saved again";
  const fs::path again = folder / "again";
  for (const std::string name : {"care-leavers-reboot", "nyc-able"}) {
    const fs::path written = book(name);
    const Ended saved =
        call("soffice -env:UserInstallation=file://" + (folder / "profile").string() +
             " --headless --convert-to xlsx --outdir " + again.string() + " " + written.string());
    ASSERT_TRUE(fs::exists(again / "workbook.xlsx")) << saved.told;
    const Ended ended = recheck(again / "workbook.xlsx", name);
    EXPECT_EQ(ended.status, 0) << ended.told;
    EXPECT_NE(ended.told.find("The same: "), std::string::npos) << ended.told;
    fs::remove(again / "workbook.xlsx");
  }
}

TEST_F(RecheckCommand, ABookOfOtherDatesIsNotTheSame) {
  const Ended ended = recheck(book("essex-mst"), "essex-mst", " --as-at 2020-01-01 --json");
  EXPECT_EQ(ended.status, 1);
  EXPECT_NE(ended.told.find("\"same\": false"), std::string::npos) << ended.told;
  EXPECT_NE(ended.told.find("evidence, dates, documents or program are not those"), std::string::npos);
}

TEST_F(RecheckCommand, TellsWhatItCantRecheck) {
  const fs::path of_another = book("nyc-able");
  std::string told;
  const auto add = [&](const Ended& ended) {
    EXPECT_EQ(ended.status, 1) << ended.told;
    told += ended.told;
  };
  add(recheck(of_another, "essex-mst"));
  add(recheck("nowhere.xlsx", "essex-mst"));
  // Digests change with every word of a contract.
  for (std::size_t at = 0; at + 16 < told.size(); ++at) {
    std::size_t end = at;
    while (end < told.size() && std::isxdigit(static_cast<unsigned char>(told[end])) != 0) ++end;
    if (end - at == 16) told.replace(at, 16, "DIGEST");
  }
  test::expect_golden("returned/golden/refused.txt", told);
  EXPECT_EQ(call(std::string(OUTTURN_BINARY) + " recheck").status, 2);
}

}  // namespace
}  // namespace outturn
