#include "reports/pack/summary.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/explain/reasons.h"
#include "engine/values/show.h"
#include "reports/pack/lines.h"
#include "reports/pack/payment_facts.h"

namespace outturn::pack {
namespace {

using calc::ColumnId;
using calc::none;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_reasons = 5;
constexpr std::size_t most_listed = 3;

std::string number(std::size_t count) { return grouped_decimal(static_cast<std::int64_t>(count), 0); }

std::string named(const std::string& name) { return calc::name_in_words(name); }

class Summary {
 public:
  explicit Summary(const calc::Run& run) : run_(run), graph_(run.graph), record_(run.record) {}

  std::string write() {
    heading();
    for (const calc::PaymentRecord& payment : record_.payments) one_payment(payment);
    comparisons();
    linkage();
    true_up();
    assumptions();
    knife_edges();
    checks();
    rejects();
    return std::move(out_);
  }

 private:
  void line(const std::string& first, const std::string& words) { append_wrapped(out_, first, words); }
  [[nodiscard]] std::string shown(ColumnId column) const {
    return calc::shown_at(graph_, column, 0, record_.currency);
  }

  void heading() {
    line("", record_.title.empty() ? "Contract" : record_.title);
    line("", "As at " + to_iso(record_.as_at) + ", evidence up to " + to_iso(record_.cut_off) +
                 (record_.status.empty() ? "" : ", " + record_.status) +
                 (record_.run_id.empty() ? "" : ", run " + record_.run_id) + ".");
    if (record_.accepted_undecided != 0)
      line("", counted(record_.accepted_undecided, "row waits", "rows wait") +
                   " for evidence and will stay unpaid: accepted with --accept-undecided.");
    out_ += '\n';
    const std::string amounts = record_.amounts.empty() ? "" : " (amounts " + record_.amounts + ")";
    line("", record_.total == none ? "No payment is worked out."
                                   : "Payment due: " + shown(record_.total) + amounts);
    const StageTotals all = stage_totals(run_);
    if (record_.payments.size() > 1 && !all.equal()) line("  ", "all payments: " + in_stages(all));
  }

  void one_payment(const calc::PaymentRecord& payment) {
    const StageTotals stages = stage_totals(graph_, payment);
    const std::string cuts = caps(payment);
    line("  ", named(payment.name) + ": " +
                   (stages.equal() ? money_of(record_, stages.paid).shown : in_stages(stages)) +
                   (stages.earned.sign() != 0 && !cuts.empty() ? "; " + cuts : ""));
    if (const std::size_t unknown = unknown_rows(graph_, payment);
        unknown != 0 && payment.achieved_unknown_total != payment.blocked_total)
      line("    ", counted(unknown, "row", "rows") + " may be achieved too: evidence is missing.");
    const calc::Frame& frame = graph_.frame(graph_.column(payment.column).frame);
    if (!frame.name.empty()) return rows(payment_facts(run_, payment), frame);
    calc::CellReader reader(graph_, record_.currency);
    line("    ", calc::Reasons(run_, reader).verdict(payment.column, 0));
  }

  [[nodiscard]] std::string in_stages(const StageTotals& stages) const {
    const auto money = [&](const Exact& amount) { return money_of(record_, amount).shown; };
    return "achieved " + money(stages.achieved) + ", earned " + money(stages.earned) + ", payable " +
           money(stages.payable) + ", paid " + money(stages.paid);
  }

  [[nodiscard]] std::string caps(const calc::PaymentRecord& payment) const {
    std::vector<std::string> parts;
    for (const auto& cap : payment.caps) {
      using Excess = calc::PaymentRecord::CapCut::Excess;
      const Exact cut = cut_by(graph_, cap);
      const std::string much = cut.sign() == 0 ? "nothing" : money_of(record_, cut).shown;
      parts.push_back(named(cap.cap) +
                      (cap.excess == Excess::carried ? " carries " + much + " beyond the last row"
                       : cap.excess == Excess::moved ? " moves " + much + " to " + named(cap.moved_to)
                                                     : " cuts " + much));
    }
    return joined(parts, ", ");
  }

