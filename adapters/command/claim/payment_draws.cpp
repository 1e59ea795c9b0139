#include "adapters/command/claim/payment_draws.h"

#include "adapters/command/claim/drawn_tables.h"
#include "adapters/command/claim/parallel.h"
#include "contracts/language/names.h"
#include "engine/calc/evaluate.h"

namespace outturn::command {
namespace {

/// What a run pays: in all, then by each payment.
std::vector<Exact> payments_of(const calc::Run& run) {
  std::vector<Exact> out;
  out.push_back(calc::value_at(run.graph, run.record.total, 0));
  for (const calc::PaymentRecord& payment : run.record.payments)
    out.push_back(calc::value_at(run.graph, calc::four_numbers(payment).paid, 0));
  return out;
}

struct OneDraw {
  std::vector<Exact> payments;
  Problems problems;
};

/// Exactly, and without the sheet's arithmetic: no workbook is made of a draw.
OneDraw one_draw(const language::Contract& contract, const SourceFile& source,
                 const compile::Request& request, std::vector<Table> tables) {
  OneDraw out;
  compile::Request asked;
  asked.tables = std::move(tables);
  asked.as_at = request.as_at;
  asked.cut_off = request.cut_off;
  asked.documents = request.documents;
  asked.readings = request.readings;
  asked.given = request.given;
  calc::Run run = compile::build(contract, source, asked, out.problems);
  if (out.problems.has_errors()) return out;
  (void)calc::evaluate(run.graph, source.name(), out.problems);
  if (!out.problems.has_errors()) out.payments = payments_of(run);
  return out;
}

}  // namespace

std::optional<calc::PaymentDraws> payment_over_draws(const language::Contract& contract,
                                                     const SourceFile& source,
                                                     const compile::Request& request,
                                                     const LinkEvidence& link, const calc::Run& decided,
                                                     Problems& problems) {
  if (link.each.empty() || decided.record.total == calc::none) return std::nullopt;
  const DrawnTables tables(request.tables);
  std::vector<OneDraw> drawn(link.each.size());
  std::vector<Task> tasks;
  for (std::size_t d = 0; d < drawn.size(); ++d)
    tasks.push_back(
        {[&, d] { drawn[d] = one_draw(contract, source, request, tables.of(link.each[d])); }, {}});
  run_on_all_cores(tasks);
  for (std::size_t d = 0; d < drawn.size(); ++d) {
    if (!drawn[d].problems.has_errors()) continue;
    problems.add(problem_at(
        "LK96", "draws.csv", {}, "the contract can't be worked out for draw " + std::to_string(d + 1),
        {"What is wrong there is told below; at the link's decision it is not."},
        {"Look whether a rule of the contract holds for any link, or take draws.csv away."}));
    problems.append(drawn[d].problems);
    return std::nullopt;
  }
  calc::PaymentDraws out = link.draws;
  const std::vector<Exact> at_decision = payments_of(decided);
  const bool several = decided.record.payments.size() > 1;
  for (std::size_t p = 0; p < (several ? at_decision.size() : 1); ++p) {
    std::vector<Exact> sums;
    for (const OneDraw& one : drawn) sums.push_back(one.payments[p]);
    out.payments.push_back(calc::drawn_payment(p == 0 ? "" : decided.record.payments[p - 1].name,
                                               at_decision[p], std::move(sums),
                                               language::minor_places(contract)));
  }
  return out;
}

}  // namespace outturn::command
