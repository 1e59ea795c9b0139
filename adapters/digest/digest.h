// The digest by which a file is known again: SHA-256 (FIPS 180-4), as OpenSSL makes it; in a browser, as
// libmd does.
#pragma once

#include <string>
#include <string_view>

namespace outturn {

/// 64 characters, lower-case hex.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace outturn
