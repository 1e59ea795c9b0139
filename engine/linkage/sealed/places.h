// The places in a filter that a gram sets: worked out with the keyed hash once, then found again.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/linkage/sealed/grams.h"
#include "engine/linkage/sealed/keyed_hash.h"

namespace outturn::sealed {

/// The places of grams under one key. A place is drawn with equal chance from 0..bits-1, `bits` a power
/// of two up to 65,536; the same may come twice.
class GramPlaces {
 public:
  GramPlaces(KeyedHash hash, std::uint32_t bits);

  /// At least `count` places, at the address given until the next call.
  const std::uint16_t* of(const Gram& gram, std::uint32_t count);

 private:
  // An entry holds `room` places from `first` on in one long list; a gram asked for more moves to its end.
  struct Entry {
    std::uint64_t key = Gram::no_key;
    std::uint32_t first = 0;
    std::uint32_t room = 0;
  };
  static constexpr std::size_t most_places = 32'000'000;  // beyond it grams are worked out anew each time

  Entry& entry_of(std::uint64_t key);
  void grow();
  void draw(const Gram& gram, std::uint32_t count, std::vector<std::uint16_t>& to);

  KeyedHash hash_;
  std::uint32_t mask_;
  std::vector<Entry> entries_;
  std::size_t used_ = 0;
  std::vector<std::uint16_t> places_;
  std::vector<std::uint16_t> spare_;
  std::string message_;
};

}  // namespace outturn::sealed
