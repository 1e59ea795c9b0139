#include "adapters/sealed/oprf.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include "adapters/sealed/hashes.h"
#include "engine/base/problem.h"

namespace outturn::sealed {
/// Frees what OpenSSL gave. (Not in a nameless namespace: Oprf::Curve holds such things.)
struct Free {
  void operator()(BIGNUM* number) const { BN_clear_free(number); }
  void operator()(EC_POINT* point) const { EC_POINT_clear_free(point); }
  void operator()(EC_GROUP* group) const { EC_GROUP_free(group); }
  void operator()(BN_CTX* context) const { BN_CTX_free(context); }
};
using Number = std::unique_ptr<BIGNUM, Free>;
using Point = std::unique_ptr<EC_POINT, Free>;

namespace {

constexpr std::size_t scalar_bytes = 32;
constexpr std::size_t element_bytes = 33;
constexpr std::size_t draw_bytes = 48;  // 128 bits more than the order, so that no scalar is likelier

const std::string context_string("OPRFV1-\0-P256-SHA256",
                                 20);  // NOLINT(bugprone-string-literal-with-embedded-nul)

void must(bool done) {
  if (!done) throw Fault("OpenSSL can't calculate on the curve P-256");
}

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Number new_number() {
  Number number(BN_new());
  must(number != nullptr);
  return number;
}

Number number_of(std::string_view text) {
  Number number(BN_bin2bn(bytes(text), static_cast<int>(text.size()), nullptr));
  must(number != nullptr);
  return number;
}

std::string two_bytes(std::size_t n) { return {static_cast<char>(n >> 8), static_cast<char>(n & 0xFF)}; }

}  // namespace

std::string expand_message(std::string_view message, std::string_view tag, std::size_t length) {
  const std::string tag_prime = std::string(tag) + static_cast<char>(tag.size());
  const std::string first = sha256_bytes(std::string(64, '\0') + std::string(message) + two_bytes(length) +
                                         std::string(1, '\0') + tag_prime);
  std::string block;
  std::string out;
  for (char number = 1; out.size() < length; ++number) {
    std::string mixed = first;
    for (std::size_t i = 0; i < block.size(); ++i) mixed[i] = static_cast<char>(mixed[i] ^ block[i]);
    mixed += number;
    mixed += tag_prime;
    block = sha256_bytes(mixed);
    out += block;
  }
  out.resize(length);
  return out;
}

class Oprf::Curve {
 public:
  Curve()
      : context_(BN_CTX_new()),
        group_(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)),
        p_(new_number()),
        a_(new_number()),
        b_(new_number()),
        z_(new_number()),
        root_(new_number()),
        order_(new_number()) {
    must(context_ && group_);
    must(EC_GROUP_get_curve(group_.get(), p_.get(), a_.get(), b_.get(), ctx()) == 1);
    must(EC_GROUP_get_order(group_.get(), order_.get(), ctx()) == 1);
    must(BN_copy(z_.get(), p_.get()) != nullptr && BN_sub_word(z_.get(), 10) == 1);  // Z = -10
    must(BN_copy(root_.get(), p_.get()) != nullptr && BN_add_word(root_.get(), 1) == 1 &&
         BN_rshift(root_.get(), root_.get(), 2) == 1);  // (p + 1) / 4: p is 3 modulo 4
  }

  [[nodiscard]] std::string scalar(std::string_view message, std::string_view tag) const {
    const Number drawn = number_of(expand_message(message, tag, draw_bytes));
    const Number scalar = new_number();
    must(BN_nnmod(scalar.get(), drawn.get(), order_.get(), ctx()) == 1);
    return text_of(*scalar);
  }

  [[nodiscard]] Point hashed(std::string_view message) const {
    const std::string drawn = expand_message(message, "HashToGroup-" + context_string, 2 * draw_bytes);
    Point sum = mapped(field(std::string_view(drawn).substr(0, draw_bytes)));
    const Point other = mapped(field(std::string_view(drawn).substr(draw_bytes)));
    must(EC_POINT_add(group_.get(), sum.get(), sum.get(), other.get(), ctx()) == 1);
    return sum;
  }

  [[nodiscard]] Point times(const EC_POINT& point, const BIGNUM& scalar) const {
    Point product = new_point();
    must(EC_POINT_mul(group_.get(), product.get(), nullptr, &point, &scalar, ctx()) == 1);
    return product;
  }

  [[nodiscard]] Number inverse(const BIGNUM& scalar) const {
    Number inverse = new_number();
    must(BN_mod_inverse(inverse.get(), &scalar, order_.get(), ctx()) != nullptr);
    return inverse;
  }

  [[nodiscard]] std::string text_of(const EC_POINT& point) const {
    std::string text(element_bytes, '\0');
    must(EC_POINT_point2oct(group_.get(), &point, POINT_CONVERSION_COMPRESSED, bytes(text), text.size(),
                            ctx()) == element_bytes);
    return text;
  }

  /// nullptr when it is no element, or the neutral one.
  [[nodiscard]] Point element(std::string_view text) const {
    if (text.size() != element_bytes) return nullptr;
    Point point = new_point();
    if (EC_POINT_oct2point(group_.get(), point.get(), bytes(text), text.size(), ctx()) != 1) return nullptr;
    return EC_POINT_is_at_infinity(group_.get(), point.get()) == 1 ? nullptr : std::move(point);
  }

