// Jaro-Winkler: M. A. Jaro, JASA 84 (1989) 414-420; W. E. Winkler, Proc. ASA Survey Research (1990) 354-359.
//
// The variant is DuckDB's (1.4.4): letters of b in their order look for the first free equal letter of a in
// the window; half of the matched letters out of order, rounded down, are transpositions; the beginning
// counts over 0.7 only. Sums are made in DuckDB's order, so the doubles are the same.
//
// Bounds rest on rounding being monotone: m / length, the sum and the third of it never fall, as doubles,
// when m rises or transpositions fall. Nor does the whole with its bonus: over 0.7 the difference from 1 is
// exact, and the bonus falls by at most 0.4 of what Jaro's measure rises, roundings included by less than all
// of it. So a bound made by the same steps is never below the measure.
#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "engine/base/problem.h"
#include "engine/linkage/measures/letters.h"

namespace outturn::linkage {
namespace {

constexpr std::size_t counted_beginning = 4;
constexpr std::size_t longest_looked_up = 32;
constexpr std::size_t lengths = longest_looked_up + 1;
constexpr std::uint8_t never = 255;

double jaro(std::size_t length_a, std::size_t length_b, std::size_t matches, std::size_t transpositions) {
  if (matches == 0) return 0;
  const auto m = static_cast<double>(matches);
  double sum = m / static_cast<double>(length_a);
  sum += m / static_cast<double>(length_b);
  if (transpositions == 0) return (sum + 1.0) / 3.0;
  sum += (m - static_cast<double>(transpositions)) / m;
  return sum / 3.0;
}

double with_beginning(double jaro_measure, std::size_t beginning) {
  if (jaro_measure <= 0.7) return jaro_measure;
  const double bonus = static_cast<double>(std::min(beginning, counted_beginning)) * 0.1;
  return jaro_measure + bonus * (1.0 - jaro_measure);
}

/// Places after and before which a letter may be matched; -1 for two words of one letter.
std::ptrdiff_t window_of(std::size_t length_a, std::size_t length_b) {
  return static_cast<std::ptrdiff_t>(std::max(length_a, length_b) / 2) - 1;
}

/// Letters matched, a bit for each place. Both words have at most 64 letters.
struct Matched {
  std::uint64_t in_a = 0;
  std::uint64_t in_b = 0;
  std::size_t count = 0;
  bool crossed = false;  ///< some letter of b met one of a that lies before a letter already matched
};

template <typename Places>
Matched match(const Places& places, std::string_view b, std::ptrdiff_t window) {
  Matched matched;
  std::uint64_t reach = window >= 63 ? ~std::uint64_t{0} : (std::uint64_t{1} << (window + 1)) - 1;
  std::uint64_t place = 1;
  std::ptrdiff_t to_the_left = window;  // places until the window's left edge moves
  for (const char letter : b) {
    const std::uint64_t free = places[letter] & reach & ~matched.in_a;
    const std::uint64_t found = free == 0 ? 0 : 1;
    const std::uint64_t first = free & (~free + 1);
    matched.crossed |= first - 1 < matched.in_a;  // never when nothing is found: 0 - 1 is the largest number
    matched.in_a |= first;
    matched.in_b |= place & (~found + 1);
    matched.count += found;
    place <<= 1U;
    reach = (reach << 1U) | static_cast<std::uint64_t>(to_the_left > 0);
    --to_the_left;
  }
  return matched;
}

template <typename Places>
std::size_t out_of_order(const Places& places, std::string_view b, Matched matched) {
  std::size_t wrong = 0;
  for (; matched.in_b != 0; matched.in_b &= matched.in_b - 1) {
    const std::uint64_t first = matched.in_a & (~matched.in_a + 1);
    const char letter = b[static_cast<std::size_t>(std::countr_zero(matched.in_b))];
    wrong += (places[letter] & first) == 0 ? 1 : 0;
    matched.in_a ^= first;
  }
  return wrong;
}

struct Counts {
  std::size_t matches = 0;
  std::size_t out_of_order = 0;
};

/// The same letter by letter, for words of any length.
Counts count_long(std::string_view a, std::string_view b, std::ptrdiff_t window) {
  const auto reach = static_cast<std::size_t>(window);  // one word is over 64 letters: window is over 30
  std::string taken(a.size(), '\0');
  std::string matched_b;
  for (std::size_t j = 0; j < b.size(); ++j) {
    const std::size_t end = std::min(a.size(), j + reach + 1);
    for (std::size_t i = j > reach ? j - reach : 0; i < end; ++i) {
      if (taken[i] != '\0' || a[i] != b[j]) continue;
      taken[i] = '\1';
      matched_b.push_back(b[j]);
      break;
    }
  }
  Counts counts{matched_b.size(), 0};
  std::size_t next = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (taken[i] != '\0') counts.out_of_order += a[i] != matched_b[next++] ? 1 : 0;
  }
  return counts;
}

/// Two words, the whole of what both begin with (those letters match each other, never out of order), and
/// what is asked of them.
struct Question {
  std::size_t length_a = 0;
  std::size_t length_b = 0;
  std::size_t beginning = 0;
  double least = 0;  ///< of no interest below

