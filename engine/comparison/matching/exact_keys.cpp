#include "engine/comparison/matching/exact_keys.h"

#include <algorithm>
#include <bit>

#include "engine/base/spread.h"
#include "engine/comparison/matching/ranking.h"

namespace outturn::comparison {
namespace {

/// Numbers as codes in their order; returns how many there are.
std::uint32_t codes_of(const std::vector<double>& numbers, std::vector<std::uint32_t>& code) {
  const std::vector<Ranked> ascending = ranked(numbers);
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    if (i > 0 && ascending[i].value != ascending[i - 1].value) ++next;
    code[ascending[i].index] = next;
  }
  return next + 1;
}

/// Numbers the distinct values of `wide`, all below `bound`; none is the largest number there is.
std::uint32_t numbered(const std::vector<std::uint64_t>& wide, std::uint64_t bound,
                       std::vector<std::uint32_t>& key) {
  constexpr std::uint64_t nothing = ~std::uint64_t{0};
  const bool direct = bound <= 4 * wide.size() + 1024;
  const std::size_t cells = direct ? bound : std::bit_ceil(2 * wide.size());
  std::vector<std::uint64_t> held(cells, nothing);
  std::vector<std::uint32_t> number(cells, 0);
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < wide.size(); ++i) {
    std::size_t cell = direct ? wide[i] : spread(wide[i]) & (cells - 1);
    while (held[cell] != nothing && held[cell] != wide[i]) cell = (cell + 1) & (cells - 1);
    if (held[cell] == nothing) {
      held[cell] = wide[i];
      number[cell] = next++;
    }
    key[i] = number[cell];
  }
  return next;
}

}  // namespace

void refine(ExactKeys& keys, const std::vector<std::uint32_t>& code, std::uint32_t codes) {
  std::vector<std::uint64_t> wide(code.size());
  for (std::size_t i = 0; i < wide.size(); ++i) wide[i] = std::uint64_t{keys.key[i]} * codes + code[i];
  keys.count = numbered(wide, std::uint64_t{keys.count} * codes, keys.key);
}

ExactKeys exact_keys(const std::vector<Covariate>& columns, std::size_t people) {
  ExactKeys keys{std::vector<std::uint32_t>(people, 0), 1};
  std::vector<std::uint32_t> code(people, 0);
  for (const Covariate& column : columns) {
    if (column.is_factor()) {
      std::copy(column.codes.begin(), column.codes.end(), code.begin());
      refine(keys, code, static_cast<std::uint32_t>(column.levels.size()));
    } else {
      const std::uint32_t codes = codes_of(column.numbers, code);
      refine(keys, code, codes);
    }
  }
  return keys;
}

}  // namespace outturn::comparison