  void rows(const PaymentFacts& facts, const calc::Frame& frame) {
    const std::string one = named(frame.name);
    const std::string many = calc::rows_in_words(frame);
    std::string words = (facts.paid == 0 ? "none" : number(facts.paid)) + " of " +
                        counted(facts.rows, one, many) + " accepted";
    if (facts.in_part > 0) words += ", " + number(facts.in_part) + " of them in part";
    if (facts.refused > 0) words += ", " + number(facts.refused) + " refused";
    if (facts.undecided > 0) words += ", " + number(facts.undecided) + " undecided";
    std::vector<ReasonFact> told;
    for (const ReasonFact& fact : facts.reasons) {
      if (fact.verdict == calc::Verdict::refused || fact.verdict == calc::Verdict::undecided)
        told.push_back(fact);
    }
    std::stable_sort(told.begin(), told.end(),
                     [](const ReasonFact& a, const ReasonFact& b) { return a.rows > b.rows; });
    line("    ", words + (told.empty() ? "." : ":"));
    for (std::size_t i = 0; i < told.size(); ++i) {
      if (i == most_reasons && i + 1 < told.size()) {
        std::size_t rest = 0;
        for (std::size_t k = i; k < told.size(); ++k) rest += told[k].rows;
        return line("      ", number(rest) + " for other reasons (sheet Reasons)");
      }
      line("      ", number(told[i].rows) + " " + told[i].words);
    }
  }

  void comparisons() {
    for (const calc::ComparisonRecord& one : record_.comparisons) {
      out_ += '\n';
      line("", named(one.name) + ": " + people_of(one) + ", " + one.design +
                   (one.method.empty() ? "" : ", " + one.method) + ".");
      line("  ", one.statement);
    }
  }

  static std::string people_of(const calc::ComparisonRecord& one) {
    const auto count = [](std::int64_t people) { return number(static_cast<std::size_t>(people)); };
    return (one.analysed == one.submitted ? "" : count(one.analysed) + " of ") + count(one.submitted) +
           (one.submitted == 1 ? " person" : " people") +
           (one.compared == 0 ? "" : " compared with " + count(one.compared) + " others");
  }

  void linkage() {
    if (!record_.linkage || !record_.linkage->payment) return;
    const calc::PaymentDraws& draws = *record_.linkage->payment;
    out_ += '\n';
    line("", "Who is who is uncertain. Over " + number(static_cast<std::size_t>(draws.draws)) +
                 " draws of the link (seed " + std::to_string(draws.seed) + "):");
    for (const calc::DrawnPayment& one : draws.payments) {
      const auto money = [&](const Exact& amount) { return money_of(record_, amount).shown; };
      line("  ", (one.payment.empty() ? "payment due" : named(one.payment)) + ": 95 % lie from " +
                     money(one.low) + " to " + money(one.high) + ", median " + money(one.median) + ", mean " +
                     money(one.mean) + "; as the link decided " + money(one.decided) + ".");
    }
  }

  void true_up() {
    if (!record_.previous || record_.due_now == none) return;
    const calc::PreviousClaim& last = *record_.previous;
    out_ += '\n';
    line("", "Due in this claim: " + shown(record_.due_now) + " (less what the claim as at " + last.as_at +
                 ", run " + last.run_id + ", was paid)");
    for (const std::string& told : last.told) line("  ", told);
    for (const calc::TrueUpRecord& one : record_.true_ups) {
      std::string words = named(one.payment) + ": " + shown(one.due) + "; before " + shown(one.before_total);
      if (one.frame != none) {
        const TrueUpFacts facts = true_up_facts(graph_, one);
        words += "; rows: " + number(facts.fresh) + " new, " + number(facts.changed) + " changed, " +
                 number(facts.gone) + " gone, " + number(facts.unchanged) + " unchanged";
        if (facts.gone > 0) words += "; to be taken back: " + money_of(record_, facts.taken_back).shown;
      }
      line("  ", words + ".");
    }
  }

