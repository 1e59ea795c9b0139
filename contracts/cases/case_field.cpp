// The fields of a case: given, expect, evidence and the rest.
#include "contracts/cases/case_field.h"

#include "contracts/parse/lines.h"
#include "contracts/parse/statement.h"

namespace outturn::language {

using Q = Quantity;

namespace {

class CaseFieldReader {
 public:
  CaseFieldReader(const SourceFile& source, Problems& problems) : source_(source), problems_(problems) {}

  void field(const CaseField& field, Case& made, bool again) {
    TokenCursor c(source_, field.tokens, field.keyword.span, problems_);
    const std::string& word = field.keyword.text;
    const std::size_t before = problems_.list().size();
    const bool many =
        word == "source" || word == "assume" || word == "given" || word == "evidence" || word == "expect";
    if (again && !many) {
      tell("S14", field.keyword.span, "\"" + word + "\" stands twice in this case", {},
           {"Keep one of the two lines."});
      return;
    }
    if (!field.rows.empty() && word != "evidence" && word != "expect") {
      tell("S42", {field.rows.front().number, 1, 1}, "under \"" + word + "\" stands no table", {},
           {"Tables stand under evidence and expect."});
      return;
    }
    if (word == "about")
      made.about = text(c);
    else if (word == "waits")
      made.waits = text(c);
    else if (word == "investor")
      made.investor = text(c);
    else if (word == "does")
      made.does_not_reconcile = reconcile(c);
    else if (word == "source")
      sources(c, made);
    else if (word == "assume")
      assume(c, made);
    else if (word == "given")
      given(c, made);
    else if (word == "evidence")
      evidence(c, field, made);
    else
      expectation(c, field, made);
    if (problems_.list().size() == before) end_of_field(c);
    made.understood = made.understood && problems_.list().size() == before;
  }

 private:
  void tell(std::string code, Span span, std::string what, std::vector<std::string> why,
            std::vector<std::string> mend) {
    TokenCursor(source_, {}, span, problems_)
        .problem(std::move(code), span, std::move(what), std::move(why), std::move(mend));
  }

  /// Several texts in a row are one, so that long words can stand on several lines.
  std::string text(TokenCursor& c) {
    std::string out;
    while (c.peek().kind == TokenKind::text) out += (out.empty() ? "" : " ") + c.take().text;
    if (out.empty())
      c.problem("S15", c.place(), "words in quotation marks are missing", {},
                {"Put them between \" and \"."});
    return out;
  }

  std::string reconcile(TokenCursor& c) {
    if (c.take_word("not") && c.take_word("reconcile") && c.take_mark(":")) return text(c);
    c.problem("S44", c.place(), "\"does\" goes on with \"not reconcile:\" and why", {},
              {"Write it like: does not reconcile: \"the two figures are of different years\""});
    return "";
  }

  void sources(TokenCursor& c, Case& made) {
    auto clauses = take_clauses(c);
    if (clauses.empty())
      c.problem("C2", c.place(), "the source of a case is a clause in brackets", {},
                {"Write it like: source [CIVSOC14 results], with a document of the contract."});
    made.sources.insert(made.sources.end(), clauses.begin(), clauses.end());
  }

  /// A name; its place goes to `span`.
  std::string word(TokenCursor& c, Span& span, const char* example) {
    span = c.place();
    const Token& next = c.peek();
    if (next.kind == TokenKind::word || next.kind == TokenKind::text) return c.take().text;
    c.problem("S22", span, "a name is missing here", {"Here stands " + described(next) + "."},
              {std::string("Write it like: ") + example});
    return "";
  }

  void assume(TokenCursor& c, Case& made) {
    CaseReading reading;
    reading.assumption = word(c, reading.assumption_span, "assume pooling by_size");
    if (!reading.assumption.empty())
      reading.reading = word(c, reading.reading_span, "assume pooling by_size");
    if (!reading.reading.empty()) made.readings.push_back(std::move(reading));
  }

  std::optional<CaseLiteral> literal(TokenCursor& c) {
    CaseLiteral out;
    out.span = c.place();
    if (const auto amount = parse_amount(c)) return CaseLiteral{amount->value, amount->type, amount->span};
    const Token next = c.peek();
    const bool yes = next.text == "yes" || next.text == "true";
    if (next.kind == TokenKind::word && (yes || next.text == "no" || next.text == "false")) {
      out.value = Exact(yes ? 1 : 0);
      out.type.quantity = Q::truth;
    } else if (next.kind == TokenKind::date) {
      if (const auto date = parse_date(next.text)) {  // else told already
        out.value = Exact(date->serial);
        out.type.quantity = Q::date;
      }
    } else {
      c.problem("S45", out.span, "a value is missing here", {"Here stands " + described(next) + "."},
                {"Write an amount like £20.00, a percentage, a number, a date, yes or no."});
      return std::nullopt;
    }
    c.take();
    return out;
  }

