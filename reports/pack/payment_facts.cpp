#include "reports/pack/payment_facts.h"

#include <algorithm>
#include <map>

#include "engine/explain/reasons.h"
#include "engine/values/show.h"

namespace outturn::pack {

using calc::none;
using calc::Outcome;

PaymentFacts payment_facts(const calc::Run& run, const calc::PaymentRecord& payment) {
  PaymentFacts facts;
  const calc::Graph& graph = run.graph;
  calc::CellReader reader(graph, run.record.currency);
  calc::Reasons reasons(run, reader);
  const calc::PaymentForm form = calc::payment_form(run, payment);
  std::vector<std::size_t> refused(form.conditions.size() + 1, 0);
  std::vector<std::size_t> missing(form.needed.size() + 1, 0);
  std::map<std::string, std::size_t> counts;
  facts.rows = graph.rows(payment.column);
  for (std::size_t row = 0; row < facts.rows; ++row) {
    switch (calc::outcome(graph, form, row)) {
      case Outcome::paid:
        ++facts.paid;
        break;
      case Outcome::paid_in_part:
        ++facts.paid;
        ++facts.in_part;
        break;
      case Outcome::capped_out: {
        const auto* cap = calc::deciding_cap(graph, payment, row);
        ++counts[cap == nullptr ? "a cap is used up" : calc::name_in_words(cap->cap) + " is used up"];
        break;
      }
      case Outcome::blocked:
        ++facts.blocked;
        ++missing[calc::first_failure(reader, form.needed, row)];
        break;
      case Outcome::refused:
        ++refused[calc::first_failure(reader, form.conditions, row)];
        break;
      case Outcome::nothing:
        ++refused.back();
        break;
    }
  }
  for (std::size_t i = 0; i < refused.size(); ++i) {
    if (refused[i] == 0) continue;
    counts[i < form.conditions.size() ? reasons.failure_words(form.conditions[i]) : "the amount is nil"] +=
        refused[i];
  }
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (missing[i] == 0) continue;
    const std::string what =
        i < form.needed.size() ? ": " + reasons.failure_words(form.needed[i]) : std::string();
    counts["evidence is missing" + what] += missing[i];
  }
  for (const auto& [words, rows] : counts) facts.reasons.push_back({words, rows});
  std::stable_sort(facts.reasons.begin(), facts.reasons.end(),
                   [](const Reason& a, const Reason& b) { return a.rows > b.rows; });
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

Exact cut_by(const calc::Graph& graph, const calc::PaymentRecord::CapCut& cap) {
  Exact cut;
  for (std::size_t row = 0; row < graph.rows(cap.before); ++row) {
    cut = cut + (calc::value_at(graph, cap.before, row) - calc::value_at(graph, cap.after, row));
  }
  return cut;
}

std::vector<CheckFact> check_facts(const calc::Run& run) {
  std::vector<CheckFact> out;
  const calc::Graph& graph = run.graph;
  for (const calc::CheckRecord& check : run.record.checks) {
    CheckFact fact{check.what, 0};
    for (std::size_t row = 0; row < graph.rows(check.column); ++row) {
      fact.failing += calc::integer_at(graph.column(check.column), row) == 1 ? 0 : 1;
    }
    out.push_back(std::move(fact));
  }
  for (const calc::ControlTotal& control : run.record.control_totals) {
    Exact sum;
    for (std::size_t row = 0; row < graph.rows(control.column); ++row)
      sum = sum + calc::value_at(graph, control.column, row);
    out.push_back({control.what, sum == control.total ? 0U : 1U});
  }
  return out;
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