  [[nodiscard]] double answer(std::size_t matches, std::size_t transpositions) const {
    return with_beginning(jaro(length_a, length_b, beginning + matches, transpositions), beginning);
  }
};

template <typename Places>
double measure_by_bits(const Question& of, const Places& places, std::string_view rest_b) {
  const Matched matched = match(places, rest_b, window_of(of.length_a, of.length_b));
  const double bound = of.answer(matched.count, 0);
  if (bound < of.least || !matched.crossed) return bound;
  const std::size_t wrong = out_of_order(places, rest_b, matched);
  return wrong < 2 ? bound : of.answer(matched.count, wrong / 2);
}

/// The measure, or anything below `of.least` once it is plain that it does not reach that.
double measure(std::string_view a, std::string_view b, std::size_t beginning, double least) {
  const Question of{a.size(), b.size(), beginning, least};
  const std::string_view rest_a = a.substr(beginning);
  const std::string_view rest_b = b.substr(beginning);
  if (rest_a.empty() || rest_b.empty()) return of.answer(0, 0);
  if (rest_a.size() <= FewLetterPlaces::most_letters && rest_b.size() <= bits_of_a_word)
    return measure_by_bits(of, FewLetterPlaces(rest_a), rest_b);
  if (rest_a.size() <= bits_of_a_word && rest_b.size() <= bits_of_a_word)
    return measure_by_bits(of, LetterPlaces(rest_a, rest_b), rest_b);
  const Counts counts = count_long(rest_a, rest_b, window_of(a.size(), b.size()));
  return of.answer(counts.matches, counts.out_of_order / 2);
}

int step_of(double reached, std::span<const double> thresholds) {
  int missed = 0;  // counted to the end without branching: which of them is reached cannot be foretold
  for (const double threshold : thresholds) missed += reached >= threshold ? 0 : 1;
  return missed;
}

/// `most` letters match at best.
int bounded_step(std::string_view a, std::string_view b, std::size_t most,
                 std::span<const double> thresholds) {
  const double least = thresholds.empty() ? 2.0 : thresholds.back();
  const std::size_t beginning = common_beginning(a, b);
  if (with_beginning(jaro(a.size(), b.size(), most, 0), beginning) < least)
    return static_cast<int>(thresholds.size());
  return step_of(measure(a, b, beginning, least), thresholds);
}

std::size_t most_matches(const Word& a, const Word& b) {
  return std::min(a.bytes.size() - static_cast<std::size_t>(unmatched(a, b)),
                  b.bytes.size() - static_cast<std::size_t>(unmatched(b, a)));
}

std::size_t at(std::size_t beginning, std::size_t length_a, std::size_t length_b) {
  return (beginning * lengths + length_a) * lengths + length_b;
}

std::uint8_t least_matches(std::size_t beginning, std::size_t length_a, std::size_t length_b, double least) {
  for (std::size_t matches = 0; matches <= std::min(length_a, length_b); ++matches) {
    if (with_beginning(jaro(length_a, length_b, matches, 0), beginning) >= least)
      return static_cast<std::uint8_t>(matches);
  }
  return never;
}

}  // namespace

double jaro_winkler(std::string_view a, std::string_view b) {
  return measure(a, b, common_beginning(a, b), 0);
}

bool jaro_winkler_at_least(std::string_view a, std::string_view b, double threshold) {
  return jaro_winkler_step(a, b, std::span<const double>(&threshold, 1)) == 0;
}

bool jaro_winkler_at_least(const Word& a, const Word& b, double threshold) {
  return jaro_winkler_step(a, b, std::span<const double>(&threshold, 1)) == 0;
}

int jaro_winkler_step(std::string_view a, std::string_view b, std::span<const double> thresholds) {
  return bounded_step(a, b, std::min(a.size(), b.size()), thresholds);
}

int jaro_winkler_step(const Word& a, const Word& b, std::span<const double> thresholds) {
  return bounded_step(a.bytes, b.bytes, most_matches(a, b), thresholds);
}

JaroWinklerSteps::JaroWinklerSteps(std::vector<double> thresholds)
    : thresholds_(std::move(thresholds)), least_matches_((counted_beginning + 1) * lengths * lengths) {
  if (!std::is_sorted(thresholds_.rbegin(), thresholds_.rend()))
    throw Fault("thresholds of a Jaro-Winkler comparison do not descend");
  const double least = thresholds_.empty() ? 2.0 : thresholds_.back();
  for (std::size_t beginning = 0; beginning <= counted_beginning; ++beginning) {
    for (std::size_t a = 0; a < lengths; ++a) {
      for (std::size_t b = 0; b < lengths; ++b)
        least_matches_[at(beginning, a, b)] = least_matches(beginning, a, b, least);
    }
  }
}

int JaroWinklerSteps::step(const Word& a, const Word& b) const {
  const std::size_t length_a = a.bytes.size();
  const std::size_t length_b = b.bytes.size();
  const std::size_t most = most_matches(a, b);
  if (length_a > longest_looked_up || length_b > longest_looked_up)
    return bounded_step(a.bytes, b.bytes, most, thresholds_);
  const auto none = static_cast<int>(thresholds_.size());
  // First without reading a letter, then with the beginning they really have.
  if (most < least_matches_[at(counted_beginning, length_a, length_b)]) return none;
  const std::size_t beginning = common_beginning(a.bytes, b.bytes);
  const std::size_t counted = std::min(beginning, counted_beginning);
  if (most < least_matches_[at(counted, length_a, length_b)]) return none;
  return step_of(measure(a.bytes, b.bytes, beginning, thresholds_.back()), thresholds_);
}

}  // namespace outturn::linkage
