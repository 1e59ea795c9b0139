// Jaccard's measure (1901) over pairs of letters and over words: what both have, of what either has.
#include <algorithm>
#include <vector>

#include "engine/linkage/measures/measures.h"

namespace outturn::linkage {
namespace {

template <typename Part>
void keep_each_once(std::vector<Part>& parts) {
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
}

/// Of two sets in ascending order.
template <typename Part>
double jaccard(const std::vector<Part>& a, const std::vector<Part>& b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t both = 0;
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() && right != b.end()) {
    if (*left < *right) {
      ++left;
    } else if (*right < *left) {
      ++right;
    } else {
      ++both;
      ++left;
      ++right;
    }
  }
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

std::vector<std::uint16_t> bigrams(std::string_view word) {
  std::vector<std::uint16_t> pairs;
  pairs.reserve(word.size());
  for (std::size_t i = 1; i < word.size(); ++i) {
    const unsigned first = static_cast<unsigned char>(word[i - 1]);
    const unsigned second = static_cast<unsigned char>(word[i]);
    pairs.push_back(static_cast<std::uint16_t>(first << 8U | second));
  }
  keep_each_once(pairs);
  return pairs;
}

std::vector<std::string_view> tokens(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  keep_each_once(words);
  return words;
}

}  // namespace

double jaccard_of_bigrams(std::string_view a, std::string_view b) {
  if (a == b) return a.empty() ? 0 : 1;
  return jaccard(bigrams(a), bigrams(b));
}

double token_overlap(std::string_view a, std::string_view b) { return jaccard(tokens(a), tokens(b)); }

}  // namespace outturn::linkage
