// What a model reads of every record, worked out once: a row of codes for each record.
//
// A reading (three letters of a name, the sector of a postcode, the day of a date) is worked out once
// for each distinct word, then kept as a code beside the record's other codes, so that comparing two
// records touches two short rows. Readings that are compared with each other share one dictionary:
// equal words then have equal codes. Days and numbers are their own codes, in days and in hundredths.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/linkage/measures/measures.h"
#include "engine/linkage/model/model.h"
#include "engine/linkage/records/records.h"

namespace outturn::linkage {

/// Larger than any day or number that is read.
inline constexpr Code missing_value = INT32_MIN;

class Readings {
 public:
  /// Which readings the model needs; nothing is worked out yet.
  explicit Readings(const Model& model);
  Readings(const Readings&) = delete;
  Readings& operator=(const Readings&) = delete;
  Readings(Readings&&) = default;
  Readings& operator=(Readings&&) = default;
  ~Readings() = default;

  /// Works all of them out. Every column must be there (see columns_of).
  void read(const Records& records);

  /// Works out the rows of records that were added at the end since; `records` must be the same object.
  void extend(const Records& records);

  /// Place of a reading in a record's row. It must be one of the model's.
  [[nodiscard]] std::size_t slot(const Reading& reading) const;
  [[nodiscard]] std::size_t slots() const { return readings_.size(); }
  [[nodiscard]] const Code* row(std::size_t record) const { return &rows_[record * readings_.size()]; }
  [[nodiscard]] std::size_t records() const { return records_; }
  [[nodiscard]] Code missing_code(std::size_t slot) const { return none_[slot]; }
  [[nodiscard]] bool is_missing(std::size_t slot, Code code) const { return code == none_[slot]; }
  /// True where codes are days or numbers rather than words.
  [[nodiscard]] bool valued(std::size_t slot) const { return valued_[slot]; }
  [[nodiscard]] Word word(std::size_t slot, Code code) const {
    const Space& space = *space_at_[slot];
    const auto at = static_cast<std::size_t>(code);
    return {space.dictionary->words[at], space.letters[at]};
  }
  /// How many words the reading's dictionary holds.
  [[nodiscard]] std::size_t words(std::size_t slot) const {
    return spaces_[space_of_[slot]].dictionary->words.size();
  }
  [[nodiscard]] const Reading& reading(std::size_t slot) const { return readings_[slot]; }

 private:
  struct Space {
    const Dictionary* dictionary = nullptr;
    Dictionary own;  ///< when it is not simply a column's
    std::vector<std::uint64_t> letters;
    std::optional<WordIndex> index;  ///< of `own`, once more words are to come
  };
  void want(const Reading& reading);
  void want(const Condition& condition);
  void share(std::size_t a, std::size_t b);
  void read_space(const Records& records, std::size_t space);
  void read_value(const Records& records, std::size_t slot);
  void fill(std::size_t slot, const std::vector<Code>& of_record);
  void extend_slot(const Records& records, std::size_t slot);

  std::vector<Reading> readings_;
  std::vector<std::size_t> space_of_;
  std::vector<bool> valued_;
  std::vector<Code> none_;              ///< of each reading, the code that says missing
  std::vector<const Space*> space_at_;  ///< of each reading
  std::deque<Space> spaces_;
  std::vector<Code> rows_;
  std::size_t records_ = 0;
};

}  // namespace outturn::linkage
