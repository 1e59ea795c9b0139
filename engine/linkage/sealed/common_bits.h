// The innermost loop: one encoding against blocks of eight, ones in common counted with what the
// processor at hand has (AVX-512 with VPOPCNTDQ, AVX2, or plain words). All three find the same; a
// browser has the plain one only. AVX2: the nibble table of Mula, Kurz and Lemire 2018.
#pragma once

#include <cstddef>
#include <cstdint>

namespace outturn::sealed {

/// One encoding against a run of blocks (see filters.h).
struct BlockRun {
  const std::uint64_t* row = nullptr;     ///< `words` words
  const std::uint64_t* blocks = nullptr;  ///< `count` blocks
  const std::uint32_t* needed = nullptr;  ///< block -> ones in common that make any of its lanes a hit
  const std::uint32_t* early =
      nullptr;  ///< block -> ones in the first `early_words` words without which no lane can
  std::size_t words = 0;
  std::size_t early_words = 0;  ///< 0: no early look
  std::size_t count = 0;
};

struct BlockHit {
  std::uint32_t block = 0;
  std::uint32_t common[8] = {};  ///< lane -> ones in common
};

/// Writes a BlockHit for each block with a lane that has what is needed; gives how many. `hits` has
/// room for `count`.
using CountCommon = std::size_t (*)(const BlockRun& run, BlockHit* hits);

enum class Instructions : std::uint8_t { plain, avx2, avx512 };

/// The best this processor has.
[[nodiscard]] Instructions best_instructions();
/// nullptr when the processor (or this build) has them not.
[[nodiscard]] CountCommon count_common(Instructions with);
[[nodiscard]] const char* name_of(Instructions instructions);

}  // namespace outturn::sealed
