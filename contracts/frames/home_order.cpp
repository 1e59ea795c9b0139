#include "contracts/frames/home_order.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "contracts/language/names.h"

namespace outturn::compile {
namespace {

bool unknown(const FactData& data, std::uint32_t row) { return !data.known.empty() && data.known[row] == 0; }

/// -1, 0, 1 by what the cells hold.
int compare_cells(const FactColumn& shape, const FactData& data, std::uint32_t a, std::uint32_t b) {
  if (unknown(data, a) != unknown(data, b)) return unknown(data, a) ? 1 : -1;
  const auto order = [](const auto& x, const auto& y) { return x < y ? -1 : (y < x ? 1 : 0); };
  if (!data.numbers.empty()) return order(data.numbers[a], data.numbers[b]);
  const bool words =
      shape.type == FactType::key || shape.type == FactType::link || shape.type == FactType::text;
  if (!words || data.small[a] == data.small[b]) return words ? 0 : order(data.small[a], data.small[b]);
  const auto& dictionary = data.dictionary.words;
  return order(dictionary[static_cast<std::size_t>(data.small[a])],
               dictionary[static_cast<std::size_t>(data.small[b])]);
}

class ByContent {
 public:
  ByContent(const Table& table, int key_column) : table_(table) {
    if (key_column >= 0) columns_.push_back(static_cast<std::size_t>(key_column));
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (static_cast<int>(i) != key_column) columns_.push_back(i);
    }
  }
  bool operator()(std::uint32_t a, std::uint32_t b) const {
    for (const std::size_t i : columns_) {
      const int order = compare_cells(table_.shape.columns[i], table_.columns[i], a, b);
      if (order != 0) return order < 0;
    }
    return table_.lines[a] < table_.lines[b];
  }

 private:
  const Table& table_;
  std::vector<std::size_t> columns_;
};

struct Packed {
  std::uint64_t key;
  std::uint32_t row;
};

/// All sort keys in one number, when they fit 64 bits: sorting millions of rows then takes a second.
bool pack(const std::vector<SortKey>& keys, std::vector<Packed>& rows) {
  int used = 0;
  for (const SortKey& key : keys) {
    const auto [least, most] = std::minmax_element(key.numbers.begin(), key.numbers.end());
    const auto span = static_cast<std::uint64_t>(*most) - static_cast<std::uint64_t>(*least);
    const int bits = static_cast<int>(std::bit_width(span));
    used += bits;
    if (used > 64 || bits >= 64) return false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].key = (rows[i].key << bits) |
                    (static_cast<std::uint64_t>(key.numbers[i]) - static_cast<std::uint64_t>(*least));
    }
  }
  return true;
}

}  // namespace

std::vector<std::string> home_order_of(const language::Contract& contract, const language::Input& input) {
  std::vector<std::string> order = input.order;
  for (const language::Cap& cap : contract.caps) {
    const bool here = std::any_of(cap.on.begin(), cap.on.end(), [&](const std::string& name) {
      const language::Payment* payment = language::by_name(contract.payments, name);
      return payment != nullptr && payment->each == input.each;
    });
    if (here && !cap.order.empty()) order = cap.order;
  }
  return order;
}

std::vector<std::uint32_t> sorted_rows(const Table& table, const std::vector<SortKey>& keys, int key_column) {
  std::vector<std::uint32_t> order(table.rows);
  std::iota(order.begin(), order.end(), 0U);
  const ByContent by_content(table, key_column);
  if (table.rows < 2) return order;
  std::vector<Packed> packed(table.rows);
  for (std::uint32_t i = 0; i < table.rows; ++i) packed[i] = {0, i};
  if (keys.empty() || !pack(keys, packed)) {
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      for (const SortKey& key : keys) {
        if (key.numbers[a] != key.numbers[b]) return key.numbers[a] < key.numbers[b];
      }
      return by_content(a, b);
    });
    return order;
  }
  std::sort(packed.begin(), packed.end(), [](const Packed& a, const Packed& b) { return a.key < b.key; });
  for (std::size_t i = 0; i < packed.size(); ++i) order[i] = packed[i].row;
  for (std::size_t first = 0; first < packed.size();) {
    std::size_t last = first + 1;
    while (last < packed.size() && packed[last].key == packed[first].key) ++last;
    if (last - first > 1)
      std::sort(order.begin() + static_cast<std::ptrdiff_t>(first),
                order.begin() + static_cast<std::ptrdiff_t>(last), by_content);
    first = last;
  }
  return order;
}

}  // namespace outturn::compile
