// A population that is linked already, kept warm so that further records join it at once.
//
// What the last full linkage learned (m and u, the mixture, how large persons are) stays as it was; new
// records are weighed by it against the records that share a key with them, old and new. How often a value
// occurs is counted on with every batch. Persons change by the rules of people/: the surest pair first,
// with the veto by the mean of all weights between, and a dataset known to hold each person once. Adding
// only ever joins; a person is taken apart only where a record is withdrawn or a reviewer forbids a pair.
//
// A person's number is given once, in the order of the records' keys, and is never given again: a
// person that joins another keeps the older number, the larger part of one taken apart keeps its own.
// (Splink 5 took finding matches to new records out as ill defined, splink PR 3091: frequencies and
// clusters stood still there, and new records were not compared with each other.)
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/linkage/linking/linking.h"

namespace outturn::linkage {

using PersonNumber = std::uint32_t;
inline constexpr PersonNumber nobody = 0;  ///< of a record that is not there (yet, or any more)

/// A record that went from one person to another.
struct Move {
  std::uint32_t record = 0;
  PersonNumber before = nobody;
  PersonNumber after = nobody;
  friend bool operator==(const Move&, const Move&) = default;
};

/// A pair that made two groups of records one person.
struct LinkReason {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  double weight = 0;  ///< log2 of the odds
  int rule = -1;      ///< the blocking rule that brought them together; -1: none
};

/// What became of a person.
struct LinkEvent {
  enum class What : std::uint8_t {
    founded,    ///< of new records alone
    grown,      ///< by new records
    merged,     ///< of several
    split,      ///< into several
    withdrawn,  ///< records left it
  };
  What what = What::founded;
  std::vector<PersonNumber> before;
  std::vector<PersonNumber> after;
  std::vector<Move> moves;
  std::vector<LinkReason> reasons;
};

struct Change {
  std::uint32_t first = 0;  ///< the first new record
  std::uint32_t added = 0;  ///< records
  std::uint64_t looked_at = 0;
  std::vector<LinkEvent> events;
};

/// How a population stands: for keeping it, and to go on from.
struct Standing {
  std::vector<PersonNumber> person;  ///< of each record
  PersonNumber next = 1;             ///< the number the next person gets
  std::vector<std::pair<std::uint32_t, std::uint32_t>> forbidden;
};

class Population {
 public:
  explicit Population(Learned learned);
  ~Population();
  Population(const Population&) = delete;
  Population& operator=(const Population&) = delete;

  /// Takes records in as they stand, without linking them. Only while it is empty.
  void resume(const Records& records, const Standing& standing);

  /// Links new records. They come in the order of their keys (RecordsBuilder), so the order of a batch's
  /// rows tells nothing. None of them may be there already.
  Change add(const Records& records);
  /// Takes records out; what held together only through them comes apart.
  Change withdraw(const std::vector<std::uint32_t>& records);
  /// A reviewer's word that these two are not of one person.
  Change forbid(std::uint32_t left, std::uint32_t right);
  /// Makes the last change that was not undone as if it had not been. Numbers given meanwhile stay used.
  /// Withdrawals can't be undone.
  void undo(const Change& change);

  [[nodiscard]] const Records& records() const;
  [[nodiscard]] const Standing& standing() const;
  [[nodiscard]] const Learned& learned() const;
  [[nodiscard]] bool is_there(std::uint32_t record) const;
  /// The records of the record's person, in order.
  [[nodiscard]] std::vector<std::uint32_t> members(std::uint32_t record) const;
  /// log2 of the odds of any two records.
  [[nodiscard]] double odds(std::uint32_t left, std::uint32_t right) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// How a person is named in files: P0000001.
[[nodiscard]] std::string person_text(PersonNumber person);

/// Replays events from nothing: the person of each of `records` records.
[[nodiscard]] std::vector<PersonNumber> replayed(const std::vector<LinkEvent>& events, std::size_t records);

}  // namespace outturn::linkage
