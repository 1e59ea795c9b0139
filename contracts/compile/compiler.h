// The compiler's insides: what has been built so far, and how the parts are built. Most readers
// want compile.h.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "contracts/check/expression.h"
#include "contracts/compile/compile.h"
#include "contracts/language/names.h"

namespace outturn::compile {

using calc::ColumnId;
using calc::FrameId;
using calc::NodeId;
using calc::none;
using calc::Op;
using language::Expr;
using language::QType;
using language::Symbol;

/// A formula and, where it may be unknown, a formula that is 1 when it is known.
struct Lowered {
  NodeId value = none;
  NodeId known = none;  ///< none: always known
};

/// An evidence column in the graph.
struct EvidenceColumn {
  ColumnId value = none;
  ColumnId known = none;  ///< formula column; none: never unknown
  ColumnId link = none;   ///< row numbers of the target, made when first needed
};

struct EvidenceFrame {
  FrameId frame = none;
  std::size_t input = 0;
  std::vector<EvidenceColumn> columns;
  std::vector<std::string> order;                        ///< columns of the home order
  std::map<std::vector<std::string>, ColumnId> earlier;  ///< link to the earlier row of the same keys
};

struct CardFrames {
  FrameId codes = none;           ///< one row a code
  FrameId dated = none;           ///< one row a code and date; none when the card is undated
  std::vector<ColumnId> columns;  ///< parallel to the card's columns
  std::vector<ColumnId> known;    ///< where a cell may be empty
  ColumnId code = none, code_row = none, from = none, until = none, key = none, span = none;
};

struct BandFrame {
  FrameId frame = none;
  ColumnId edge = none;
  ColumnId pays = none;
};

struct KnotFrame {
  FrameId frame = none;
  ColumnId knot = none, pays = none, edge = none, slope = none;
  ColumnId below = none, above = none;  ///< terms; none: the line goes on
};

struct CalendarFrame {
  FrameId frame = none;
  ColumnId from = none, until = none;
  ColumnId before = none;   ///< days left out before the row
  ColumnId counted = none;  ///< days counted before the row
};

struct DatedParameter {
  FrameId frame = none;  ///< none: a single term
  ColumnId from = none, until = none, value = none;
  ColumnId term = none;
};

struct ValueColumns {
  ColumnId value = none;
  ColumnId known = none;
  bool begun = false;       ///< its column stands
  bool built = false;       ///< its formula stands too
  bool read_early = false;  ///< between the two, so in a ring with itself
};

/// The row above in the home order: of all rows, or of those of the same keys.
struct RowAbove {
  NodeId none_above = none;  ///< true in the first row
  NodeId link = none;        ///< none: the row just above
};

/// One of the conditions of a payment that are joined by `and`.
struct PartOfWhen {
  const Expr* said = nullptr;
  NodeId holds = none;  ///< 1 where it holds and is known
};

struct PaymentColumns {
  ColumnId paid = none;
  ColumnId earned = none;
  ColumnId achieved = none;  ///< same as earned where nothing sets them apart
  ColumnId achieved_unknown = none;
  ColumnId blocked = none;
  ColumnId total = none;
  bool begun = false;  ///< its formulas are being built
  bool built = false;  ///< whether it can be blocked is known
  // What decides on a row, in this order (verdicts.cpp).
  NodeId when_known = none;
  std::vector<PartOfWhen> conditions;
  NodeId pay_known = none;
  ColumnId counts = none;  ///< 1 where the rule of how often lets the row be paid
};

/// A reason and the condition under which it is the one.
struct ReasonTest {
  NodeId when = none;  ///< none: where no test before holds
  std::size_t reason = 0;
};

struct SplitColumns {
  std::vector<ColumnId> pays;  ///< of each payer, in the order named
};

/// Where a formula is being built: the frame of its rows and the statement it belongs to.
struct Scope {
  FrameId frame = 0;
  std::string each;
  std::string owner;  ///< statement name, for the columns it needs on the way
  std::vector<std::string> clauses;
  Span span;
  std::set<ColumnId> surely_known;  ///< asked for by an enclosing if known(...)
};

class Compiler {
 public:
  Compiler(const language::Contract& contract, const SourceFile& source, Request& request,
           Problems& problems);
  calc::Run build();

