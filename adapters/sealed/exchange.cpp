#include "adapters/sealed/exchange.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "adapters/sealed/base64.h"
#include "adapters/sealed/hashes.h"
#include "adapters/sealed/member.h"
#include "adapters/sealed/oprf.h"
#include "adapters/sealed/sealed_text.h"
#include "engine/linkage/sealed/encoder.h"

namespace outturn::sealed {
namespace {

constexpr const char* blinded_kind = "outturn-psi-blinded";
constexpr const char* kept_kind = "outturn-psi-kept";
constexpr const char* evaluated_kind = "outturn-psi-evaluated";
constexpr std::size_t hash_bytes = 16;

/// A match key's value and whose it is.
struct Value {
  std::string text;
  std::uint32_t key = 0;  ///< from 0
  std::size_t row = 0;
};

/// Every key of every record, by text: the order tells nothing of the order of records.
std::vector<Value> values_of(const Schema& schema, const Side& side) {
  std::vector<Value> values;
  for (std::size_t row = 0; row < side.records->rows.size(); ++row) {
    for (std::uint32_t k = 0; k < schema.keys.size(); ++k) {
      std::string text = key_value(schema.keys[k], k, side.records->columns, side.records->rows[row]);
      if (!text.empty()) values.push_back({std::move(text), k, row});
    }
  }
  std::sort(values.begin(), values.end(),
            [](const Value& a, const Value& b) { return std::tie(a.text, a.row) < std::tie(b.text, b.row); });
  return values;
}

/// A value of two records links neither; it goes unasked.
std::vector<Value> alone(std::vector<Value> values) {
  std::vector<Value> kept;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool before = i > 0 && values[i - 1].text == values[i].text;
    const bool after = i + 1 < values.size() && values[i + 1].text == values[i].text;
    if (!before && !after) kept.push_back(values[i]);
  }
  return kept;
}

/// Work on 0..count-1 in parts, each with an Oprf of its own.
template <class Work>
void in_parts(std::size_t count, const TaskRunner& run, Work work) {
  constexpr std::size_t part = 512;
  std::vector<Task> tasks;
  for (std::size_t first = 0; first < count; first += part) {
    tasks.push_back({[&work, first, count] {
                       const Oprf oprf;
                       for (std::size_t i = first; i < std::min(first + part, count); ++i) work(oprf, i);
                     },
                     {}});
  }
  run(tasks);
}

void refuse(std::string code, const std::string& file, std::string what, std::string mend,
            Problems& problems) {
  problems.add(problem_at(std::move(code), file, {}, std::move(what), {}, {std::move(mend)}));
}

std::string lines_of(const std::vector<std::string>& entries) {
  std::string lines;
  for (const std::string& entry : entries) lines += entry + "\n";
  return lines;
}

}  // namespace

// The seed draws each value's scalar and its place in the file, so that nothing but the seed is kept.
Asked blind_keys(const Schema& schema, const Side& side, const TaskRunner& run) {
  const std::vector<Value> values = alone(values_of(schema, side));
  const std::string seed = random_bytes(32);
  // In an order drawn from the seed: sorted values would tell something of names and numbers.
  std::vector<std::pair<std::string, std::string>> elements(values.size());
  in_parts(values.size(), run, [&](const Oprf& oprf, std::size_t i) {
    elements[i].first = bytes_of(hmac_sha256(seed)(values[i].text));
    elements[i].second = base64_of(oprf.blind(values[i].text, oprf.derive_blind(seed, values[i].text)));
  });
  std::sort(elements.begin(), elements.end());
  std::vector<std::string> lines;
  lines.reserve(elements.size());
  for (auto& element : elements) lines.push_back(std::move(element.second));
  const std::string digest = schema_digest(schema);
  Asked asked;
  asked.values = values.size();
  asked.for_other = sealed_text(
      blinded_kind, {{"member", side.member}, {"schema", digest}, {"values", std::to_string(values.size())}},
      lines_of(lines));
  asked.kept = sealed_text(kept_kind,
                           {{"member", side.member},
                            {"schema", digest},
                            {"input", side.sha256},
                            {"seed", hex_of(seed)},
                            {"blinded", hex_of(sha256_bytes(asked.for_other))}},
                           "");
  return asked;
}

std::optional<Answered> evaluate_keys(const Schema& schema, const Side& side, const std::string& blinded_file,
                                      std::string_view blinded, std::size_t most, Problems& problems,
                                      const TaskRunner& run) {
  const auto text = read_sealed_text(blinded_kind, blinded_file, blinded, problems);
  if (!text) return std::nullopt;
  if (text->at("schema") != schema_digest(schema)) {
    refuse("P7", blinded_file, "this was asked with another schema than the one given",
           "Have both members use the one schema they agreed on.", problems);
    return std::nullopt;
  }
  if (text->lines.size() > most) {
    refuse(
        "P11", blinded_file,
        fmt::format("{} asks {} values; at most {} are answered", text->at("member"), text->lines.size(),
                    most),
        "Each answer tells the other member whether you hold a value. When it really has that many records, "
        "allow more with --most.",
        problems);
    return std::nullopt;
  }
  const std::string key = Oprf().derive_key(random_bytes(32), "outturn psi");
  std::vector<std::string> lines(text->lines.size());
  in_parts(lines.size(), run, [&](const Oprf& oprf, std::size_t i) {
    const auto element = from_base64(text->lines[i]);
    const auto answer = element ? oprf.evaluate(key, *element) : std::nullopt;
    if (answer) lines[i] = base64_of(*answer);
  });
  if (std::find(lines.begin(), lines.end(), "") != lines.end()) {
    refuse("P10", blinded_file, "a line of this file holds no value that can be answered",
           "Have it made again with outturn psi blind.", problems);
    return std::nullopt;
  }
  Answered answered;
  answered.asked = lines.size();
  const std::string token_key = random_bytes(32);
  const Tokens tokens(token_key, hmac_sha256, side.member);
  for (const auto& row : side.records->rows) answered.tokens.push_back(tokens.of(row.front()));
  const std::vector<Value> values = alone(values_of(schema, side));
  std::vector<std::string> own(values.size());
  in_parts(values.size(), run, [&](const Oprf& oprf, std::size_t i) {
    const std::string hash = oprf.evaluate_own(key, values[i].text).substr(0, hash_bytes);
    own[i] = base64_of(hash) + " " + answered.tokens[values[i].row];
  });
  std::sort(own.begin(), own.end());
  const std::vector<std::pair<std::string, std::string>> header{{"member", side.member},
                                                                {"schema", text->at("schema")},
                                                                {"blinded", hex_of(sha256_bytes(blinded))},
                                                                {"answers", std::to_string(lines.size())}};
  answered.for_other = sealed_text(evaluated_kind, header, lines_of(lines) + lines_of(own));
  return answered;
}

