// Finds a word in a Dictionary at once: the index that a column of millions of words is coded with.
//
// Open addressing. A slot holds a word of up to 11 bytes itself, so that finding one of a million
// identifiers costs one access to memory; longer words are compared in the Dictionary, which holds
// every word once. A case-blind index treats words as a spreadsheet does: "p1" and "P1" are the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/facts/table.h"

namespace outturn {

/// The word with capital letters made small (Latin, Greek, Cyrillic), as spreadsheets compare text.
[[nodiscard]] std::string without_case(std::string_view utf8);

class WordIndex {
 public:
  enum class Compare : std::uint8_t { exactly, case_blind };

  explicit WordIndex(Dictionary& dictionary, Compare compare = Compare::exactly);

  /// The code of the word, or -1 when it is not in the dictionary yet.
  [[nodiscard]] std::int32_t find(std::string_view word);
  /// Adds the word that find() has just not found; its code.
  std::int32_t add_missing(std::string_view word);

  /// Fetches from memory what find() will need for this word some time later: a hint, for speed.
  void announce(std::string_view word) const;
  /// Takes in the words the dictionary held before this index was made; it must be empty still.
  void take_in();
  /// Makes room for so many words at once.
  void reserve(std::size_t words);

 private:
  /// Length and characters of a short word, or a mark and the hash of a long one.
  struct Packed {
    std::uint64_t front = 0;
    std::uint32_t back = 0;
  };
  struct Slot {  // 16 bytes: Packed would be padded
    std::uint64_t front = 0;
    std::uint32_t back = 0;
    std::int32_t code = -1;
  };
  [[nodiscard]] static Packed packed(std::string_view word);
  [[nodiscard]] static std::size_t place_of(const Packed& packed);
  [[nodiscard]] bool folds(std::string_view word) const;
  [[nodiscard]] bool same(std::int32_t code, std::string_view word) const;
  void resize(std::size_t slots);

  Dictionary* dictionary_;
  Compare compare_;
  std::vector<Slot> slots_;
  Packed sought_;         ///< the word last looked for
  std::size_t free_ = 0;  ///< slot where that word would go
};

/// A word the dictionary holds twice, or nullptr when each is there once.
[[nodiscard]] const std::string* repeated_word(const Dictionary& dictionary);

}  // namespace outturn
