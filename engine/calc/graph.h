// The calculation graph: typed columns and their formulas.
//
// A contract and its evidence become a Graph: frames (a kind of row in one order), columns (one
// value a row), and one formula a column, written once with row-relative references, as a person
// would write it in a sheet and fill it down. The same graph is evaluated (evaluate.h), turned into
// spreadsheet formulas (sheet_form.h) and explained (explain.h). It must never know the contract
// language, a file format or a clock. Design and proof: design/columns.md.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/base/source.h"
#include "engine/calc/operation.h"
#include "engine/values/exact.h"
#include "engine/values/rounding.h"

namespace outturn::calc {

using ColumnId = std::uint32_t;
using FrameId = std::uint32_t;
using NodeId = std::uint32_t;
inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

enum class Kind : std::uint8_t {
  whole,    ///< integer: counts, days, months, row numbers
  decimal,  ///< integer times 10^-places: money, percent after rounding
  exact,    ///< rational: anything not yet rounded
  date,     ///< day serial
  key,      ///< row number in the frame `space` (0: none), shown as that row's key
  truth,    ///< 1 or 0
  text      ///< words, shown and never calculated with
};

struct Type {
  Kind kind = Kind::whole;
  std::uint8_t places = 0;  ///< of a decimal, 1..12
  FrameId space = none;     ///< of a key

  friend bool operator==(const Type&, const Type&) = default;
  /// Held as a 64-bit integer (all but exact and text).
  [[nodiscard]] bool integral() const { return kind != Kind::exact && kind != Kind::text; }
};
inline constexpr Type whole_type{Kind::whole, 0, none};
inline constexpr Type truth_type{Kind::truth, 0, none};
inline constexpr Type date_type{Kind::date, 0, none};
inline constexpr Type exact_type{Kind::exact, 0, none};
/// A decimal with that many places; whole for 0.
[[nodiscard]] Type decimal_type(int places);

/// How a value is shown; the arithmetic never looks at it.
enum class Unit : std::uint8_t { plain, money, percent, points, date, flag, row_number, key, words };

enum class Role : std::uint8_t {
  term,      ///< a number of the contract, with its clause
  evidence,  ///< a fact, with its file and line
  link,      ///< a row number or order made by the engine, guarded by a check
  method,    ///< a number made by an analyst's method, with method and version
  formula,
  check  ///< a formula that is 1 when all is well
};

/// Values of one column. The vector filled follows from the type: flags (truth), small (date, key,
/// link rows), big (whole, decimal), exact, words (text: index into `dictionary`).
struct Values {
  std::vector<std::uint8_t> flags;
  std::vector<std::int32_t> small;
  std::vector<std::int64_t> big;
  std::vector<Exact> exact;
  std::vector<std::string> dictionary;
  std::vector<std::uint8_t> known;  ///< inputs only; empty: all known
};

struct Column {
  std::string name;  ///< as in the contract; unique in the graph
  FrameId frame = none;
  Type type;
  Unit unit = Unit::plain;
  Role role = Role::formula;
  NodeId formula = none;             ///< none for inputs
  std::string title;                 ///< short heading; empty: the name in words
  std::string meaning;               ///< one sentence
  std::string unit_words;            ///< "£", "%", "events per 100 people"
  std::vector<std::string> clauses;  ///< "A Sch 3 para 4.2", "assumption pooling"
  Span span;                         ///< statement in the contract
  bool compact = false;              ///< whole numbers kept in `small` (links)
  bool follows_rows = false;         ///< of a table: worked out from the rows beside, nobody wrote it
  ColumnId previous_of = none;  ///< of a link: it names the row above of the same value of this key column
  Values values;
};

/// A kind of row in one order. Row numbers count from 1 everywhere outside vectors.
struct Frame {
  std::string name;     ///< row kind: "claim"; "" for the one row of scalars
  std::string title;    ///< sheet title: "Claims"
  std::string meaning;  ///< what a row is
  std::size_t rows = 0;
  std::string key_prefix;         ///< engine-made keys are this letter and the row number, 7 digits
  std::vector<std::string> keys;  ///< keys of a table of the contract (codes); empty for engine-made ones
  std::vector<std::string> source_keys;  ///< the source's own, or made of what the rows say (`named_by`)
  std::string named_by;              ///< "person, code, achieved date"; empty where keys are the source's own
  std::string file;                  ///< evidence file, empty for tables of the contract
  std::vector<std::uint32_t> lines;  ///< line in that file (or in the contract)
  std::vector<std::string> row_clauses;  ///< for tables of the contract: clause of each row
  std::string order;                     ///< the order in words: "achieved_date, code"
  ColumnId key_column = none;
  ColumnId row_number = none;  ///< link column 1..n, present when `previous` is used
  bool derived = false;   ///< follows from other statements (reasons of verdicts): nothing is put in here
  bool is_table = false;  ///< a table of the contract (rate card, bands), not evidence

