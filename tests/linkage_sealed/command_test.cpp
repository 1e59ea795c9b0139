// The commands as people call them, from a secret to people.csv.
#include <array>
#include <cstdio>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "adapters/command/sealed_commands.h"
#include "tests/linkage_sealed/people.h"

namespace outturn::sealed {
namespace {

namespace fs = std::filesystem;

struct Ended {
  int status = -1;
  std::string told;
};

class SealedCommands : public testing::Test {
 protected:
  SealedCommands() : folder(fs::path(testing::TempDir()) / ("sealed-" + std::to_string(getpid()))) {
    fs::create_directories(folder);
    write("a.csv", people_csv(400, 5));
    const std::string all = people_csv(600, 5);
    write("b.csv", all.substr(0, all.find('\n') + 1) + all.substr(all.find("\n200,") + 1));
    write("s.schema", plain_fields);
    write("k.schema", "record id\nmatch forename, surname, born as date\n");
  }
  ~SealedCommands() override { fs::remove_all(folder); }

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder / name) << text; }
  std::string read(const std::string& name) const {
    std::ifstream file(folder / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  Ended call(const std::string& arguments) const {
    Ended ended;
    const std::string line = "cd " + folder.string() + " && " + OUTTURN_BINARY + " " + arguments + " 2>&1";
    std::FILE* const pipe = popen(line.c_str(), "r");
    if (pipe == nullptr) return ended;
    std::array<char, 4096> part{};
    for (std::size_t got = 0; (got = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
      ended.told.append(part.data(), got);
    ended.status = WEXITSTATUS(pclose(pipe));
    return ended;
  }

  fs::path folder;
};

TEST_F(SealedCommands, FromASecretToPeople) {
  write("s.key",
        "outturn-secret 1 " + hex_of(secret_of_tests) + "\n");  // with a new one each run differs a little
  for (const std::string name : {"a", "b"}) {
    const Ended ended = call("encode --secret s.key --schema s.schema --input " + name + "=" + name +
                             ".csv --out " + name + ".enc --keep-tokens " + name + ".tokens");
    ASSERT_EQ(ended.status, 0) << ended.told;
  }
  command::LinkEncodedOptions options;
  options.files = {folder / "a.enc", folder / "b.enc"};
  options.out = folder / "linked";
  testing::internal::CaptureStdout();
  ASSERT_EQ(command::link_encoded(options), command::Exit::good);
  const std::string told = testing::internal::GetCapturedStdout();
  const std::size_t at = told.find(" people in two records");
  ASSERT_NE(at, std::string::npos) << told;
  // Invented people share syllables, so a few strangers look alike: 207 are found where 201 are the same.
  EXPECT_NEAR(std::stod(told.substr(told.rfind('\n', at) + 1)), 201, 8) << told;
  // The pair of record 300, told by the members' own lists.
  const auto token = [&](const std::string& list) {
    const std::string text = read(list);
    return text.substr(text.find(",300\n") - 32, 32);
  };
  EXPECT_NE(read("linked/pairs.csv").find(token("a.tokens") + "," + token("b.tokens") + ","),
            std::string::npos);
  EXPECT_EQ(read("linked/people.csv").substr(0, 34), "record,person,dataset,probability\n");
  EXPECT_EQ(command::link_encoded(options), command::Exit::problems);  // not over the one there is
}

TEST_F(SealedCommands, EncodeTellsWhatIsMissing) {
  EXPECT_EQ(call("encode --secret s.key").status, 2);
  EXPECT_EQ(call("encode --secret s.key --schema s.schema --input a=a.csv --out a.enc").status, 1);
  (void)call("encode --new-secret s.key");
  EXPECT_EQ(call("encode --secret s.key --schema s.schema --input a.csv --out a.enc").status, 1);
  EXPECT_EQ(call("encode --new-secret s.key").status, 1);
  EXPECT_EQ(call("encode --suggest a.csv").status, 0);
}

TEST_F(SealedCommands, ThreeStepsFindWhatTwoMembersShare) {
  const Ended blind = call("psi blind --schema k.schema --input a=a.csv --out a.blinded --keep a.kept");
  ASSERT_EQ(blind.status, 0) << blind.told;
  const Ended answer = call(
      "psi evaluate --schema k.schema --input b=b.csv --blinded a.blinded --out b.evaluated --keep-tokens "
      "b.tokens");
  ASSERT_EQ(answer.status, 0) << answer.told;
  const Ended finish =
      call("psi finish --schema k.schema --input a=a.csv --keep a.kept --evaluated b.evaluated --out met");
  ASSERT_EQ(finish.status, 0) << finish.told;
  EXPECT_NE(finish.told.find("201 of 400 records are at b too"), std::string::npos) << finish.told;
}

}  // namespace
}  // namespace outturn::sealed
