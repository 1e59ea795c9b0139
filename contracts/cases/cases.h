// The cases of a contract: facts a source printed in, results it printed out.
//
// A case file is written in the notation of contracts: a line in column 1 begins a case, indented
// lines belong to it, tables hold evidence. parse_cases reads the text; check_cases holds it against
// the contract, so that a name, a key or a unit that can't be right is told before anything runs.
// Closed structs, no behaviour; adapters/command runs them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contracts/language/names.h"

namespace outturn::language {

/// Where a case's figures come from, in the words of golden/contracts.json.
enum class CaseKind : std::uint8_t {
  published,
  derived,
  rule,
  partly_memory,
  memory,
  published_inconsistent
};
[[nodiscard]] std::string_view words(CaseKind kind);

/// A value as typed: an amount, a percentage, a number, yes or no, or a date.
struct CaseLiteral {
  Exact value;  ///< yes 1, no 0; a date its serial
  QType type;   ///< `places` as written
  Span span;
};

/// given NAME [of KEY] = VALUE: a printed result in place of the formula.
struct CaseGiven {
  std::string name;
  Span name_span;
  std::string key;
  Span key_span;
  CaseLiteral value;
};

/// assume ASSUMPTION READING
struct CaseReading {
  std::string assumption;
  std::string reading;
  Span assumption_span;
  Span reading_span;
};

/// evidence INPUT and its rows, in place of the input's file. Columns not listed are unknown.
struct CaseEvidence {
  std::string input;
  Span span;
  std::vector<Line> rows;  ///< headings first
};

/// expect NAME [of KEY] = VALUE [within X] [as KEY_OF_SOURCE], or a list, or a table by key.
struct CaseExpectation {
  enum class Form : std::uint8_t { one, each, table } form = Form::one;
  struct Item {
    std::string key;
    Span key_span;
    CaseLiteral value;
  };
  std::string name;
  Span name_span;
  std::string as;           ///< what the source calls it; empty: as the contract does
  std::vector<Item> items;  ///< one; or one a row in the order of the contract; or by key
  std::optional<CaseLiteral> within;
};

struct Case {
  std::string id;
  CaseKind kind = CaseKind::published;
  Span span;
  std::string about;
  std::vector<Clause> sources;
  std::vector<CaseReading> readings;
  std::vector<CaseGiven> givens;
  std::vector<CaseEvidence> evidence;
  std::vector<CaseExpectation> expectations;
  std::string does_not_reconcile;  ///< why the printed figures disagree
  std::string waits;               ///< why nothing can be compared yet
  std::string investor;            ///< printed figures of the returns part
  bool understood = true;          ///< false: a line of it was told as a problem already
};

/// Problems are of families L and S, and T where a single value shows it.
[[nodiscard]] std::vector<Case> parse_cases(const SourceFile& source, Problems& problems);

/// Against a checked contract. Problems of families S, N, T and C.
void check_cases(const std::vector<Case>& cases, const Contract& contract, const SourceFile& source,
                 Problems& problems);

/// What a name of the contract gives, also those a payment makes (NAME_total, total_payment).
struct NamedFigure {
  QType type;
  std::string each;       ///< row kind; empty where there is one
  bool is_value = false;  ///< a `value`, so that a case can give it
};
[[nodiscard]] std::optional<NamedFigure> figure_named(const Names& names, const std::string& name);

}  // namespace outturn::language
