#include "engine/comparison/baseline/people_strata.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/comparison/baseline/stratum_told.h"
#include "engine/comparison/baseline/word_match.h"

namespace outturn::comparison {
namespace {

using Key = std::uint64_t;

/// One `match`: the published field and the people's column.
struct FieldMatched {
  FieldTexts texts;
  std::vector<std::vector<std::uint32_t>> number_of;  ///< by table and its code; the number in `texts`
  std::vector<std::optional<PublishedField>> fields;  ///< by table
  const WordColumn* column = nullptr;
  std::vector<std::int64_t> number_of_word;  ///< of the people's words; -1: nowhere
  Key radix = 1;
};

class Stratifier {
 public:
  Stratifier(const Stratifying& by, const BaselinePeople& people, Problems& problems)
      : by_(by), people_(people), problems_(problems), told_(by, people, problems) {}

  std::optional<Stratified> made() {
    rows_ = rows_where(by_.spec, by_.tables, by_.standard, problems_);
    if (problems_.has_errors() || !fields() || !radixes() || !words()) return std::nullopt;
    index_rows();
    count();
    if (problems_.has_errors()) return std::nullopt;
    rates();
    if (problems_.has_errors()) return std::nullopt;
    return std::move(out_);
  }

 private:
  bool fields() {
    for (const FieldPair& pair : by_.spec.match) {
      FieldMatched one;
      for (const Published& table : by_.tables) one.fields.push_back(PublishedField::find(table, pair.field));
      for (std::size_t t = 0; t < by_.tables.size(); ++t)
        if (by_.spec.published[t].standard == by_.standard && !one.fields[t]) told_.no_field(pair, t);
      for (const WordColumn& column : people_.columns)
        if (column.name == pair.with) one.column = &column;
      if (one.column == nullptr) throw Fault("a column to match on was not read: " + pair.with);
      matches_.push_back(std::move(one));
    }
    if (problems_.has_errors()) return false;
    for (FieldMatched& one : matches_) texts(one);
    return true;
  }

  /// Numbers the texts of the rows that are left, over all tables.
  void texts(FieldMatched& one) {
    constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::unordered_map<std::string, std::uint32_t> met;
    one.number_of.resize(by_.tables.size());
    for (std::size_t t = 0; t < by_.tables.size(); ++t)
      if (one.fields[t]) one.number_of[t].assign(one.fields[t]->texts().size(), none);
    for (const RowAt& at : rows_) {
      const PublishedField& field = *one.fields[at.table];
      const std::uint32_t code = field.code(at.row);
      if (one.number_of[at.table][code] != none) continue;
      const std::string& text = field.texts()[code];
      const auto [place, is_new] = met.try_emplace(text, static_cast<std::uint32_t>(one.texts.texts.size()));
      one.number_of[at.table][code] = place->second;
      if (!is_new) continue;
      one.texts.texts.push_back(text);
      one.texts.meanings.push_back({field.period(code), field.group(code)});
    }
  }

  bool radixes() {
    Key radix = 1;
    for (FieldMatched& one : matches_) {
      one.radix = radix;
      const Key size = std::max<Key>(one.texts.texts.size(), 1);
      if (radix > std::numeric_limits<Key>::max() / size) {
        problems_.add(problem_at("B14", by_.spec.file, by_.spec.match.front().span,
                                 "there are more combinations of these fields than can be numbered", {},
                                 {"Match on fewer fields."}));
        return false;
      }
      radix *= size;
    }
    return true;
  }

  /// Where each word of the people stands in the published field.
  bool words() {
    for (std::size_t m = 0; m < matches_.size(); ++m) {
      FieldMatched& one = matches_[m];
      std::vector<std::uint64_t> people(one.column->words.size(), 0);
      for (const std::int32_t code : one.column->codes) ++people[static_cast<std::size_t>(code)];
      for (std::size_t w = 0; w < one.column->words.size(); ++w) {
        const auto found = texts_for(one.texts, one.column->words[w]);
        one.number_of_word.push_back(found.size() == 1 ? found.front() : -1);
        if (found.size() != 1)
          told_.word(by_.spec.match[m], one.texts, one.column->words[w], people[w], found);
      }
    }
    told_.words_done();
    return !problems_.has_errors();
  }

  void index_rows() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      Key key = 0;
      for (const FieldMatched& one : matches_)
        key += one.radix * one.number_of[rows_[i].table][one.fields[rows_[i].table]->code(rows_[i].row)];
      const auto [at, is_new] = row_of_.try_emplace(key, i);
      if (!is_new) twice_.try_emplace(key, i);
    }
  }

  [[nodiscard]] Key key_of(std::size_t person) const {
    Key key = 0;
    for (const FieldMatched& one : matches_)
      key += one.radix *
             static_cast<Key>(one.number_of_word[static_cast<std::size_t>(one.column->codes[person])]);
    return key;
  }

