#include "reports/returned/formula_form.h"

#include <array>
#include <charconv>

namespace outturn::returned {
namespace {

constexpr char row_begins = '\x01';  // no XML file can hold these two
constexpr char row_ends = '\x02';

bool letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool of_word(char c) {
  return letter(c) || digit(c) || c == '_' || c == '.' || c == '$' || c == '\\' || (c & 0x80) != 0;
}
char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
std::string capitals(std::string_view words) {
  std::string out(words);
  for (char& c : out) c = capital(c);
  return out;
}

/// $AB$12 taken apart; false for any other word.
bool is_cell(std::string_view word, CellName& out) {
  std::size_t at = 0;
  out.column_fixed = at < word.size() && word[at] == '$';
  if (out.column_fixed) ++at;
  out.letters.clear();
  while (at < word.size() && letter(word[at])) out.letters += capital(word[at++]);
  out.row_fixed = at < word.size() && word[at] == '$';
  if (out.row_fixed) ++at;
  const std::size_t digits = word.size() - at;
  if (out.letters.empty() || out.letters.size() > 3 || digits == 0 || digits > 7 || word[at] == '0')
    return false;
  if (out.letters.size() == 3 && out.letters > "XFD") return false;
  std::uint32_t row = 0;
  for (; at < word.size(); ++at) {
    if (!digit(word[at])) return false;
    row = row * 10 + static_cast<std::uint32_t>(word[at] - '0');
  }
  out.row = row - 1;
  return row <= 1'048'576;
}

std::string sheet_words(const std::string& name) {
  bool plain = !name.empty() && !digit(name[0]);
  for (const char c : name) plain &= letter(c) || digit(c) || c == '_';
  return plain ? name : "'" + name + "'";
}

std::string moved_right(const std::string& letters, int columns) {
  int number = 0;
  for (const char c : letters) number = number * 26 + (c - 'A' + 1);
  number += columns;
  std::string out;
  for (; number > 0; number = (number - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (number - 1) % 26));
  return out;
}

std::string plain_number(std::string_view digits) {
  double value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::string(digits);
  std::array<char, 40> out{};
  return {out.data(), std::to_chars(out.data(), out.data() + out.size(), value).ptr};
}

/// Walks a formula and writes it again; what becomes of cells and sheets the caller says.
class Writing {
 public:
  Writing(std::string_view formula, std::function<void(CellName&, std::string&)> cell,
          std::function<std::string(const std::string&)> sheet)
      : in_(formula), cell_(std::move(cell)), sheet_(std::move(sheet)) {}

  std::string written() {
    if (in_.starts_with('=')) at_ = 1;
    while (at_ < in_.size()) one();
    return std::move(out_);
  }

 private:
  void one() {
    const char c = in_[at_];
    if (c == '"') return quoted_text();
    if (c == '\'') return quoted_sheet();
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') return blanks();
    if (digit(c) || (c == '.' && at_ + 1 < in_.size() && digit(in_[at_ + 1]))) return number();
    if (of_word(c)) return word();
    if (c != ':') sheet_now_.clear();
    out_ += c;
    ++at_;
  }

  void quoted_text() {
    out_ += in_[at_++];
    while (at_ < in_.size()) {
      out_ += in_[at_];
      if (in_[at_++] == '"') return;
    }
  }

  void quoted_sheet() {
    std::string name;
    ++at_;
    while (at_ < in_.size() && (in_[at_] != '\'' || in_.substr(at_, 2) == "''")) {
      if (in_[at_] == '\'') name += in_[at_++];
      name += in_[at_++];
    }
    if (at_ < in_.size()) ++at_;
    sheet(name);
  }

  void sheet(const std::string& name) {
    out_ += sheet_words(sheet_(name));
    if (at_ < in_.size() && in_[at_] == '!') out_ += in_[at_++];
    sheet_now_ = name;
  }

