#include "contracts/layout/layout.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "contracts/layout/spacing.h"
#include "contracts/layout/statement_layout.h"
#include "contracts/parse/lines.h"
#include "contracts/parse/scanner.h"
#include "engine/base/letters.h"

namespace outturn::language {
namespace {

/// The comment behind what a line holds; empty: none.
std::string_view comment_behind(const SourceFile& source, const Line& line) {
  const Span last = line.is_table_row ? line.cells.back().span : line.tokens.back().span;
  const std::uint32_t end = last.column + last.length;
  std::string_view rest = as_written(source, {line.number, end, static_cast<std::uint32_t>(-1) - end});
  if (line.is_table_row) rest.remove_prefix(std::min(rest.find('|') + 1, rest.size()));
  return trimmed(rest);
}

/// What the lexer made of a text, and its comments, for holding two texts against each other.
std::string words_and_comments(const SourceFile& source, Problems& problems) {
  std::string out;
  std::map<std::uint32_t, Line> lines;
  for (Line& line : read_lines(source, problems)) {
    const std::uint32_t number = line.number;
    lines.emplace(number, std::move(line));
  }
  for (std::uint32_t number = 1; number <= source.line_count(); ++number) {
    const auto found = lines.find(number);
    if (found == lines.end()) {
      const std::string_view comment = trimmed(source.line(number));
      if (!comment.empty()) out += std::string(comment) + "\n";
      continue;
    }
    const Line& line = found->second;
    out += line.starts_statement ? "statement " : line.is_table_row ? "row " : "line ";
    for (const Token& token : line.tokens) out += std::string(as_written(source, token.span)) + "\x1F";
    for (const TableCell& cell : line.cells) out += cell.text + "\x1F";
    out += std::string(comment_behind(source, line)) + "\n";
  }
  return out;
}

class Layout {
 public:
  Layout(const SourceFile& source, const std::vector<Line>& lines,
         const std::vector<RawStatement>& statements)
      : source_(source), statements_(statements) {
    for (const Line& line : lines) lines_.emplace(line.number, &line);
    for (std::size_t i = 0; i < statements.size(); ++i) {
      for (auto& [number, laid] : lines_of(source, statements[i])) laid_[number] = {i, std::move(laid)};
    }
  }

  std::string text() {
    for (std::uint32_t number = 1; number <= source_.line_count(); ++number) {
      const auto held = lines_.find(number);
      if (held != lines_.end()) {
        content(number, *held->second);
      } else if (const std::string_view comment = trimmed(source_.line(number)); !comment.empty()) {
        comments_.push_back({std::string(comment), is_blank(source_.line(number).front()), blank_});
        blank_ = false;
      } else {
        blank_ = true;
      }
    }
    comments_between();
    return std::move(out_);
  }

 private:
  struct Comment {
    std::string text;
    bool indented = false;
    bool after_blank = false;
  };
  struct Placed {
    std::size_t statement = 0;
    LaidLine line;
  };

  void content(std::uint32_t number, const Line& line) {
    const auto found = laid_.find(number);
    if (found == laid_.end())
      throw Fault("line " + std::to_string(number) + " of a contract belongs to no statement");
    const Placed& placed = found->second;
    if (number == statements_[placed.statement].span.line) {
      const bool free_comment = comments_between();
      const bool apart = free_comment ? blank_ : placed.statement > 0 && !one_of_a_list(placed.statement);
      if (apart) out_ += "\n";
    } else {
      for (const Comment& comment : comments_)
        out_ += std::string(placed.line.indent, ' ') + comment.text + "\n";
      comments_.clear();
    }
    blank_ = false;
    out_ += placed.line.text;
    if (const std::string_view behind = comment_behind(source_, line); !behind.empty())
      out_ += "  " + std::string(behind);
    out_ += "\n";
  }

  /// Indented comments at once under a statement are its last lines; from the first in column 1 on they stand
  /// by themselves or over the next statement. True where the last one does.
  bool comments_between() {
    bool own = !out_.empty();
    bool first = true;
    for (const Comment& comment : comments_) {
      own = own && comment.indented;
      if (own) {
        out_ += std::string("  ") + comment.text + "\n";
        continue;
      }
      if (!out_.empty() && (first || comment.after_blank)) out_ += "\n";
      first = false;
      out_ += comment.text + "\n";
    }
    if (!comments_.empty() && own) had_own_ = true;
    comments_.clear();
    return !first;
  }

  [[nodiscard]] static bool one_line(const RawStatement& raw) {
    return raw.fields.empty() && raw.rows.empty();
  }
  /// Statements of one kind and one line each, such as notes, stand together.
  bool one_of_a_list(std::size_t at) {
    const RawStatement& before = statements_[at - 1];
    const RawStatement& here = statements_[at];
    return !std::exchange(had_own_, false) && before.kind == here.kind && one_line(before) && one_line(here);
  }

  const SourceFile& source_;
  const std::vector<RawStatement>& statements_;
  std::map<std::uint32_t, const Line*> lines_;
  std::map<std::uint32_t, Placed> laid_;
  std::vector<Comment> comments_;  // read and not yet written
  bool blank_ = false;             // the line before was blank
  bool had_own_ = false;           // the statement before ends with comments of its own
  std::string out_;
};

}  // namespace

std::optional<std::string> laid_out(const SourceFile& source, Problems& problems) {
  Problems found;
  const std::vector<Line> lines = read_lines(source, found);
  bool incomplete = false;
  const std::vector<RawStatement> statements = split_statements(source, lines, incomplete, found);
  if (found.has_errors() || incomplete) {
    problems.append(found);
    return std::nullopt;
  }
  std::string text = Layout(source, lines, statements).text();
  Problems none;
  if (words_and_comments(SourceFile(source.name(), text), none) != words_and_comments(source, none))
    throw Fault("laying out " + source.name() + " would change more than its layout");
  return text;
}

}  // namespace outturn::language
