// The population's file: whole, locked, append-only, undone exactly.
#include <filesystem>
#include <fstream>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "adapters/store/moves.h"
#include "adapters/store/population_store.h"
#include "tests/linkage_store/small_population.h"

namespace outturn::store {
namespace {

namespace fs = std::filesystem;
namespace made_up = linkage::made_up;
using linkage::Records;
using Use = PopulationStore::Use;

class Store : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("outturn_store_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    path_ = folder_ / "people.population";
    fs::remove(path_);
    rows_ = made_up::rows(7, 120);
    learned_ = made_up::linked_in_full(made_up::records_of(rows_)).learned;
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] Records part(std::size_t from, std::size_t to) const {
    return made_up::records_of({rows_.begin() + static_cast<std::ptrdiff_t>(from),
                                rows_.begin() + static_cast<std::ptrdiff_t>(std::min(to, rows_.size()))});
  }
  static Batch batch(const std::string& kind) {
    return {0, "2026-01-31", kind, "", 0, false, 0, {{"north", "north.csv", "sha-" + kind}}};
  }
  void create(std::size_t records) {
    Problems problems;
    auto store = PopulationStore::create(path_, learned_, problems);
    ASSERT_TRUE(store) << (problems.empty() ? "" : problems.list()[0].what);
    Batch first = batch("create");
    (void)store->add(part(0, records), first);
  }
  linkage::Change add(std::size_t from, std::size_t to) {
    Problems problems;
    auto store = PopulationStore::open(path_, Use::write, problems);
    Batch next = batch("add");
    return store->add(part(from, to), next);
  }
  /// record row -> person, as the file has it.
  std::map<std::int64_t, std::int64_t> membership() {
    Database database(path_, 0);
    Statement asked = database.statement("SELECT record, person FROM membership");
    std::map<std::int64_t, std::int64_t> out;
    while (asked.row()) out[asked.number_at(0)] = asked.number_at(1);
    return out;
  }
  std::map<std::int64_t, std::int64_t> replayed() {
    Database database(path_, 0);
    Statement asked = database.statement("SELECT moves FROM links_history ORDER BY sequence");
    std::map<std::int64_t, std::int64_t> out;
    while (asked.row()) {
      for (const StoredMove& move : moves_of(asked.text_at(0))) {
        EXPECT_EQ(out.count(move.record) > 0 ? out[move.record] : 0, move.before);
        out[move.record] = move.after;
        if (move.after == 0) out.erase(move.record);
      }
    }
    return out;
  }
  std::string code_of_opening() {
    Problems problems;
    auto store = PopulationStore::open(path_, Use::read, problems);
    return store || problems.empty() ? "" : problems.list()[0].code;
  }

  fs::path folder_, path_;
  std::vector<made_up::Row> rows_;
  linkage::Learned learned_;
};

TEST_F(Store, IsReadableByItsOwnerOnlyAndAlone) {
  create(200);
  EXPECT_EQ(fs::status(path_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
  Problems problems;
  EXPECT_FALSE(PopulationStore::create(path_, learned_, problems));
  EXPECT_EQ(problems.list()[0].code, "LK60");
}

TEST_F(Store, FileAndMemoryGiveTheSamePeople) {
  create(150);
  linkage::Population whole(learned_);
  (void)whole.add(part(0, 150));
  for (std::size_t from = 150; from < rows_.size(); from += 40) {
    (void)add(from, from + 40);
    (void)whole.add(part(from, from + 40));
  }
  std::vector<linkage::PersonNumber> stored;
  for (const auto& [record, person] : membership())
    stored.push_back(static_cast<linkage::PersonNumber>(person));
  EXPECT_EQ(stored, whole.standing().person);
  EXPECT_EQ(replayed(), membership());
}

TEST_F(Store, UndoingRestoresMembershipsExactly) {
  create(150);
  (void)add(150, 200);
  const auto before = membership();
  (void)add(200, 260);
  ASSERT_NE(membership(), before);
  Problems problems;
  {
    auto store = PopulationStore::open(path_, Use::write, problems);
    ASSERT_TRUE(store);
    EXPECT_FALSE(store->undo(2, "2026-02-01", "wrong file", problems));
    EXPECT_EQ(problems.list()[0].code, "LK69");
    Problems none;
    EXPECT_TRUE(store->undo(3, "2026-02-01", "wrong file", none));
    EXPECT_FALSE(store->undo(3, "2026-02-01", "again", problems));
  }
  EXPECT_EQ(membership(), before);
  EXPECT_EQ(replayed(), before);
  EXPECT_EQ(add(200, 260).added, 60U) << "what was undone can come again";
  Database database(path_, 0);
  EXPECT_EQ(database.number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

TEST_F(Store, TheHistoryIsOnlyAddedTo) {
  create(100);
  Database database(path_, 0);
  for (const char* const sql : {"UPDATE links_history SET reason = 'no'", "DELETE FROM links_history",
                                "DELETE FROM batches", "UPDATE files SET sha256 = ''"}) {
    EXPECT_THROW(database.run(sql), SqliteError) << sql;
  }
}

TEST_F(Store, KnowsItsFilesAndRecords) {
  create(100);
  Problems problems;
  auto store = PopulationStore::open(path_, Use::read, problems);
  ASSERT_TRUE(store);
  EXPECT_EQ(store->batch_with("sha-create"), 1);
  EXPECT_EQ(store->batch_with("another"), 0);
  EXPECT_EQ(store->already_there(part(95, 105)).size(), 5U);
}

TEST_F(Store, AnotherProcessWaitsItsTurn) {
  create(100);
  Problems problems;
  auto store = PopulationStore::open(path_, Use::write, problems);
  ASSERT_TRUE(store);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Problems found;
    const auto second = PopulationStore::open(path_, Use::write, found);
    ::_exit(!second && found.list()[0].code == "LK62" ? 0 : 1);
  }
  int status = 1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST_F(Store, AWriteCutShortLosesNothing) {
  create(100);
  const auto before = membership();
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Database database(path_, 0);
    database.run("BEGIN IMMEDIATE; PRAGMA cache_size = 1; DELETE FROM membership");
    ::_exit(0);  // in the middle of its transaction
  }
  int status = 1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(membership(), before);
}

TEST_F(Store, TellsWhatIsWrongWithAFile) {
  EXPECT_EQ(code_of_opening(), "LK63");
  std::ofstream(path_) << "first_name,surname\nann,archer\n";
  EXPECT_EQ(code_of_opening(), "LK61");
  fs::remove(path_);
  create(150);
  fs::copy_file(path_, folder_ / "copy");
  fs::resize_file(path_, fs::file_size(path_) / 2);
  EXPECT_EQ(code_of_opening(), "LK61");
  fs::rename(folder_ / "copy", path_);
  EXPECT_EQ(code_of_opening(), "");
  Database(path_, 0).run("PRAGMA user_version = 99");
  EXPECT_EQ(code_of_opening(), "LK64");
}

}  // namespace
}  // namespace outturn::store
