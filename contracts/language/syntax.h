// The contract as written: statements, expressions, clauses, each with its place.
//
// This is the whole shape of the language (docs/language.md has it in a reader's words). The parser
// fills it, the checker (check.h) adds what names mean and what types follow, contracts/compile
// turns it into the calculation graph. Closed structs, no behaviour.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "contracts/language/expression.h"
#include "contracts/language/given_rows.h"
#include "contracts/language/savings.h"
#include "contracts/language/statement_kind.h"
#include "contracts/language/token.h"
#include "contracts/language/types.h"
#include "engine/facts/table.h"
#include "engine/values/date.h"
#include "engine/values/rounding.h"

namespace outturn::language {

/// rounded to 2 decimal places, half up [assumption rounding]
struct RoundingRule {
  enum class To : std::uint8_t { decimal_places, minor_units, whole_units, whole } to = To::decimal_places;
  int places = 0;  ///< of decimal_places, as a person counts them (8.39% has 2)
  Rounding mode = Rounding::half_up;
  bool from_rounded = false;  ///< the author says double rounding is meant
  std::vector<Clause> clauses;
  Span span;
};

struct Head {
  std::string title;
  std::string currency;
  std::optional<Date> starts;
  std::optional<Date> ends;
  std::string payer;
  std::string provider;
  std::string amounts;  ///< "exclude VAT"
  std::string about;
  Span span;
  Span currency_span;
  Span starts_span;
  Span ends_span;
};

struct Document {
  std::string id;
  std::string title;
  std::string by;
  std::string dated;
  std::string address;
  std::string file;
  Span span;
};

struct Assumption {
  std::string name;
  std::string question;
  struct Reading {
    std::string name;
    std::string words;
    Span span;
  };
  std::vector<Reading> readings;  ///< empty: a plain assumption
  std::string use;
  Span use_span;
  std::string because;
  std::vector<Clause> clauses;
  Span span;
};

/// One line of a parameter: from DATE [until DATE] VALUE [clause].
struct DatedValue {
  std::optional<Date> from;  ///< nullopt: from the start of the contract
  std::optional<Date> until;
  Exact value;
  int places = 0;  ///< as written
  QType type;
  std::vector<Clause> clauses;
  Span span;
  Span from_span;        ///< of its date
  bool undated = false;  ///< written with "is"
  bool damaged = false;  ///< its dates were told to be wrong
};

struct Parameter {
  std::string name;
  QType type;
  std::vector<DatedValue> values;
  std::string chosen_by;  ///< deciding date, obligatory with several values
  Span chosen_span;
  std::string meaning;  ///< words of the author; empty: none
  std::vector<Clause> clauses;
  Span span;
};

struct InputColumn {
  FactColumn fact;
  QType type;
  std::string meaning;
  Span type_span;
  std::vector<std::string> by;  ///< followed from these; empty: the file holds it
  std::vector<Span> by_spans;
};

/// What a `comparison` asks of the analysis whose figures it holds: beside NAME.csv stands NAME.json, which
/// says how they came about.
struct ComparisonTerms {
  std::string design;  ///< one of `comparison_designs`
  Span design_span;
  std::string method;  ///< word for word that of the analysis; empty: any
  Span method_span;
  std::int64_t least_people = 0;  ///< who took part; 0: any number
  Span people_span;
  std::optional<Exact> balance;  ///< the largest difference left, in standard deviations; nullopt: any
  Span balance_span;
};

struct Input {
  std::string name;  ///< the file is NAME.csv
  std::string each;  ///< row kind; empty: one row
  std::vector<InputColumn> columns;
  std::vector<std::string> order;  ///< in order of ...
  std::vector<Span> order_spans;
  Span each_span;
  Span dated_span;
  std::string dated_by;    ///< the date that the cut-off looks at
  std::string decided_by;  ///< the column that says who decided on the row; empty: no person did
  std::string decided_on;  ///< and when
  Span decided_by_span;
  Span decided_on_span;
  std::optional<ComparisonTerms> comparison;  ///< written as a `comparison`, not as an `input`
  std::vector<Clause> clauses;
  Span span;
};

/// A cell of a rate card: a number, words, a code, or nothing ("-").
struct CardCell {
  bool present = false;
  Exact value;
  int places = 0;  ///< of value, as written

