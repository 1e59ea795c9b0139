// The program's own cases against golden/contracts.json: each case there under its id, its status as
// its kind demands, its figures within the tolerance told.
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

#include "tests/values/shared_golden.h"

namespace outturn {
namespace {

using nlohmann::json;

struct Ended {
  std::string out;
  int status = -1;
};

Ended ran(const std::string& arguments) {
  Ended ended;
  std::FILE* pipe = popen((std::string(OUTTURN_BINARY) + " " + arguments).c_str(), "r");
  if (pipe == nullptr) return ended;
  std::array<char, 4096> part{};
  for (std::size_t n = 0; (n = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
    ended.out.append(part.data(), n);
  const int code = pclose(pipe);
  ended.status = WIFEXITED(code) ? WEXITSTATUS(code) : -1;
  return ended;
}

const json& library_rows() {
  static const json rows = [] {
    const Ended ended = ran("cases " OUTTURN_SOURCE_DIR "/contracts/library --json");
    EXPECT_EQ(ended.status, 0);
    return json::parse(ended.out);
  }();
  return rows;
}

const json* row_of(const std::string& contract, const std::string& id) {
  for (const json& row : library_rows()) {
    if (row["contract"] == contract && row["case"] == id) return &row;
  }
  return nullptr;
}

std::string status_wanted(const json& golden) {
  if (golden.value("nothing_to_compute_from", false) || golden["expected"].empty()) return "waits";
  return golden["kind"] == "published-inconsistent" ? "does_not_reconcile" : "pass";
}

void expect_close(const json& wanted, const json& actual, double tolerance, const std::string& where) {
  if (wanted.is_array()) {
    ASSERT_TRUE(actual.is_array()) << where << ": " << actual;
    ASSERT_EQ(wanted.size(), actual.size()) << where;
    for (std::size_t i = 0; i < wanted.size(); ++i)
      expect_close(wanted[i], actual[i], tolerance, where + " " + std::to_string(i + 1));
  } else if (wanted.is_number()) {
    ASSERT_TRUE(actual.is_number()) << where << ": " << actual;
    EXPECT_LE(std::abs(wanted.get<double>() - actual.get<double>()), tolerance + 1e-12) << where;
  } else {
    EXPECT_EQ(wanted, actual) << where;
  }
}

TEST(Library, EveryGoldenCaseIsThereWithTheStatusOfItsKind) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "contracts.json");
  std::size_t cases = 0;
  for (const json& contract : golden["contracts"]) {
    const std::string id = contract["id"];
    for (const json& one : contract["cases"]) {
      ++cases;
      const std::string where = id + " " + one["id"].get<std::string>();
      const json* row = row_of(id, one["id"]);
      ASSERT_NE(row, nullptr) << where;
      EXPECT_EQ((*row)["kind"], one["kind"]) << where;
      EXPECT_EQ((*row)["status"], status_wanted(one)) << where << ": " << (*row)["note"];
    }
  }
  EXPECT_EQ(cases, 102U);
}

TEST(Library, FiguresOfPassingCasesAreTheGoldenOnes) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "contracts.json");
  for (const json& contract : golden["contracts"]) {
    for (const json& one : contract["cases"]) {
      const json* row = row_of(contract["id"], one["id"]);
      if (row == nullptr || (*row)["status"] != "pass") continue;
      const double tolerance = one["tolerance"].value("abs", 0.0);
      for (const auto& [name, wanted] : one["expected"].items()) {
        const std::string where = one["id"].get<std::string>() + " " + name;
        ASSERT_TRUE((*row)["actual"].contains(name)) << where;
        expect_close(wanted, (*row)["actual"][name], tolerance, where);
        expect_close(wanted, (*row)["expected"][name], 0, where + " as printed");
      }
    }
  }
}

TEST(Library, InvestorFiguresWaitInTheNote) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "contracts.json");
  for (const json& contract : golden["contracts"]) {
    for (const json& one : contract["cases"]) {
      if (!one.contains("expected_investor")) continue;
      const json* row = row_of(contract["id"], one["id"]);
      ASSERT_NE(row, nullptr);
      EXPECT_NE((*row)["note"].get<std::string>().find("Waits for the returns part: "), std::string::npos)
          << one["id"];
    }
  }
}

TEST(Library, WhatDoesNotReconcileShowsBothNumbers) {
  const json* row = row_of("care-leavers-reboot", "data-quirk");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ((*row)["expected"]["paid_units"]["M01"], 527);
  EXPECT_EQ((*row)["actual"]["paid_units"]["M01"], 231);
  EXPECT_EQ((*row)["expected"]["paid_units"].size(), 10U);
  EXPECT_NE((*row)["note"], "");
}

TEST(Library, TheOtherReadingStandsBesideInTheNote) {
  const json* row = row_of("peterborough-one-service", "pooled-weighted");
  ASSERT_NE(row, nullptr);
  const std::string note = (*row)["note"];
  EXPECT_NE(note.find("pooled by size of rounded reductions"), std::string::npos) << note;
  EXPECT_NE(note.find("Under by_events: overall_reduction 9.01%"), std::string::npos) << note;
}

TEST(Library, NothingThatWaitsShowsAFigure) {
  for (const json& row : library_rows()) {
    if (row["status"] != "waits") continue;
    EXPECT_TRUE(row["expected"].empty() && row["actual"].empty()) << row["case"];
    EXPECT_NE(row["note"], "") << row["case"];
  }
}

TEST(Library, ItsContractsAreSoundWithoutEvidence) {
  for (const auto& folder : std::filesystem::directory_iterator(OUTTURN_SOURCE_DIR "/contracts/library")) {
    const std::string id = folder.path().filename();
    EXPECT_EQ(ran("check " + (folder.path() / (id + ".contract")).string()).status, 0) << id;
  }
}

TEST(Library, OneContractsFolderIsEnough) {
  const Ended one = ran("cases " OUTTURN_SOURCE_DIR "/contracts/library/nyc-able --json");
  EXPECT_EQ(one.status, 0);
  for (const json& row : json::parse(one.out)) EXPECT_EQ(row["contract"], "nyc-able");
}

TEST(Library, AFolderWithoutContractsIsRefused) {
  const Ended none = ran("cases " OUTTURN_SOURCE_DIR "/cmake --json 2>/dev/null");
  EXPECT_EQ(none.status, 1);
  EXPECT_EQ(json::parse(none.out), json::array());
}

}  // namespace
}  // namespace outturn