  void assumptions() {
    if (record_.assumptions.empty()) return;
    out_ += '\n';
    line("", "It rests on " + counted(record_.assumptions.size(), "assumption:", "assumptions:"));
    std::vector<const calc::AssumptionRecord*> all;
    for (const auto& one : record_.assumptions) all.push_back(&one);
    // Those between readings first: they can be settled, and may move the payment.
    std::stable_partition(all.begin(), all.end(), [](const auto* one) { return !one->readings.empty(); });
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i == most_listed && i + 1 < all.size())
        return line("  ", "and " + number(all.size() - i) + " more, on the workbook's Assumptions sheet");
      one_assumption(*all[i]);
    }
  }

  void one_assumption(const calc::AssumptionRecord& assumption) {
    const auto used = static_cast<std::size_t>(std::max(assumption.used, 0));
    const bool chosen = used >= 1 && used <= assumption.readings.size();
    std::string words =
        named(assumption.name) + ": " + (chosen ? assumption.readings[used - 1] : assumption.question);
    if (words.ends_with('.')) words.pop_back();
    const auto& under = assumption.payment_under;
    if (under.size() == assumption.readings.size() && chosen && under.size() > 1) {
      std::vector<std::string> others;
      for (std::size_t i = 0; i < under.size(); ++i) {
        if (i + 1 != used && under[i] != under[used - 1])
          others.push_back("\"" + assumption.readings[i] + "\" would pay " + under[i]);
      }
      words += others.empty() ? ". The other reading does not move the payment" : ". " + joined(others, "; ");
    }
    line("  ", words + ".");
  }

  void knife_edges() {
    const auto& edges = run_.evaluation.knife_edges;
    if (edges.empty()) return;
    out_ += '\n';
    line("", counted(edges.size(), "figure lies", "figures lie") +
                 " so near a rounding tie or threshold that a spreadsheet may fall on the other side; the "
                 "exact value stands:");
    for (std::size_t i = 0; i < std::min(edges.size(), most_listed); ++i) {
      const calc::Column& column = graph_.column(edges[i].column);
      const std::string row = calc::row_in_words(graph_, column.frame, edges[i].row_index);
      line("  ", named(column.name) + (row.empty() ? "" : ", " + row));
    }
    if (edges.size() > most_listed) line("  ", "and " + number(edges.size() - most_listed) + " more");
  }

  void checks() {
    const auto all = check_facts(run_);
    if (all.empty()) return;
    out_ += '\n';
    const auto failing =
        std::count_if(all.begin(), all.end(), [](const CheckFact& one) { return one.failing != 0; });
    if (failing == 0)
      return line("",
                  all.size() == 1 ? "The one check passes." : "All " + number(all.size()) + " checks pass.");
    line("", "LOOK: " + number(static_cast<std::size_t>(failing)) + " of " +
                 counted(all.size(), "check fails:", "checks fail:"));
    std::size_t told = 0;
    for (const CheckFact& one : all) {
      if (one.failing == 0 || ++told > most_listed) continue;
      line("  ", one.what + (one.single ? "" : " (" + counted(one.failing, "row", "rows") + ")"));
    }
    if (told > most_listed) line("  ", "and " + number(told - most_listed) + " more");
  }

  void rejects() {
    if (record_.rejects.empty()) return;
    line("", counted(record_.rejects.size(), "row", "rows") + " of the evidence " +
                 (record_.rejects.size() == 1 ? "was" : "were") +
                 " set aside; the workbook's Rejects sheet says why.");
  }

  const calc::Run& run_;
  const calc::Graph& graph_;
  const calc::Record& record_;
  std::string out_;
};

void add_stages(Json& out, const calc::Record& record, const StageTotals& stages) {
  out["achieved"] = money_of(record, stages.achieved).value;
  out["earned"] = money_of(record, stages.earned).value;
  out["payable"] = money_of(record, stages.payable).value;
  out["paid"] = money_of(record, stages.paid).value;
}

