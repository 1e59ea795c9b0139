#include "contracts/language/statement.h"

#include <algorithm>
#include <array>
#include <set>

namespace outturn::language {
namespace {

constexpr std::array<std::string_view, 11> kinds{"contract", "document", "assumption", "parameter", "input", "ratecard",
                                                 "bands", "value", "payment", "cap", "note"};

/// Words that begin a field under some statement.
const std::set<std::string>& field_words() {
  static const std::set<std::string> words{
      "is",      "when",  "pay",     "rounded", "exactly", "from",   "once",     "at",      "in",   "on",
      "cut",     "chosen", "price",  "use",     "reading", "because", "by",      "dated",   "address", "file",
      "currency", "starts", "ends",  "payer",   "provider", "amounts", "about",  "meaning", "not"};
  return words;
}

/// A line that goes on with the expression of the line before.
bool continues(const Token& token) {
  if (token.kind == TokenKind::mark) return true;
  if (token.kind != TokenKind::word) return token.kind != TokenKind::text;
  return token.text == "and" || token.text == "or" || token.text == "then" || token.text == "else";
}

bool open_bracket(const std::vector<Token>& tokens) {
  int depth = 0;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::mark) continue;
    depth += token.text == "(" ? 1 : token.text == ")" ? -1 : 0;
  }
  return depth > 0;
}

Problem told(const SourceFile& source, std::string code, Span span, std::string what, std::vector<std::string> mend) {
  Problem p;
  p.code = std::move(code);
  p.file = source.name();
  p.span = span;
  p.what = std::move(what);
  p.mend = std::move(mend);
  return p;
}

void add_field(const SourceFile& source, RawStatement& statement, Line line, Problems& problems) {
  const Token first = line.tokens.front();
  const bool keyword = first.kind == TokenKind::word && field_words().contains(first.text);
  const bool inside = !statement.fields.empty() && open_bracket(statement.fields.back().tokens);
  if (!statement.fields.empty() && (inside || (!keyword && continues(first)))) {
    auto& tokens = statement.fields.back().tokens;
    tokens.insert(tokens.end(), line.tokens.begin(), line.tokens.end());
    return;
  }
  if (keyword) {
    statement.fields.push_back({first, {line.tokens.begin() + 1, line.tokens.end()}});
    return;
  }
  std::vector<std::string> mend;
  const std::string near =
      first.kind == TokenKind::word ? nearest_name(first.text, {field_words().begin(), field_words().end()}) : "";
  if (!near.empty()) mend.push_back("Did you mean \"" + near + "\"?");
  mend.emplace_back("An indented line begins with a word such as is, when, pay, rounded, from, on; a new statement begins in column 1.");
  problems.add(told(source, "S10", first.span, described(first) + " can't begin a line of a statement", mend));
}

bool begin_statement(const SourceFile& source, const Line& line, std::vector<RawStatement>& out, Problems& problems) {
  const Token& first = line.tokens.front();
  const bool known = first.kind == TokenKind::word && std::find(kinds.begin(), kinds.end(), first.text) != kinds.end();
  if (!known) {
    std::vector<std::string> mend;
    const std::string near =
        first.kind == TokenKind::word ? nearest_name(first.text, {kinds.begin(), kinds.end()}) : "";
    if (!near.empty()) mend.push_back("Did you mean \"" + near + "\"?");
    const bool field = first.kind == TokenKind::word && field_words().contains(first.text);
    mend.emplace_back(field ? "If it belongs to the statement above, indent it."
                            : "A line in column 1 begins with contract, document, assumption, parameter, input, ratecard, "
                              "bands, value, payment, cap or note.");
    problems.add(told(source, "S11", first.span, described(first) + " is no kind of statement", mend));
    return false;
  }
  RawStatement statement;
  statement.kind = first.text;
  statement.span = first.span;
  statement.head = {line.tokens.begin() + 1, line.tokens.end()};
  out.push_back(std::move(statement));
  return true;
}

}  // namespace

