// A statement split into its head, fields and table rows: internal to the parser.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "contracts/language/parse_expression.h"

namespace outturn::language {

struct Field {
  Token keyword;
  std::vector<Token> tokens;   ///< behind the keyword, continuation lines included
};

struct RawStatement {
  std::string kind;
  std::vector<Token> head;     ///< behind the kind
  Span span;                   ///< of the kind
  std::vector<Field> fields;
  std::vector<Line> rows;      ///< table rows, heading first
};

/// Splits lines into statements; problems S10 to S13.
[[nodiscard]] std::vector<RawStatement> split_statements(const SourceFile& source, std::vector<Line> lines,
                                                         Problems& problems);

/// Reads one statement: its head word by word, its fields by keyword, its clauses.
class StatementReader {
 public:
  StatementReader(const SourceFile& source, const RawStatement& raw, Problems& problems)
      : source_(source), raw_(raw), problems_(problems), head_(source, raw.head, raw.span, problems) {}

  using Handler = std::function<void(TokenCursor&)>;
  /// Calls the handler of each field; tells unknown and repeated ones. `repeated` may come often.
  void fields(const std::map<std::string, Handler>& handlers, const std::vector<std::string>& repeated = {});

  /// A name that can also be a name in a spreadsheet; problems N1 to N3.
  [[nodiscard]] std::string name();
  /// A short name of a document, which stands only in clauses: A, V1.
  [[nodiscard]] std::string document_id();
  [[nodiscard]] std::string quoted(const char* what);
  /// ", each KIND"; empty when not there.
  [[nodiscard]] std::string each();
  /// All clauses at the end of the head; C1 when there is none and one is needed.
  [[nodiscard]] std::vector<Clause> clauses(bool needed);
  void end_of_head();

  [[nodiscard]] TokenCursor& head() { return head_; }
  [[nodiscard]] Span span() const { return raw_.span; }
  [[nodiscard]] Span name_span() const { return name_span_.known() ? name_span_ : raw_.span; }
  [[nodiscard]] const RawStatement& raw() const { return raw_; }
  void problem(std::string code, Span span, std::string what, std::vector<std::string> why = {},
               std::vector<std::string> mend = {}) const {
    head_.problem(std::move(code), span, std::move(what), std::move(why), std::move(mend));
  }
  void missing(const char* field, const char* example) const;
  void no_table() const;

 private:
  const SourceFile& source_;
  const RawStatement& raw_;
  Problems& problems_;
  TokenCursor head_;
  Span name_span_;
};

/// Clauses from here to the end of the field.
[[nodiscard]] std::vector<Clause> take_clauses(TokenCursor& cursor);
/// Told when anything is left.
void end_of_field(TokenCursor& cursor);
/// The one date a field holds.
[[nodiscard]] std::optional<Date> take_date(TokenCursor& cursor);
/// a, b and c
[[nodiscard]] std::vector<std::string> take_names(TokenCursor& cursor, std::vector<Span>& spans);

// parse_table.cpp: statements that are tables.
[[nodiscard]] Input read_input(StatementReader& reader, const SourceFile& source, Problems& problems);
[[nodiscard]] RateCard read_ratecard(StatementReader& reader, const SourceFile& source, Problems& problems);
[[nodiscard]] Bands read_bands(StatementReader& reader, const SourceFile& source, Problems& problems);

}  // namespace outturn::language
