#include "engine/linkage/compare/readings.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>

#include "engine/base/problem.h"
#include "engine/linkage/compare/read_word.h"

namespace outturn::linkage {
namespace {

using Form = Reading::Form;
using Kind = Condition::Kind;

bool is_value(const Reading& reading) { return reading.form == Form::day || reading.form == Form::number; }

bool joins(const Reading& reading) {
  return reading.form == Form::joined || std::any_of(reading.of.begin(), reading.of.end(), joins);
}

/// The one column a reading is of; empty when it joins several.
std::string only_column(const Reading& reading) {
  std::vector<std::string> columns;
  collect_columns(reading, columns);
  return columns.size() == 1 && !joins(reading) ? columns[0] : std::string();
}

const Column& column_named(const Records& records, const std::string& name) {
  const Column* column = records.column(name);
  if (column == nullptr) throw Fault("the model reads column " + name + ", which the records lack");
  return *column;
}

/// The reading's last step alone, to be taken on a text that is there already.
Reading last_step(Reading reading) {
  reading.of.clear();
  return reading;
}

/// What a reading that joins columns gives for a record; nullopt when part of it is missing.
using RecordReader = std::function<std::optional<std::string>(std::size_t record)>;

RecordReader record_reader(const Records& records, const Reading& reading) {
  if (reading.form == Form::column) {
    return [&column = column_named(records, reading.text)](std::size_t record) {
      const Code code = column.codes[record];
      return code == missing ? std::nullopt
                             : std::optional(column.words.words[static_cast<std::size_t>(code)]);
    };
  }
  if (reading.form == Form::joined && reading.of.empty()) {
    return [text = reading.text](std::size_t) { return std::optional(text); };
  }
  std::vector<RecordReader> parts;
  for (const Reading& part : reading.of) parts.push_back(record_reader(records, part));
  return [parts, step = word_reader(last_step(reading))](std::size_t record) -> std::optional<std::string> {
    std::string text;
    for (const RecordReader& part : parts) {
      const auto one = part(record);
      if (!one) return std::nullopt;
      text += *one;
    }
    return step(text);
  };
}

/// Codes of a reading that joins columns: each combination of their words is read once. `code_of` gives the
/// code of a text.
template <class CodeOf>
std::vector<Code> joined_codes(const Records& records, const Reading& reading, Code if_missing,
                               const CodeOf& code_of) {
  std::vector<std::string> names;
  collect_columns(reading, names);
  std::vector<const Column*> columns;
  for (const std::string& name : names) columns.push_back(&column_named(records, name));
  const RecordReader read = record_reader(records, reading);
  std::map<std::vector<Code>, Code> known;
  std::vector<Code> codes(records.size());
  std::vector<Code> key(columns.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    for (std::size_t c = 0; c < columns.size(); ++c) key[c] = columns[c]->codes[i];
    const auto [at, fresh] = known.try_emplace(key, if_missing);
    if (fresh) {
      if (const auto text = read(i)) at->second = code_of(*text);
    }
    codes[i] = at->second;
  }
  return codes;
}

Code code_in(WordIndex& index, const std::string& text) {
  const Code code = index.find(text);
  return code < 0 ? index.add_missing(text) : code;
}

std::vector<Code> word_codes(const Records& records, const Reading& reading, WordIndex& index) {
  const Column& column = column_named(records, only_column(reading));
  const WordReader read = word_reader(reading);
  std::vector<Code> of_word(column.words.words.size(), missing);
  for (std::size_t w = 0; w < of_word.size(); ++w) {
    const auto text = read(column.words.words[w]);
    if (text) of_word[w] = code_in(index, *text);
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
  none_.push_back(is_value(reading) ? missing_value : missing);
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
  const Reading& reading = readings_[slot];
  if (only_column(reading).empty()) {
    const auto code_of = [read = value_reader(last_step(reading))](const std::string& text) {
      return read(text).value_or(missing_value);
    };
    fill(slot, joined_codes(records, reading.of.at(0), missing_value, code_of));
    return;
  }
  const Column& column = column_named(records, only_column(reading));
  const ValueReader read = value_reader(reading);
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
      const auto code_of = [&index](const std::string& text) { return code_in(index, text); };
      fill(s, only_column(reading).empty() ? joined_codes(records, reading, missing, code_of)
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
  const RecordReader joined = column == nullptr ? record_reader(records, reading) : RecordReader();
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
    } else {
      text = joined(i);
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
  space_at_.clear();
  for (const std::size_t space : space_of_) space_at_.push_back(&spaces_[space]);
  for (std::size_t s = 0; s < readings_.size(); ++s) {
    if (valued_[s]) read_value(records, s);
  }
  for (std::size_t n = 0; n < spaces_.size(); ++n) read_space(records, n);
}

}  // namespace outturn::linkage
