#include "contracts/parse/lines.h"

#include <array>
#include <utility>

#include "contracts/parse/scanner.h"
#include "engine/base/letters.h"

namespace outturn::language {
namespace {

/// Spaces a word processor sets so that a line does not break: they look like the plain one.
constexpr std::array<std::string_view, 4> typeset_spaces{"\xC2\xA0", "\xE2\x80\x87", "\xE2\x80\x89",
                                                         "\xE2\x80\xAF"};

/// The line with such spaces made plain, column by column; all told as one. Inside quotation marks and
/// comments they stay.
std::string with_plain_spaces(const SourceFile& source, std::string_view line, std::uint32_t number,
                              Problems& problems) {
  std::string out;
  out.reserve(line.size());
  bool quoted = false;
  std::uint32_t column = 0;
  Mend mend{"Type a plain space instead, here and wherever else the line has one."};
  for (std::size_t at = 0; at < line.size();) {
    ++column;
    const std::string_view rest = line.substr(at);
    if (rest[0] == '"') quoted = !quoted;
    if (!quoted && rest[0] == '#') {
      out.append(rest);
      break;
    }
    const std::size_t bytes = first_character(rest).bytes;
    bool typeset = false;
    for (const std::string_view space : typeset_spaces)
      typeset = typeset || (!quoted && rest.starts_with(space));
    if (typeset) mend.edits.push_back({{number, column, 1}, " "});
    out.append(typeset ? std::string_view(" ") : rest.substr(0, bytes));
    at += bytes;
  }
  if (!mend.edits.empty()) {
    problems.add(told(source, "L10", mend.edits.front().span,
                      "here stands a non-breaking space, as a word processor sets it", {}, mend));
  }
  return out;
}

/// Cells between the bars of one row.
class RowReader {
 public:
  RowReader(const SourceFile& source, std::string_view line, std::uint32_t number, Problems& problems)
      : source_(source), line_(line), number_(number), problems_(problems) {}

  std::vector<TableCell> cells() {
    const std::size_t last_quote = line_.find('"') == std::string_view::npos ? 0 : line_.rfind('"');
    std::size_t bar = line_.find('|');
    std::size_t open = std::string_view::npos;  // where a quotation mark was opened
    for (std::size_t at = bar + 1; at < line_.size(); ++at) {
      if (line_[at] == '"') open = open == std::string_view::npos ? at : std::string_view::npos;
      if (line_[at] != '|') continue;
      if (open != std::string_view::npos && last_quote > at) continue;
      if (open != std::string_view::npos) unclosed(std::exchange(open, std::string_view::npos), at);
      cell(bar, at);
      bar = at;
    }
    const std::string_view rest = trimmed(line_.substr(bar + 1));
    if (rest.empty() || rest.front() == '#') return std::move(cells_);
    if (open != std::string_view::npos) unclosed(open, line_.size());
    cell(bar, line_.size());
    problems_.add(
        told(source_, "L12", cells_.back().span, "this row of a table has no | at its end", {},
             Mend{"End each row with |, also after its last cell."}.at(behind(cells_.back().span), " |")));
    return std::move(cells_);
  }

 private:
  void cell(std::size_t bar, std::size_t end) {
    const std::string_view raw = line_.substr(bar + 1, end - bar - 1);
    const std::string_view text = trimmed(raw);
    const std::size_t offset =
        bar + 1 + (text.empty() ? 0 : static_cast<std::size_t>(text.data() - raw.data()));
    cells_.push_back(
        {std::string(text), {number_, column(offset), static_cast<std::uint32_t>(character_count(text))}});
  }
  void unclosed(std::size_t open, std::size_t end) {
    const Span span{number_, column(open),
                    static_cast<std::uint32_t>(character_count(trimmed(line_.substr(open, end - open))))};
    problems_.add(told(source_, "L1", span, "this text has no closing quotation mark", {},
                       Mend{"Put \" at its end, or leave the marks out: the words of a cell need none."}.at(
                           behind(span), "\"")));
  }
  /// Asked for from left to right.
  std::uint32_t column(std::size_t at) {
    if (at < counted_) counted_ = column_ = 0;
    column_ += static_cast<std::uint32_t>(character_count(line_.substr(counted_, at - counted_)));
    counted_ = at;
    return column_ + 1;
  }

  const SourceFile& source_;
  std::string_view line_;
  std::uint32_t number_;
  Problems& problems_;
  std::vector<TableCell> cells_;
  std::size_t counted_ = 0;
  std::uint32_t column_ = 0;
};

}  // namespace

std::vector<Token> read_tokens(const SourceFile& source, std::string_view text, Span start,
                               Problems& problems) {
  return Scanner(source, text, start, problems).all();
}

std::vector<Line> read_lines(const SourceFile& source, Problems& problems) {
  std::vector<Line> lines;
  for (std::uint32_t number = 1; number <= source.line_count(); ++number) {
    std::string_view text = source.line(number);
    std::string_view inside = trimmed(text);
    if (inside.empty() || inside.front() == '#') continue;
    std::string plain;
    for (const std::string_view space : typeset_spaces) {
      if (plain.empty() && text.find(space) != std::string_view::npos)
        plain = with_plain_spaces(source, text, number, problems);
    }
    if (!plain.empty()) inside = trimmed(text = plain);
    if (inside.empty() || inside.front() == '#') continue;
    Line line;
    line.number = number;
    line.starts_statement = !is_blank(text.front());
    line.is_table_row = inside.front() == '|';
    if (line.is_table_row) {
      line.starts_statement = false;
      line.cells = RowReader(source, text, number, problems).cells();
    } else {
      line.tokens = read_tokens(source, text, {number, 1, 0}, problems);
    }
    if (line.is_table_row || !line.tokens.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace outturn::language
