// The published vectors of what sealed linkage stands on: HMAC-SHA256 (RFC 4231), HKDF (RFC 5869),
// expand_message_xmd (RFC 9380, K.1) and the oblivious function (RFC 9497, A.3.1).
#include <gtest/gtest.h>

#include "adapters/sealed/base64.h"
#include "adapters/sealed/hashes.h"
#include "adapters/sealed/oprf.h"

namespace outturn::sealed {
namespace {

std::string bytes(const std::string& hex) { return from_hex(hex).value(); }

std::string mac(const std::string& key, const std::string& message) {
  return hex_of(bytes_of(hmac_sha256(key)(message)));
}

TEST(Hmac, GivesTheVectorsOfRfc4231) {
  EXPECT_EQ(mac(std::string(20, '\x0b'), "Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(mac("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(mac(std::string(20, '\xaa'), std::string(50, '\xdd')),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(mac(bytes("0102030405060708090a0b0c0d0e0f10111213141516171819"), std::string(50, '\xcd')),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  EXPECT_EQ(mac(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(
      mac(std::string(131, '\xaa'),
          "This is a test using a larger than block-size key and a larger than block-size data. The key "
          "needs to be hashed before being used by the HMAC algorithm."),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST(Hmac, IsTheSameEachTimeUnderOneKey) {
  const KeyedHash hash = hmac_sha256("Jefe");
  (void)hash("something else");
  EXPECT_EQ(hex_of(bytes_of(hash("what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Hkdf, GivesTheVectorsOfRfc5869) {
  EXPECT_EQ(hex_of(hkdf(hmac_sha256, std::string(22, '\x0b'), bytes("000102030405060708090a0b0c"),
                        bytes("f0f1f2f3f4f5f6f7f8f9"), 42)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  std::string run;
  for (int i = 0; i < 256; ++i) run += static_cast<char>(i);
  EXPECT_EQ(hex_of(hkdf(hmac_sha256, run.substr(0, 80), run.substr(0x60, 80), run.substr(0xb0, 80), 82)),
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
            "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
  EXPECT_EQ(hex_of(hkdf(hmac_sha256, std::string(22, '\x0b'), "", "", 42)),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST(ExpandMessage, GivesTheVectorsOfRfc9380) {
  const std::string tag = "QUUX-V01-CS02-with-expander-SHA256-128";
  EXPECT_EQ(hex_of(expand_message("", tag, 32)),
            "68a985b87eb6b46952128911f2a4412bbc302a9d759667f87f7a21d803f07235");
  EXPECT_EQ(hex_of(expand_message("abc", tag, 32)),
            "d8ccab23b5985ccea865c6c97b6e5b8350e794e603b4b97902f53a8a0d605615");
}

struct OprfVector {
  std::string input, blinded, evaluated, output;
};

const std::string seed(32, '\xa3');
const std::string scalar = bytes("3338fa65ec36e0290022b48eb562889d89dbfa691d1cde91517fa222ed7ad364");
const std::vector<OprfVector> vectors{
    {"00", "03723a1e5c09b8b9c18d1dcbca29e8007e95f14f4732d9346d490ffc195110368d",
     "030de02ffec47a1fd53efcdd1c6faf5bdc270912b8749e783c7ca75bb412958832",
     "a0b34de5fa4c5b6da07e72af73cc507cceeb48981b97b7285fc375345fe495dd"},
    {"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a",
     "03cc1df781f1c2240a64d1c297b3f3d16262ef5d4cf102734882675c26231b0838",
     "03a0395fe3828f2476ffcd1f4fe540e5a8489322d398be3c4e5a869db7fcb7c52c",
     "c748ca6dd327f0ce85f4ae3a8cd6d4d5390bbb804c9e12dcf94f853fece3dcce"}};

TEST(Oprf, GivesTheVectorsOfRfc9497) {
  const Oprf oprf;
  const std::string key = oprf.derive_key(seed, "test key");
  EXPECT_EQ(hex_of(key), "159749d750713afe245d2d39ccfaae8381c53ce92d098a9375ee70739c7ac0bf");
  for (const OprfVector& v : vectors) {
    const std::string blinded = oprf.blind(bytes(v.input), scalar);
    EXPECT_EQ(hex_of(blinded), v.blinded);
    const auto evaluated = oprf.evaluate(key, blinded);
    ASSERT_TRUE(evaluated);
    EXPECT_EQ(hex_of(*evaluated), v.evaluated);
    EXPECT_EQ(hex_of(oprf.finalize(bytes(v.input), scalar, *evaluated).value()), v.output);
    EXPECT_EQ(hex_of(oprf.evaluate_own(key, bytes(v.input))), v.output);
  }
}

TEST(Oprf, BlindsTheSameValueDifferentlyAndFindsTheSameHash) {
  const Oprf oprf;
  const std::string key = oprf.derive_key(std::string(32, 'k'), "");
  const std::string one = oprf.derive_blind("seed", "1");
  const std::string two = oprf.derive_blind("seed", "2");
  const std::string a = oprf.blind("value", one);
  const std::string b = oprf.blind("value", two);
  EXPECT_NE(a, b);
  EXPECT_EQ(oprf.finalize("value", one, oprf.evaluate(key, a).value()),
            oprf.finalize("value", two, oprf.evaluate(key, b).value()));
}

TEST(Oprf, RefusesWhatIsNoElement) {
  const Oprf oprf;
  const std::string key = oprf.derive_key(seed, "");
  EXPECT_FALSE(oprf.evaluate(key, ""));
  EXPECT_FALSE(oprf.evaluate(key, std::string(33, '\0')));
  EXPECT_FALSE(oprf.evaluate(key, std::string(1, '\0')));
  EXPECT_FALSE(oprf.evaluate(key, "\x02" + std::string(32, '\xff')));
}

TEST(Base64, IsReadBackAndNothingElseIs) {
  std::string text;
  for (int i = 0; i < 70; ++i) {
    EXPECT_EQ(from_base64(base64_of(text)), text);
    text += static_cast<char>(i * 37);
  }
  EXPECT_EQ(base64_of("fo"), "Zm8=");
  for (const char* bad : {"Zm8", "Zm9=", "Z===", "Zm8=Zm8=", "Zm8\n", "Zm-="})
    EXPECT_FALSE(from_base64(bad)) << bad;
}

}  // namespace
}  // namespace outturn::sealed
