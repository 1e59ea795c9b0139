// What each payment pays, and what decides on it; and the columns of what each of its payers pays. It must
// never know a cap, a split or a total: those come later and are laid over what stands here.
#pragma once

#include <vector>

#include "contracts/formulas/unknowns.h"

namespace outturn::compile {

/// One of the conditions of a payment that are joined by `and`.
struct PartOfWhen {
  const Expr* said = nullptr;
  NodeId holds = none;  ///< 1 where it holds and is known
  NodeId open = none;   ///< 1 where it holds or is not known; none: it is always known, or stands alone
  NodeId known = none;  ///< none: always
};

struct PaymentColumns {
  ColumnId paid = none;
  ColumnId earned = none;    ///< before caps; same as paid where there are none
  ColumnId achieved = none;  ///< same as earned where nothing sets them apart
  ColumnId achieved_unknown = none;
  ColumnId blocked = none;
  ColumnId decided = none;     ///< not blocked; made where it is read
  bool read_as_known = false;  ///< while its formulas were being built
  bool begun = false;          ///< its formulas are being built
  bool built = false;          ///< whether it can be blocked is known
  // What decides on a row, in this order (contracts/compile/verdicts.h).
  NodeId when_known = none;
  std::vector<PartOfWhen> conditions;
  NodeId pay_known = none;
  ColumnId counts = none;  ///< 1 where the rule of how often lets the row be paid
};

struct SplitColumns {
  std::vector<ColumnId> pays;  ///< of each payer, in the order named
};

class Payments : FormulaMaker {
 public:
  Payments(const Ground& on, Unknowns& unknowns) : FormulaMaker(on), unknowns_(unknowns) {}

  /// Columns stand before any formula, since a value may read a payment and the other way round.
  void stand();
  /// What is earned and achieved; what is paid stays open where a cap is laid on it.
  void build_all();
  /// Where a payment lacks evidence; none where it never does. Asked by another rule, perhaps one that
  /// stands before it.
  ColumnId blocked(std::size_t index, Span span);
  /// Where what it comes to is known, as whoever reads it must ask; none where it always is. A payment read
  /// while it is being built, as in the rows before, promises the column.
  ColumnId decided(std::size_t index);

  [[nodiscard]] std::size_t size() const { return payments_.size(); }
  [[nodiscard]] const PaymentColumns& operator[](std::size_t index) const { return payments_[index]; }
  /// By split, in the contract's order.
  [[nodiscard]] const SplitColumns& payers(std::size_t split) const { return splits_[split]; }

 private:
  void build(std::size_t index);
  ColumnId decided_column(std::size_t index);
  void keep_promise(PaymentColumns& made);

  Unknowns& unknowns_;
  std::vector<PaymentColumns> payments_;
  std::vector<SplitColumns> splits_;
};

}  // namespace outturn::compile
