// Damerau-Levenshtein, unrestricted: R. Lowrance & R. A. Wagner, J. ACM 22 (1975) 177-183.
//
// The whole matrix is the rare way; osa by bits is the usual one, because the two differ by little. In
// Lowrance & Wagner's matrix a swap is a block: x u y becomes y v x for 1 + |u| + |v| edits. Where u and v
// are empty, osa has the same block. Where neither is, osa needs no more by substituting: max(|u|, |v|) + 2.
// Where one is empty, it needs one more. Blocks do not overlap, and one that osa lacks costs at least 2, so
//
//     damerau <= osa <= damerau + damerau / 2 (whole).
//
// Hence equal for osa up to 2; osa 3 with damerau 2 is one block and nothing else, that is, once common ends
// are taken away (no distance changes by that), x u y and y x for one letter u; and above `most` the matrix
// is asked only where osa is at most most + most / 2.
#include <array>
#include <vector>

#include "engine/linkage/measures/letters.h"

namespace outturn::linkage {
namespace {

/// A matrix of distances, on the stack for words of up to some 30 letters.
class Matrix {
 public:
  Matrix(std::size_t rows, std::size_t columns) : columns_(columns) {
    if (rows * columns > small_.size()) large_.resize(rows * columns);
    cells_ = large_.empty() ? small_.data() : large_.data();
  }
  Matrix(const Matrix&) = delete;
  Matrix& operator=(const Matrix&) = delete;

  int& at(std::size_t row, std::size_t column) { return cells_[row * columns_ + column]; }

 private:
  std::size_t columns_;
  std::array<int, 1024> small_;
  std::vector<int> large_;
  int* cells_ = nullptr;
};

/// Row and column 0 stand for "no such letter before": larger than any distance.
int by_matrix(std::string_view a, std::string_view b) {
  Matrix cost(a.size() + 2, b.size() + 2);
  const auto beyond = static_cast<int>(a.size() + b.size() + 1);
  for (std::size_t i = 0; i <= a.size() + 1; ++i) {
    cost.at(i, 0) = beyond;
    if (i > 0) cost.at(i, 1) = static_cast<int>(i) - 1;
  }
  for (std::size_t j = 0; j <= b.size() + 1; ++j) {
    cost.at(0, j) = beyond;
    if (j > 0) cost.at(1, j) = static_cast<int>(j) - 1;
  }
  std::array<std::size_t, 256> last_in_a{};  // place of each letter so far, from 1
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t last_in_b = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t from_i = last_in_a[byte_of(b[j - 1])];
      const std::size_t from_j = last_in_b;
      const bool equal = a[i - 1] == b[j - 1];
      if (equal) last_in_b = j;
      const int swapped = cost.at(from_i, from_j) + static_cast<int>((i - from_i) + (j - from_j) - 1);
      const int edited =
          std::min({cost.at(i, j) + (equal ? 0 : 1), cost.at(i + 1, j) + 1, cost.at(i, j + 1) + 1});
      cost.at(i + 1, j + 1) = std::min(edited, swapped);
    }
    last_in_a[byte_of(a[i - 1])] = i;
  }
  return cost.at(a.size() + 1, b.size() + 1);
}

/// x u y and y x, or the other way round.
bool one_swap_with_a_letter_between(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  return a.size() == 3 && b.size() == 2 && a[0] == b[1] && a[2] == b[0];
}

/// What osa found, corrected to damerau. Common ends are taken away already.
int from_osa(int found, std::string_view a, std::string_view b) {
  if (found <= 2) return found;
  if (found == 3) return one_swap_with_a_letter_between(a, b) ? 2 : 3;
  return by_matrix(a, b);
}

}  // namespace

int damerau_levenshtein(std::string_view a, std::string_view b) {
  strip_common_ends(a, b);
  return from_osa(osa(a, b), a, b);
}

int damerau_levenshtein_within(std::string_view a, std::string_view b, int most) {
  most = std::min(most, most_edits);
  if (lengths_differ_by_more(a, b, most)) return most + 1;
  strip_common_ends(a, b);
  const int worth_asking = most + most / 2;
  const int found = osa_up_to(a, b, worth_asking);
  if (found > worth_asking) return most + 1;
  return std::min(from_osa(found, a, b), most + 1);
}

int damerau_levenshtein_within(const Word& a, const Word& b, int most) {
  if (letters_differ_by_more(a, b, most)) return most + 1;
  return damerau_levenshtein_within(a.bytes, b.bytes, most);
}

}  // namespace outturn::linkage