  /// Engine-made key of a row (from 0), safe in any formula: P0000001, or the code of a rate card.
  [[nodiscard]] std::string key(std::size_t row_index) const;
};

struct Node {
  Op op = Op::literal;
  Type type;
  ColumnId column = none;         ///< the column named (reads_column)
  ColumnId second_column = none;  ///< of sum_where (its key), product_sum
  std::uint32_t index = 0;        ///< literal: into literals(); fixed_cell: row
  std::array<NodeId, 3> args{none, none, none};
  Rounding mode = Rounding::half_up;  ///< of round
  Span span;                          ///< place of the use in the contract
};

class Graph {
 public:
  FrameId add_frame(Frame frame);
  /// Adds an input or a column whose formula is set later; a repeated name throws Fault.
  ColumnId add_column(Column column);
  void set_formula(ColumnId column, NodeId formula);

  // Formula building. Result types follow the operation table; a wrong operand throws Fault (the
  // contract's checker has told the user before).
  NodeId literal(const Exact& value, Span span = {});
  NodeId truth(bool value, Span span = {});
  /// The literal 0 as a date that is not known.
  NodeId no_date();
  NodeId ref(Op op, ColumnId column, Span span = {});
  NodeId cell(ColumnId column, std::uint32_t row, Span span = {});
  NodeId linked(Op op, ColumnId column, NodeId link, Span span = {});
  NodeId sum_where(ColumnId column, ColumnId key, NodeId match, Span span = {});
  NodeId product_sum(ColumnId a, ColumnId b, Span span = {});
  NodeId make(Op op, std::initializer_list<NodeId> args, Span span = {});
  NodeId rounded(NodeId arg, int places, Rounding mode, Span span = {});
  /// Square root, rounded half up.
  NodeId root(NodeId arg, int places, Span span = {});

  [[nodiscard]] const std::vector<Frame>& frames() const { return frames_; }
  [[nodiscard]] Frame& frame(FrameId id) { return frames_[id]; }
  [[nodiscard]] const Frame& frame(FrameId id) const { return frames_[id]; }
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] Column& column(ColumnId id) { return columns_[id]; }
  [[nodiscard]] const Column& column(ColumnId id) const { return columns_[id]; }
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] const Node& node(NodeId id) const { return nodes_[id]; }
  [[nodiscard]] const Exact& literal_value(const Node& node) const { return literals_[node.index]; }
  /// none when there is no column of that name.
  [[nodiscard]] ColumnId find(const std::string& name) const;
  /// Rows of the column's frame.
  [[nodiscard]] std::size_t rows(ColumnId id) const { return frames_[columns_[id].frame].rows; }

 private:
  NodeId push(Node node);
  std::vector<Frame> frames_;
  std::vector<Column> columns_;
  std::vector<Node> nodes_;
  std::vector<Exact> literals_;
  std::unordered_map<std::string, ColumnId> by_name_;
};

/// One value read back: exact for every kind but text.
[[nodiscard]] Exact value_at(const Graph& graph, ColumnId column, std::size_t row_index);
/// The integer held (scaled) of an integral column.
[[nodiscard]] std::int64_t integer_at(const Column& column, std::size_t row_index);
/// False only for an input that is unknown in that row.
[[nodiscard]] bool known_at(const Column& column, std::size_t row_index);
/// As a person reads it: "£1,300.00", "8.39%", "2012-11-01", "P0000007", "[x]" when unknown.
/// `currency` is an ISO 4217 code.
[[nodiscard]] std::string shown_at(const Graph& graph, ColumnId column, std::size_t row_index,
                                   const std::string& currency);

/// "net_return" of start_net_return, which the statement `start` writes out.
[[nodiscard]] inline std::string name_within(const std::string& statement, const std::string& name) {
  return name.substr(statement.size() + 1);
}

}  // namespace outturn::calc