std::vector<RawStatement> split_statements(const SourceFile& source, std::vector<Line> lines, Problems& problems) {
  std::vector<RawStatement> out;
  bool lost = false;  // lines under a statement not understood are not told one by one
  for (Line& line : lines) {
    if (line.starts_statement) {
      lost = !begin_statement(source, line, out, problems);
    } else if (lost) {
      continue;
    } else if (out.empty()) {
      const Span span = line.is_table_row ? Span{line.number, 1, 1} : line.tokens.front().span;
      problems.add(told(source, "S12", span, "this line belongs to no statement",
                        {"Begin the file with: contract \"its title\"."}));
      lost = true;
    } else if (line.is_table_row) {
      out.back().rows.push_back(std::move(line));
    } else {
      add_field(source, out.back(), std::move(line), problems);
    }
  }
  return out;
}

void StatementReader::fields(const std::map<std::string, Handler>& handlers, const std::vector<std::string>& repeated) {
  std::set<std::string> seen;
  for (const Field& field : raw_.fields) {
    const auto found = handlers.find(field.keyword.text);
    if (found == handlers.end()) {
      std::string allowed;
      for (const auto& [word, handler] : handlers) allowed += (allowed.empty() ? "" : ", ") + word;
      problem("S13", field.keyword.span, "\"" + field.keyword.text + "\" can't stand under a " + raw_.kind, {},
              {allowed.empty() ? "Take the line out." : "Under a " + raw_.kind + " can stand: " + allowed + "."});
      continue;
    }
    const bool again = !seen.insert(field.keyword.text).second;
    if (again && std::find(repeated.begin(), repeated.end(), field.keyword.text) == repeated.end()) {
      problem("S14", field.keyword.span, "\"" + field.keyword.text + "\" stands twice in this " + raw_.kind, {},
              {"Keep one of the two lines."});
      continue;
    }
    TokenCursor cursor(source_, field.tokens, field.keyword.span, problems_);
    const std::size_t before = problems_.list().size();
    found->second(cursor);
    if (problems_.list().size() == before) end_of_field(cursor);
  }
}

namespace {

bool like_a_cell(const std::string& name) {
  std::size_t letters = 0;
  while (letters < name.size() && ((name[letters] >= 'a' && name[letters] <= 'z') || (name[letters] >= 'A' && name[letters] <= 'Z'))) ++letters;
  const bool rest_digits = letters < name.size() && name.find_first_not_of("0123456789", letters) == std::string::npos;
  if (letters >= 1 && letters <= 3 && rest_digits) return true;
  return name == "r" || name == "c" || name == "R" || name == "C";
}

const std::set<std::string>& reserved() {
  static const std::set<std::string> words{"and", "or", "not", "if", "then", "else", "within", "after", "before", "where",
                                           "for", "this", "yes", "no", "true", "false", "per", "each", "known", "sum",
                                           "count", "min", "max", "is", "as_at", "cut_off", "contract", "start"};
  return words;
}

}  // namespace

std::string StatementReader::name() {
  const Token token = head_.peek();
  if (token.kind != TokenKind::word) {
    problem("N1", head_.place(), "this " + raw_.kind + " has no name", {"Here stands " + described(token) + "."},
            {"Give it a name of lower-case words joined by _, like participant_cap."});
    return "";
  }
  head_.take();
  name_span_ = token.span;
  if (like_a_cell(token.text)) {
    problem("N2", token.span, "\"" + token.text + "\" looks like a cell of a spreadsheet",
            {"Every name becomes a name in the workbook, where this would mean a cell."},
            {"Put words to it, such as " + token.text.substr(0, token.text.find_first_of("0123456789")) + "_amount."});
  } else if (reserved().contains(token.text)) {
    problem("N3", token.span, "\"" + token.text + "\" is a word of the language", {}, {"Choose another name."});
  } else if (token.text.size() > 60 || token.text.find("__") != std::string::npos || token.text.back() == '_') {
    problem("N4", token.span, "this name is too long or has loose underscores", {}, {"Names have at most 60 characters, words joined by one _."});
  }
  return token.text;
}

