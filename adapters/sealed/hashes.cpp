#include "adapters/sealed/hashes.h"

#include <memory>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "engine/base/problem.h"

namespace outturn::sealed {
namespace {

/// Without the machine's openssl.cnf: a digest is the same on every machine.
void set_up() {
  static const bool ready = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1;
  if (!ready) throw Fault("OpenSSL can't be set up");
}

/// A running SHA-256.
class Running {
 public:
  Running() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    set_up();
    static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);  // until the program ends
    check(context_ && method != nullptr && EVP_DigestInit_ex2(context_.get(), method, nullptr) == 1);
  }
  void add(const void* from, std::size_t count) { check(EVP_DigestUpdate(context_.get(), from, count) == 1); }
  void restart(const Running& at) { check(EVP_MD_CTX_copy_ex(context_.get(), at.context_.get()) == 1); }
  void finish(unsigned char* digest) { check(EVP_DigestFinal_ex(context_.get(), digest, nullptr) == 1); }

 private:
  static void check(bool done) {
    if (!done) throw Fault("OpenSSL can't make a SHA-256 digest");
  }
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

/// HMAC (RFC 2104) on two digests that have each read their padded key once: half the time of OpenSSL's
/// own, which sets up anew for each message.
class Hmac {
 public:
  explicit Hmac(std::string_view key) {
    constexpr std::size_t block = 64;
    std::string padded = key.size() > block ? sha256_bytes(key) : std::string(key);
    padded.resize(block);
    for (char& c : padded) c = static_cast<char>(c ^ 0x36);
    inner_.add(padded.data(), block);
    for (char& c : padded) c = static_cast<char>(c ^ 0x36 ^ 0x5C);
    outer_.add(padded.data(), block);
    OPENSSL_cleanse(padded.data(), block);
  }
  Digest of(std::string_view message) {
    Digest digest;
    running_.restart(inner_);
    running_.add(message.data(), message.size());
    running_.finish(digest.data());
    running_.restart(outer_);
    running_.add(digest.data(), digest.size());
    running_.finish(digest.data());
    return digest;
  }

 private:
  Running inner_;
  Running outer_;
  Running running_;
};

}  // namespace

KeyedHash hmac_sha256(std::string_view key) {
  return [hmac = std::make_shared<Hmac>(key)](std::string_view message) { return hmac->of(message); };
}

std::string sha256_bytes(std::string_view text) {
  set_up();
  std::string digest(32, '\0');
  unsigned int length = 0;
  if (EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &length,
                 EVP_sha256(), nullptr) != 1) {
    throw Fault("OpenSSL can't make a SHA-256 digest");
  }
  return digest;
}

std::string random_bytes(std::size_t count) {
  set_up();
  std::string out(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) != 1) {
    throw Fault("this machine gives no random bytes");
  }
  return out;
}

}  // namespace outturn::sealed
