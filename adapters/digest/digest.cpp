#include "adapters/digest/digest.h"

#include <array>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "engine/base/problem.h"

namespace outturn {
namespace {

/// OpenSSL without the machine's openssl.cnf: a digest is the same on every machine, and reading that
/// file takes longer than most digests here.
void set_up_openssl() {
  static const bool ready = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1;
  if (!ready) throw Fault("OpenSSL can't be set up");
}

}  // namespace

std::string sha256(std::string_view bytes) {
  set_up_openssl();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
    throw Fault("OpenSSL can't make a SHA-256 digest");
  static constexpr char hex[] = "0123456789abcdef";
  std::string out;
  for (unsigned int i = 0; i < length; ++i) {
    out += hex[digest.at(i) >> 4];
    out += hex[digest.at(i) & 15];
  }
  return out;
}

}  // namespace outturn
