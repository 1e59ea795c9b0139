#include "adapters/comparison/column_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "adapters/tables/characters.h"
#include "adapters/tables/complaints.h"
#include "adapters/tables/word_cells.h"

namespace outturn::comparison {
namespace {

constexpr std::size_t lines_named = 3;

bool is_missing(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() > 8) return false;
  const std::string small = tables::small_letters(text);
  return small == "na" || tables::filler_flaw(FactType::key, text) != tables::Flaw::none;
}

/// "line 4", "lines 4, 7 and others".
std::string words_of_lines(const std::vector<std::uint32_t>& lines, std::size_t count) {
  std::string text = count == 1 ? "line " : "lines ";
  for (std::size_t i = 0; i < lines.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(lines[i]);
  if (count > lines.size()) text += " and others";
  return text;
}

std::string rows(std::size_t count) { return count == 1 ? "1 row" : tables::grouped(count) + " rows"; }

/// Levels by number where all are numbers, as R's as.factor has them; else by bytes.
std::vector<std::int32_t> ranks_of(const std::vector<std::string>& words) {
  std::vector<double> numbers;
  for (const std::string& word : words)
    if (const auto number = number_in(word)) numbers.push_back(*number);
  std::vector<std::int32_t> order(words.size());
  std::iota(order.begin(), order.end(), 0);
  const bool by_number = numbers.size() == words.size();
  std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
    const auto i = static_cast<std::size_t>(a);
    const auto j = static_cast<std::size_t>(b);
    return by_number ? numbers[i] < numbers[j] : words[i] < words[j];
  });
  return order;
}

}  // namespace

