// The records to be linked: who holds them, their own ids, and their columns as dictionary codes.
//
// Everything after this works on codes: a word is kept once, and what is done to a word (its letters
// counted, its day worked out) is done once, however many records hold it. Records stand in one
// order, by dataset and id, whatever the order of files and rows: so that no result depends on it.
// This header must never know a file format, nor what a column means.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/facts/table.h"
#include "engine/facts/word_index.h"

namespace outturn::linkage {

using Code = std::int32_t;
inline constexpr Code missing = -1;  ///< nothing was written there; never equal to anything

/// One column of all datasets together.
struct Column {
  std::string name;
  Dictionary words;         ///< each word once
  std::vector<Code> codes;  ///< one a record: a place in `words`, or missing
};

struct Records {
  std::vector<std::string> datasets;   ///< in order of name
  std::vector<std::uint16_t> dataset;  ///< of each record, a place in `datasets`
  std::vector<std::string> ids;        ///< of each record, as its holder wrote it
  std::vector<Column> columns;         ///< all as long as `ids`
  bool ids_repeat = false;  ///< an id stands in two datasets: it names a record only with its dataset

  [[nodiscard]] std::size_t size() const { return ids.size(); }
  [[nodiscard]] const Column* column(std::string_view name) const;
  /// How a record is named in results: its id, or `dataset:id` where ids repeat between datasets.
  [[nodiscard]] std::string name(std::size_t record) const;
};

/// Pairs of records within datasets, and between them.
struct PossiblePairs {
  double within = 0;
  double between = 0;
};
[[nodiscard]] PossiblePairs possible_pairs(const Records& records);

/// Adds a column of the words of two others with a space between; missing where either is.
void join_columns(Records& records, const std::string& name, const std::string& first,
                  const std::string& second);

/// An id that a dataset holds more than once.
struct RepeatedId {
  std::string dataset;
  std::string id;
  std::size_t times = 0;
};

/// Takes records in any order and puts them in theirs.
class RecordsBuilder {
 public:
  explicit RecordsBuilder(const std::vector<std::string>& columns);
  RecordsBuilder(const RecordsBuilder&) = delete;
  RecordsBuilder& operator=(const RecordsBuilder&) = delete;

  /// The records added next are of this dataset.
  void begin_dataset(const std::string& name);
  /// Cells in the order of the columns; an empty one is missing.
  void add(std::string_view id, const std::vector<std::string_view>& cells);
  /// The records in order: datasets by name, ids as whole numbers where all are, else as text.
  /// `repeated` is filled with ids that a dataset holds twice; the records can't be used then.
  [[nodiscard]] Records finish(std::vector<RepeatedId>& repeated);

 private:
  [[nodiscard]] std::vector<std::uint32_t> order() const;
  void put_in_order(const std::vector<std::uint32_t>& order);

  Records records_;
  std::vector<WordIndex> indexes_;
  std::uint16_t now_ = 0;
};

/// Puts further records behind those that are there, which keep their places.
class RecordsGrowth {
 public:
  /// `records` must stay where it is; nobody else may add to it.
  explicit RecordsGrowth(Records& records);

  /// In their order. Columns go by name; one that `more` lacks is missing there.
  void append(const Records& more);

 private:
  Records& records_;
  std::vector<WordIndex> indexes_;
};

}  // namespace outturn::linkage
