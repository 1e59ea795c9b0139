#include "engine/linkage/sealed/common_bits.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "engine/linkage/sealed/filters.h"

namespace outturn::sealed {
namespace {

/// Ones in common of words from..to of one block, lane by lane, added to `sums`.
void add_plain(const BlockRun& run, const std::uint64_t* block, std::size_t from, std::size_t to,
               std::uint32_t* sums) {
  for (std::size_t w = from; w < to; ++w) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      sums[lane] += ones_in(run.row[w] & block[w * lanes + lane]);
    }
  }
}

bool any_reaches(const std::uint32_t* sums, std::uint32_t least) {
  return std::any_of(sums, sums + lanes, [&](std::uint32_t sum) { return sum >= least; });
}

std::size_t count_plain(const BlockRun& run, BlockHit* hits) {
  std::size_t found = 0;
  for (std::size_t b = 0; b < run.count; ++b) {
    const std::uint64_t* block = run.blocks + b * lanes * run.words;
    BlockHit hit{static_cast<std::uint32_t>(b)};
    add_plain(run, block, 0, run.early_words, hit.common);
    if (run.early_words > 0 && !any_reaches(hit.common, run.early[b])) continue;
    add_plain(run, block, run.early_words, run.words, hit.common);
    if (any_reaches(hit.common, run.needed[b])) hits[found++] = hit;
  }
  return found;
}

#if defined(__x86_64__)

#define OUTTURN_AVX512 __attribute__((target("avx512f,avx512vpopcntdq")))

OUTTURN_AVX512 inline __m512i add_avx512(const BlockRun& run, const std::uint64_t* block, std::size_t from,
                                         std::size_t to, __m512i sums) {
  for (std::size_t w = from; w < to; ++w) {
    const __m512i row = _mm512_set1_epi64(static_cast<long long>(run.row[w]));
    const __m512i common = _mm512_and_si512(row, _mm512_loadu_si512(block + w * lanes));
    sums = _mm512_add_epi64(sums, _mm512_popcnt_epi64(common));
  }
  return sums;
}

OUTTURN_AVX512 inline bool any_reaches_avx512(__m512i sums, std::uint32_t least) {
  return _mm512_cmpge_epu64_mask(sums, _mm512_set1_epi64(least)) != 0;
}

OUTTURN_AVX512 inline void store_avx512(__m512i sums, std::size_t block, BlockHit& hit) {
  alignas(64) std::uint64_t wide[lanes];
  _mm512_store_si512(wide, sums);
  hit.block = static_cast<std::uint32_t>(block);
  std::copy_n(wide, lanes, hit.common);
}

OUTTURN_AVX512 std::size_t count_avx512_any(const BlockRun& run, BlockHit* hits) {
  std::size_t found = 0;
  for (std::size_t b = 0; b < run.count; ++b) {
    const std::uint64_t* block = run.blocks + b * lanes * run.words;
    __m512i sums = add_avx512(run, block, 0, run.early_words, _mm512_setzero_si512());
    if (run.early_words > 0 && !any_reaches_avx512(sums, run.early[b])) continue;
    sums = add_avx512(run, block, run.early_words, run.words, sums);
    if (any_reaches_avx512(sums, run.needed[b])) store_avx512(sums, b, hits[found++]);
  }
  return found;
}

/// The usual 1,024 bits: the row's sixteen words stay in registers, the early look at a fixed place.
template <std::size_t early>
OUTTURN_AVX512 std::size_t count_avx512_16(const BlockRun& run, BlockHit* hits) {
  constexpr std::size_t words = 16;
  __m512i row[words];
#pragma GCC unroll 16
  for (std::size_t w = 0; w < words; ++w) row[w] = _mm512_set1_epi64(static_cast<long long>(run.row[w]));
  std::size_t found = 0;
  for (std::size_t b = 0; b < run.count; ++b) {
    const std::uint64_t* block = run.blocks + b * lanes * words;
    __m512i even = _mm512_setzero_si512();
    __m512i odd = _mm512_setzero_si512();
#pragma GCC unroll 16
    for (std::size_t w = 0; w < words; ++w) {
      if (early > 0 && w == early && !any_reaches_avx512(_mm512_add_epi64(even, odd), run.early[b]))
        goto next;
      const __m512i ones =
          _mm512_popcnt_epi64(_mm512_and_si512(row[w], _mm512_loadu_si512(block + w * lanes)));
      (w % 2 == 0 ? even : odd) = _mm512_add_epi64(w % 2 == 0 ? even : odd, ones);
    }
    even = _mm512_add_epi64(even, odd);
    if (any_reaches_avx512(even, run.needed[b])) store_avx512(even, b, hits[found++]);
  next:;
  }
  return found;
}

