// What a zip archive says it unpacks to, read from its directory before anything is unpacked: a small file
// may unpack to more than a machine holds. It must never unpack anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace outturn::workbooks {

/// The sum of all unpacked sizes; nullopt when the bytes have no zip directory.
[[nodiscard]] std::optional<std::uint64_t> unpacked_size(std::string_view bytes);

}  // namespace outturn::workbooks
