// The measures as textbooks give them, written apart from the engine's: whole matrices, letter by letter.
#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::test {

inline double textbook_jaro_winkler(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0;
  const int window = static_cast<int>(std::max(a.size(), b.size())) / 2 - 1;
  std::vector<bool> used_a(a.size());
  std::vector<bool> used_b(b.size());
  for (int j = 0; j < static_cast<int>(b.size()); ++j) {
    for (int i = std::max(0, j - window); i <= j + window && i < static_cast<int>(a.size()); ++i) {
      if (used_a[static_cast<std::size_t>(i)] ||
          a[static_cast<std::size_t>(i)] != b[static_cast<std::size_t>(j)])
        continue;
      used_a[static_cast<std::size_t>(i)] = used_b[static_cast<std::size_t>(j)] = true;
      break;
    }
  }
  std::string in_a;
  std::string in_b;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (used_a[i]) in_a += a[i];
  }
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (used_b[j]) in_b += b[j];
  }
  // Two words of one letter have no window at all, but equal ones are equal.
  if (a.size() == 1 && b.size() == 1) return a == b ? 1 : 0;
  if (in_a.empty()) return 0;
  int wrong = 0;
  for (std::size_t k = 0; k < in_a.size(); ++k) wrong += in_a[k] != in_b[k] ? 1 : 0;
  const double m = static_cast<double>(in_a.size());
  const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
                       (m - static_cast<double>(wrong / 2)) / m) /
                      3.0;
  int beginning = 0;
  while (beginning < 4 && beginning < static_cast<int>(std::min(a.size(), b.size())) &&
         a[static_cast<std::size_t>(beginning)] == b[static_cast<std::size_t>(beginning)])
    ++beginning;
  return jaro > 0.7 ? jaro + beginning * 0.1 * (1.0 - jaro) : jaro;
}

enum class Edits { levenshtein, osa, damerau };

inline int textbook_distance(std::string_view a, std::string_view b, Edits kind) {
  const int n = static_cast<int>(a.size());
  const int m = static_cast<int>(b.size());
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  const auto at = [&](int i, int j) -> int& {
    return d[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
  };
  for (int i = 0; i <= n; ++i) at(i, 0) = i;
  for (int j = 0; j <= m; ++j) at(0, j) = j;
  std::map<char, int> last_row;
  for (int i = 1; i <= n; ++i) {
    const char x = a[static_cast<std::size_t>(i - 1)];
    int last_column = 0;
    for (int j = 1; j <= m; ++j) {
      const char y = b[static_cast<std::size_t>(j - 1)];
      int best = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (x == y ? 0 : 1)});
      if (kind == Edits::osa && i > 1 && j > 1 && x == b[static_cast<std::size_t>(j - 2)] &&
          y == a[static_cast<std::size_t>(i - 2)])
        best = std::min(best, at(i - 2, j - 2) + 1);
      if (kind == Edits::damerau) {
        const int k = last_row.count(y) != 0 ? last_row[y] : 0;
        if (k > 0 && last_column > 0)
          best = std::min(best, at(k - 1, last_column - 1) + (i - k - 1) + 1 + (j - last_column - 1));
      }
      if (x == y) last_column = j;
      at(i, j) = best;
    }
    last_row[x] = i;
  }
  return at(n, m);
}

/// Pairs of words of few letters, so that they have much in common; one pair in two is a word and what some
/// slips of the pen make of it. The same on every machine.
class RandomPairs {
 public:
  explicit RandomPairs(std::uint32_t seed) : random_(seed) {}

  struct Pair {
    std::string a;
    std::string b;
  };

  Pair next(std::size_t longest) {
    static const std::vector<std::string> alphabets = {
        "ab",         "abc", "abcd", "\x80\xC3\xFF", std::string("\0a\xE9", 3), "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "0123456789-"};
    letters_ = alphabets[below(alphabets.size())];
    Pair pair{word(below(longest + 1)), {}};
    pair.b = below(2) == 0 ? word(below(longest + 1)) : slipped(pair.a, below(6));
    return pair;
  }

  std::size_t below(std::size_t end) { return random_() % end; }

 private:
  std::string word(std::size_t length) {
    std::string made;
    for (std::size_t i = 0; i < length; ++i) made += letter();
    return made;
  }

  char letter() { return letters_[below(letters_.size())]; }

  std::string slipped(std::string word, std::size_t slips) {
    for (; slips > 0; --slips) {
      const std::size_t place = below(word.size() + 1);
      const std::size_t kind = below(4);
      if (kind == 0 || place >= word.size()) {
        word.insert(place, 1, letter());
      } else if (kind == 1) {
        word.erase(place, 1);
      } else if (kind == 2) {
        word[place] = letter();
      } else if (place + 1 < word.size()) {
        std::swap(word[place], word[place + 1]);
      }
    }
    return word;
  }

  std::mt19937 random_;
  std::string letters_;
};

}  // namespace outturn::test