OUTTURN_AVX512 std::size_t count_avx512(const BlockRun& run, BlockHit* hits) {
  if (run.words != 16) return count_avx512_any(run, hits);
  switch (run.early_words) {
    case 0:
      return count_avx512_16<0>(run, hits);
    case 4:
      return count_avx512_16<4>(run, hits);
    case 6:
      return count_avx512_16<6>(run, hits);
    case 8:
      return count_avx512_16<8>(run, hits);
    case 10:
      return count_avx512_16<10>(run, hits);
    case 12:
      return count_avx512_16<12>(run, hits);
    default:
      return count_avx512_any(run, hits);
  }
}

/// Two registers of four lanes, each lane's sum in 64 bits.
struct Sums {
  __m256i low;
  __m256i high;
};

__attribute__((target("avx2"))) inline __m256i ones_by_byte(__m256i bits) {
  const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2,
                                         3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i nibble = _mm256_set1_epi8(15);
  const __m256i low = _mm256_shuffle_epi8(table, _mm256_and_si256(bits, nibble));
  const __m256i high = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(bits, 4), nibble));
  return _mm256_add_epi8(low, high);
}

__attribute__((target("avx2"))) inline void add_avx2(const BlockRun& run, const std::uint64_t* block,
                                                     std::size_t from, std::size_t to, Sums& sums) {
  while (from < to) {
    const std::size_t until = std::min(to, from + 31);  // a byte holds 31 times 8 ones
    __m256i low = _mm256_setzero_si256();
    __m256i high = _mm256_setzero_si256();
    for (; from < until; ++from) {
      const __m256i row = _mm256_set1_epi64x(static_cast<long long>(run.row[from]));
      const auto* at = reinterpret_cast<const __m256i*>(block + from * lanes);
      low = _mm256_add_epi8(low, ones_by_byte(_mm256_and_si256(row, _mm256_loadu_si256(at))));
      high = _mm256_add_epi8(high, ones_by_byte(_mm256_and_si256(row, _mm256_loadu_si256(at + 1))));
    }
    sums.low = _mm256_add_epi64(sums.low, _mm256_sad_epu8(low, _mm256_setzero_si256()));
    sums.high = _mm256_add_epi64(sums.high, _mm256_sad_epu8(high, _mm256_setzero_si256()));
  }
}

__attribute__((target("avx2"))) inline bool any_reaches_avx2(const Sums& sums, std::uint32_t least) {
  const __m256i below = _mm256_set1_epi64x(static_cast<long long>(least) - 1);
  const __m256i reached =
      _mm256_or_si256(_mm256_cmpgt_epi64(sums.low, below), _mm256_cmpgt_epi64(sums.high, below));
  return _mm256_testz_si256(reached, reached) == 0;
}

__attribute__((target("avx2"))) std::size_t count_avx2(const BlockRun& run, BlockHit* hits) {
  std::size_t found = 0;
  for (std::size_t b = 0; b < run.count; ++b) {
    const std::uint64_t* block = run.blocks + b * lanes * run.words;
    Sums sums{_mm256_setzero_si256(), _mm256_setzero_si256()};
    add_avx2(run, block, 0, run.early_words, sums);
    if (run.early_words > 0 && !any_reaches_avx2(sums, run.early[b])) continue;
    add_avx2(run, block, run.early_words, run.words, sums);
    if (!any_reaches_avx2(sums, run.needed[b])) continue;
    alignas(32) std::uint64_t wide[lanes];
    _mm256_store_si256(reinterpret_cast<__m256i*>(wide), sums.low);
    _mm256_store_si256(reinterpret_cast<__m256i*>(wide + 4), sums.high);
    hits[found].block = static_cast<std::uint32_t>(b);
    std::copy_n(wide, lanes, hits[found].common);
    ++found;
  }
  return found;
}

#endif

}  // namespace

Instructions best_instructions() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vpopcntdq") != 0) {
    return Instructions::avx512;
  }
  if (__builtin_cpu_supports("avx2") != 0) return Instructions::avx2;
#endif
  return Instructions::plain;
}

CountCommon count_common(Instructions with) {
  if (with > best_instructions()) return nullptr;
#if defined(__x86_64__)
  if (with == Instructions::avx512) return count_avx512;
  if (with == Instructions::avx2) return count_avx2;
#endif
  return count_plain;
}

const char* name_of(Instructions instructions) {
  switch (instructions) {
    case Instructions::plain:
      return "plain";
    case Instructions::avx2:
      return "AVX2";
    case Instructions::avx512:
      return "AVX-512 VPOPCNTDQ";
  }
  return "";
}

}  // namespace outturn::sealed
