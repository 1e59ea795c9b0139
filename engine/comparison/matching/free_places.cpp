#include "engine/comparison/matching/free_places.h"

#include <bit>

namespace outturn::comparison {
namespace {

constexpr std::uint64_t one = 1;

std::uint32_t highest(std::uint64_t word) { return 63U - static_cast<std::uint32_t>(std::countl_zero(word)); }
std::uint32_t lowest(std::uint64_t word) { return static_cast<std::uint32_t>(std::countr_zero(word)); }

}  // namespace

FreePlaces::FreePlaces(const std::vector<std::uint8_t>& free) {
  std::vector<std::uint64_t> words((free.size() >> bits) + 1, 0);
  for (std::size_t i = 0; i < free.size(); ++i)
    words[i >> bits] |= static_cast<std::uint64_t>(free[i] != 0) << (i & mask);
  levels_.push_back(std::move(words));
  while (levels_.back().size() > 1) {
    const std::vector<std::uint64_t>& below = levels_.back();
    std::vector<std::uint64_t> above((below.size() >> bits) + 1, 0);
    for (std::size_t i = 0; i < below.size(); ++i)
      if (below[i] != 0) above[i >> bits] |= one << (i & mask);
    levels_.push_back(std::move(above));
  }
}

void FreePlaces::take(std::uint32_t place) {
  for (std::vector<std::uint64_t>& level : levels_) {
    level[place >> bits] &= ~(one << (place & mask));
    if (level[place >> bits] != 0) return;
    place >>= bits;
  }
}

std::uint32_t FreePlaces::before(std::uint32_t place) const {
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    const std::uint64_t word = levels_[level][place >> bits] & ((one << (place & mask)) - 1);
    if (word != 0) {
      place = (place & ~mask) | highest(word);
      while (level-- > 0) place = (place << bits) | highest(levels_[level][place]);
      return place;
    }
    place >>= bits;
  }
  return no_place;
}

std::uint32_t FreePlaces::after(std::uint32_t place) const {
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    const std::uint64_t word = levels_[level][place >> bits] & (~one << (place & mask));
    if (word != 0) {
      place = (place & ~mask) | lowest(word);
      while (level-- > 0) place = (place << bits) | lowest(levels_[level][place]);
      return place;
    }
    place >>= bits;
  }
  return no_place;
}

}  // namespace outturn::comparison