std::optional<double> number_in(std::string_view text) {
  constexpr std::size_t surely_exact = 15;  // digits that a double holds
  if (!text.empty() && text.size() <= surely_exact) {
    std::int64_t whole = 0;
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at)
      whole = whole * 10 + (text[at] - '0');
    if (at == text.size()) return static_cast<double>(whole);
  }
  if (text.empty() || text.back() < '0' || text.back() > '9') {
    if (text.empty() || text.back() != '.') return std::nullopt;  // "inf", "nan", words
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

void ColumnReader::complain(Fault fault, std::string_view text, std::uint32_t line) {
  auto at = std::find_if(faults_.begin(), faults_.end(), [&](const Told& t) { return t.fault == fault; });
  if (at == faults_.end()) at = faults_.insert(at, {fault, 0, {}, std::string(text)});
  if (at->lines.size() < lines_named) at->lines.push_back(line);
  ++at->count;
}

void ColumnReader::begin(std::string_view text) {
  const bool number = number_in(text).has_value();
  if (use_ == Use::factor) {
    holds_ = Holds::words;
  } else if (use_ == Use::treatment || (use_ == Use::outcome && !number)) {
    holds_ = Holds::truths;
  } else {
    holds_ = number ? Holds::numbers : Holds::words;
  }
}

void ColumnReader::take_word(std::string_view text) {
  std::int32_t code = words_.find(text);
  if (code < 0) code = words_.add_missing(text);
  codes_.push_back(code);
}

void ColumnReader::take(std::string_view text, std::uint32_t line) {
  if (holds_ == Holds::numbers) {  // nearly all cells
    if (const auto number = number_in(text)) {
      numbers_.push_back(*number);
      return;
    }
  }
  if (is_missing(text)) return complain(Fault::missing, text, line);
  if (holds_ == Holds::nothing_yet) {
    begin(text);
    if (holds_ == Holds::numbers) return take(text, line);
  }
  if (holds_ == Holds::numbers) {
    complain(use_ == Use::outcome ? Fault::no_outcome : Fault::word_among_numbers, text, line);
  } else if (holds_ == Holds::truths) {
    const auto truth = tables::truth_in(text);
    if (truth) numbers_.push_back(*truth);
    if (!truth) complain(use_ == Use::treatment ? Fault::no_treatment : Fault::no_outcome, text, line);
  } else {
    if (use_ != Use::factor && number_in(text)) complain(Fault::number_among_words, text, line);
    take_word(text);
  }
}

bool ColumnReader::append(const ColumnReader& next) {
  if (next.holds_ != holds_ || !sound() || !next.sound()) return false;
  numbers_.insert(numbers_.end(), next.numbers_.begin(), next.numbers_.end());
  std::vector<std::int32_t> code_of;  // the next one's words by the codes they have here
  for (const std::string& word : next.dictionary_.words) {
    const std::int32_t code = words_.find(word);
    code_of.push_back(code < 0 ? words_.add_missing(word) : code);
  }
  for (const std::int32_t code : next.codes_) codes_.push_back(code_of[static_cast<std::size_t>(code)]);
  return true;
}

Problem ColumnReader::told(const Told& t, const std::string& file) const {
  const std::string where = words_of_lines(t.lines, t.count);
  const std::string text = tables::shown(t.text);
  switch (t.fault) {
    case Fault::missing:
      return problem_at(
          "E203", file, {t.lines.front(), 1, 0},
          fmt::format("\"{}\" is missing in {}: {}", name_, rows(t.count), where),
          {"Nobody is left out in silence: who is missing may be what makes the difference."},
          {"Find the values, leave the column out, or take these people out of the file and say "
           "so in the report."});
    case Fault::no_treatment:
      return problem_at(
          "E204", file, {t.lines.front(), 1, 0},
          fmt::format("\"{}\" is {} in {}, neither 0 nor 1: {}", name_, text, rows(t.count), where),
          {"It says who took part: 1 or yes for those who did, 0 or no for those who may be "
           "compared with them."},
          {"Name the column that says so, or write it as 0 and 1."});
    case Fault::word_among_numbers:
      return problem_at("E205", file, {t.lines.front(), 1, 0},
                        fmt::format("\"{}\" holds numbers, and in {} something else, first {}: {}", name_,
                                    rows(t.count), text, where),
                        {"A column is either a number or a word out of a few."},
                        {"Mend these cells; where the numbers are codes for words, write as.factor(" + name_ +
                         ") in place of " + name_ + "."});
    case Fault::number_among_words:
      return problem_at("E205", file, {t.lines.front(), 1, 0},
                        fmt::format("\"{}\" holds words, and in {} a number, first {}: {}", name_,
                                    rows(t.count), text, where),
                        {"A column is either a number or a word out of a few."},
                        {"Mend these cells; where the numbers are codes for words, write as.factor(" + name_ +
                         ") in place of " + name_ + "."});
    case Fault::no_outcome:
      return problem_at("E206", file, {t.lines.front(), 1, 0},
                        fmt::format("the outcome \"{}\" is {} in {}: {}", name_, text, rows(t.count), where),
                        {"An outcome is a number, or yes or no, throughout."},
                        {"Mend these cells, or name another column."});
  }
  return {};
}

void ColumnReader::tell(const std::string& file, Problems& problems) const {
  for (const Told& fault : faults_) problems.add(told(fault, file));
}

std::vector<std::uint8_t> ColumnReader::flags() const {
  std::vector<std::uint8_t> flags(numbers_.size());
  std::transform(numbers_.begin(), numbers_.end(), flags.begin(),
                 [](double value) { return value != 0 ? std::uint8_t{1} : std::uint8_t{0}; });
  return flags;
}

Covariate ColumnReader::covariate(const std::string& called) const {
  if (holds_ != Holds::words) return {called, numbers_, {}, {}};
  const std::vector<std::int32_t> order = ranks_of(dictionary_.words);
  Covariate factor{called, {}, {}, codes_};
  std::vector<std::int32_t> rank(order.size());
  for (std::size_t level = 0; level < order.size(); ++level) {
    factor.levels.push_back(dictionary_.words[static_cast<std::size_t>(order[level])]);
    rank[static_cast<std::size_t>(order[level])] = static_cast<std::int32_t>(level);
  }
  for (std::int32_t& code : factor.codes) code = rank[static_cast<std::size_t>(code)];
  return factor;
}

}  // namespace outturn::comparison
