// A linkage model: what is compared, into which levels, with which evidence each level carries, and
// which pairs are looked at (blocking).
//
// Fellegi & Sunter, "A theory for record linkage", JASA 64 (1969): a comparison puts a pair into one
// of its levels; m is how often matching pairs fall there, u how often others do; log2(m/u) is the
// weight it adds. The shape is Splink's (levels in order, the first true one counts; the first is
// "missing"), so that models go to and come from its JSON. A model knows columns by name and nothing
// of records: the same model runs on any data that has its columns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outturn::linkage {

/// What is read of one record: a column, or something worked out from readings.
struct Reading {
  enum class Form : std::uint8_t {
    column,   ///< as written
    part,     ///< `length` characters from the `first` (1 is the first)
    match,    ///< what `pattern` finds (its `group`); missing where it finds nothing
    lower,    ///< in small letters
    upper,    ///< in capitals
    joined,   ///< the readings one after the other; missing where any is
    day,      ///< the day a date names, `pattern` being its format; missing where it names none
    number,   ///< the number written; missing where it is none
    trimmed,  ///< without spaces at its ends
    words,    ///< its words in alphabetical order, each once
  };
  Form form = Form::column;
  std::string text;  ///< name of the column, pattern or format
  int first = 0;
  int length = 0;
  int group = 0;
  bool empty_is_missing = false;  ///< for match: NULLIF(..., '')
  std::vector<Reading> of;

  friend bool operator==(const Reading&, const Reading&) = default;
};

[[nodiscard]] Reading column_reading(std::string name);

/// Something true, false or unknown of a pair. Unknown (a reading is missing) is not true.
struct Condition {
  enum class Kind : std::uint8_t {
    always,
    left_missing,         ///< the left record's `left` is missing
    right_missing,        ///< the right record's `right` is missing
    same,                 ///< equal, letter for letter
    jaro_winkler,         ///< at least `bound`
    jaccard,              ///< of pairs of letters, at least `bound`
    token_overlap,        ///< of words, at least `bound`
    levenshtein,          ///< at most `bound`
    damerau_levenshtein,  ///< at most `bound`
    apart,                ///< difference of numbers or days, at most `bound`
    ratio,                ///< smaller over larger number, at least `bound`
    all,
    any,
    none,
  };
  Kind kind = Kind::always;
  Reading left;   ///< of the left record
  Reading right;  ///< of the right record
  double bound = 0;
  bool beyond = false;  ///< the bound itself does not count: "<" and ">" for "<=" and ">="
  std::vector<Condition> of;

  friend bool operator==(const Condition&, const Condition&) = default;
};

struct Level {
  Condition when;
  std::string written;  ///< the condition as text (SQL)
  std::string label;
  bool is_missing = false;  ///< adds no evidence either way
  std::optional<double> m;
  std::optional<double> u;
  bool m_fixed = false;
  bool u_fixed = false;
  std::string frequency_of;  ///< column whose value's frequency adjusts the weight; empty: none
  double frequency_share = 1;
  double frequency_least = 0;
};

struct Comparison {
  std::string name;
  std::string description;
  std::vector<Level> levels;  ///< in order; the first true one counts

  /// Level number as Splink counts: missing -1, the last 0, upwards to the first.
  [[nodiscard]] int gamma(std::size_t level) const;
  [[nodiscard]] std::size_t level_of_gamma(int gamma) const;
  /// Levels that are not `missing`.
  [[nodiscard]] std::size_t informative() const;
};

/// Pairs whose keys are equal are looked at.
struct BlockingRule {
  struct Key {
    Reading left;
    Reading right;
    friend bool operator==(const Key&, const Key&) = default;
  };
  std::vector<Key> keys;
  std::vector<Condition> also;  ///< must hold too
  std::string written;
};

enum class LinkType : std::uint8_t {
  dedupe,           ///< within the one dataset
  link,             ///< between datasets only
  link_and_dedupe,  ///< both
};

/// Whether two records may be a pair at all.
[[nodiscard]] constexpr bool may_pair(LinkType type, bool in_one_dataset) {
  return type == LinkType::link_and_dedupe || (type == LinkType::dedupe) == in_one_dataset;
}

struct Model {
  LinkType type = LinkType::dedupe;
  double prior = 0.0001;  ///< probability that two records drawn at random match
  std::vector<Comparison> comparisons;
  std::vector<BlockingRule> rules;
  std::string id_column = "unique_id";
  std::string dataset_column;
  double convergence = 0.0001;
  int most_iterations = 25;
};

/// The columns a reading or condition is made from, in order of appearance, each once.
void collect_columns(const Reading& reading, std::vector<std::string>& into);
void collect_columns(const Condition& condition, std::vector<std::string>& into);
[[nodiscard]] std::vector<std::string> columns_of(const Comparison& comparison);
[[nodiscard]] std::vector<std::string> columns_of(const BlockingRule& rule);
/// Every column the model needs of the records.
[[nodiscard]] std::vector<std::string> columns_of(const Model& model);

/// The column whose exact agreement is this level, or empty.
[[nodiscard]] std::string exact_column(const Level& level);

}  // namespace outturn::linkage
