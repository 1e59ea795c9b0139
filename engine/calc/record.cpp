#include "engine/calc/record.h"

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
