// The cells of one column of a people file into numbers, words, or yes and no.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/comparison/cohort/cohort.h"
#include "engine/facts/word_index.h"

namespace outturn::comparison {

/// What a column is read for.
enum class Use : std::uint8_t { treatment, covariate, factor, outcome, key };

/// The nearest double to a decimal as people and programs write it; nullopt for anything else.
[[nodiscard]] std::optional<double> number_in(std::string_view text);

class ColumnReader {
 public:
  ColumnReader(std::string name, Use use) : name_(std::move(name)), use_(use), words_(dictionary_) {}
  ColumnReader(const ColumnReader&) = delete;  // the index points to the dictionary beside it
  ColumnReader& operator=(const ColumnReader&) = delete;

  void take(std::string_view text, std::uint32_t line);
  /// What another reader of the same column took from the lines that follow; false, and nothing added, when
  /// the two can't be put together (one holds words, the other numbers).
  [[nodiscard]] bool append(const ColumnReader& next);
  void reserve(std::size_t rows) { numbers_.reserve(rows); }
  /// Whether anything was wrong with a cell; told in full by `tell`.
  [[nodiscard]] bool sound() const { return faults_.empty(); }
  void tell(const std::string& file, Problems& problems) const;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::vector<std::uint8_t> flags() const;
  [[nodiscard]] Outcome outcome() const { return {name_, numbers_}; }
  [[nodiscard]] Covariate covariate(const std::string& called) const;

 private:
  enum class Holds : std::uint8_t { nothing_yet, numbers, words, truths };
  enum class Fault : std::uint8_t {
    missing,
    no_treatment,
    word_among_numbers,
    number_among_words,
    no_outcome
  };
  struct Told {
    Fault fault = Fault::missing;
    std::size_t count = 0;
    std::vector<std::uint32_t> lines;  ///< of the first
    std::string text;                  ///< of the first
  };

  void complain(Fault fault, std::string_view text, std::uint32_t line);
  void begin(std::string_view text);
  void take_word(std::string_view text);
  [[nodiscard]] Problem told(const Told& fault, const std::string& file) const;

  std::string name_;
  Use use_;
  Holds holds_ = Holds::nothing_yet;
  std::vector<double> numbers_;  ///< also of yes and no
  Dictionary dictionary_;
  WordIndex words_;
  std::vector<std::int32_t> codes_;
  std::vector<Told> faults_;
};

}  // namespace outturn::comparison
