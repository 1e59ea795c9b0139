#include "engine/calc/record.h"

#include <utility>

namespace outturn::calc {

std::string_view verdict_words(Verdict verdict) {
  switch (verdict) {
    case Verdict::accepted:
      return "accepted";
    case Verdict::in_part:
      return "accepted in part";
    case Verdict::refused:
      return "refused";
    case Verdict::undecided:
      break;
  }
  return "undecided";
}

FourNumbers four_numbers(const PaymentRecord& payment) {
  const auto or_else = [](ColumnId own, ColumnId other) { return own == none ? other : own; };
  FourNumbers made;
  made.payable = or_else(payment.total, payment.column);
  made.earned = or_else(payment.earned_total, made.payable);
  made.achieved = or_else(payment.achieved_total, made.earned);
  made.paid = or_else(payment.paid_total, made.payable);
  return made;
}

ColumnId column_named(const Graph& graph, const Record& record, std::string_view name) {
  if (const ColumnId own = graph.find(std::string(name)); own != none) return own;
  for (const PaymentRecord& payment : record.payments) {
    if (!name.starts_with(payment.name)) continue;
    const std::string_view stage = name.substr(payment.name.size());
    for (const auto& [word, column] : {std::pair<std::string_view, ColumnId>{"_achieved", payment.achieved},
                                       {"_earned", payment.earned},
                                       {"_achieved_total", payment.achieved_total},
                                       {"_earned_total", payment.earned_total},
                                       {"_total", payment.total},
                                       {"_paid_total", payment.paid_total}}) {
      if (stage == word) return column;
    }
  }
  return none;
}

const DecisionRecord* decision_on(const Record& record, FrameId frame) {
  for (const DecisionRecord& decision : record.decisions) {
    if (decision.frame == frame) return &decision;
  }
  return nullptr;
}

std::size_t undecided_rows(const Graph& graph, const Record& record) {
  std::size_t count = 0;
  for (const PaymentRecord& payment : record.payments) {
    if (payment.blocked == none) continue;
    const Column& blocked = graph.column(payment.blocked);
    for (std::size_t row = 0; row < graph.rows(payment.blocked); ++row)
      count += integer_at(blocked, row) != 0 ? 1 : 0;
  }
  return count;
}

}  // namespace outturn::calc
