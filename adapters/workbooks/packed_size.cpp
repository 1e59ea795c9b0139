#include "adapters/workbooks/packed_size.h"

namespace outturn::workbooks {
namespace {

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i)
    out |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return out;
}

}  // namespace

std::optional<std::uint64_t> unpacked_size(std::string_view bytes) {
  const std::size_t end = bytes.rfind("PK\x05\x06");
  if (end == std::string_view::npos || end + 22 > bytes.size()) return std::nullopt;
  const std::uint64_t entries = number_at(bytes, end + 10, 2);
  std::size_t at = number_at(bytes, end + 16, 4);
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < entries; ++i) {
    if (at + 46 > bytes.size() || bytes.substr(at, 4) != "PK\x01\x02") return std::nullopt;
    sum += number_at(bytes, at + 24, 4);
    at += 46 + number_at(bytes, at + 28, 2) + number_at(bytes, at + 30, 2) + number_at(bytes, at + 32, 2);
  }
  return sum;
}

}  // namespace outturn::workbooks
