// outturn population: what its commands do, and what they refuse.
#include <fstream>
#include <unistd.h>

#include <gtest/gtest.h>

#include "adapters/command/population_command.h"
#include "adapters/linkage/splink_model.h"
#include "adapters/store/population_store.h"
#include "tests/linkage_store/small_population.h"

namespace outturn::command {
namespace {

namespace made_up = linkage::made_up;

class Commands : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("outturn_population_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    write("model.json", linkage::splink_json(made_up::model()));
    const std::vector<made_up::Row> rows = made_up::rows(7, 120);
    first_ = csv("first.csv", {rows.begin(), rows.begin() + 200});
    second_ = csv("second.csv", {rows.begin() + 200, rows.end()});
    options_.file = (folder_ / "people.population").string();
    options_.model = (folder_ / "model.json").string();
    options_.date = "2026-01-31";
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string csv(const std::string& name, const std::vector<made_up::Row>& rows) {
    std::string text = "unique_id,first_name,surname,dob,postcode\n";
    for (const made_up::Row& row : rows) {
      text += row.id + "," + row.first_name + "," + row.surname + "," + row.dob + "," + row.postcode + "\n";
    }
    write(name, text);
    return (folder_ / name).string();
  }
  Exit create() {
    options_.inputs = {"north=" + first_};
    return create_population(options_);
  }
  /// What standard error says of adding these.
  std::string refusal(const std::vector<std::string>& inputs) {
    options_.inputs = inputs;
    testing::internal::CaptureStderr();
    EXPECT_EQ(add_to_population(options_), Exit::problems);
    return testing::internal::GetCapturedStderr();
  }
  store::StoreCounts counts() {
    Problems problems;
    auto store = store::PopulationStore::open(options_.file, store::PopulationStore::Use::read, problems);
    return store->counts();
  }

  fs::path folder_;
  std::string first_, second_;
  PopulationOptions options_;
};

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(Commands, AddWritesWhatChanged) {
  ASSERT_EQ(create(), Exit::good);
  const auto before = counts();
  options_.inputs = {"north=" + second_};
  options_.out = (folder_ / "changes").string();
  ASSERT_EQ(add_to_population(options_), Exit::good);
  EXPECT_GT(counts().records, before.records);
  for (const char* const name : {"people.csv", "persons.csv", "events.csv"})
    EXPECT_TRUE(fs::exists(folder_ / "changes" / name)) << name;
  options_.batch = 2;
  options_.reason = "the wrong month";
  ASSERT_EQ(undo_batch(options_), Exit::good);
  EXPECT_EQ(counts().records, before.records);
  EXPECT_EQ(counts().persons, before.persons);
  EXPECT_EQ(show_population(options_), Exit::good);
  options_.person = "P0000001";
  EXPECT_EQ(show_history(options_), Exit::good);
  options_.person = "Ann";
  EXPECT_EQ(show_history(options_), Exit::problems);
}

TEST_F(Commands, RefusesWhatItHasAlready) {
  ASSERT_EQ(create(), Exit::good);
  const auto before = counts();
  EXPECT_TRUE(says(refusal({"north=" + first_}), "LK65"));
  EXPECT_TRUE(says(refusal({"north=" + second_, "north=" + first_}), "LK66"));
  std::ifstream in(first_);
  std::string header;
  std::string line;
  std::getline(in, header);
  std::getline(in, line);
  write("again.csv", header + "\n" + line + "\n");
  EXPECT_TRUE(says(refusal({"north=" + (folder_ / "again.csv").string()}), "LK67"));
  write("narrow.csv", "unique_id,first_name\n9001,ann\n");
  EXPECT_TRUE(says(refusal({"north=" + (folder_ / "narrow.csv").string()}), "LK1"));
  EXPECT_TRUE(says(refusal({second_}), "LK70"));
  EXPECT_TRUE(says(refusal({"north=" + (folder_ / "nowhere.csv").string()}), "LK71"));
  options_.date = "31 January";
  EXPECT_TRUE(says(refusal({"north=" + second_}), "LK72"));
  EXPECT_EQ(counts().records, before.records);
  options_.date = "2026-01-31";
  EXPECT_EQ(create(), Exit::problems) << "a population is never written over";
}

}  // namespace
}  // namespace outturn::command
