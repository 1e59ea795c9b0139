// Lines into statements: what begins one, what belongs to it, what goes on with the line above.
#include <algorithm>
#include <set>

#include "contracts/language/grammar.h"
#include "contracts/parse/statement.h"

namespace outturn::language {
namespace {

bool is_kind(const Token& token) {
  if (token.kind != TokenKind::word) return false;
  const auto forms = statement_forms();
  return std::any_of(forms.begin(), forms.end(),
                     [&](const StatementForm& form) { return form.word == token.text; });
}

/// Words that begin a line under some statement; or only those that can't be a name.
std::set<std::string, std::less<>> line_words(bool unmistakable) {
  std::set<std::string, std::less<>> words;
  for (const StatementForm& form : statement_forms()) {
    for (const LineForm& line : form.lines) {
      if (!unmistakable || line.unmistakable) words.emplace(line.word);
    }
  }
  return words;
}

const std::set<std::string, std::less<>>& field_words() {
  static const auto words = line_words(false);
  return words;
}

const std::set<std::string, std::less<>>& unmistakable_words() {
  static const auto words = line_words(true);
  return words;
}

std::vector<std::string> kinds() {
  std::vector<std::string> words;
  for (const StatementForm& form : statement_forms()) words.emplace_back(form.word);
  return words;
}

/// A line that goes on with the expression of the line before.
bool continues(const Token& token) {
  if (token.kind == TokenKind::mark) return true;
  if (token.kind != TokenKind::word) return token.kind != TokenKind::text;
  return token.text == "and" || token.text == "or" || token.text == "then" || token.text == "else";
}

/// A line whose expression is not over.
bool unfinished(const std::vector<Token>& tokens) {
  if (tokens.empty()) return true;
  const Token& last = tokens.back();
  if (last.kind == TokenKind::mark) return last.text != ")";
  return last.kind == TokenKind::word &&
         (continues(last) || last.text == "if" || last.text == "not" || last.text == "where");
}

class Splitter {
 public:
  Splitter(const SourceFile& source, Problems& problems) : source_(source), problems_(problems) {}

  std::vector<RawStatement> all(std::vector<Line> lines) {
    for (Line& line : lines) {
      if (line.is_table_row) {
        row(std::move(line));
      } else if (line.starts_statement) {
        first_column(std::move(line));
      } else if (is_kind(line.tokens.front()) && !goes_on(line)) {
        tell("S10", line.tokens.front(),
             described(line.tokens.front()) + " begins a statement and is indented",
             Mend{"Begin it in column 1."}.at({line.number, 1, line.tokens.front().span.column - 1}, ""));
        begin(std::move(line), "");
      } else {
        indented(std::move(line));
      }
    }
    return std::move(out_);
  }
  [[nodiscard]] bool left_out() const { return left_out_; }

 private:
  void tell(const char* code, const Token& at, std::string what, Mend mend) {
    problems_.add(told(source_, code, at.span, std::move(what), {}, std::move(mend)));
  }

  [[nodiscard]] bool no_statement_yet(Span span) {
    if (!out_.empty() || lost_) return false;
    problems_.add(told(source_, "S12", span, "this line belongs to no statement", {},
                       {"Begin the file with: contract \"its title\"."}));
    return lost_ = true;
  }

  void row(Line line) {
    if (no_statement_yet({line.number, 1, 1}) || lost_) return;
    out_.back().rows.push_back(std::move(line));
  }

  void begin(Line line, const std::string& kind) {
    lost_ = false;
    RawStatement statement;
    statement.kind = kind.empty() ? line.tokens.front().text : kind;
    statement.span = line.tokens.front().span;
    statement.head = {line.tokens.begin() + 1, line.tokens.end()};
    out_.push_back(std::move(statement));
    depth_ = 0;
    skipping_ = false;
  }