std::string StatementReader::document_id() {
  const Token token = head_.peek();
  if (token.kind != TokenKind::word) {
    problem("N1", head_.place(), "this document has no short name", {"Here stands " + described(token) + "."},
            {"Give it one to cite it by, like: document A \"Contract as signed\"."});
    return "";
  }
  head_.take();
  name_span_ = token.span;
  return token.text;
}

std::string StatementReader::quoted(const char* what) {
  if (head_.peek().kind == TokenKind::text) return head_.take().text;
  problem("S15", head_.place(), std::string(what) + " in quotation marks is missing",
          {"Here stands " + described(head_.peek()) + "."}, {"Write it like: " + raw_.kind + " ... \"" + what + "\"."});
  return "";
}

std::string StatementReader::each() {
  const bool comma = head_.take_mark(",");
  if (head_.take_word("each")) {
    const Token kind = head_.take();
    if (kind.kind == TokenKind::word) return kind.text;
    problem("S16", kind.span, "after \"each\" stands the kind of row", {}, {"Write it like: each participant."});
    return "";
  }
  if (comma) problem("S16", head_.place(), "after the comma \"each\" and a kind of row are expected", {}, {"Write it like: , each participant."});
  return "";
}

std::vector<Clause> StatementReader::clauses(bool needed) {
  std::vector<Clause> out = take_clauses(head_);
  if (out.empty() && needed) {
    problem("C1", name_span(), "this " + raw_.kind + " cites no clause",
            {"Every rule and every number of a contract must be found again in its documents."},
            {"Add the clause at the end of the line, like [A Sch 3 para 2.1], or [assumption NAME] where the text is silent."});
  }
  return out;
}

void StatementReader::end_of_head() {
  if (head_.done()) return;
  problem("S17", head_.place(), described(head_.peek()) + " can't stand here", {},
          {"The first line of a " + raw_.kind + " holds its name, its type, \", each KIND\" where it is one a row, and its clause."});
}

void StatementReader::missing(const char* field, const char* example) const {
  problem("S18", name_span(), "this " + raw_.kind + " has no \"" + field + "\"", {}, {"Add an indented line, like: " + std::string(example)});
}

void StatementReader::no_table() const {
  if (raw_.rows.empty()) return;
  const Line& row = raw_.rows.front();
  problem("S19", row.cells.empty() ? Span{row.number, 1, 1} : row.cells.front().span, "a " + raw_.kind + " has no table", {},
          {"Tables stand under input, ratecard and bands."});
}

std::vector<Clause> take_clauses(TokenCursor& cursor) {
  std::vector<Clause> out;
  while (cursor.peek().kind == TokenKind::clause) out.push_back(clause_of(cursor.take()));
  return out;
}

void end_of_field(TokenCursor& cursor) {
  if (cursor.done()) return;
  cursor.problem("S20", cursor.place(), described(cursor.peek()) + " can't stand here",
                 {"The line was understood up to this point."}, {"Take it out, or begin a new line with it."});
}

std::optional<Date> take_date(TokenCursor& cursor) {
  if (cursor.peek().kind == TokenKind::date) return parse_date(cursor.take().text);
  cursor.problem("S21", cursor.place(), "a date is missing here", {"Here stands " + described(cursor.peek()) + "."},
                 {"Write it like 2012-11-01."});
  return std::nullopt;
}

std::vector<std::string> take_names(TokenCursor& cursor, std::vector<Span>& spans) {
  std::vector<std::string> names;
  do {
    const Token token = cursor.peek();
    if (token.kind != TokenKind::word) {
      cursor.problem("S22", cursor.place(), "a name is missing here", {"Here stands " + described(token) + "."}, {"Write names parted by commas or \"and\"."});
      return names;
    }
    cursor.take();
    names.push_back(token.text);
    spans.push_back(token.span);
  } while (cursor.take_mark(",") || cursor.take_word("and"));
  return names;
}

}  // namespace outturn::language
