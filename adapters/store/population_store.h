// A population in one SQLite file: its records, its persons, and the history of every link.
//
// The file alone is whole (no write-ahead log stays beside it), is made readable by its owner only, and is
// the only place the records' values are kept. The history is append-only, by triggers: what was done is
// never changed, an undoing is a further entry. Each batch is one transaction: a write that is cut short
// leaves the file as it was. Until the register comes; its place is then there.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/store/sqlite.h"
#include "engine/base/problem.h"
#include "engine/linkage/population/population.h"

namespace outturn::store {

struct BatchFile {
  std::string dataset;
  std::string file;  ///< its name, without folders
  std::string sha256;
};

struct Batch {
  std::int64_t number = 0;
  std::string date;  ///< as the caller gave it: the program knows no today
  std::string kind;  ///< create, add, undo
  std::string reason;
  std::int64_t undoes = 0;  ///< number of the batch; 0: none
  bool undone = false;
  std::int64_t records = 0;
  std::vector<BatchFile> files;
};

struct HistoryLine {
  std::int64_t sequence = 0;
  std::int64_t batch = 0;
  std::string date;
  std::string what;
  std::string before, after;  ///< persons, with blanks between
  std::string records;        ///< that moved: dataset:id, with blanks between
  std::string reason;
};

struct StoreCounts {
  std::int64_t records = 0;
  std::int64_t persons = 0;
  std::vector<std::pair<std::string, std::int64_t>> datasets;
};

class PopulationStore {
 public:
  enum class Use : std::uint8_t { read, write };

  /// Makes the file and an empty population in it. nullopt when errors were added.
  [[nodiscard]] static std::optional<PopulationStore> create(const std::filesystem::path& path,
                                                             const linkage::Learned& learned,
                                                             Problems& problems);
  /// For writing it is locked until this is gone.
  [[nodiscard]] static std::optional<PopulationStore> open(const std::filesystem::path& path, Use use,
                                                           Problems& problems);

  [[nodiscard]] const linkage::Learned& learned() const { return learned_; }
  /// The population in memory; read from the file when first asked for.
  [[nodiscard]] linkage::Population& population();
  /// The batch that still stands and had this file; 0: none.
  [[nodiscard]] std::int64_t batch_with(const std::string& sha256);
  /// Records that are there already, as dataset:id.
  [[nodiscard]] std::vector<std::string> already_there(const linkage::Records& records);

  /// Links the records and keeps the result, whole or not at all. The batch's number is filled in.
  linkage::Change add(const linkage::Records& records, Batch& batch);
  /// Takes the newest batch back. Problems tell when it is another's turn.
  bool undo(std::int64_t batch, const std::string& date, const std::string& reason, Problems& problems);

  [[nodiscard]] std::vector<Batch> batches();
  /// Of one person, or of all.
  [[nodiscard]] std::vector<HistoryLine> history(linkage::PersonNumber person);
  [[nodiscard]] StoreCounts counts();

 private:
  PopulationStore(std::filesystem::path path, int patience_ms)
      : path_(std::move(path)), database_(path_, patience_ms) {}
  void write_records(const linkage::Records& records, std::int64_t batch);
  void write_events(const linkage::Change& change, std::int64_t batch);
  std::int64_t write_batch(const Batch& batch);
  void load();

  std::filesystem::path path_;
  Database database_;
  linkage::Learned learned_;
  std::unique_ptr<linkage::Population> population_;
  std::vector<std::int64_t> row_of_;  ///< of each record in memory
};

}  // namespace outturn::store
