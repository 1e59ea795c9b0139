// The table of an input, rate card, bands or points, found by its headings: internal to the parser.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/parse/statement.h"

namespace outturn::language {

class TableReader {
 public:
  /// Tells S30 to S33. Rows of another length than the headings are told and set apart.
  TableReader(StatementReader& reader, const SourceFile& source, Problems& problems, const char* example)
      : TableReader(reader, reader.raw().rows, source, problems, example) {}
  /// A table that stands elsewhere than under its statement: `source` is the file of `rows`.
  TableReader(StatementReader& reader, const std::vector<Line>& rows, const SourceFile& source,
              Problems& problems, const char* example);

  [[nodiscard]] const std::vector<const Line*>& rows() const { return rows_; }
  /// Rows that were told to have too few or too many cells.
  [[nodiscard]] const std::vector<const Line*>& broken_rows() const { return broken_rows_; }
  /// Headings as they can be written.
  [[nodiscard]] const char* example() const { return example_; }
  [[nodiscard]] const std::vector<TableCell>& headings() const { return headings_; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view heading) const;

  /// Of a heading that is none of `known`: the nearest that the table has not yet, else `otherwise`.
  [[nodiscard]] Mend near_heading(const TableCell& heading, std::vector<std::string> known,
                                  std::string otherwise) const;
  void tell(std::string code, Span span, std::string what, Sentences why = {}, Mend mend = {}) const;
  [[nodiscard]] TokenCursor cursor(const TableCell& cell) const;
  /// The clauses of a row's `source` cell, or the statement's own.
  [[nodiscard]] std::vector<Clause> sources(const Line& row, const std::vector<Clause>& own) const;
  /// The one amount a cell holds; nullopt when it holds anything else. An amount that can't be held is
  /// told and has no type; but one that is not even of the kind `wanted` is left to the caller to tell.
  [[nodiscard]] std::optional<TypedNumber> amount(const TableCell& cell, const QType* wanted = nullptr) const;

 private:
  void check_headings() const;

  const SourceFile& source_;
  Problems& problems_;
  const char* example_;
  std::vector<TableCell> headings_;
  std::vector<const Line*> rows_;
  std::vector<const Line*> broken_rows_;
};

/// Two cells of one column go together; money of different currencies is told by the checker.
[[nodiscard]] bool one_kind(const QType& a, const QType& b);

[[nodiscard]] inline bool says_nothing(const TableCell& cell) {
  return cell.text.empty() || cell.text == "-";
}

}  // namespace outturn::language