 private:
  // compile.cpp
  void problem(std::string code, Span span, std::string what, std::vector<std::string> why = {},
               std::vector<std::string> mend = {});
  void evidence_problem(const Table& table, std::uint32_t line, const std::string& column,
                        const std::string& what, std::vector<std::string> why, std::vector<std::string> mend);
  ColumnId add(calc::Column column, NodeId formula = none);
  calc::Column column_of(const Scope& scope, const std::string& name, calc::Type type) const;
  std::string free_name(const std::string& wanted) const;
  bool document_known(const std::vector<language::Clause>& clauses) const;
  calc::Type type_of(const QType& type, FrameId space = none) const;
  FrameId space_of(const QType& type) const;
  calc::Unit unit_of(const QType& type) const;
  std::string unit_words(const QType& type) const;

  // evidence.cpp
  void evidence_frames();
  void one_row_input(const language::Input& input, Table& table);
  void evidence_frame(std::size_t input_index, Table& table);
  std::vector<std::uint32_t> home_order(const language::Input& input, const EvidenceFrame& made,
                                        const Table& table);
  void evidence_column(EvidenceFrame& made, const language::InputColumn& column, Table& table,
                       const std::vector<std::uint32_t>& order);
  void name_rows(const EvidenceFrame& made);
  std::vector<std::int32_t> resolve_links(const language::InputColumn& column, const Table& table,
                                          const FactData& data);
  ColumnId known_column(ColumnId value);
  ColumnId link_column(FrameId frame, EvidenceColumn& column);
  ColumnId row_number(FrameId frame);
  ColumnId earlier_link(EvidenceFrame& made, const std::vector<std::string>& keys);
  ColumnId last_row_link(EvidenceFrame& child, const std::string& link, FrameId parent);
  void order_check(EvidenceFrame& made);
  EvidenceFrame* evidence_of_kind(const std::string& each);
  Table* table_of(const std::string& input);

  // tables.cpp
  void contract_tables();
  void card_frames(const language::RateCard& card, CardFrames& made);
  void card_columns(const language::RateCard& card, CardFrames& made,
                    const std::vector<const language::RateCard::Row*>& rows);
  void dated_rows(const language::RateCard& card, CardFrames& made,
                  const std::vector<const language::RateCard::Row*>& rows);
  void band_frame(const language::Bands& bands, BandFrame& made);
  void parameter(const language::Parameter& parameter, DatedParameter& made);
  void assumption_terms();

  // points.cpp
  void knot_frame(const language::Points& points, KnotFrame& made);
  ColumnId beyond_term(const language::Points& points, const language::Points::End& end, const char* where);
  Lowered lower_points(const Expr& expr, Scope& scope);

  // calendar.cpp
  void calendar_frame(const language::Calendar& calendar, CalendarFrame& made);
  NodeId days_left_out(const language::Calendar& calendar, NodeId date, Scope& scope, Span span);
  Lowered lower_days_between(const Expr& expr, Scope& scope);
  Lowered lower_date_after(const Expr& expr, Scope& scope);
  NodeId in_days(NodeId length, const QType& unit, Span span);

  // dated_rules.cpp
  Lowered lower_dated(const language::Value& value, Scope& scope);
  NodeId switch_date(const language::Value& value, const language::DatedRule& rule, Date date, Scope& scope);
  NodeId in_a_column(NodeId formula, const QType& type, const std::string& name, const std::string& title,
                     Scope& scope, Span span);

