#include "reports/pack/payment_facts.h"

#include "engine/explain/reasons.h"
#include "engine/values/show.h"

namespace outturn::pack {

using calc::none;
using calc::Outcome;

namespace {

void count(PaymentFacts& facts, calc::Verdict verdict, std::size_t rows) {
  switch (verdict) {
    case calc::Verdict::in_part:
      facts.in_part += rows;
      [[fallthrough]];
    case calc::Verdict::accepted:
      facts.paid += rows;
      break;
    case calc::Verdict::refused:
      facts.refused += rows;
      break;
    case calc::Verdict::undecided:
      facts.undecided += rows;
      break;
  }
}

/// A payment there is once has no row of reasons: what became of it is read from its formula.
void single(const calc::Run& run, const calc::PaymentRecord& payment, PaymentFacts& facts) {
  const calc::PaymentForm form = calc::payment_form(run, payment);
  for (std::size_t row = 0; row < facts.rows; ++row) {
    const Outcome what = calc::outcome(run.graph, form, row);
    count(facts,
          what == Outcome::paid           ? calc::Verdict::accepted
          : what == Outcome::paid_in_part ? calc::Verdict::in_part
          : what == Outcome::blocked      ? calc::Verdict::undecided
                                          : calc::Verdict::refused,
          1);
  }
  if (facts.rows != 1 || facts.paid == 1) return;
  calc::CellReader reader(run.graph, run.record.currency);
  ReasonFact fact;
  fact.verdict = facts.undecided == 1 ? calc::Verdict::undecided : calc::Verdict::refused;
  fact.words = calc::Reasons(run, reader).verdict(payment.column, 0);
  fact.rows = 1;
  facts.reasons.push_back(std::move(fact));
}

}  // namespace

PaymentFacts payment_facts(const calc::Run& run, const calc::PaymentRecord& payment) {
  PaymentFacts facts;
  const calc::Graph& graph = run.graph;
  facts.rows = graph.rows(payment.column);
  if (payment.reason == none) {
    single(run, payment, facts);
    return facts;
  }
  struct Sums {
    std::size_t rows = 0;
    Exact earned, payable;
  };
  std::vector<Sums> sums(run.record.reasons.size());
  const calc::Column& reason = graph.column(payment.reason);
  for (std::size_t row = 0; row < facts.rows; ++row) {
    Sums& of = sums.at(static_cast<std::size_t>(calc::integer_at(reason, row) - 1));
    ++of.rows;
    if (calc::integer_at(graph.column(payment.earned), row) == 0) continue;
    of.earned = of.earned + calc::value_at(graph, payment.earned, row);
    of.payable = of.payable + calc::value_at(graph, payment.column, row);
  }
  const calc::Frame& frame = graph.frame(graph.column(payment.verdict).type.space);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (sums[i].rows == 0) continue;
    const calc::ReasonRecord& record = run.record.reasons[i];
    count(facts, record.verdict, sums[i].rows);
    facts.reasons.push_back({record.code, record.verdict, frame.keys[i], record.sentence,
                             payment.reason_clauses.at(i), sums[i].rows, sums[i].earned, sums[i].payable});
  }
  return facts;
}

std::size_t blocked_rows(const calc::Graph& graph, const calc::PaymentRecord& payment) {
  if (payment.blocked == none) return 0;
  std::size_t count = 0;
  for (std::size_t row = 0; row < graph.rows(payment.blocked); ++row) {
    count += calc::integer_at(graph.column(payment.blocked), row) != 0 ? 1 : 0;
  }
  return count;
}

std::size_t unknown_rows(const calc::Graph& graph, const calc::PaymentRecord& payment) {
  const calc::ColumnId rows = payment.achieved_unknown_total;
  return rows == none ? 0 : static_cast<std::size_t>(calc::integer_at(graph.column(rows), 0));
}

Exact cut_by(const calc::Graph& graph, const calc::PaymentRecord::CapCut& cap) {
  Exact cut;
  for (std::size_t row = 0; row < graph.rows(cap.due); ++row) {
    cut = cut + (calc::value_at(graph, cap.due, row) - calc::value_at(graph, cap.after, row));
  }
  return cut;
}

std::string_view excess_words(const calc::PaymentRecord::CapCut& cap) {
  using Excess = calc::PaymentRecord::CapCut::Excess;
  switch (cap.excess) {
    case Excess::lost:
      return "lost";
    case Excess::carried:
      return "carried forward";
    case Excess::moved:
      return "moved";
  }
  return "";
}

RowChange row_change(const calc::Graph& graph, const calc::TrueUpRecord& one, std::size_t row) {
  const auto held = [&](calc::ColumnId column) { return calc::integer_at(graph.column(column), row); };
  if (held(one.was_claimed) == 0) return RowChange::fresh;
  if (held(one.link) == 0) return RowChange::gone;
  return held(one.difference) == 0 ? RowChange::unchanged : RowChange::changed;
}

TrueUpFacts true_up_facts(const calc::Graph& graph, const calc::TrueUpRecord& one) {
  TrueUpFacts facts;
  for (std::size_t row = 0; row < graph.frame(one.frame).rows; ++row) {
    switch (row_change(graph, one, row)) {
      case RowChange::unchanged:
        ++facts.unchanged;
        break;
      case RowChange::fresh:
        ++facts.fresh;
        break;
      case RowChange::changed:
        ++facts.changed;
        break;
      case RowChange::gone:
        ++facts.gone;
        facts.taken_back = facts.taken_back + calc::value_at(graph, one.before, row);
        break;
    }
  }
  return facts;
}

std::vector<CheckFact> check_facts(const calc::Run& run) {
  std::vector<CheckFact> out;
  const calc::Graph& graph = run.graph;
  for (const calc::CheckRecord& check : run.record.checks) {
    CheckFact fact{check.what, 0, graph.frame(graph.column(check.column).frame).name.empty()};
    for (std::size_t row = 0; row < graph.rows(check.column); ++row) {
      fact.failing += calc::integer_at(graph.column(check.column), row) == 1 ? 0 : 1;
    }
    out.push_back(std::move(fact));
  }
  for (const calc::ControlTotal& control : run.record.control_totals) {
    Exact sum;
    for (std::size_t row = 0; row < graph.rows(control.column); ++row)
      sum = sum + calc::value_at(graph, control.column, row);
    out.push_back({control.what, sum == control.total ? 0U : 1U, true});
  }
  return out;
}

StageTotals stage_totals(const calc::Graph& graph, const calc::PaymentRecord& payment) {
  const calc::FourNumbers numbers = four_numbers(payment);
  const auto at = [&](calc::ColumnId column) { return calc::value_at(graph, column, 0); };
  return {at(numbers.achieved), at(numbers.earned), at(numbers.payable), at(numbers.paid)};
}

StageTotals stage_totals(const calc::Run& run) {
  StageTotals all;
  for (const calc::PaymentRecord& payment : run.record.payments) {
    const StageTotals one = stage_totals(run.graph, payment);
    all = {all.achieved + one.achieved, all.earned + one.earned, all.payable + one.payable,
           all.paid + one.paid};
  }
  return all;
}

Money money_of(const calc::Record& record, const Exact& amount) {
  const auto currency = currency_by_code(record.currency);
  const int places = currency ? currency->places : 2;
  const auto held = round_scaled(amount, places, Rounding::half_up);
  if (!held) return {amount.significant(15), amount.significant(15)};
  const std::string shown =
      currency ? show_money(*held, *currency) : record.currency + " " + grouped_decimal(*held, places);
  return {plain_decimal(*held, places), shown};
}

}  // namespace outturn::pack