  /// People by key, then strata in the order of the published rows.
  void count() {
    std::vector<Key> keys(people_.size());
    std::unordered_map<Key, std::pair<std::uint64_t, std::uint64_t>> counts;
    for (std::size_t i = 0; i < people_.size(); ++i) {
      keys[i] = key_of(i);
      auto& [people, observed] = counts[keys[i]];
      ++people;
      observed += people_.observed[i];
    }
    std::map<std::size_t, Key> by_row;
    std::map<Key, std::uint64_t> missing;
    for (const auto& [key, counted] : counts) {
      const auto at = row_of_.find(key);
      if (at == row_of_.end()) missing.emplace(key, counted.first);
      if (at != row_of_.end()) by_row.emplace(at->second, key);
    }
    tell_missing(missing);
    std::unordered_map<Key, std::int32_t> stratum_of;
    for (const auto& [row, key] : by_row) {
      if (const auto twice = twice_.find(key); twice != twice_.end())
        told_.twice(words_of_key(key), rows_[row], rows_[twice->second]);
      stratum_of.emplace(key, static_cast<std::int32_t>(out_.strata.size()));
      out_.strata.push_back({rows_[row], words_of_key(key), counts[key].first, counts[key].second, {}});
    }
    if (problems_.has_errors()) return;
    out_.stratum_of_person.reserve(keys.size());
    for (const Key key : keys) out_.stratum_of_person.push_back(stratum_of.at(key));
  }

  [[nodiscard]] std::uint32_t digit(Key key, std::size_t match) const {
    return static_cast<std::uint32_t>(key / matches_[match].radix % matches_[match].texts.texts.size());
  }

  [[nodiscard]] std::string words_of_key(Key key) const {
    std::string out;
    for (std::size_t m = 0; m < matches_.size(); ++m) {
      if (m > 0) out += ", ";
      out += by_.spec.match[m].field + " " + matches_[m].texts.texts[digit(key, m)];
    }
    return out;
  }

  /// The published strata that differ from this one in one field only; in the order of the rows.
  [[nodiscard]] std::vector<std::string> nearest(Key key) const {
    std::vector<std::pair<std::size_t, std::string>> near;
    for (std::size_t m = 0; m < matches_.size(); ++m) {
      for (std::uint32_t other = 0; other < matches_[m].texts.texts.size(); ++other) {
        const Key moved = key + matches_[m].radix * other - matches_[m].radix * digit(key, m);
        const auto at = row_of_.find(moved);
        if (at != row_of_.end()) near.emplace_back(at->second, words_of_key(moved));
      }
    }
    std::sort(near.begin(), near.end());
    std::vector<std::string> out;
    for (auto& [row, words] : near) out.push_back("\"" + std::move(words) + "\"");
    return out;
  }

  void tell_missing(const std::map<Key, std::uint64_t>& missing) {
    std::vector<std::pair<std::uint64_t, Key>> most;
    for (const auto& [key, people] : missing) most.emplace_back(people, key);
    std::sort(most.begin(), most.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    for (std::size_t i = 0; i < most.size() && i < StratumTold::most_shown; ++i)
      told_.no_rate(words_of_key(most[i].second), most[i].first, nearest(most[i].second));
    std::uint64_t people = 0;
    for (std::size_t i = StratumTold::most_shown; i < most.size(); ++i) people += most[i].first;
    if (people > 0) told_.more_without(most.size() - StratumTold::most_shown, people);
  }

  void rates() {
    if (!by_.with_rates) return;
    for (PeopleStratum& one : out_.strata) {
      RowRate rate = rate_of(by_.tables[one.at.table], one.at.row, by_.spec);
      if (rate.rate) {
        one.rate = *rate.rate;
      } else {
        told_.row_without(one, rate.fault);
      }
    }
    told_.rows_done();
  }

  const Stratifying& by_;
  const BaselinePeople& people_;
  Problems& problems_;
  StratumTold told_;
  std::vector<RowAt> rows_;
  std::vector<FieldMatched> matches_;
  std::unordered_map<Key, std::size_t> row_of_;  ///< into rows_
  std::unordered_map<Key, std::size_t> twice_;   ///< the second row of a key
  Stratified out_;
};

}  // namespace

std::uint64_t BaselinePeople::events() const {
  std::uint64_t out = 0;
  for (const std::uint8_t one : observed) out += one;
  return out;
}

std::optional<Stratified> stratified(const Stratifying& by, const BaselinePeople& people,
                                     Problems& problems) {
  auto out = Stratifier(by, people, problems).made();
  if (!out) return std::nullopt;
  if (const std::string fault = stratified_fault(*out, people); !fault.empty())
    throw Fault("people in strata: " + fault);
  return out;
}

std::string stratified_fault(const Stratified& made, const BaselinePeople& people) {
  if (made.stratum_of_person.size() != people.size()) return "not one stratum a person";
  std::vector<std::uint64_t> counted(made.strata.size(), 0);
  for (const std::int32_t stratum : made.stratum_of_person) {
    if (stratum < 0 || static_cast<std::size_t>(stratum) >= counted.size())
      return "somebody is in no stratum";
    ++counted[static_cast<std::size_t>(stratum)];
  }
  for (std::size_t s = 0; s < counted.size(); ++s) {
    if (counted[s] != made.strata[s].people) return "a stratum whose people were miscounted";
    if (made.strata[s].observed > counted[s]) return "more outcomes than people";
    if (s > 0 && !(made.strata[s - 1].at < made.strata[s].at)) return "strata out of order";
  }
  return "";
}

}  // namespace outturn::comparison
