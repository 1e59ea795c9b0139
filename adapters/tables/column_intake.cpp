#include "adapters/tables/column_intake.h"

#include "adapters/tables/characters.h"
#include "adapters/tables/number_cells.h"
#include "adapters/tables/word_cells.h"

namespace outturn::tables {
namespace {

WordIndex::Compare compare_for(FactType type) {
  return type == FactType::key ? WordIndex::Compare::case_blind : WordIndex::Compare::exactly;
}

}  // namespace

ColumnIntake::ColumnIntake(const TableShape& shape, const FactColumn& column, FactData& data,
                           std::size_t rows)
    : rules_(rules_of(shape, column)),
      type_(column.type),
      data_(&data),
      words_(data.dictionary, compare_for(column.type)) {
  if (is_number(type_)) {
    data.numbers.reserve(rows);
  } else {
    data.small.reserve(rows);
  }
  if (type_ == FactType::key) {
    data.dictionary.words.reserve(rows);
    key_lines_.reserve(rows);
    words_.reserve(rows);
  }
}

Finding ColumnIntake::take(const Cell& cell, std::uint32_t line) {
  const std::string_view text = cell.text;
  if (!cell.plain) {
    const Flaw flaw = odd_character(text, type_ == FactType::text).flaw;
    if (flaw != Flaw::none) return {flaw, 0, {}};
  }
  if (text.empty() || text == "[x]") return take_nothing();
  switch (type_) {
    case FactType::key:
      return take_key(text, line);
    case FactType::link:
      return take_link(text);
    case FactType::text:
      return take_text(text);
    case FactType::date:
      return take_date(text);
    case FactType::truth:
      return take_truth(text);
    default:
      return take_number(text);
  }
}

void ColumnIntake::add_known() {
  if (!data_->known.empty()) data_->known.push_back(1);
}

void ColumnIntake::add(std::int32_t fact) {
  data_->small.push_back(fact);
  add_known();
}

Finding ColumnIntake::take_nothing() {
  if (!rules_.column->may_be_unknown || type_ == FactType::key) return {Flaw::missing, 0, {}};
  if (data_->known.empty()) {
    data_->known.reserve(data_->numbers.capacity() + data_->small.capacity());
    data_->known.assign(data_->numbers.size() + data_->small.size(), 1);
  }
  data_->known.push_back(0);
  if (is_number(type_)) {
    data_->numbers.push_back(0);
  } else {
    data_->small.push_back(0);
  }
  return {};
}

Finding ColumnIntake::take_number(std::string_view text) {
  const NumberRead read = read_number(rules_, text);
  if (read.flaw != Flaw::none) {
    const Flaw filler = filler_flaw(type_, text);
    return {filler == Flaw::none ? read.flaw : filler, 0, {}};
  }
  data_->numbers.push_back(read.scaled);
  add_known();
  return {};
}

Finding ColumnIntake::take_date(std::string_view text) {
  const DateRead read = dates_.read(text);
  if (read.flaw != Flaw::none) {
    const Flaw filler = filler_flaw(type_, text);
    return {filler == Flaw::none ? read.flaw : filler, 0, {}};
  }
  add(read.serial);
  return {};
}

Finding ColumnIntake::take_truth(std::string_view text) {
  const auto truth = truth_in(text);
  if (!truth) {
    const Flaw filler = text == "x" || text == "X" ? Flaw::none : filler_flaw(type_, text);
    return {filler == Flaw::none ? Flaw::not_a_truth : filler, 0, {}};
  }
  add(*truth);
  return {};
}

Flaw ColumnIntake::new_word_flaw(std::string_view text) const {
  const Flaw filler = filler_flaw(type_, text);
  return filler == Flaw::none ? key_flaw(text) : filler;
}

Finding ColumnIntake::take_key(std::string_view text, std::uint32_t line) {
  const std::int32_t met = words_.find(text);
  if (met >= 0) {
    const auto code = static_cast<std::size_t>(met);
    const std::string& word = data_->dictionary.words[code];
    return {word == text ? Flaw::repeated_key : Flaw::key_but_for_case, key_lines_[code], word};
  }
  if (const Flaw flaw = new_word_flaw(text); flaw != Flaw::none) return {flaw, 0, {}};
  add(words_.add_missing(text));
  key_lines_.push_back(line);
  return {};
}

Finding ColumnIntake::take_link(std::string_view text) {
  std::int32_t code = words_.find(text);
  if (code < 0) {
    if (const Flaw flaw = new_word_flaw(text); flaw != Flaw::none) return {flaw, 0, {}};
    code = words_.add_missing(text);
  }
  add(code);
  return {};
}

Finding ColumnIntake::take_text(std::string_view text) {
  std::string defused;
  if (looks_like_formula(text)) {
    defused.push_back('\'');
    defused.append(text);
    text = defused;
    ++formulas_;
  }
  std::int32_t code = words_.find(text);
  if (code < 0) {
    const Flaw flaw = too_long_for_cell(text) ? Flaw::long_text : filler_flaw(type_, text);
    if (flaw != Flaw::none) return {flaw, 0, {}};
    code = words_.add_missing(text);
  }
  add(code);
  return {};
}

Advice ColumnIntake::advise(const Finding& finding, std::string_view text) const {
  const int number = static_cast<int>(finding.flaw);
  if (number >= 40 && number < 60) return advise_number(finding.flaw, rules_, text);
  if (number >= 60 && number < 70) return advise_date(finding.flaw, rules_, text);
  return advise_words(finding, rules_, text);
}

}  // namespace outturn::tables
