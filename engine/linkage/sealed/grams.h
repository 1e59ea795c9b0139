// A value cut into grams: runs of letters, its start and end marked, each with a key of 64 bits by which
// what was worked out for it is found again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace outturn::sealed {

/// A gram is its letters and a turn: its place where grams are placed, else how often the value had it
/// before (a gram met again is one of its own, so that "anana" is not "ana").
struct Gram {
  std::uint64_t key = 0;  ///< the same for the same letters and turn; `no_key` when there is none
  std::string_view text;  ///< its letters, with the marks of start and end
  std::uint32_t turn = 0;

  static constexpr std::uint64_t no_key = 0;
};

class GramCutter {
 public:
  /// The grams of a non-empty value in normal form; they hold until the next call. `letters` is 1 to 6.
  const std::vector<Gram>& cut(std::string_view value, std::uint32_t letters, bool placed);

 private:
  void cut_ascii(std::uint32_t letters, bool placed);
  void cut_any(std::uint32_t letters, bool placed);
  void add(std::uint64_t key, std::string_view text, bool placed);
  [[nodiscard]] std::uint8_t symbol_of(std::string_view text, std::size_t& bytes);
  [[nodiscard]] std::uint32_t met_before(std::uint64_t letters_key, std::string_view text);

  std::unordered_map<char32_t, std::uint8_t> symbols_;  ///< of letters beyond ASCII, in the order met
  std::string padded_;
  std::vector<std::uint32_t> starts_;
  std::vector<std::uint8_t> letters_;
  std::vector<Gram> grams_;
  std::uint64_t seen_ = 0;
};

}  // namespace outturn::sealed
