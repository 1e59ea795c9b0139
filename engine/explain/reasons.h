// Why a condition holds or not, which amount won, and what became of a payment in a row.
//
// A condition is taken apart into the facts that decide it: of an `and` that fails only what fails, of
// an `or` that holds only what holds. Facts are told with the figures compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/explain/words.h"

namespace outturn::calc {

/// A single test that decides, and how it has to come out.
struct Condition {
  NodeId node = none;
  bool wanted = true;
};
/// What must hold for `node` to be true, taken through truth columns of the same rows. In the order
/// of the formula: the first that fails is the reason.
[[nodiscard]] std::vector<Condition> conditions_of(const Graph& graph, NodeId node);

/// The tests of a formula that ask whether something is known.
[[nodiscard]] std::vector<Condition> asks_of(const Graph& graph, NodeId node);

/// What a payment came to in one row.
enum class Outcome : std::uint8_t { paid, paid_in_part, capped_out, blocked, refused, nothing };

/// How a payment's columns decide: read once, used for every row.
struct PaymentForm {
  const PaymentRecord* payment = nullptr;
  NodeId condition = none;  ///< of being paid at all; none: always
  NodeId amount = none;     ///< what is earned when it holds
  std::vector<Condition> conditions;
  std::vector<Condition> needed;  ///< what must be known for the row not to be blocked
};
[[nodiscard]] PaymentForm payment_form(const Run& run, const PaymentRecord& payment);
[[nodiscard]] Outcome outcome(const Graph& graph, const PaymentForm& form, std::size_t row_index);
/// The cap that left nothing, or cut most; none when no cap cut.
[[nodiscard]] const PaymentRecord::CapCut* deciding_cap(const Graph& graph, const PaymentRecord& payment,
                                                        std::size_t row_index);

class Reasons {
 public:
  Reasons(const Run& run, CellReader& reader) : run_(run), graph_(run.graph), reader_(reader) {}

  /// The facts that decide a condition in a row, `steps` deep through truth columns of the row.
  [[nodiscard]] std::string because(NodeId condition, std::size_t row_index, int steps);
  /// Which branch, which amount, which rounding: one sentence for each such step of a formula.
  [[nodiscard]] std::vector<std::string> of_formula(ColumnId column, std::size_t row_index);
  /// Paid, cut or refused, and why; empty for a column that is no payment.
  [[nodiscard]] std::string verdict(ColumnId column, std::size_t row_index);
  /// A truth column in which nothing but known facts decides, as they should.
  [[nodiscard]] bool tells_nothing(ColumnId column, std::size_t row_index);

 private:
  void missing(NodeId node, std::size_t row_index, std::vector<std::string>& out);
  void facts(NodeId node, std::size_t row_index, int steps, std::vector<std::string>& out);
  std::string fact(NodeId node, std::size_t row_index, bool with_figures, bool held);
  std::string comparison(NodeId node, std::size_t row_index, bool with_figures, bool held);
  std::optional<std::string> of_known_rows(const Node& node, std::size_t row, bool held);
  std::optional<std::string> of_reading(const Node& node, bool held);
  std::optional<std::string> of_count(const Node& node, std::size_t row_index, bool with_figures, bool held);
  std::string side(NodeId node, std::size_t row_index, bool with_figures);
  void step(NodeId node, bool root, ColumnId column, std::size_t row_index, std::vector<std::string>& out);
  void choice(NodeId node, bool root, ColumnId column, std::size_t row_index, std::vector<std::string>& out);
  void extreme(const Node& node, ColumnId column, std::size_t row_index, std::vector<std::string>& out);
  void rounding(const Node& node, ColumnId column, std::size_t row_index, std::vector<std::string>& out);
  void band(NodeId node, std::size_t row_index, std::vector<std::string>& out);
  std::string cap(const PaymentRecord::CapCut& cut, std::size_t row_index);
  std::string total_verdict(const PaymentRecord& payment);

  const Run& run_;
  const Graph& graph_;
  CellReader& reader_;
};

/// The column of a table of bands as written, of which `edge` is the one searched: without the half unit.
[[nodiscard]] ColumnId band_from(const Graph& graph, ColumnId edge);
/// The cap whose outcome the column is; nullptr for any other column.
[[nodiscard]] const PaymentRecord::CapCut* cap_of(const Record& record, ColumnId column);
/// True when the node asks how many rows of the same keys have counted so far.
[[nodiscard]] bool asks_for_count(const Graph& graph, NodeId node);
/// The link along which the column counts up rows of the same keys; none when it is no such count.
[[nodiscard]] ColumnId running_link(const Graph& graph, ColumnId column);

}  // namespace outturn::calc
