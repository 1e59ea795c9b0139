// A statement split into its head, fields and table rows: for the parser and the layout of a text.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "contracts/language/card_file.h"
#include "contracts/parse/expression.h"

namespace outturn::language {

struct StatementForm;

struct Field {
  Token keyword;
  std::vector<Token> tokens;  ///< behind the keyword, continuation lines included
};

struct RawStatement {
  std::string kind;
  std::vector<Token> head;  ///< behind the kind
  Span span;                ///< of the kind
  std::vector<Field> fields;
  std::vector<Line> rows;   ///< table rows, heading first
  bool incomplete = false;  ///< a line of it was not understood, so nothing is told to be missing
};

/// Splits lines into statements; problems S10 to S12. A line that is understood all the same (a
/// misspelt keyword, a line not indented) is told and kept; `incomplete` when one had to be left out.
[[nodiscard]] std::vector<RawStatement> split_statements(const SourceFile& source, std::vector<Line> lines,
                                                         bool& incomplete, Problems& problems);

/// Reads one statement: its head word by word, its fields by keyword, its clauses.
class StatementReader {
 public:
  StatementReader(const SourceFile& source, const RawStatement& raw, Problems& problems)
      : source_(source), raw_(raw), problems_(problems), head_(source, raw.head, raw.span, problems) {}

  using Handler = std::function<void(TokenCursor&)>;
  /// Calls the handler of each field; tells unknown and repeated ones. The handlers are those of the
  /// statement's lines in the grammar, else Fault.
  void fields(const std::map<std::string, Handler>& handlers);

  /// A name that can also be a name in a spreadsheet; problems N1 to N4.
  [[nodiscard]] std::string name();
  /// The id of a document, which only clauses use.
  [[nodiscard]] std::string document_id();
  [[nodiscard]] std::string quoted(const char* what, const char* example);
  /// ", each KIND"; empty when not there.
  [[nodiscard]] std::string each();
  /// All clauses at the end of the head; C1 when there is none and one is needed.
  [[nodiscard]] std::vector<Clause> clauses(bool needed);
  void end_of_head();

  [[nodiscard]] TokenCursor& head() { return head_; }
  [[nodiscard]] Span span() const { return raw_.span; }
  [[nodiscard]] Span name_span() const { return name_span_.known() ? name_span_ : raw_.span; }
  [[nodiscard]] Span each_span() const { return each_span_.known() ? each_span_ : name_span(); }
  [[nodiscard]] const RawStatement& raw() const { return raw_; }
  [[nodiscard]] bool has_field(std::string_view word) const;
  void problem(std::string code, Span span, std::string what, Sentences why = {}, Mend mend = {}) const {
    head_.problem(std::move(code), span, std::move(what), std::move(why), std::move(mend));
  }
  /// S18, unless the field is there (and was told to be wrong) or a line was not understood.
  void missing(const char* field, const char* example) const;
  void no_table() const;

 private:
  void skip_to_clause();
  void stray_line(const StatementForm& form, const Field& field) const;

  const SourceFile& source_;
  const RawStatement& raw_;
  Problems& problems_;
  TokenCursor head_;
  Span name_span_;
  Span each_span_;
};

/// All clauses at this place.
[[nodiscard]] std::vector<Clause> take_clauses(TokenCursor& cursor);
/// S20 when something is left.
void end_of_field(TokenCursor& cursor);
/// nullopt when there is no good date; that has been told.
[[nodiscard]] std::optional<Date> take_date(TokenCursor& cursor);
/// False where a path such as person.joined follows; it is told (S51), and reading goes on behind it.
bool no_path(TokenCursor& cursor, const Token& name);
/// a, b and c
[[nodiscard]] std::vector<std::string> take_names(TokenCursor& cursor, std::vector<Span>& spans);
/// "of", "by", "per": told when it is not there; `example` shows the whole line.
bool take_needed(TokenCursor& cursor, const char* word, const char* example);
/// One name; empty when it is missing, which has been told.
[[nodiscard]] std::string take_name(TokenCursor& cursor, const char* what, const char* example);

/// The same of one name within a path.
[[nodiscard]] std::string take_step(TokenCursor& cursor, const char* what, const char* example);

/// Words in quotation marks; S15 when there are none.
[[nodiscard]] std::string take_words(TokenCursor& cursor);

struct Order {
  std::vector<std::string> names;
  std::vector<Span> spans;
};
/// "order of a, b" behind "in".
[[nodiscard]] Order take_order(TokenCursor& cursor);

/// A table of evidence with the lines every one may have, and those of its own kind; input.cpp
[[nodiscard]] Input read_evidence(StatementReader& reader, const SourceFile& source, Problems& problems,
                                  std::map<std::string, StatementReader::Handler> own_lines);
[[nodiscard]] Input read_input(StatementReader& reader, const SourceFile& source, Problems& problems);
/// comparison.cpp
[[nodiscard]] Input read_comparison(StatementReader& reader, const SourceFile& source, Problems& problems);
[[nodiscard]] RateCard read_ratecard(StatementReader& reader, const SourceFile& source, Problems& problems,
                                     const CardFiles& card_files);
[[nodiscard]] Bands read_bands(StatementReader& reader, const SourceFile& source, Problems& problems);
/// points.cpp
[[nodiscard]] Points read_points(StatementReader& reader, const SourceFile& source, Problems& problems);
/// calendar.cpp
[[nodiscard]] Calendar read_calendar(StatementReader& reader, const SourceFile& source, Problems& problems);
/// rules.cpp
[[nodiscard]] Parameter read_parameter(StatementReader& reader);
[[nodiscard]] Value read_value(StatementReader& reader);
[[nodiscard]] Payment read_payment(StatementReader& reader);
[[nodiscard]] Cap read_cap(StatementReader& reader);
/// split.cpp
[[nodiscard]] Split read_split(StatementReader& reader, const SourceFile& source, Problems& problems);

}  // namespace outturn::language