  bool equals(TokenCursor& c, const char* example) {
    if (c.take_mark("=")) return true;
    c.problem("S46", c.place(), "\"=\" and a value are missing here",
              {"Here stands " + described(c.peek()) + "."}, {std::string("Write it like: ") + example});
    return false;
  }

  void given(TokenCursor& c, Case& made) {
    constexpr const char* example = "given reduction of C1 = 8.39%";
    CaseGiven given;
    given.name = word(c, given.name_span, example);
    if (given.name.empty()) return;
    if (c.take_word("of")) given.key = word(c, given.key_span, example);
    if (!equals(c, example)) return;
    const auto value = literal(c);
    if (!value) return;
    given.value = *value;
    made.givens.push_back(std::move(given));
  }

  void evidence(TokenCursor& c, const CaseField& field, Case& made) {
    CaseEvidence evidence;
    evidence.input = word(c, evidence.span, "evidence cohorts, and a table under it");
    evidence.rows = field.rows;
    if (evidence.input.empty()) return;
    if (evidence.rows.size() < 2)
      tell("S30", evidence.span, "this evidence needs a table with headings and at least one row", {},
           {"Write it like: | cohort | people |, and a row under it."});
    even_rows(evidence.rows);
    made.evidence.push_back(std::move(evidence));
  }

  void even_rows(const std::vector<Line>& rows) {
    for (const Line& row : rows) {
      if (row.cells.size() == rows.front().cells.size()) continue;
      tell("S31", row.cells.empty() ? Span{row.number, 1, 1} : row.cells.back().span,
           "this row has " + std::to_string(row.cells.size()) + (row.cells.size() == 1 ? " cell" : " cells") +
               " and the headings " + std::to_string(rows.front().cells.size()),
           {}, {"Write one cell for each heading."});
    }
  }

  void expectation(TokenCursor& c, const CaseField& field, Case& made) {
    constexpr const char* example = "expect reduction of C1 = 8.39% within 0.01 points";
    CaseExpectation expectation;
    std::string key;
    Span key_span;
    expectation.name = word(c, expectation.name_span, example);
    if (expectation.name.empty()) return;
    if (c.take_word("of")) key = word(c, key_span, example);
    if (c.at_word("as") && !named_as(c, expectation)) return;
    const bool table = !field.rows.empty();
    if (!table && !values(c, expectation, key, key_span, example)) return;
    if (!tail(c, expectation)) return;
    if (table) table_values(field.rows, expectation);
    made.expectations.push_back(std::move(expectation));
  }

  bool values(TokenCursor& c, CaseExpectation& expectation, const std::string& key, Span key_span,
              const char* example) {
    if (!equals(c, example)) return false;
    expectation.form = c.take_word("each") ? CaseExpectation::Form::each : CaseExpectation::Form::one;
    do {
      const auto value = literal(c);
      if (!value) return false;
      expectation.items.push_back({key, key_span, *value});
    } while (expectation.form == CaseExpectation::Form::each && c.take_mark(","));
    return true;
  }

  bool named_as(TokenCursor& c, CaseExpectation& expectation) {
    Span span;
    c.take_word("as");
    expectation.as = word(c, span, "expect reduction of C1 = 8.39% as reduction_pct");
    return !expectation.as.empty();
  }

  /// within X, as NAME: in either order.
  bool tail(TokenCursor& c, CaseExpectation& expectation) {
    while (!c.done()) {
      if (c.take_word("within")) {
        expectation.within = literal(c);
        if (!expectation.within) return false;
      } else if (c.at_word("as") && expectation.as.empty()) {
        if (!named_as(c, expectation)) return false;
      } else {
        c.problem("S47", c.place(), described(c.peek()) + " can't stand here", {},
                  {"After the value can stand: within 0.01 points, as reduction_pct."});
        return false;
      }
    }
    return true;
  }

  void table_values(const std::vector<Line>& rows, CaseExpectation& expectation) {
    expectation.form = CaseExpectation::Form::table;
    even_rows(rows);
    if (rows.size() < 2 || rows.front().cells.size() != 2) {
      tell("S48", expectation.name_span,
           "a table of what is expected has two columns, the row's key and its value", {},
           {"Write it like: | line | value |, and rows like | M01 | 527 |."});
      return;
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (rows[i].cells.size() != 2) continue;
      const TableCell& cell = rows[i].cells[1];
      TokenCursor c(source_, read_tokens(source_, cell.text, cell.span, problems_), cell.span, problems_);
      if (const auto value = literal(c)) {
        end_of_field(c);
        expectation.items.push_back({rows[i].cells[0].text, rows[i].cells[0].span, *value});
      }
    }
  }

  const SourceFile& source_;
  Problems& problems_;
};

}  // namespace

void read_case_field(const SourceFile& source, const CaseField& field, bool again, Case& made,
                     Problems& problems) {
  CaseFieldReader(source, problems).field(field, made, again);
}

}  // namespace outturn::language
