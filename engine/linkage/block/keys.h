// Records in groups by key: equal keys get equal numbers.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/linkage/compare/readings.h"

namespace outturn::linkage {

inline constexpr std::uint32_t no_key = UINT32_MAX;

/// Numbers keys of several codes in the order in which they first come.
class KeyNumbers {
 public:
  /// Of every record: the number of its key read from `slots`, or no_key where part of it is missing.
  [[nodiscard]] std::vector<std::uint32_t> of(const Readings& readings,
                                              const std::vector<std::uint16_t>& slots);
  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  struct Slot {
    std::uint64_t pair = 0;
    std::uint32_t number = no_key;
  };
  void expect(std::size_t step, std::uint32_t before, Code code) const;
  [[nodiscard]] std::uint32_t number_of(std::size_t step, std::uint32_t before, Code code);
  [[nodiscard]] std::uint32_t first_number(const Readings& readings, std::uint16_t slot, Code code);
  void grow(std::vector<Slot>& slots);

  std::vector<std::uint32_t> of_code_;  ///< of the key's first reading

  std::vector<std::vector<Slot>> steps_;  ///< one table for each further code of a key
  std::vector<std::uint32_t> counts_;     ///< numbers given in each
  std::uint32_t count_ = 0;
};

/// Records with the same number together, each group in the records' order. `starts` has count + 1 places.
struct Groups {
  std::vector<std::uint32_t> order;
  std::vector<std::uint32_t> starts;
};
[[nodiscard]] Groups grouped(const std::vector<std::uint32_t>& numbers, std::uint32_t count);

}  // namespace outturn::linkage
