// Bytes as text and back (RFC 4648, section 4), for files people may look at.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace outturn::sealed {

[[nodiscard]] std::string base64_of(std::string_view bytes);
/// nullopt for text that base64_of would not have written.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);

}  // namespace outturn::sealed