  // expression.cpp
  Lowered lower(const Expr& expr, Scope& scope);
  Lowered lower_name(const Expr& expr, Scope& scope);
  Lowered lower_symbol(const Symbol& symbol, Scope& scope, Span span);
  Lowered lower_path(const Expr& expr, Scope& scope);
  Lowered lower_binary(const Expr& expr, Scope& scope);
  Lowered lower_power(const Expr& expr, Scope& scope);
  Lowered lower_root(const Expr& expr, Scope& scope);
  Lowered lower_within(const Expr& expr, Scope& scope);
  Lowered lower_choose(const Expr& expr, Scope& scope);
  Lowered lower_call(const Expr& expr, Scope& scope);
  Lowered lower_aggregate(const Expr& expr, Scope& scope);
  Lowered lower_bands(const Expr& expr, Scope& scope);
  Lowered card_value(std::size_t card, std::size_t column, NodeId code_row, Scope& scope, Span span);
  Lowered dated_parameter(std::size_t index, Scope& scope, Span span);
  Lowered read(ColumnId value, ColumnId known, const Scope& scope, Span span);
  NodeId literal(const Exact& value, const QType& type, Scope& scope, Span span);
  NodeId deciding_date(const std::string& name, Scope& scope, Span span);
  NodeId both(NodeId a, NodeId b, Span span);
  NodeId once_known(NodeId known, NodeId test, Span span);
  NodeId guarded(const Lowered& of, Span span);
  NodeId zero_of(NodeId like);
  NodeId round(NodeId node, const language::RoundingRule& rule, const QType& type);
  NodeId date_plus(NodeId date, NodeId length, const QType& unit, Scope& scope, Span span, bool back);
  NodeId group_total(const Expr& expr, ColumnId part, Scope& scope);
  Lowered chosen_extreme(const Expr& expr, Scope& inner);
  NodeId group_known(const Lowered& part, Scope& inner, Scope& scope, const Expr& expr);
  NodeId none_unknown(const Lowered& part, Scope& inner, Scope& scope, const Expr& expr);
  [[nodiscard]] bool counts_rows(const Expr& expr) const;
  Lowered counted_part(const Expr& expr, Scope& inner);
  ColumnId part_column(const Expr& expr, const Lowered& part, Scope& inner);

  // running.cpp
  Lowered lower_running(const Expr& expr, Scope& scope);
  Lowered lower_previous(const Expr& expr, Scope& scope);
  RowAbove row_above(EvidenceFrame& rows, const std::vector<std::string>& keys, Span span);
  NodeId above(const RowAbove& row, ColumnId column, NodeId at_first, Span span);
  ColumnId running_total(EvidenceFrame& rows, ColumnId part, const std::vector<std::string>& keys,
                         const Scope& scope, Span span);
  ColumnId running_extreme(const Expr& expr, ColumnId part, NodeId condition, Scope& inner, Lowered& out);
  NodeId keys_known(EvidenceFrame& rows, const std::vector<std::string>& keys, Span span);
  ColumnId column_for(NodeId node, const std::string& suffix, const std::string& title, Scope& inner);

  // unknowns.cpp
  ValueColumns& value_read(std::size_t index);
  bool may_be_unknown(std::size_t value_index);
  bool reads_unknown(const Expr& expr, const std::string& each, std::vector<std::size_t>& values);
  bool path_unknown(const Expr& expr, const std::string& each, std::vector<std::size_t>& values);
  NodeId named_row(const Expr& said);
  bool divisor_proved(const Expr& expr, const std::string& each) const;
  std::string path_words(NodeId node) const;

  // statements.cpp
  ValueColumns& value(std::size_t index);
  [[nodiscard]] calc::Column known_of(const language::Value& v, const Scope& scope) const;
  void given_value(std::size_t index, ValueColumns& made);
  void payments();
  void payment(std::size_t index);
  ColumnId blocked_column(std::size_t payment, Span span);
  Lowered when_parts(const Expr& expr, Scope& scope, std::vector<PartOfWhen>& parts, bool several);
  ColumnId first_only(const language::Payment& payment, Scope& scope, NodeId eligible, NodeId known_already);
  bool follows(NodeId given, NodeId known) const;
  // achieved.cpp
  [[nodiscard]] static bool achieved_apart(const language::Payment& payment);
  void achieved(std::size_t index, Scope& scope, NodeId eligible, NodeId amount);