  std::string words;
  Span span;
};

struct RateCard {
  std::string name;
  struct CardColumn {
    std::string name;
    QType type;
    Span span;
  };
  std::vector<CardColumn> columns;  ///< without code, from, until, source
  struct Row {
    std::string code;
    Span code_span;
    std::optional<Date> from;
    std::optional<Date> until;
    std::vector<CardCell> cells;  ///< parallel to columns
    std::vector<Clause> clauses;
    Span span;
    Span from_span;        ///< of its date, where it has one
    bool cites = false;    ///< its clauses are its own, not the card's
    bool damaged = false;  ///< a cell of it was told to be wrong
  };
  std::vector<Row> rows;
  bool dated = false;
  std::string chosen_by;
  Span chosen_span;
  std::vector<Clause> clauses;
  Span span;
  std::string file;  ///< that it stands in, beside the contract; empty: written in the contract
  Span file_span;
  std::string sha256;   ///< of that file, as found
  SourceFile text;      ///< of that file: the places of columns, rows, cells and rows' own clauses are in it
  bool unread = false;  ///< its file was told not to be readable, so nothing is told to be missing
};

/// A table of bands with an explicit edge at both ends, sorted and without gaps once checked.
struct Bands {
  std::string name;
  std::string measured;  ///< heading of the first column
  QType measured_type;
  std::string result;  ///< heading of the second
  QType result_type;
  struct Row {
    std::optional<Exact> from;  ///< nullopt: no lower end
    bool from_included = true;
    std::optional<Exact> until;
    bool until_included = false;
    Exact value;
    std::vector<Clause> clauses;
    Span span;
  };
  std::vector<Row> rows;
  bool damaged = false;  ///< a row was told to be wrong and left out
  int edge_places = 0;   ///< most decimal places of an edge, as held
  int value_places = 0;
  std::vector<Clause> clauses;
  Span span;
};

/// A line through knots: what is given for a measure between two of them lies on the line that joins them.
struct Points {
  std::string name;
  std::string measured;  ///< heading of the first column
  QType measured_type;
  std::string result;  ///< heading of the second
  QType result_type;
  struct Knot {
    Exact at;
    Exact value;
    std::vector<Clause> clauses;
    Span span;
    Span value_span;
  };
  std::vector<Knot> knots;  ///< as written; rising once checked
  /// What holds before the first knot or beyond the last.
  struct End {
    bool continues = false;  ///< the line goes on
    Exact value;             ///< otherwise
    std::vector<Clause> clauses;
    Span span;
  };
  End below;
  End above;
  bool damaged = false;  ///< a row was told to be wrong and left out
  int knot_places = 0;   ///< most decimal places of a knot, as held
  int value_places = 0;
  std::vector<Clause> clauses;
  Span span;
};

/// Days that do not count, such as school holidays.
struct Calendar {
  std::string name;
  struct Row {
    Date from;
    Date until;  ///< no longer one of them
    std::string words;
    std::vector<Clause> clauses;
    Span span;
  };
  std::vector<Row> rows;
  bool damaged = false;  ///< a row was told to be wrong and left out
  std::vector<Clause> clauses;
  Span span;
};

/// When one of several ways of working out a value holds: from DATE [until DATE] is ... [clause].
struct DatedRule {
  std::optional<Date> from;  ///< nullopt: from the start of the contract
  std::optional<Date> until;
  std::vector<Clause> clauses;
  Span span;
  Span from_span;        ///< of its date
  bool damaged = false;  ///< its dates were told to be wrong
};

struct Value {
  std::string name;
  QType type;
  std::string each;
  ExprPtr is;
  std::vector<DatedRule> rules;  ///< one for each arm of `is` where that is dated; else none
  std::string chosen_by;         ///< their deciding date
  Span chosen_span;
  std::optional<RoundingRule> rounding;
  bool exactly = false;
  std::vector<Clause> clauses;
  std::string meaning;
  Span span;
  Span each_span;
};

struct Payment {
  std::string name;
  std::string each;
  ExprPtr when;
  ExprPtr pay;
  ExprPtr achieved;  ///< null: as `when` says
  ExprPtr worth;     ///< of what is achieved; null: as `pay` says
  std::optional<RoundingRule> rounding;
  std::vector<std::string> once_per;  ///< names of the row kind; empty: no limit
  std::vector<Span> once_spans;
  ExprPtr times;  ///< at most N times per ...; null: once
  bool may_be_negative = false;
  std::vector<Clause> clauses;
  std::string meaning;
  Span span;
  Span each_span;
};

/// What becomes of what a cap cuts.
enum class Excess : std::uint8_t {
  lost,
  carried,  ///< forward to the next row, of the same `carried_for` where that is named
  moved     ///< to the payment `moved_to`
};

struct Cap {
  std::string name;
  ExprPtr amount;
  std::string per;  ///< a link of the row kind; empty: over the contract
  Span per_span;
  std::vector<std::string> on;
  std::vector<Span> on_spans;
  std::vector<std::string> order;
  std::vector<Span> order_spans;
  bool last_named_first = false;  ///< the payments named last go short, not the latest rows
  Span cut_span;
  Excess excess = Excess::lost;
  std::string carried_for;
  std::string moved_to;
  Span excess_span;  ///< of the name behind it, else of the line
  std::vector<Clause> clauses;
  Span span;
};

/// Who pays a payment, by which share, up to which cap: one row a payer.
struct Split {
  std::string name;
  std::string of;  ///< a payment
  Span of_span;
  std::string each;  ///< kind of row that is split; empty: the payment's total
  Span each_span;
  struct Payer {
    std::string name;
    Exact share;        ///< 0.6 for 60%
    int places = 0;     ///< of share, as written
    ExprPtr share_of;   ///< a name that says the share, in place of a figure
    bool rest = false;  ///< what the others leave of 100%
    std::optional<Exact> cap;
    std::vector<Clause> clauses;
    Span span;
    Span share_span;
    Span cap_span;
    std::string currency_sign;  ///< of the cap
    int cap_places = 0;
  };
  std::vector<Payer> payers;
  enum class Residue : std::uint8_t { unsaid, largest_remainder, last } residue = Residue::unsaid;
  Span residue_span;
  enum class Excess : std::uint8_t { unsaid, not_paid, by_others } excess = Excess::unsaid;
  Span excess_span;
  bool damaged = false;  ///< a row or line of it was told to be wrong
  std::vector<Clause> clauses;
  Span span;
};

struct Note {
  std::vector<Clause> clauses;
  std::string words;
  Span span;
};

/// Where a statement stands in its own list, in the order written.
struct StatementRef {
  StatementKind kind;
  std::size_t index;
};

/// Approaches set against each other: written out in two inputs with given rows and values, which bear the
/// name.
struct Approaches {
  enum Figure : std::uint8_t { people, cost, outcomes, low, high, saved };
  static constexpr std::size_t figures = 6;
  struct Cell {
    ExprPtr is;  ///< a figure, or the name of one; null: not said
    Span span;
  };
  struct Approach {
    std::string name;
    std::string words;  ///< empty: its name says it
    std::array<Cell, figures> cells;
    std::vector<Clause> clauses;
    Span span;
    [[nodiscard]] const std::string& shown() const { return words.empty() ? name : words; }
  };
  std::string name;
  std::string text;      ///< as written out; empty: a problem of it was told
  std::string outcome;   ///< in words
  bool several = false;  ///< of one person
  std::string against;   ///< the approach that the others are set against
  std::string present;   ///< the approach that runs today; empty: none is named
  std::vector<Approach> list;
  std::vector<Clause> clauses;
  Span span;
  /// What readers call the approach of that name.
  [[nodiscard]] const std::string& words_of(const std::string& one) const {
    for (const Approach& each : list)
      if (each.name == one) return each.shown();
    return one;
  }
};

struct Contract {
  Head head;
  std::vector<Document> documents;
  std::vector<Assumption> assumptions;
  std::vector<Parameter> parameters;
  std::vector<Input> inputs;
  std::vector<RateCard> ratecards;
  std::vector<Bands> bands;
  std::vector<Points> points;
  std::vector<Calendar> calendars;
  std::vector<Value> values;
  std::vector<Payment> payments;
  std::vector<Cap> caps;
  std::vector<Split> splits;
  std::vector<Note> notes;
  std::vector<Savings> savings;
  std::vector<Approaches> approaches;
  std::vector<GivenRows> given;
  std::vector<StatementRef> order;
  bool incomplete = false;  ///< a line in column 1 was told to be no statement, and left out
};

}  // namespace outturn::language
