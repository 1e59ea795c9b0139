// SHA-256, HMAC-SHA256 and random bytes from OpenSSL: what engine/linkage/sealed asks of its host.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/linkage/sealed/keyed_hash.h"

namespace outturn::sealed {

/// HMAC-SHA256 under `key`.
[[nodiscard]] KeyedHash hmac_sha256(std::string_view key);
/// 32 bytes.
[[nodiscard]] std::string sha256_bytes(std::string_view bytes);
/// Bytes from the machine's own source of randomness, for secrets.
[[nodiscard]] std::string random_bytes(std::size_t count);

}  // namespace outturn::sealed
