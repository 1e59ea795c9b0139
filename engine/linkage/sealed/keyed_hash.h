// The keyed hash all encodings stand on, HMAC-SHA256, given by the host, and keys derived with it.
//
// The engine holds no cryptography of its own: the host hands in HMAC-SHA256 (OpenSSL natively,
// WebCrypto or a library in a browser). What it is made with is never known here. HKDF is RFC 5869.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace outturn::sealed {

using Digest = std::array<std::uint8_t, 32>;
/// HMAC-SHA256 under a key already set.
using KeyedHash = std::function<Digest(std::string_view message)>;
/// Sets a key. A KeyedHash made is used by one thread at a time.
using KeyedHashMaker = std::function<KeyedHash(std::string_view key)>;

[[nodiscard]] std::string bytes_of(const Digest& digest);
/// Lower-case hex.
[[nodiscard]] std::string hex_of(std::string_view bytes);

/// HKDF-SHA256 (RFC 5869): `length` bytes, at most 255 * 32.
[[nodiscard]] std::string hkdf(const KeyedHashMaker& hmac, std::string_view secret, std::string_view salt,
                               std::string_view info, std::size_t length);

/// The key of one purpose ("field surname", "tokens"): keys of two purposes tell nothing of each other.
[[nodiscard]] std::string key_for(const KeyedHashMaker& hmac, std::string_view secret,
                                  std::string_view purpose);

/// An endless stream of numbers from one key and one name, for draws that must be the same each time.
class KeyedDraws {
 public:
  KeyedDraws(const KeyedHash& hash, std::string_view name) : hash_(hash), message_(name) {
    message_.append(4, '\0');
  }
  [[nodiscard]] std::uint64_t next64();
  /// Uniform on 0..below-1, by refusal; `below` is at least 1 and at most 65536.
  [[nodiscard]] std::uint32_t next_below(std::uint32_t below);

 private:
  [[nodiscard]] std::uint32_t next16();

  const KeyedHash& hash_;
  std::string message_;
  Digest block_{};
  std::size_t used_ = 32;
  std::uint32_t blocks_ = 0;
};

}  // namespace outturn::sealed
