// Levenshtein's distance by G. Myers, J. ACM 46 (1999) 395-415, and optimal string alignment by H. Hyyro,
// "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003): a column of the
// matrix is two machine words, its differences downwards. Words that both exceed 64 letters after what
// they have in common is taken away are calculated row by row (Wagner & Fischer, J. ACM 21, 1974).
#include <array>
#include <cstdlib>
#include <vector>

#include "engine/linkage/measures/letters.h"

namespace outturn::linkage {
namespace {

enum class Swaps : std::uint8_t { none, neighbours };

/// From the places of a pattern of 1 to 64 letters; gives up once more than `most` is certain.
template <Swaps swaps, typename Places>
int by_bits(const Places& places, std::size_t length, std::string_view text, int most) {
  const std::uint64_t last = std::uint64_t{1} << (length - 1);
  std::uint64_t rises = ~std::uint64_t{0};
  std::uint64_t falls = 0;
  std::uint64_t diagonal = 0;  // places where the last column's diagonal stayed the same
  std::uint64_t before = 0;    // places of the last letter
  int distance = static_cast<int>(length);
  int left = static_cast<int>(text.size());
  for (const char letter : text) {
    const std::uint64_t here = places[letter];
    std::uint64_t same = (((here & rises) + rises) ^ rises) | here | falls;
    if constexpr (swaps == Swaps::neighbours) {
      same |= ((~diagonal & here) << 1U) & before;
      diagonal = same;
      before = here;
    }
    std::uint64_t rises_right = falls | ~(same | rises);
    std::uint64_t falls_right = rises & same;
    if ((rises_right & last) != 0) ++distance;
    if ((falls_right & last) != 0) --distance;
    --left;
    if (distance - left > most) return distance - left;  // each letter left lowers it by one at best
    rises_right = (rises_right << 1U) | 1U;
    falls_right <<= 1U;
    rises = falls_right | ~(same | rises_right);
    falls = rises_right & same;
  }
  return distance;
}

int by_rows(std::string_view a, std::string_view b, Swaps swaps) {
  std::array<std::vector<int>, 3> rows;  // this one, the one before and the one before that
  for (auto& row : rows) row.resize(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(rows[2], rows[1]);
    std::swap(rows[1], rows[0]);
    rows[0][0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int put_in = std::min(rows[0][j - 1], rows[1][j]) + 1;
      int best = std::min(put_in, rows[1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
      if (swaps == Swaps::neighbours && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = std::min(best, rows[2][j - 2] + 1);
      rows[0][j] = best;
    }
  }
  return rows[0][b.size()];
}

/// The distance, or any number over `most` when it is more.
template <Swaps swaps>
int up_to(std::string_view a, std::string_view b, int most) {
  strip_common_ends(a, b);
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return static_cast<int>(b.size());
  // A step for each letter of the shorter, where the longer may be the pattern.
  if (b.size() <= FewLetterPlaces::most_letters) return by_bits<swaps>(FewLetterPlaces(b), b.size(), a, most);
  if (b.size() <= bits_of_a_word) return by_bits<swaps>(LetterPlaces(b, a), b.size(), a, most);
  if (a.size() <= bits_of_a_word) return by_bits<swaps>(LetterPlaces(a, b), a.size(), b, most);
  return by_rows(a, b, swaps);
}

}  // namespace

int levenshtein(std::string_view a, std::string_view b) { return up_to<Swaps::none>(a, b, most_edits); }

int levenshtein_within(std::string_view a, std::string_view b, int most) {
  most = std::min(most, most_edits);
  if (lengths_differ_by_more(a, b, most)) return most + 1;
  return std::min(up_to<Swaps::none>(a, b, most), most + 1);
}

int levenshtein_within(const Word& a, const Word& b, int most) {
  if (letters_differ_by_more(a, b, most)) return most + 1;
  return levenshtein_within(a.bytes, b.bytes, most);
}

int osa(std::string_view a, std::string_view b) { return osa_up_to(a, b, most_edits); }

int osa_up_to(std::string_view a, std::string_view b, int most) {
  return up_to<Swaps::neighbours>(a, b, most);
}

}  // namespace outturn::linkage