  void first_column(Line line) {
    const Token& first = line.tokens.front();
    if (is_kind(first)) return begin(std::move(line), "");
    const bool word = first.kind == TokenKind::word;
    const std::string near = word ? nearest_name(first.text, kinds()) : "";
    const bool field = word && field_words().contains(first.text);
    if (!out_.empty() && !lost_ && (field || (near.empty() && goes_on(line)))) {
      tell("S11", first, "this line begins in column 1 and belongs to the statement above",
           Mend{"Indent it by two spaces."}.at({line.number, 1, 0}, "  "));
      return indented(std::move(line));
    }
    tell("S11", first, described(first) + " is no kind of statement",
         near_or(near, "A line in column 1 begins with " + listed(kinds(), "or") + "."));
    if (!near.empty()) return begin(std::move(line), near);
    left_out_ = lost_ = true;  // lines under a statement not understood are not told one by one
  }

  /// True when the line goes on with the field above it.
  [[nodiscard]] bool goes_on(const Line& line) const {
    if (out_.empty() || out_.back().fields.empty()) return false;
    const Token& first = line.tokens.front();
    const bool word = first.kind == TokenKind::word;
    if (depth_ > 0) return !word || !unmistakable_words().contains(first.text);
    if (word && field_words().contains(first.text)) return false;
    return continues(first) || unfinished(out_.back().fields.back().tokens);
  }

  void go_on(const std::vector<Token>& tokens) {
    auto& kept = out_.back().fields.back().tokens;
    for (const Token& token : tokens) {
      if (token.kind == TokenKind::mark && token.text == "(") ++depth_;
      if (token.kind == TokenKind::mark && token.text == ")" && depth_ > 0) --depth_;
      kept.push_back(token);
    }
  }

  void field(Token keyword, const Line& line) {
    out_.back().fields.push_back({std::move(keyword), {}});
    depth_ = 0;
    skipping_ = false;
    go_on({line.tokens.begin() + 1, line.tokens.end()});
  }

  /// A clause below its statement's first line is told, and counts for it.
  void late_clause(const Line& line) {
    auto& head = out_.back().head;
    Mend mend{"Put it at the end of the statement's first line."};
    for (const Token& token : line.tokens) {
      if (token.kind != TokenKind::clause) continue;
      mend = std::move(mend)
                 .at(behind(head.empty() ? out_.back().span : head.back().span), " [" + token.text + "]")
                 .at(token.span, "");
    }
    tell("S10", line.tokens.front(), "a clause can't begin a line of a statement", std::move(mend));
    head.insert(head.end(), line.tokens.begin(), line.tokens.end());
  }

  void indented(Line line) {
    Token first = line.tokens.front();
    if (no_statement_yet(first.span) || lost_) return;
    const bool word = first.kind == TokenKind::word;
    const bool keyword = word && field_words().contains(first.text);
    if (skipping_ && !keyword && continues(first)) return;
    if (goes_on(line)) return go_on(line.tokens);
    if (keyword) return field(std::move(first), line);
    const std::string near =
        word ? nearest_name(first.text, {field_words().begin(), field_words().end()}) : "";
    if (first.kind == TokenKind::clause && out_.back().fields.empty()) return late_clause(line);
    tell("S10", first, described(first) + " can't begin a line of a statement",
         near_or(near,
                 "An indented line begins with a word such as is, when, pay, rounded, from or on; a new "
                 "statement begins in column 1."));
    if (!near.empty()) {
      first.text = near;
      return field(std::move(first), line);
    }
    out_.back().incomplete = true;
    skipping_ = true;
  }

  const SourceFile& source_;
  Problems& problems_;
  std::vector<RawStatement> out_;
  bool left_out_ = false;
  bool lost_ = false;      // under a line in column 1 that was not understood
  bool skipping_ = false;  // under an indented line that was not understood
  int depth_ = 0;          // brackets open in the last field
};

}  // namespace

std::vector<RawStatement> split_statements(const SourceFile& source, std::vector<Line> lines,
                                           bool& incomplete, Problems& problems) {
  Splitter splitter(source, problems);
  auto statements = splitter.all(std::move(lines));
  incomplete = splitter.left_out();
  return statements;
}

}  // namespace outturn::language