  // caps.cpp
  void caps();
  void cap_group(std::size_t cap_index, const std::vector<std::size_t>& group, std::vector<ColumnId>& due,
                 NodeId used, Scope& scope);
  std::size_t last_cap_of(std::size_t payment) const;
  NodeId within_room(NodeId due, NodeId room, Span span);
  bool is_capped(const language::Payment& payment) const;
  calc::Column money_column(const Scope& scope, const std::string& name, const std::string& title) const;
  void carrying_cap(std::size_t cap_index, std::size_t payment, std::vector<ColumnId>& due, Scope& scope);
  void move_excess(std::size_t cap_index, std::size_t payment, ColumnId asked, std::vector<ColumnId>& due,
                   Scope& scope);

  NodeId cap_amount(const language::Cap& cap, Scope& scope, bool by_row);

  // splits.cpp
  friend class SplitTerms;
  friend class SplitBuilder;
  void split_columns();
  void splits();

  // totals.cpp
  void totals();
  ColumnId total_of(const language::Payment& payment, const std::string& name, const std::string& title,
                    ColumnId of, bool money);
  void payment_total(std::size_t index);
  void grand_total();

  // true_up.cpp
  void true_up();
  void true_up_rows(const calc::PreviousPayment* before, const calc::PaymentRecord& payment,
                    calc::TrueUpRecord& made);
  ColumnId claimed_before(const std::string& payment, const Exact& total);

  // verdicts.cpp
  void verdicts();
  std::vector<ReasonTest> reason_tests(std::size_t payment);
  void evidence_tests(NodeId known, std::size_t payment, std::vector<ReasonTest>& tests);
  void condition_tests(std::size_t payment, std::vector<ReasonTest>& tests);
  void cap_tests(std::size_t payment, std::vector<ReasonTest>& tests);
  std::size_t reason(const std::string& code, calc::Verdict verdict, const std::string& words,
                     const std::string& sentence, const std::vector<std::string>& clauses, Span span);
  std::string missing_words(NodeId known) const;
  ColumnId reasons_frame();
  NodeId first_reason(const std::vector<ReasonTest>& tests, std::size_t first, ColumnId number, Scope& scope);
  int printed_length(NodeId node, int row_digits) const;
  void reason_counts(std::size_t payment, ColumnId number);

  // record.cpp
  void record();
  void clause_records();

  const language::Contract& contract_;
  const SourceFile& source_;
  Request& request_;
  Problems& problems_;
  language::Names names_;
  calc::Run run_;
  calc::Graph& graph_;
  int minor_places_;
  FrameId scalars_ = 0;
  std::vector<EvidenceFrame> frames_;
  std::map<std::pair<std::size_t, std::size_t>, EvidenceColumn> single_inputs_;  ///< inputs of one row
  std::vector<CardFrames> cards_;
  std::vector<BandFrame> bands_;
  std::vector<KnotFrame> points_;
  std::vector<CalendarFrame> calendars_;
  std::vector<DatedParameter> parameters_;
  std::vector<ColumnId> readings_;
  std::vector<ValueColumns> values_;
  std::vector<bool> unknown_values_;  ///< by value: may it be unknown; empty until asked
  int value_depth_ = 0;               ///< values being built inside each other
  std::vector<PaymentColumns> payments_;
  std::vector<SplitColumns> splits_;
  std::map<std::size_t, std::vector<calc::PaymentRecord::CapCut>>
      caps_of_;          ///< by payment, in the order applied
  calc::Frame reasons_;  ///< the Reasons sheet, while reasons are gathered
  FrameId reason_frame_ = none;
  std::map<std::string, ColumnId> made_for_;  ///< shared helper columns by what they hold
  ColumnId seven_ = none;
  ColumnId as_at_ = none;
  ColumnId cut_off_ = none;
};

/// Clauses as shown in cells and reports.
[[nodiscard]] std::vector<std::string> shown(const std::vector<language::Clause>& clauses);
/// "outcome_payment" -> "Outcome payment".
[[nodiscard]] std::string in_words(const std::string& name);

}  // namespace outturn::compile
