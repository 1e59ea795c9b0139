// Which bits stand for which letter.
//
// A letter has one to three bits: the first is set when a word has the letter, the second when twice, the
// third when three times. So bits that one word has and another has not are letters the other lacks. Bits
// are dealt by how often names, dates and numbers repeat a letter: digits three, the nine commonest letters
// of names two, the rest one. Bytes without bits of their own share those of rare letters, which merges
// what they count and can only make the bound looser.
#include <array>

#include "engine/linkage/measures/letters.h"

namespace outturn::linkage {
namespace {

struct Bits {
  std::uint8_t first = 0;
  std::uint8_t most = 0;
};

constexpr std::string_view thrice = "0123456789";
constexpr std::string_view twice = "aeilnorst";
constexpr std::string_view once = "bcdfghjkmpquvwxy";

constexpr std::array<Bits, 256> deal() {
  std::array<Bits, 256> dealt{};
  std::uint8_t next = 0;
  const auto give = [&](char letter, std::uint8_t bits) {
    const Bits own{next, bits};
    next = static_cast<std::uint8_t>(next + bits);
    const auto small = static_cast<unsigned char>(letter);
    dealt[small] = own;
    if (letter >= 'a') dealt[small - 32U] = own;
  };
  for (const char letter : thrice) give(letter, 3);
  for (const char letter : twice) give(letter, 2);
  for (const char letter : once) give(letter, 1);
  // 30 + 18 + 16 = 64. 'z' and every other byte share the bit of a rare letter.
  for (std::size_t byte = 0; byte < dealt.size(); ++byte) {
    if (dealt[byte].most == 0) dealt[byte] = dealt[static_cast<unsigned char>(once[byte % once.size()])];
  }
  return dealt;
}

constexpr std::array<Bits, 256> bits_of = deal();

}  // namespace

std::uint64_t signature(std::string_view word) {
  std::uint64_t set = 0;
  for (const char letter : word) {
    const Bits bits = bits_of[byte_of(letter)];
    for (unsigned i = 0; i < bits.most; ++i) {
      const std::uint64_t bit = std::uint64_t{1} << (bits.first + i);
      if ((set & bit) != 0) continue;
      set |= bit;
      break;
    }
  }
  return set;
}

}  // namespace outturn::linkage