namespace {

/// A, with what came back.
class Finish {
 public:
  Finish(const Schema& schema, const Side& side, Problems& problems)
      : schema_(schema), side_(side), problems_(problems) {}

  std::optional<Finished> done(const std::string& kept_file, std::string_view kept_bytes,
                               const std::string& evaluated_file, std::string_view evaluated_bytes,
                               const TaskRunner& run) {
    kept_ = read_sealed_text(kept_kind, kept_file, kept_bytes, problems_);
    answer_ = read_sealed_text(evaluated_kind, evaluated_file, evaluated_bytes, problems_);
    if (!kept_ || !answer_ || !belong_together(kept_file, evaluated_file)) return std::nullopt;
    seed_ = from_hex(kept_->at("seed")).value_or("");
    values_ = alone(values_of(schema_, side_));
    const auto answers = answer_->number("answers", answer_->lines.size());
    if (!answers || *answers != values_.size() || seed_.size() != 32 || !hashes(run)) {
      refuse("P10", evaluated_file, "this file does not answer what was asked",
             "Have it made again with outturn psi evaluate.", problems_);
      return std::nullopt;
    }
    return Finished{answer_->at("member"), pairs()};
  }

 private:
  bool belong_together(const std::string& kept_file, const std::string& evaluated_file) {
    if (kept_->at("schema") != schema_digest(schema_) || kept_->at("input") != side_.sha256) {
      refuse("P10", kept_file, "this was kept for another schema, or for records that were other ones then",
             "Give the schema and the records that were given to outturn psi blind.", problems_);
      return false;
    }
    if (kept_->at("blinded") != answer_->at("blinded")) {
      refuse("P10", evaluated_file, "this answers another file than the one made with what was kept",
             "Look which of the files belong to one exchange.", problems_);
      return false;
    }
    return true;
  }

  bool hashes(const TaskRunner& run) {
    std::vector<std::pair<std::string, std::size_t>> order;  // as the file for B was shuffled
    const KeyedHash shuffle = hmac_sha256(seed_);
    for (std::size_t i = 0; i < values_.size(); ++i)
      order.emplace_back(bytes_of(shuffle(values_[i].text)), i);
    std::sort(order.begin(), order.end());
    hashes_.resize(values_.size());
    in_parts(order.size(), run, [&](const Oprf& oprf, std::size_t place) {
      const Value& value = values_[order[place].second];
      const auto element = from_base64(answer_->lines[place]);
      if (!element) return;
      const auto hash = oprf.finalize(value.text, oprf.derive_blind(seed_, value.text), *element);
      if (hash) hashes_[order[place].second] = base64_of(hash->substr(0, hash_bytes));
    });
    return std::find(hashes_.begin(), hashes_.end(), "") == hashes_.end();
  }

  /// The first key of the schema on which a record is met decides; a record is in one pair at most.
  std::vector<KeyPair> pairs() {
    std::map<std::string_view, std::string_view> own;  // B's hash -> token
    for (std::size_t i = values_.size(); i < answer_->lines.size(); ++i) {
      const auto parts = parts_of(answer_->lines[i]);
      if (parts.size() == 2) own.emplace(parts[0], parts[1]);
    }
    std::vector<KeyPair> pairs;
    std::set<std::size_t> rows;
    std::set<std::string_view> tokens;
    for (std::uint32_t key = 0; key < schema_.keys.size(); ++key) {
      for (std::size_t i = 0; i < values_.size(); ++i) {
        const auto met = own.find(hashes_[i]);
        if (values_[i].key != key || met == own.end()) continue;
        if (rows.count(values_[i].row) > 0 || tokens.count(met->second) > 0) continue;
        rows.insert(values_[i].row);
        tokens.insert(met->second);
        pairs.push_back(
            {std::string(side_.records->rows[values_[i].row].front()), std::string(met->second), key + 1});
      }
    }
    std::sort(pairs.begin(), pairs.end(),
              [](const KeyPair& a, const KeyPair& b) { return a.record < b.record; });
    return pairs;
  }

  const Schema& schema_;
  const Side& side_;
  Problems& problems_;
  std::optional<SealedText> kept_;
  std::optional<SealedText> answer_;
  std::string seed_;
  std::vector<Value> values_;
  std::vector<std::string> hashes_;
};

}  // namespace

std::optional<Finished> finish_keys(const Schema& schema, const Side& side, const std::string& kept_file,
                                    std::string_view kept, const std::string& evaluated_file,
                                    std::string_view evaluated, Problems& problems, const TaskRunner& run) {
  return Finish(schema, side, problems).done(kept_file, kept, evaluated_file, evaluated, run);
}

}  // namespace outturn::sealed
