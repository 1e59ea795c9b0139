#include "adapters/sealed/member.h"

#include <algorithm>
#include <numeric>

#include "adapters/sealed/hashes.h"
#include "adapters/tables/csv_text.h"
#include "engine/linkage/sealed/encoder.h"

namespace outturn::sealed {
namespace {

/// A run of records with an encoder of its own; the parts' results don't depend on where they are cut.
struct Part {
  std::size_t first = 0;
  std::size_t last = 0;
  FillTally fill;
  std::uint64_t without_salt = 0;
};

std::vector<Part> parts_of_work(std::size_t records) {
  constexpr std::size_t least = 20'000;  // below it what an encoder keeps is worth more than a second core
  const std::size_t size = std::max(least, (records + 7) / 8);
  std::vector<Part> parts;
  for (std::size_t first = 0; first < records; first += size) {
    parts.push_back({first, std::min(first + size, records)});
  }
  return parts;
}

void add(const FillTally& part, FillTally& to) {
  to.records += part.records;
  to.bits_set += part.bits_set;
  for (const auto& [pattern, records] : part.patterns) to.patterns[pattern] += records;
}

}  // namespace

std::string schema_digest(const Schema& schema) { return hex_of(sha256_bytes(schema_text(schema))); }

Encoded encode_member(const Schema& schema, std::string_view secret, const std::string& member,
                      const std::string& file, const RecordColumns& records, Problems& problems,
                      const TaskRunner& run) {
  Encoded encoded;
  EncodedMember& out = encoded.member;
  out.member = member;
  out.schema = schema_digest(schema);
  out.check = check_value(secret, hmac_sha256);
  out.key_count = schema.keys.size();
  out.tokens.resize(records.rows.size());
  out.filters.words = schema.encoded_bits() / 64;
  out.filters.bits.resize(records.rows.size() * out.filters.words);
  if (out.key_count > 0) out.keys.resize(records.rows.size());
  std::vector<Part> parts = parts_of_work(records.rows.size());
  std::vector<Task> tasks;
  for (Part& part : parts) {
    tasks.push_back({[&] {
                       const Tokens tokens(secret, hmac_sha256, member);
                       const MatchKeys keys(schema, secret, hmac_sha256, records.columns);
                       Encoder encoder(schema, secret, hmac_sha256, records.columns);
                       for (std::size_t i = part.first; i < part.last; ++i) {
                         const auto& values = records.rows[i];
                         out.tokens[i] = tokens.of(values.front());
                         if (out.key_count > 0) out.keys[i] = keys.of(values);
                         if (out.filters.words == 0) continue;
                         encoder.encode(values, out.tokens[i], &out.filters.bits[i * out.filters.words]);
                       }
                       part.fill = encoder.fill();
                       part.without_salt = encoder.without_salt();
                     },
                     {}});
  }
  run(tasks);
  for (const Part& part : parts) {
    add(part.fill, encoded.fill);
    encoded.without_salt += part.without_salt;
  }
  check_fill(encoded.fill, schema, file, problems);
  return encoded;
}

std::string token_list(const std::vector<std::string>& tokens, const RecordColumns& records) {
  std::vector<std::size_t> order(tokens.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return tokens[a] < tokens[b]; });
  std::string text = "token,record\n";
  for (const std::size_t i : order)
    text += tokens[i] + "," + tables::csv_cell(records.rows[i].front()) + "\n";
  return text;
}

}  // namespace outturn::sealed
