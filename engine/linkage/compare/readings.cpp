#include "engine/linkage/compare/readings.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "engine/base/problem.h"
#include "engine/linkage/compare/read_word.h"

namespace outturn::linkage {
namespace {

using Form = Reading::Form;
using Kind = Condition::Kind;

bool is_value(const Reading& reading) { return reading.form == Form::day || reading.form == Form::number; }

/// The one column a reading is of; empty when it joins several.
std::string only_column(const Reading& reading) {
  std::vector<std::string> columns;
  collect_columns(reading, columns);
  return columns.size() == 1 && reading.form != Form::joined ? columns[0] : std::string();
}

const Column& column_named(const Records& records, const std::string& name) {
  const Column* column = records.column(name);
  if (column == nullptr) throw Fault("the model reads column " + name + ", which the records lack");
  return *column;
}

/// What a reading that joins columns gives for one record; false when part of it is missing.
bool join(const Records& records, const Reading& reading, std::size_t record, std::string& out) {
  if (reading.form == Form::joined && reading.of.empty()) {
    out += reading.text;
    return true;
  }
  if (reading.form != Form::joined) {
    const Column& column = column_named(records, only_column(reading));
    const Code code = column.codes[record];
    if (code == missing) return false;
    const auto word = word_reader(reading)(column.words.words[static_cast<std::size_t>(code)]);
    if (!word) return false;
    out += *word;
    return true;
  }
  return std::all_of(reading.of.begin(), reading.of.end(),
                     [&](const Reading& part) { return join(records, part, record, out); });
}

/// The codes of a reading that joins columns: each combination of their words is joined once.
std::vector<Code> joined_codes(const Records& records, const Reading& reading, WordIndex& index) {
  std::vector<std::string> names;
  collect_columns(reading, names);
  std::vector<const Column*> columns;
  for (const std::string& name : names) columns.push_back(&column_named(records, name));
  std::map<std::vector<Code>, Code> known;
  std::vector<Code> codes(records.size());
  std::vector<Code> key(columns.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    for (std::size_t c = 0; c < columns.size(); ++c) key[c] = columns[c]->codes[i];
    const auto [at, fresh] = known.try_emplace(key, missing);
    if (fresh) {
      std::string text;
      if (join(records, reading, i, text)) {
        at->second = index.find(text);
        if (at->second < 0) at->second = index.add_missing(text);
      }
    }
    codes[i] = at->second;
  }
  return codes;
}

std::vector<Code> word_codes(const Records& records, const Reading& reading, WordIndex& index) {
  const Column& column = column_named(records, only_column(reading));
  const WordReader read = word_reader(reading);
  std::vector<Code> of_word(column.words.words.size(), missing);
  for (std::size_t w = 0; w < of_word.size(); ++w) {
    const auto text = read(column.words.words[w]);
    if (!text) continue;
    of_word[w] = index.find(*text);
    if (of_word[w] < 0) of_word[w] = index.add_missing(*text);
  }
  std::vector<Code> codes(records.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const Code code = column.codes[i];
    codes[i] = code == missing ? missing : of_word[static_cast<std::size_t>(code)];
  }
  return codes;
}

}  // namespace

Readings::Readings(const Model& model) {
  for (const Comparison& comparison : model.comparisons) {
    for (const Level& level : comparison.levels) {
      want(level.when);
      if (!level.frequency_of.empty()) want(column_reading(level.frequency_of));
    }
  }
  for (const BlockingRule& rule : model.rules) {
    for (const BlockingRule::Key& key : rule.keys) {
      want(key.left);
      want(key.right);
      share(slot(key.left), slot(key.right));
    }
    for (const Condition& condition : rule.also) want(condition);
  }
}

void Readings::want(const Reading& reading) {
  if (std::find(readings_.begin(), readings_.end(), reading) != readings_.end()) return;
  space_of_.push_back(readings_.size());
  readings_.push_back(reading);
  valued_.push_back(is_value(reading));
}

void Readings::want(const Condition& condition) {
  for (const Condition& part : condition.of) want(part);
  if (!condition.of.empty() || condition.kind == Kind::always) return;
  if (condition.kind != Kind::right_missing) want(condition.left);
  if (condition.kind != Kind::left_missing) want(condition.right);
  if (condition.kind == Kind::same) share(slot(condition.left), slot(condition.right));
}

void Readings::share(std::size_t a, std::size_t b) {
  const std::size_t from = std::max(space_of_[a], space_of_[b]);
  const std::size_t to = std::min(space_of_[a], space_of_[b]);
  std::replace(space_of_.begin(), space_of_.end(), from, to);
}

std::size_t Readings::slot(const Reading& reading) const {
  const auto found = std::find(readings_.begin(), readings_.end(), reading);
  if (found == readings_.end()) throw Fault("a reading was not prepared");
  return static_cast<std::size_t>(found - readings_.begin());
}

void Readings::fill(std::size_t slot, const std::vector<Code>& of_record) {
  if (of_record.empty()) return;
  const std::size_t width = readings_.size();
  Code* to = &rows_[slot];
  for (const Code code : of_record) {
    *to = code;
    to += width;
  }
}

void Readings::read_value(const Records& records, std::size_t slot) {
  const Column& column = column_named(records, only_column(readings_[slot]));
  const ValueReader read = value_reader(readings_[slot]);
  std::vector<Code> of_word(column.words.words.size(), missing_value);
  for (std::size_t w = 0; w < of_word.size(); ++w) {
    if (const auto value = read(column.words.words[w])) of_word[w] = *value;
  }
  std::vector<Code> codes(records.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const Code code = column.codes[i];
    codes[i] = code == missing ? missing_value : of_word[static_cast<std::size_t>(code)];
  }
  fill(slot, codes);
}

void Readings::read_space(const Records& records, std::size_t number) {
  Space& space = spaces_[number];
  std::vector<std::size_t> slots;
  for (std::size_t s = 0; s < readings_.size(); ++s) {
    if (space_of_[s] == number) slots.push_back(s);
  }
  if (slots.empty() || valued_[slots[0]]) return;
  const bool plain = slots.size() == 1 && readings_[slots[0]].form == Form::column;
  if (plain) {
    const Column& column = column_named(records, readings_[slots[0]].text);
    space.dictionary = &column.words;
    fill(slots[0], column.codes);
  } else {
    WordIndex index(space.own);
    for (const std::size_t s : slots) {
      const Reading& reading = readings_[s];
      fill(s, only_column(reading).empty() ? joined_codes(records, reading, index)
                                           : word_codes(records, reading, index));
    }
    space.dictionary = &space.own;
  }
  space.letters.reserve(space.dictionary->words.size());
  for (const std::string& word : space.dictionary->words) space.letters.push_back(signature(word));
}

/// As read, a record at a time: the batches are small beside what is there.
void Readings::extend_slot(const Records& records, std::size_t slot) {
  const Reading& reading = readings_[slot];
  const std::size_t width = readings_.size();
  Space& space = spaces_[space_of_[slot]];
  const std::string only = only_column(reading);
  const Column* const column = only.empty() ? nullptr : &column_named(records, only);
  const bool plain = !valued_[slot] && space.dictionary != &space.own;
  const ValueReader value = valued_[slot] ? value_reader(reading) : ValueReader();
  const WordReader word = column != nullptr && !valued_[slot] && !plain ? word_reader(reading) : WordReader();
  for (std::size_t i = records_; i < records.size(); ++i) {
    Code& to = rows_[i * width + slot];
    const Code code = column != nullptr ? column->codes[i] : 0;
    to = valued_[slot] ? missing_value : missing;
    if (code == missing) continue;
    std::optional<std::string> text;
    if (plain) {
      to = code;
    } else if (valued_[slot]) {
      to = value(column->words.words[static_cast<std::size_t>(code)]).value_or(missing_value);
    } else if (column != nullptr) {
      text = word(column->words.words[static_cast<std::size_t>(code)]);
    } else if (std::string joined; join(records, reading, i, joined)) {
      text = std::move(joined);
    }
    if (!text) continue;
    to = space.index->find(*text);
    if (to < 0) to = space.index->add_missing(*text);
  }
}

void Readings::extend(const Records& records) {
  if (records_ == 0) {
    read(records);
    return;
  }
  rows_.resize(records.size() * readings_.size(), missing);
  for (std::size_t s = 0; s < readings_.size(); ++s) {
    Space& space = spaces_[space_of_[s]];
    if (space.dictionary == &space.own && !space.index) {
      space.index.emplace(space.own);
      space.index->take_in();
    }
    extend_slot(records, s);
  }
  for (Space& space : spaces_) {
    if (space.dictionary == nullptr) continue;
    for (std::size_t w = space.letters.size(); w < space.dictionary->words.size(); ++w)
      space.letters.push_back(signature(space.dictionary->words[w]));
  }
  records_ = records.size();
}

void Readings::read(const Records& records) {
  records_ = records.size();
  rows_.assign(records_ * readings_.size(), missing);
  spaces_.clear();
  spaces_.resize(readings_.size());
  for (std::size_t s = 0; s < readings_.size(); ++s) {
    if (valued_[s]) read_value(records, s);
  }
  for (std::size_t n = 0; n < spaces_.size(); ++n) read_space(records, n);
}

}  // namespace outturn::linkage
