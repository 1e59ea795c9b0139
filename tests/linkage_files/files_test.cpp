// Files that can't be linked and models that can't be run, word for word: tests/linkage_files/bad/NAME.csv or
// .json is read, and what is said must be NAME.csv.txt or NAME.json.txt. OUTTURN_UPDATE_GOLDEN=1 writes these
// anew; then read the difference as the person who has to mend the file would.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/linkage/read_records.h"
#include "adapters/linkage/splink_model.h"
#include "tests/support/frozen_text.h"

namespace outturn::linkage {
namespace {

namespace fs = std::filesystem;

using ::outturn::test::content;

std::vector<fs::path> bad_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(OUTTURN_SOURCE_DIR "/tests/linkage_files/bad")) {
    if (entry.path().extension() != ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string shown(const Problems& problems, const std::string& file, const std::string& bytes) {
  const SourceFile source(file, bytes);
  std::string text;
  for (const Problem& problem : problems.list()) text += render(problem, &source);
  return text;
}

std::string told_of(const std::string& file, const std::string& bytes) {
  Problems problems;
  if (file.ends_with(".json")) {
    EXPECT_FALSE(read_splink_model(file, bytes, problems));
  } else {
    EXPECT_FALSE(read_records({{"a", file, bytes}}, {"id", {"name", "born"}}, problems));
  }
  EXPECT_TRUE(problems.has_errors());
  for (const Problem& problem : problems.list()) EXPECT_FALSE(problem.mend.empty()) << problem.what;
  return shown(problems, file, bytes);
}

class BadFile : public testing::TestWithParam<fs::path> {};

TEST_P(BadFile, IsToldWordForWord) {
  const fs::path expected = GetParam().string() + ".txt";
  const std::string told = told_of(GetParam().filename().string(), content(GetParam()));
  EXPECT_EQ(told, ::outturn::test::golden(expected, told));
}

INSTANTIATE_TEST_SUITE_P(LinkageFiles, BadFile, testing::ValuesIn(bad_files()), [](const auto& test) {
  std::string name = test.param.filename().string();
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

TEST(LinkageFiles, AreMany) { EXPECT_GE(bad_files().size(), 31U); }

const std::string north = "id,name,born\n2,bob,1981\n1,ann,\n";
const std::string south = "town,id,born\nleeds,7,1980\nhull,1,1981\n";

TEST(LinkageFiles, EachMayHaveOtherColumnsInOtherOrder) {
  Problems problems;
  const auto records = read_records({{"south", "s.csv", south}, {"north", "n.csv", north}},
                                    {"id", {"name", "born", "town"}}, problems);
  ASSERT_TRUE(records) << shown(problems, "", "");
  EXPECT_EQ(records->datasets, (std::vector<std::string>{"north", "south"}));
  EXPECT_EQ(records->ids, (std::vector<std::string>{"1", "2", "1", "7"}));
  EXPECT_TRUE(records->ids_repeat);
  EXPECT_EQ(records->name(2), "south:1");
  const auto cells = [&](const std::string& name) {
    std::vector<std::string> out;
    const Column& column = *records->column(name);
    for (const Code code : column.codes)
      out.push_back(code == missing ? "" : column.words.words[static_cast<std::size_t>(code)]);
    return out;
  };
  EXPECT_EQ(cells("name"), (std::vector<std::string>{"ann", "bob", "", ""}));
  EXPECT_EQ(cells("born"), (std::vector<std::string>{"", "1981", "1981", "1980"}));
  EXPECT_EQ(cells("town"), (std::vector<std::string>{"", "", "hull", "leeds"}));
}

TEST(LinkageFiles, RowsAreNumberedWhereThereAreNoIds) {
  Problems problems;
  const auto records = read_records({{"a", "a.csv", "name\nzoe\nann\n"}}, {"", {"name"}}, problems);
  ASSERT_TRUE(records);
  EXPECT_EQ(records->ids, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(records->columns[0].words.words, (std::vector<std::string>{"zoe", "ann"}));
}

TEST(LinkageFiles, ColumnsThatSplinksUsersJoinAreJoined) {
  Problems problems;
  const std::string text = "id,first_name,surname\n1,ann,lee\n2,,lee\n";
  const auto records =
      read_records({{"a", "a.csv", text}}, {"id", {"surname", "first_name_surname_concat"}}, problems);
  ASSERT_TRUE(records);
  const Column* const both = records->column("first_name_surname_concat");
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->words.words, std::vector<std::string>{"ann lee"});
  EXPECT_EQ(both->codes, (std::vector<Code>{0, missing}));
}

TEST(LinkageFiles, AModelWhoseColumnsAreInNoFileIsTold) {
  Problems problems;
  const Wanted wanted{"id", {"name", "surname", "dob"}};
  EXPECT_FALSE(read_records({{"n", "n.csv", north}, {"s", "s.csv", south}}, wanted, problems));
  EXPECT_EQ(shown(problems, "n.csv", north),
            "n.csv:1:1: error LK1: column \"surname\" is in none of the files\n"
            " 1 | id,name,born\n"
            "   | ^\n"
            "  The specification or model compares it.\n"
            "  Name the column in the file's first line so, or the file's own name in the specification.\n"
            "n.csv:1:1: error LK1: column \"dob\" is in none of the files\n"
            " 1 | id,name,born\n"
            "   | ^\n"
            "  The specification or model compares it.\n"
            "  Name the column in the file's first line so, or the file's own name in the specification.\n");
}

TEST(LinkageFiles, LineEndsInCellsAndMarksInFrontAreNoFault) {
  Problems problems;
  const std::string text = "\xEF\xBB\xBFid,name\r\n1,\"ann\nlee\"\r\n\r\n2,bob\r\n";
  const auto records = read_records({{"a", "a.csv", text}}, {"id", {"name"}}, problems);
  ASSERT_TRUE(records) << shown(problems, "", "");
  EXPECT_EQ(records->size(), 2U);
}

const char* const whole = R"({"link_type": "link_only", "probability_two_random_records_match": 0.25,
  "em_convergence": 0.001, "max_iterations": 9, "unique_id_column_name": "key",
  "source_dataset_column_name": "from",
  "blocking_rules_to_generate_predictions": ["l.a = r.a", {"blocking_rule": "l.b = r.b AND levenshtein(l.a, r.a) <= 1"}],
  "comparisons": [{"output_column_name": "a", "comparison_description": "of a", "comparison_levels": [
    {"sql_condition": "\"a_l\" IS NULL OR \"a_r\" IS NULL", "label_for_charts": "none", "is_null_level": true},
    {"sql_condition": "\"a_l\" = \"a_r\"", "label_for_charts": "same", "m_probability": 0.75, "u_probability": 0.125,
     "fix_m_probability": true, "tf_adjustment_column": "a", "tf_adjustment_weight": 0.5, "tf_minimum_u_value": 0.001},
    {"sql_condition": "levenshtein(\"a_l\", \"a_r\") <= 1", "label_for_charts": "near",
     "m_probability": "level not observed in training dataset", "u_probability": 0.25, "fix_u_probability": true},
    {"sql_condition": "ELSE", "label_for_charts": "else", "u_probability": 0.625}]}]})";

TEST(SplinkModel, IsWrittenAndReadBackEqual) {
  Problems problems;
  const auto model = read_splink_model("m.json", whole, problems);
  ASSERT_TRUE(model) << shown(problems, "m.json", whole);
  EXPECT_EQ(model->type, LinkType::link);
  EXPECT_EQ(model->prior, 0.25);
  EXPECT_EQ(model->convergence, 0.001);
  EXPECT_EQ(model->most_iterations, 9);
  EXPECT_EQ(model->id_column, "key");
  EXPECT_EQ(model->dataset_column, "from");
  ASSERT_EQ(model->rules.size(), 2U);
  EXPECT_EQ(model->rules[1].also.size(), 1U);
  const auto& levels = model->comparisons.at(0).levels;
  ASSERT_EQ(levels.size(), 4U);
  EXPECT_TRUE(levels[0].is_missing);
  EXPECT_TRUE(levels[1].m_fixed);
  EXPECT_EQ(levels[1].frequency_of, "a");
  EXPECT_EQ(levels[1].frequency_share, 0.5);
  EXPECT_EQ(levels[1].frequency_least, 0.001);
  EXPECT_EQ(levels[2].m, 1e-6);  // as Splink reads it
  EXPECT_TRUE(levels[2].u_fixed);
  EXPECT_EQ(levels[3].m, std::nullopt);
  EXPECT_EQ(levels[3].u, 0.625);
  const std::string json = splink_json(*model);
  const auto again = read_splink_model("m.json", json, problems);
  ASSERT_TRUE(again) << shown(problems, "m.json", json);
  EXPECT_EQ(splink_json(*again), json);
  for (std::size_t l = 0; l < levels.size(); ++l) {
    const Level& other = again->comparisons[0].levels[l];
    EXPECT_EQ(other.when, levels[l].when);
    EXPECT_EQ(other.m, levels[l].m);
    EXPECT_EQ(other.u, levels[l].u);
    EXPECT_EQ(other.m_fixed, levels[l].m_fixed);
    EXPECT_EQ(other.u_fixed, levels[l].u_fixed);
    EXPECT_EQ(other.frequency_of, levels[l].frequency_of);
  }
}

// The saved text cut at every place, and with single bytes changed: a model or a problem, nothing else.
TEST(SplinkModel, AnyDamageIsAProblemOrAModel) {
  const std::string text = whole;
  const auto hold = [](const std::string& damaged) {
    Problems problems;
    const auto model = read_splink_model("m.json", damaged, problems);
    ASSERT_NE(model.has_value(), problems.has_errors()) << damaged;
    if (model) {
      Problems none;
      ASSERT_TRUE(read_splink_model("m.json", splink_json(*model), none)) << damaged;
    }
  };
  for (std::size_t cut = 0; cut < text.size(); ++cut) hold(text.substr(0, cut));
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char c : {'"', '0', '}', 'x', '\xFF'}) {
      std::string damaged = text;
      damaged[at] = c;
      hold(damaged);
    }
  }
}

}  // namespace
}  // namespace outturn::linkage