Json payment_json(const calc::Run& run, const calc::PaymentRecord& payment) {
  const calc::Graph& graph = run.graph;
  const PaymentFacts facts = payment_facts(run, payment);
  Json out;
  out["name"] = payment.name;
  add_stages(out, run.record, stage_totals(graph, payment));
  out["rows_achieved_unknown"] = unknown_rows(graph, payment);
  out["rows"] = facts.rows;
  out["rows_paid"] = facts.paid;
  out["rows_in_part"] = facts.in_part;
  out["rows_refused"] = facts.refused;
  out["rows_undecided"] = facts.undecided;
  out["reasons"] = Json::array();
  for (const ReasonFact& reason : facts.reasons) {
    out["reasons"].push_back({{"code", reason.code},
                              {"verdict", calc::verdict_words(reason.verdict)},
                              {"reason", reason.words},
                              {"rows", reason.rows},
                              {"payable", money_of(run.record, reason.payable).value}});
  }
  out["caps"] = Json::array();
  for (const auto& cap : payment.caps)
    out["caps"].push_back({{"cap", cap.cap},
                           {"cut", money_of(run.record, cut_by(graph, cap)).value},
                           {"excess", excess_words(cap)}});
  return out;
}

}  // namespace

std::string summary(const calc::Run& run) { return Summary(run).write(); }

std::string summary_json(const calc::Run& run) {
  const calc::Record& record = run.record;
  Json out;
  out["title"] = record.title;
  out["currency"] = record.currency;
  out["as_at"] = to_iso(record.as_at);
  out["cut_off"] = to_iso(record.cut_off);
  out["status"] = record.status;
  if (record.accepted_undecided != 0) out["accepted_undecided"] = record.accepted_undecided;
  out["run_id"] = record.run_id;
  if (record.total == none)
    out["total_payment"] = nullptr;
  else
    out["total_payment"] = money_of(record, calc::value_at(run.graph, record.total, 0)).value;
  add_stages(out["all_payments"], record, stage_totals(run));
  out["payments"] = Json::array();
  for (const calc::PaymentRecord& payment : record.payments)
    out["payments"].push_back(payment_json(run, payment));
  if (record.due_now != none)
    out["due_in_this_claim"] = money_of(record, calc::value_at(run.graph, record.due_now, 0)).value;
  if (record.linkage && record.linkage->payment) {
    const calc::PaymentDraws& draws = *record.linkage->payment;
    Json linkage{{"draws", draws.draws}, {"seed", draws.seed}, {"payments", Json::array()}};
    for (const calc::DrawnPayment& one : draws.payments)
      linkage["payments"].push_back({{"payment", one.payment.empty() ? "total_payment" : one.payment},
                                     {"decided", money_of(record, one.decided).value},
                                     {"mean", money_of(record, one.mean).value},
                                     {"median", money_of(record, one.median).value},
                                     {"low", money_of(record, one.low).value},
                                     {"high", money_of(record, one.high).value}});
    out["linkage"] = std::move(linkage);
  }
  for (const calc::ComparisonRecord& one : record.comparisons)
    out["comparisons"].push_back({{"name", one.name},
                                  {"design", one.design},
                                  {"method", one.method},
                                  {"digest", one.digest},
                                  {"statement", one.statement}});
  out["assumptions"] = Json::array();
  for (const auto& assumption : record.assumptions) {
    const auto used = static_cast<std::size_t>(std::max(assumption.used, 0));
    const bool chosen = used >= 1 && used <= assumption.reading_names.size();
    Json one{{"name", assumption.name}, {"used", nullptr}, {"payment_under", assumption.payment_under}};
    if (chosen) one["used"] = assumption.reading_names[used - 1];
    out["assumptions"].push_back(std::move(one));
  }
  out["knife_edges"] = run.evaluation.knife_edges.size();
  out["rejects"] = record.rejects.size();
  out["checks_failing"] = Json::array();
  for (const CheckFact& check : check_facts(run)) {
    if (check.failing != 0) out["checks_failing"].push_back(check.what);
  }
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace outturn::pack
