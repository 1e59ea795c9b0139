#include "engine/linkage/sealed/encoder.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <unordered_map>
#include <utility>

#include "engine/base/problem.h"
#include "engine/linkage/sealed/filters.h"
#include "engine/linkage/sealed/hardening.h"
#include "engine/linkage/sealed/normal_form.h"
#include "engine/linkage/sealed/places.h"

namespace outturn::sealed {
namespace {

constexpr char between = '\x1F';

std::size_t column_of(const std::vector<std::string>& columns, const std::string& name) {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found == columns.end()) throw Fault("the column " + name + " of the schema was not given");
  return static_cast<std::size_t>(found - columns.begin());
}

}  // namespace

/// Masks of the values met last, for one field: a value that comes again costs a look and no grams. A
/// field whose values hardly come again (an address) is left to its grams after a while.
class ValueMasks {
 public:
  explicit ValueMasks(std::size_t words) : words_(words), slots_(kept), masks_(kept * words) {}

  /// The mask of a value, or nullptr; `slot` is where to keep it then.
  const std::uint64_t* find(std::string_view value, std::uint32_t salt, std::size_t& slot) {
    if (given_up_) return nullptr;
    slot = (std::hash<std::string_view>()(value) ^ (salt * 0x9E3779B9U)) % kept;
    const Slot& held = slots_[slot];
    const bool same = held.length == value.size() && held.salt == salt &&
                      std::equal(value.begin(), value.end(), held.value);
    found_ += same ? 1 : 0;
    if (++looks_ == looks_on_trial) {
      given_up_ = found_ < looks_on_trial / 3;
      looks_ = found_ = 0;
    }
    return same ? masks_.data() + slot * words_ : nullptr;
  }
  /// Room for the mask of a value, empty; nullptr for a value too long to keep.
  std::uint64_t* keep(std::string_view value, std::uint32_t salt, std::size_t slot) {
    if (value.size() > longest || given_up_) return nullptr;
    slots_[slot].salt = salt;
    slots_[slot].length = static_cast<std::uint32_t>(value.size());
    std::copy(value.begin(), value.end(), slots_[slot].value);
    std::uint64_t* mask = masks_.data() + slot * words_;
    std::fill_n(mask, words_, 0);
    return mask;
  }

 private:
  static constexpr std::size_t kept = 1024;
  static constexpr std::size_t longest = 40;
  static constexpr std::uint32_t looks_on_trial = 4096;
  struct Slot {
    std::uint32_t length = 0;  ///< 0: nothing kept
    std::uint32_t salt = 0;
    char value[longest] = {};
  };
  std::size_t words_;
  std::uint32_t looks_ = 0;
  std::uint32_t found_ = 0;
  bool given_up_ = false;
  std::vector<Slot> slots_;
  std::vector<std::uint64_t> masks_;
};

namespace {

/// A byte for each bit, 0 or 1, or-ed into words and cleared. A byte is set by one store, a bit by three
/// steps that wait for each other: for hundreds of bits a record this is the faster way.
void take_marks(std::vector<std::uint8_t>& marks, std::uint64_t* words) {
  for (std::size_t i = 0; i < marks.size(); i += 8) {
    std::uint64_t eight = 0;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&eight, marks.data() + i, 8);
    } else {
      for (std::size_t b = 0; b < 8; ++b) eight |= std::uint64_t{marks[i + b]} << (8 * b);
    }
    // The product brings byte b's lowest bit to bit 56 + b, and no two terms meet.
    words[i / 64] |= ((eight * 0x0102040810204080U) >> 56) << (i % 64);
  }
  std::fill(marks.begin(), marks.end(), std::uint8_t{0});
}

}  // namespace

