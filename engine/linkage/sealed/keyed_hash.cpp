#include "engine/linkage/sealed/keyed_hash.h"

#include "engine/base/problem.h"

namespace outturn::sealed {

std::string bytes_of(const Digest& digest) { return {digest.begin(), digest.end()}; }

std::string hex_of(std::string_view bytes) {
  static constexpr char figures[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += figures[byte >> 4];
    out += figures[byte & 15];
  }
  return out;
}

std::string hkdf(const KeyedHashMaker& hmac, std::string_view secret, std::string_view salt,
                 std::string_view info, std::size_t length) {
  if (length > 255 * Digest{}.size()) throw Fault("HKDF gives at most 8,160 bytes");
  const std::string no_salt(Digest{}.size(), '\0');
  const KeyedHash expand = hmac(bytes_of(hmac(salt.empty() ? std::string_view(no_salt) : salt)(secret)));
  std::string out;
  std::string block;
  for (unsigned char number = 1; out.size() < length; ++number) {
    block.append(info);
    block += static_cast<char>(number);
    block = bytes_of(expand(block));
    out += block;
  }
  out.resize(length);
  return out;
}

std::string key_for(const KeyedHashMaker& hmac, std::string_view secret, std::string_view purpose) {
  return hkdf(hmac, secret, "outturn encodings 1", purpose, 32);
}

std::uint32_t KeyedDraws::next16() {
  if (used_ == block_.size()) {
    for (std::size_t i = 0; i < 4; ++i) {
      message_[message_.size() - 1 - i] = static_cast<char>((blocks_ >> (8 * i)) & 0xFF);
    }
    block_ = hash_(message_);
    ++blocks_;
    used_ = 0;
  }
  const std::uint32_t number = (std::uint32_t{block_[used_]} << 8) | block_[used_ + 1];
  used_ += 2;
  return number;
}

std::uint64_t KeyedDraws::next64() {
  std::uint64_t number = 0;
  for (int i = 0; i < 4; ++i) number = (number << 16) | next16();
  return number;
}

std::uint32_t KeyedDraws::next_below(std::uint32_t below) {
  const std::uint32_t fair = 65536 - 65536 % below;
  for (;;) {
    const std::uint32_t number = next16();
    if (number < fair) return number % below;
  }
}

}  // namespace outturn::sealed
