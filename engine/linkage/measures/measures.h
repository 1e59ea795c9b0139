// How alike two words are: the measures that comparison levels are made of.
//
// All of them read bytes, as DuckDB's functions of the same names do, so that a model trained in Splink
// on DuckDB finds the same level for every pair; an accented letter in UTF-8 is two bytes. Jaro-Winkler
// gives DuckDB's double bit for bit. A word may come with its signature, made once for each word of a
// dictionary, by which most pairs that are not alike are told apart without reading either word. This
// header must never know what a word means: names and dates are put into one form before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace outturn::linkage {

/// The letters of a word as 64 bits, common letters counted up to three times. The bits that `a` has and
/// `b` has not are never more than the letters of `a` that are left when those of `b` are taken away.
[[nodiscard]] std::uint64_t signature(std::string_view word);

/// A word with its signature.
struct Word {
  std::string_view bytes;
  std::uint64_t letters = 0;
};
[[nodiscard]] inline Word with_signature(std::string_view word) { return {word, signature(word)}; }

// ---- Jaro-Winkler (Jaro, JASA 1989; Winkler 1990)

/// Between 0 and 1. Letters match within max(length) / 2 - 1 places; up to 4 letters of common beginning
/// add a tenth each of what is missing to 1, when Jaro's measure is over 0.7. 0 when either is empty.
/// Not quite symmetric: now and then the order of the words changes which letters are matched.
[[nodiscard]] double jaro_winkler(std::string_view a, std::string_view b);

/// jaro_winkler(a, b) >= threshold, found without the whole calculation where bounds decide.
[[nodiscard]] bool jaro_winkler_at_least(std::string_view a, std::string_view b, double threshold);
[[nodiscard]] bool jaro_winkler_at_least(const Word& a, const Word& b, double threshold);

/// The first of `thresholds` (descending) that jaro_winkler(a, b) reaches, or their number when none.
[[nodiscard]] int jaro_winkler_step(std::string_view a, std::string_view b,
                                    std::span<const double> thresholds);
[[nodiscard]] int jaro_winkler_step(const Word& a, const Word& b, std::span<const double> thresholds);

/// jaro_winkler_step for thresholds that stay the same over many pairs: what the lowest of them asks of
/// two words of given lengths is looked up.
class JaroWinklerSteps {
 public:
  /// Descending; a Fault when they are not.
  explicit JaroWinklerSteps(std::vector<double> thresholds);

  [[nodiscard]] int step(const Word& a, const Word& b) const;

 private:
  std::vector<double> thresholds_;
  std::vector<std::uint8_t> least_matches_;  ///< by common beginning, length of a, length of b
};

// ---- Edits

/// Fewest insertions, deletions and substitutions that turn `a` into `b` (Levenshtein 1966).
[[nodiscard]] int levenshtein(std::string_view a, std::string_view b);
/// The same, or most + 1 when it is more than `most`.
[[nodiscard]] int levenshtein_within(std::string_view a, std::string_view b, int most);
[[nodiscard]] int levenshtein_within(const Word& a, const Word& b, int most);

/// Optimal string alignment: swaps of neighbours count one edit too, but no letter is edited twice.
[[nodiscard]] int osa(std::string_view a, std::string_view b);

/// Unrestricted: as osa, but letters swapped may have been edited between (Lowrance & Wagner 1975).
/// CA and ABC: 2, where osa has 3.
[[nodiscard]] int damerau_levenshtein(std::string_view a, std::string_view b);
/// The same, or most + 1 when it is more than `most`.
[[nodiscard]] int damerau_levenshtein_within(std::string_view a, std::string_view b, int most);
[[nodiscard]] int damerau_levenshtein_within(const Word& a, const Word& b, int most);

// ---- Longer text: names of businesses, memos of payments

/// Pairs of neighbouring bytes that both have, as a share of those that either has (Jaccard 1901), each
/// counted once. Words of one letter: 1 when equal, else 0. 0 when either is empty.
[[nodiscard]] double jaccard_of_bigrams(std::string_view a, std::string_view b);

/// The same over words between spaces. 0 when either has no word.
[[nodiscard]] double token_overlap(std::string_view a, std::string_view b);

}  // namespace outturn::linkage