// Bits are kept as the xor against the encoding of nothing: setting a bit p of the filter toggles p and
// (balanced) the complement's bit, both at their places in the keyed order. So a field's mask is worked
// out once for each different value, and a record is the "or" of its fields' masks.
class Encoder::Work {
 public:
  Work(const Schema& schema, std::string_view secret, KeyedHashMaker hmac,
       const std::vector<std::string>& columns)
      : schema_(schema), hmac_(std::move(hmac)) {
    const std::uint32_t wide = schema.bits * (schema.hardening.balance ? 2 : 1);
    nothing_.resize(wide / 64);
    marks_.resize(wide);
    if (schema.hardening.balance) {
      order_ = keyed_order(hmac_(key_for(hmac_, secret, "order")), wide);
      for (std::uint32_t p = 0; p < schema.bits; ++p) set(nothing_.data(), order_[schema.bits + p]);
    }
    for (const Field& field : schema.fields) {
      columns_.push_back(column_of(columns, field.name));
      keys_.push_back(key_for(hmac_, secret, "field " + field.name));
      masks_.emplace_back(nothing_.size());
    }
    if (const auto& salt = schema.hardening.salt) salt_column_ = column_of(columns, salt->field);
    if (schema.hardening.flips_per_mille > 0) {
      flips_.emplace(hmac_(key_for(hmac_, secret, "flips")), schema.encoded_bits(),
                     schema.hardening.flips_per_mille);
    }
  }

  [[nodiscard]] std::size_t words() const { return schema_.encoded_bits() / 64; }

  void encode(const std::vector<std::string_view>& values, std::string_view token, std::uint64_t* out) {
    Salted& salted = salted_for(values);
    filter_.assign(nothing_.size(), 0);
    std::uint64_t known = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string_view value = values[columns_[i]];
      if (!value.empty() && add(salted, i, value)) known |= std::uint64_t{1} << i;
    }
    take_marks(marks_, filter_.data());
    tally(known);
    for (std::size_t w = 0; w < filter_.size(); ++w) filter_[w] ^= nothing_[w];
    if (schema_.hardening.fold) fold_halves(filter_.data(), filter_.size());
    if (flips_) flips_->turn(token, filter_.data());
    std::copy_n(filter_.begin(), words(), out);
  }

  FillTally fill;
  std::uint64_t without_salt = 0;

 private:
  /// What belongs to one salt (or to none): a key, and so other places, for each field.
  struct Salted {
    std::uint32_t number = 0;
    std::vector<GramPlaces> fields;
  };

  static void set(std::uint64_t* words, std::uint32_t place) {
    words[place / 64] |= std::uint64_t{1} << (place % 64);
  }

  Salted& salted_for(const std::vector<std::string_view>& values) {
    if (!salt_column_ && unsalted_ != nullptr) return *unsalted_;
    std::string salt;
    if (salt_column_) {
      const Salt& of = *schema_.hardening.salt;
      const std::string value = normal_form(values[*salt_column_], of.form);
      salt = first_letters(value, of.first);
      if (salt.empty()) ++without_salt;
    }
    Salted& salted = salted_[salt];
    if (salted.fields.empty()) {
      salted.number = static_cast<std::uint32_t>(salted_.size());
      for (const std::string& key : keys_) {
        salted.fields.emplace_back(hmac_(salt_column_ ? bytes_of(hmac_(key)("salt " + salt)) : key),
                                   schema_.bits);
      }
    }
    if (!salt_column_) unsalted_ = &salted;
    return salted;
  }

  /// Sets the bits of one value; false when nothing of it is left in its normal form.
  bool add(Salted& salted, std::size_t field, std::string_view value) {
    std::size_t slot = 0;
    const std::uint64_t* mask = masks_[field].find(value, salted.number, slot);
    if (mask == nullptr) {
      const std::string normal = normal_form(value, schema_.fields[field].form);
      if (normal.empty()) return false;
      std::uint64_t* made = masks_[field].keep(value, salted.number, slot);
      if (made == nullptr) {
        draw(salted, field, normal, [marks = marks_.data()](std::uint32_t place) { marks[place] = 1; });
        return true;
      }
      draw(salted, field, normal, [made](std::uint32_t place) { set(made, place); });
      mask = made;
    }
    for (std::size_t w = 0; w < filter_.size(); ++w) filter_[w] |= mask[w];
    return true;
  }

  template <class Put>
  void draw(Salted& salted, std::size_t number, std::string_view normal, Put put) {
    const Field& field = schema_.fields[number];
    const std::vector<Gram>& grams = cutter_.cut(normal, field.grams, field.placed);
    // The field's bits are spread over its grams as evenly as whole numbers can.
    const auto count = static_cast<std::uint32_t>(grams.size());
    const std::uint32_t each = field.bits / count;
    const std::uint32_t over = field.bits % count;
    std::uint32_t left_over = 0;
    for (const Gram& gram : grams) {
      std::uint32_t share = each;
      left_over += over;
      if (left_over >= count) {
        left_over -= count;
        ++share;
      }
      if (share > 0) put_all(salted.fields[number].of(gram, share), share, put);
    }
  }

  template <class Put>
  void put_all(const std::uint16_t* places, std::uint32_t count, Put put) const {
    if (order_.empty()) {
      for (std::uint32_t j = 0; j < count; ++j) put(places[j]);
      return;
    }
    for (std::uint32_t j = 0; j < count; ++j) {
      put(order_[places[j]]);
      put(order_[places[j] + schema_.bits]);
    }
  }

  void tally(std::uint64_t known) {
    const std::uint64_t bits = ones_of(filter_.data(), filter_.size());
    fill.bits_set += schema_.hardening.balance ? bits / 2 : bits;
    ++fill.records;
    if (known != pattern_ || records_of_pattern_ == nullptr) {
      pattern_ = known;
      records_of_pattern_ = &fill.patterns[known];
    }
    ++*records_of_pattern_;
  }

  Schema schema_;
  KeyedHashMaker hmac_;
  std::vector<std::size_t> columns_;
  std::vector<std::string> keys_;
  std::optional<std::size_t> salt_column_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint64_t> nothing_;
  std::optional<Flips> flips_;
  std::unordered_map<std::string, Salted> salted_;
  Salted* unsalted_ = nullptr;
  std::uint64_t pattern_ = 0;
  std::uint64_t* records_of_pattern_ = nullptr;  ///< in fill.patterns, whose entries stay where they are
  std::vector<ValueMasks> masks_;
  GramCutter cutter_;
  std::vector<std::uint64_t> filter_;
  std::vector<std::uint8_t> marks_;
};