  static std::string text_of(const BIGNUM& scalar) {
    std::string text(scalar_bytes, '\0');
    must(BN_bn2binpad(&scalar, bytes(text), static_cast<int>(text.size())) == static_cast<int>(text.size()));
    return text;
  }

 private:
  [[nodiscard]] BN_CTX* ctx() const { return context_.get(); }

  [[nodiscard]] Point new_point() const {
    Point point(EC_POINT_new(group_.get()));
    must(point != nullptr);
    return point;
  }

  [[nodiscard]] Number field(std::string_view text) const {
    Number number = number_of(text);
    must(BN_nnmod(number.get(), number.get(), p_.get(), ctx()) == 1);
    return number;
  }
  [[nodiscard]] Number product(const BIGNUM& x, const BIGNUM& y) const {
    Number out = new_number();
    must(BN_mod_mul(out.get(), &x, &y, p_.get(), ctx()) == 1);
    return out;
  }
  [[nodiscard]] Number sum(const BIGNUM& x, const BIGNUM& y) const {
    Number out = new_number();
    must(BN_mod_add(out.get(), &x, &y, p_.get(), ctx()) == 1);
    return out;
  }
  [[nodiscard]] Number negative(const BIGNUM& x) const {
    Number out = new_number();
    must(BN_mod_sub(out.get(), out.get(), &x, p_.get(), ctx()) == 1);
    return out;
  }
  /// 0 has no inverse: 0 (inv0 of RFC 9380).
  [[nodiscard]] Number inverse_or_zero(const BIGNUM& x) const {
    Number out = new_number();
    if (BN_is_zero(&x) == 1) return out;
    must(BN_mod_inverse(out.get(), &x, p_.get(), ctx()) != nullptr);
    return out;
  }

  /// x^3 + a x + b.
  [[nodiscard]] Number curve_at(const BIGNUM& x) const {
    const Number inner = sum(*product(x, x), *a_);
    return sum(*product(*inner, x), *b_);
  }

  /// The square root, or nullptr.
  [[nodiscard]] Number root(const BIGNUM& square) const {
    Number out = new_number();
    must(BN_mod_exp(out.get(), &square, root_.get(), p_.get(), ctx()) == 1);
    return BN_cmp(product(*out, *out).get(), &square) == 0 ? std::move(out) : nullptr;
  }

  /// The simplified map of Shallue, van de Woestijne and Ulas (RFC 9380, 6.6.2).
  [[nodiscard]] Point mapped(const Number& u) const {
    const Number zu2 = product(*z_, *product(*u, *u));
    const Number below = sum(*product(*zu2, *zu2), *zu2);
    const Number minus_b_over_a = product(*negative(*b_), *inverse_or_zero(*a_));
    const Number over = inverse_or_zero(*below);
    Number x;
    if (BN_is_zero(over.get()) == 1) {
      x = product(*b_, *inverse_or_zero(*product(*z_, *a_)));
    } else {
      must(BN_add_word(over.get(), 1) == 1);
      x = product(*minus_b_over_a, *over);
    }
    Number y = root(*curve_at(*x));
    if (!y) {
      x = product(*zu2, *x);
      y = root(*curve_at(*x));
    }
    must(y != nullptr);
    if (BN_is_odd(u.get()) != BN_is_odd(y.get())) y = negative(*y);
    Point point = new_point();
    must(EC_POINT_set_affine_coordinates(group_.get(), point.get(), x.get(), y.get(), ctx()) == 1);
    return point;
  }

  std::unique_ptr<BN_CTX, Free> context_;
  std::unique_ptr<EC_GROUP, Free> group_;
  Number p_, a_, b_, z_, root_, order_;
};

namespace {

std::string final_hash(std::string_view input, const std::string& element) {
  return sha256_bytes(two_bytes(input.size()) + std::string(input) + two_bytes(element.size()) + element +
                      "Finalize");
}

}  // namespace

Oprf::Oprf() : curve_(std::make_unique<Curve>()) {}
Oprf::~Oprf() = default;

std::string Oprf::derive_key(std::string_view seed, std::string_view info) const {
  const std::string input = std::string(seed) + two_bytes(info.size()) + std::string(info);
  for (char counter = 0; counter < 127; ++counter) {
    std::string key = curve_->scalar(input + counter, "DeriveKeyPair" + context_string);
    if (key.find_first_not_of('\0') != std::string::npos) return key;
  }
  throw Fault("no key could be derived");
}

std::string Oprf::derive_blind(std::string_view seed, std::string_view number) const {
  return curve_->scalar(std::string(seed) + std::string(number), "outturn blind " + context_string);
}

std::string Oprf::blind(std::string_view input, std::string_view scalar) const {
  return curve_->text_of(*curve_->times(*curve_->hashed(input), *number_of(scalar)));
}

std::optional<std::string> Oprf::evaluate(std::string_view key, std::string_view element) const {
  const Point point = curve_->element(element);
  if (!point) return std::nullopt;
  return curve_->text_of(*curve_->times(*point, *number_of(key)));
}

std::optional<std::string> Oprf::finalize(std::string_view input, std::string_view scalar,
                                          std::string_view evaluated) const {
  const Point point = curve_->element(evaluated);
  if (!point) return std::nullopt;
  const Number inverse = curve_->inverse(*number_of(scalar));
  return final_hash(input, curve_->text_of(*curve_->times(*point, *inverse)));
}

std::string Oprf::evaluate_own(std::string_view key, std::string_view input) const {
  return final_hash(input, curve_->text_of(*curve_->times(*curve_->hashed(input), *number_of(key))));
}

}  // namespace outturn::sealed
