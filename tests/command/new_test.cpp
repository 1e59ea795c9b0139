// outturn new: every starter checks, runs and is the same again, without a problem or warning, by the very
// commands its README names.
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "contracts/starter/starter.h"
#include "tests/support/frozen_text.h"
#include "tests/support/program.h"

namespace outturn::command {
namespace {

namespace fs = std::filesystem;
using test::content;
using test::said_by;

fs::path scratch(const std::string& name) {
  const fs::path folder = fs::path(OUTTURN_BINARY_DIR) / "new_test" / name;
  fs::remove_all(folder);
  fs::create_directories(folder.parent_path());
  return folder;
}

std::string in_quotes(const fs::path& path) { return "\"" + path.string() + "\""; }

/// The commands of a starter's README, without the program's name.
std::vector<std::string> commands_in(const std::string& readme) {
  std::vector<std::string> out;
  const std::regex command("\noutturn ([^\n]*)");
  const std::string code = readme.substr(readme.find("```"), readme.rfind("```") - readme.find("```"));
  for (std::sregex_iterator at(code.begin(), code.end(), command), end; at != end; ++at)
    out.push_back((*at)[1]);
  return out;
}

class NewContract : public testing::TestWithParam<std::string> {
 protected:
  /// Runs what README names, in the folder.
  static void runs_clean(const fs::path& folder) {
    const auto commands = commands_in(content(folder / "README.md"));
    ASSERT_EQ(commands.size(), 3U);
    for (const std::string& command : commands) {
      const std::string said = said_by(command, folder);
      EXPECT_NE(said.find("\nexit 0\n"), std::string::npos) << command << "\n" << said;
      for (const char* word : {"error", "warning", "note "})
        EXPECT_EQ(said.find(word), std::string::npos) << command << "\n" << said;
    }
    const std::string result = content(folder / "result/result.json");
    EXPECT_EQ(result.find("\"total_payment\": \"0.00\""), std::string::npos);
  }
};

TEST_P(NewContract, RunsAsItStands) {
  const fs::path folder = scratch(GetParam());
  const std::string said =
      said_by("new " + in_quotes(folder) + " --kind " + GetParam() + " --start 2026-04-01");
  EXPECT_NE(said.find("exit 0\n"), std::string::npos) << said;
  runs_clean(folder);
}

TEST_P(NewContract, RunsOnOtherTerms) {
  const fs::path folder = scratch(GetParam() + "_other");
  const std::string said = said_by(
      "new " + in_quotes(folder) + " --kind " + GetParam() +
      " --start 2027-02-28 --years 1 --price 999.99 --cap \"£2,000\" --commissioner \"Ärger & Söhne # 1\" "
      "--provider \"It's us\" --outcome \"Fewer nights outside, {for} good\"");
  EXPECT_NE(said.find("exit 0\n"), std::string::npos) << said;
  runs_clean(folder);
}

TEST_P(NewContract, IsInLayout) {
  const fs::path folder = scratch(GetParam() + "_layout");
  (void)said_by("new " + in_quotes(folder) + " --kind " + GetParam());
  const fs::path contract = folder / (GetParam() + ".contract");
  EXPECT_EQ(said_by("fmt --check " + in_quotes(contract)), "exit 0\n");
}

TEST_P(NewContract, OverwritesNothing) {
  const fs::path folder = scratch(GetParam() + "_twice");
  fs::create_directories(folder);
  std::ofstream(folder / "README.md") << "mine\n";
  const std::string said = said_by("new " + in_quotes(folder) + " --kind " + GetParam());
  EXPECT_NE(said.find("nothing is overwritten"), std::string::npos) << said;
  EXPECT_NE(said.find("exit 1\n"), std::string::npos) << said;
  EXPECT_EQ(content(folder / "README.md"), "mine\n");
  EXPECT_FALSE(fs::exists(folder / (GetParam() + ".contract")));
}

INSTANTIATE_TEST_SUITE_P(Command, NewContract,
                         testing::Values("rate-card", "cohort", "bands", "savings-share"),
                         [](const auto& kind) {
                           return std::regex_replace(kind.param, std::regex("-"), "_");
                         });

TEST(New, AsksWhatIsNotGiven) {
  const fs::path folder = scratch("asked");
  const fs::path answers = folder.string() + ".answers";
  std::ofstream(answers) << "ratecard\nrate-card\nHas a job\n\nJobs Ltd\nmuch\n£500\n2026-07-01\n2\n\n";
  const std::string said = said_by("new " + in_quotes(folder) + " --ask < " + in_quotes(answers));
  EXPECT_NE(said.find("did you mean rate-card ?"), std::string::npos) << said;
  EXPECT_NE(said.find("\"much\" is no amount"), std::string::npos) << said;
  EXPECT_NE(said.find("exit 0\n"), std::string::npos) << said;
  const std::string contract = content(folder / "rate-card.contract");
  for (const char* words : {"contract \"Has a job (starter)\"", "payer    \"The commissioner\"",
                            "provider \"Jobs Ltd\"", "starts   2026-07-01", "ends     2028-06-30", "£500.00"})
    EXPECT_NE(contract.find(words), std::string::npos) << words << "\n" << contract;
  EXPECT_EQ(contract.find("contract_cap"), std::string::npos);
}

TEST(New, TellsWhatCantBe) {
  const std::string folder = in_quotes(scratch("wrong"));
  for (const auto& [terms, told] : std::vector<std::pair<std::string, std::string>>{
           {"", "Say what kind of contract it is: --kind rate-card, cohort, bands, savings-share."},
           {"--kind band", "--kind: there is no \"band\"; did you mean bands ?"},
           {"--kind bands --price 0", "--price: \"0\" is no amount; write it like 1200 or £1,200.00."},
           {"--kind bands --cap 1.234", "--cap: \"1.234\" is no amount"},
           {"--kind bands --start 2026-02-30", "--start: \"2026-02-30\" is no date of our times"},
           {"--kind bands --years 0", "--years: write a whole number from 1 to 20."},
           {"--kind bands --outcome \"a | b\"", "--outcome: write at most 120 characters"}}) {
    const std::string said = said_by("new " + folder + " " + terms + " < /dev/null");
    EXPECT_EQ(said.find(told), 0U) << said;
    EXPECT_NE(said.find("exit 2\n"), std::string::npos) << said;
  }
}

TEST(New, ReadsAmounts) {
  EXPECT_EQ(starter::pence("£1,200.00"), 120000);
  EXPECT_EQ(starter::pence("0.5"), 50);
  for (const char* none : {"", "£", "-5", "1.", ".5", "1.005", "12a", "0", "99999999999999999999"})
    EXPECT_FALSE(starter::pence(none).has_value()) << none;
}

}  // namespace
}  // namespace outturn::command