  /// A blank between two operands is an operator of its own; all others say nothing.
  void blanks() {
    while (at_ < in_.size() && (in_[at_] == ' ' || in_[at_] == '\n' || in_[at_] == '\r' || in_[at_] == '\t'))
      ++at_;
    const auto operand = [](char c) { return of_word(c) || c == '\'' || c == '"'; };
    const bool before =
        !out_.empty() && (operand(out_.back()) || out_.back() == ')' || out_.back() == row_ends);
    const bool after = at_ < in_.size() && (operand(in_[at_]) || in_[at_] == '(');
    if (before && after) out_ += ' ';
  }

  void number() {
    const std::size_t from = at_;
    while (at_ < in_.size() && (digit(in_[at_]) || in_[at_] == '.')) ++at_;
    if (at_ < in_.size() && (in_[at_] == 'E' || in_[at_] == 'e')) {
      std::size_t after = at_ + 1;
      if (after < in_.size() && (in_[after] == '+' || in_[after] == '-')) ++after;
      if (after < in_.size() && digit(in_[after])) {
        at_ = after;
        while (at_ < in_.size() && digit(in_[at_])) ++at_;
      }
    }
    out_ += plain_number(in_.substr(from, at_ - from));
  }

  void word() {
    const std::size_t from = at_;
    while (at_ < in_.size() && of_word(in_[at_])) ++at_;
    std::string_view found = in_.substr(from, at_ - from);
    const char next = at_ < in_.size() ? in_[at_] : '\0';
    CellName cell;
    if (next == '!') {
      sheet(std::string(found));
    } else if (next == '(') {
      if (capitals(found).starts_with("_XLFN.")) found.remove_prefix(6);
      out_ += capitals(found);
    } else if (is_cell(found, cell)) {
      cell.sheet = sheet_now_;
      cell.ends_range = !out_.empty() && out_.back() == ':';
      cell_(cell, out_);
    } else {
      const std::string large = capitals(found);
      out_ += large == "TRUE" || large == "FALSE" ? large : std::string(found);
    }
  }

  std::string_view in_;
  std::size_t at_ = 0;
  std::string out_;
  std::string sheet_now_;
  std::function<void(CellName&, std::string&)> cell_;
  std::function<std::string(const std::string&)> sheet_;
};

std::string same_sheet(const std::string& name) { return name; }

void columns_of(const CellName& cell, std::string& out) {
  if (cell.column_fixed) out += '$';
  out += cell.letters;
  if (cell.row_fixed) out += '$';
}

}  // namespace

std::string settled_form(std::string_view formula, std::uint32_t row, int columns) {
  const auto write = [&](CellName& cell, std::string& out) {
    if (columns != 0 && !cell.column_fixed) cell.letters = moved_right(cell.letters, columns);
    columns_of(cell, out);
    if (cell.row_fixed) {
      out += std::to_string(cell.row + 1);
    } else {
      out += row_begins;
      out += std::to_string(static_cast<std::int64_t>(cell.row) - row);
      out += row_ends;
    }
  };
  return Writing(formula, write, same_sheet).written();
}

std::string formula_at(std::string_view settled, std::uint32_t row) {
  std::string out;
  for (std::size_t at = 0; at < settled.size(); ++at) {
    if (settled[at] != row_begins) {
      out += settled[at];
      continue;
    }
    std::int64_t distance = 0;
    const char* const end = settled.data() + settled.size();
    at = static_cast<std::size_t>(std::from_chars(settled.data() + at + 1, end, distance).ptr -
                                  settled.data());
    out += std::to_string(distance + row + 1);
  }
  return out;
}

std::string renamed_form(std::string_view formula, const std::function<void(CellName&)>& cell,
                         const std::function<std::string(const std::string&)>& sheet) {
  const auto write = [&](CellName& one, std::string& out) {
    cell(one);
    columns_of(one, out);
    out += std::to_string(one.row + 1);
  };
  return Writing(formula, write, sheet).written();
}

}  // namespace outturn::returned