Encoder::Encoder(const Schema& schema, std::string_view secret, const KeyedHashMaker& hmac,
                 const std::vector<std::string>& columns)
    : work_(std::make_unique<Work>(schema, secret, hmac, columns)) {}
Encoder::~Encoder() = default;
Encoder::Encoder(Encoder&&) noexcept = default;

std::size_t Encoder::words() const { return work_->words(); }
void Encoder::encode(const std::vector<std::string_view>& values, std::string_view token,
                     std::uint64_t* out) {
  work_->encode(values, token, out);
}
const FillTally& Encoder::fill() const { return work_->fill; }
std::uint64_t Encoder::without_salt() const { return work_->without_salt; }

Tokens::Tokens(std::string_view secret, const KeyedHashMaker& hmac, std::string_view member)
    : hash_(hmac(key_for(hmac, secret, "tokens of " + std::string(member)))) {}

std::string Tokens::of(std::string_view record) const {
  return hex_of(bytes_of(hash_(record)).substr(0, 16));
}

std::string key_value(const MatchKey& key, std::size_t number, const std::vector<std::string>& columns,
                      const std::vector<std::string_view>& values) {
  std::string text = std::to_string(number);
  for (const KeyPart& part : key) {
    const std::string value = normal_form(values[column_of(columns, part.field)], part.form);
    if (value.empty()) return {};
    text += between;
    text += part.first > 0 ? first_letters(value, part.first) : std::string_view(value);
  }
  return text;
}

MatchKeys::MatchKeys(const Schema& schema, std::string_view secret, const KeyedHashMaker& hmac,
                     std::vector<std::string> columns)
    : keys_(schema.keys), columns_(std::move(columns)), hash_(hmac(key_for(hmac, secret, "match keys"))) {}

std::vector<std::string> MatchKeys::of(const std::vector<std::string_view>& values) const {
  std::vector<std::string> digests;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const std::string value = key_value(keys_[i], i, columns_, values);
    digests.push_back(value.empty() ? std::string() : bytes_of(hash_(value)).substr(0, 16));
  }
  return digests;
}

std::string check_value(std::string_view secret, const KeyedHashMaker& hmac) {
  return hex_of(bytes_of(hmac(key_for(hmac, secret, "check"))("outturn encodings 1")).substr(0, 8));
}

}  // namespace outturn::sealed
