#include "contracts/parse/statement.h"

#include <algorithm>
#include <set>

#include "contracts/language/grammar.h"
#include "contracts/parse/name_rules.h"

namespace outturn::language {

bool StatementReader::has_field(std::string_view word) const {
  return std::any_of(raw_.fields.begin(), raw_.fields.end(),
                     [&](const Field& field) { return field.keyword.text == word; });
}

namespace {

/// The lines that a statement's reader reads are those of the grammar, no more and no less.
void same_lines(const StatementForm& form, const std::map<std::string, StatementReader::Handler>& handlers) {
  const bool all = std::all_of(form.lines.begin(), form.lines.end(), [&](const LineForm& line) {
    return handlers.contains(std::string(line.word));
  });
  if (all && handlers.size() == form.lines.size()) return;
  throw Fault("the lines of \"" + std::string(form.word) + "\" are not those of its grammar");
}

}  // namespace

void StatementReader::fields(const std::map<std::string, Handler>& handlers) {
  const StatementForm& form = statement_form(raw_.kind);
  same_lines(form, handlers);
  std::set<std::string> seen;
  for (const Field& field : raw_.fields) {
    const auto line = std::find_if(form.lines.begin(), form.lines.end(),
                                   [&](const LineForm& l) { return l.word == field.keyword.text; });
    if (line == form.lines.end()) {
      stray_line(form, field);
      continue;
    }
    if (!seen.insert(field.keyword.text).second && !line->often) {
      problem("S14", field.keyword.span,
              "\"" + field.keyword.text + "\" stands twice under this " + raw_.kind, {},
              {"Keep one of the two lines."});
      continue;
    }
    TokenCursor cursor(source_, field.tokens, field.keyword.span, problems_);
    const std::size_t before = problems_.list().size();
    handlers.at(field.keyword.text)(cursor);
    if (problems_.list().size() == before) end_of_field(cursor);
  }
}

void StatementReader::stray_line(const StatementForm& form, const Field& field) const {
  std::vector<std::string> allowed;
  for (const LineForm& line : form.lines) allowed.emplace_back(line.word);
  problem("S13", field.keyword.span,
          "\"" + field.keyword.text + "\" has no meaning under \"" + raw_.kind + "\"", {},
          {allowed.empty() ? "Take the line out."
                           : "Under \"" + raw_.kind + "\" can stand: " + listed(allowed, "") + "."});
}

std::string StatementReader::name() {
  const Token token = head_.peek();
  if (token.kind == TokenKind::word) {
    head_.take();
    name_span_ = token.span;
    check_name(source_, token.text, token.span, NameOf::statement, problems_);
    return token.text;
  }
  problem("N1", head_.place(), "this " + raw_.kind + " has no name",
          {"Here stands " + described(token) + "."},
          {"Give it a name of lower-case words joined by _, like participant_cap."});
  if (token.kind == TokenKind::text)
    name_span_ = head_.take().span;
  else
    skip_to_clause();
  return "";
}

void StatementReader::skip_to_clause() {
  while (!head_.done() && head_.peek().kind != TokenKind::clause) head_.take();
}

std::string StatementReader::document_id() {
  const Token token = head_.peek();
  if (token.kind == TokenKind::word && token.text != "assumption" && token.text != "none") {
    name_span_ = head_.take().span;
    return token.text;
  }
  problem("N1", head_.place(), "this document has no name to be cited by",
          {"Here stands " + described(token) + "."},
          {"Write it like: document A \"Contract as signed\", and cite it like [A Sch 3 para 2]."});
  while (!head_.done()) head_.take();
  return "";
}

namespace {

/// The words that stand here, put into marks up to a clause or the end of the line.
Mend in_marks(const TokenCursor& cursor) {
  const Token& first = cursor.peek();
  Mend mend{"Put \" before \"" + first.text + "\" and behind the last of the words."};
  Span last = first.span;
  for (std::size_t ahead = 0;; ++ahead) {
    const Token& token = cursor.peek(ahead);
    if (token.kind == TokenKind::text) return mend;  // some of them are in marks already
    if (token.kind == TokenKind::end || token.kind == TokenKind::clause || token.span.line != first.span.line)
      break;
    last = token.span;
  }
  return std::move(mend).at({first.span.line, first.span.column, 0}, "\"").at(behind(last), "\"");
}

/// One word that must stand here.
Mend with_word(const TokenCursor& cursor, const std::string& word, const char* example) {
  Mend mend{"Write it like: " + std::string(example) + "."};
  const Token& here = cursor.peek();
  const Span place = cursor.place();
  if (here.kind == TokenKind::word && !nearest_name(here.text, {word}).empty())
    return std::move(mend).at(place, word);
  const bool after = cursor.done();
  return std::move(mend).at({place.line, place.column, 0}, after ? " " + word : word + " ");
}

}  // namespace

std::string StatementReader::quoted(const char* what, const char* example) {
  if (head_.peek().kind == TokenKind::text) return head_.take().text;
  const Token& here = head_.peek();
  problem(
      "S15", head_.place(), std::string(what) + " must stand here, in quotation marks",
      {"Here stands " + described(here) + "."},
      here.kind == TokenKind::word ? in_marks(head_) : Mend{std::string("Write it like: ") + example + "."});
  skip_to_clause();
  return "";
}

std::string StatementReader::each() {
  const bool comma = head_.take_mark(",");
  if (!head_.take_word("each")) {
    if (comma) {
      const bool kind = head_.peek().kind == TokenKind::word;
      Mend mend{"Write it like: , each " + (kind ? head_.peek().text : "participant") + "."};
      if (kind) mend = std::move(mend).at({head_.place().line, head_.place().column, 0}, "each ");
      problem("S16", head_.place(), "\"each\" and a kind of row are missing behind the comma",
              {"Here stands " + described(head_.peek()) + "."}, std::move(mend));
      skip_to_clause();
    }
    return "";
  }
  const Token kind = head_.peek();
  if (kind.kind == TokenKind::word) {
    each_span_ = kind.span;
    return head_.take().text;
  }
  problem("S16", head_.place(), "the kind of row is missing behind \"each\"",
          {"Here stands " + described(kind) + "."}, {"Write it like: each participant."});
  return "";
}

std::vector<Clause> StatementReader::clauses(bool needed) {
  const bool stray = !head_.done() && head_.peek().kind != TokenKind::clause;
  if (stray) {
    end_of_head();
    skip_to_clause();
  }
  std::vector<Clause> out = take_clauses(head_);
  if (out.empty() && needed) {
    problem("C1", name_span(), "this " + raw_.kind + " cites no clause",
            {"Every rule and every number of a contract must be found again in its documents."},
            {"Add the clause at the end of the line, like [A Sch 3 para 2.1], or [assumption NAME] where the "
             "text is silent."});
  }
  return out;
}

void StatementReader::end_of_head() {
  if (head_.done()) return;
  const std::string holds(statement_form(raw_.kind).holds);
  const bool cites = raw_.kind != "contract" && raw_.kind != "document" && raw_.kind != "note";
  problem(
      "S17", head_.place(), described(head_.peek()) + " can't stand here", {},
      {"The first line of a " + raw_.kind + " holds " + holds + (cites ? ", and last its clause." : ".")});
}

void StatementReader::missing(const char* field, const char* example) const {
  if (raw_.incomplete || has_field(field)) return;
  const bool many = raw_.kind.ends_with('s');
  problem("S18", name_span(),
          (many ? "these " : "this ") + raw_.kind + (many ? " have no \"" : " has no \"") + field + "\"", {},
          {"Add an indented line, like: " + std::string(example)});
}

void StatementReader::no_table() const {
  if (raw_.rows.empty()) return;
  std::vector<std::string> with_table;
  for (const StatementForm& form : statement_forms()) {
    if (!form.table.empty()) with_table.emplace_back(form.word);
  }
  const Line& row = raw_.rows.front();
  problem("S19", row.cells.empty() ? Span{row.number, 1, 1} : row.cells.front().span,
          "there can't be a table under \"" + raw_.kind + "\"", {},
          {"Tables stand under " + listed(with_table, "and") + "."});
}

std::vector<Clause> take_clauses(TokenCursor& cursor) {
  std::vector<Clause> out;
  while (cursor.peek().kind == TokenKind::clause) out.push_back(clause_of(cursor.take()));
  return out;
}

void end_of_field(TokenCursor& cursor) {
  if (cursor.done()) return;
  const Token& token = cursor.peek();
  if (cursor.at_mark(")")) {
    return cursor.problem("S6", cursor.place(), "this bracket was never opened", {},
                          {"Take it out, or put ( where the part in brackets begins."});
  }
  std::string mend = "Take it out, or begin a new line with it.";
  const bool value = token.kind == TokenKind::word || token.kind == TokenKind::number ||
                     token.kind == TokenKind::money || token.kind == TokenKind::percent ||
                     token.kind == TokenKind::text || cursor.at_mark("(");
  if (value)
    mend =
        "Is a sign or a word missing before it, such as + or and? Otherwise take it out, or begin a new line "
        "with it.";
  if (cursor.at_word("percent") || (cursor.at_word("per") && cursor.at_word("cent", 1)))
    mend = "Write a percentage with its sign, like 10%.";
  cursor.problem("S20", cursor.place(), described(token) + " can't stand here",
                 {"The line was understood up to this point."}, {mend});
}

std::optional<Date> take_date(TokenCursor& cursor) {
  if (cursor.peek().kind == TokenKind::date) return parse_date(cursor.take().text);
  cursor.problem("S21", cursor.place(), "a date is missing here",
                 {"Here stands " + described(cursor.peek()) + "."}, {"Write it like 2012-11-01."});
  return std::nullopt;
}

bool no_path(TokenCursor& cursor, const Token& name) {
  if (!cursor.at_mark(".")) return true;
  std::string path = name.text;
  Span span = name.span;
  while (cursor.take_mark(".")) {
    if (cursor.peek().kind != TokenKind::word) break;
    span = joined_span(span, cursor.peek().span);
    path += "." + cursor.take().text;
  }
  const std::string last = path.substr(path.find_last_of('.') + 1);
  cursor.problem("S51", span, "only a column of the row itself can stand here",
                 {"This follows a link to another row."},
                 {"Bring it down as a column of the input, like: | " + last + " | date by " + path +
                      " |, or | " + last + " | key of ... by " + path + " |.",
                  "Then write: " + last + "."});
  return false;
}

std::vector<std::string> take_names(TokenCursor& cursor, std::vector<Span>& spans) {
  std::vector<std::string> names;
  do {
    const Token token = cursor.peek();
    if (token.kind != TokenKind::word) {
      cursor.problem("S22", cursor.place(), "a name is missing here",
                     {"Here stands " + described(token) + "."}, {"Write names parted by commas or \"and\"."});
      return names;
    }
    cursor.take();
    if (!no_path(cursor, token)) continue;
    names.push_back(token.text);
    spans.push_back(token.span);
  } while (cursor.take_mark(",") || cursor.take_word("and"));
  return names;
}

bool take_needed(TokenCursor& cursor, const char* word, const char* example) {
  if (cursor.take_word(word)) return true;
  cursor.problem("S26", cursor.place(), "\"" + std::string(word) + "\" is missing here",
                 {"Here stands " + described(cursor.peek()) + "."}, with_word(cursor, word, example));
  return false;
}

std::string take_name(TokenCursor& cursor, const char* what, const char* example) {
  const Token name = cursor.peek();
  std::string taken = take_step(cursor, what, example);
  return taken.empty() || no_path(cursor, name) ? taken : std::string();
}

std::string take_step(TokenCursor& cursor, const char* what, const char* example) {
  if (cursor.peek().kind == TokenKind::word) return cursor.take().text;
  cursor.problem("S22", cursor.place(), std::string(what) + " is missing here",
                 {"Here stands " + described(cursor.peek()) + "."},
                 {"Write it like: " + std::string(example) + "."});
  return "";
}

std::string take_words(TokenCursor& cursor) {
  const Token& here = cursor.peek();
  if (here.kind == TokenKind::text) return cursor.take().text;
  cursor.problem("S15", cursor.place(), "words in quotation marks are missing here",
                 {"Here stands " + described(here) + "."},
                 here.kind == TokenKind::word ? in_marks(cursor) : Mend{"Write words between \" and \"."});
  return "";
}

Order take_order(TokenCursor& cursor) {
  Order order;
  constexpr const char* example = "in order of achieved_date, code";
  if (take_needed(cursor, "order", example) && take_needed(cursor, "of", example))
    order.names = take_names(cursor, order.spans);
  return order;
}

}  // namespace outturn::language
