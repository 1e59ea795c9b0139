// The answer: what is due, how sure that is, and what a reader must know before relying on it.
#include <algorithm>

#include <fmt/format.h>

#include "engine/explain/words.h"
#include "reports/html/html.h"
#include "reports/pack/lines.h"
#include "reports/page/sections.h"

namespace outturn::page {
namespace {

using calc::name_in_words;
using html::paragraph;
using html::words;
using pack::counted;

constexpr std::size_t most_told = 5;

std::string amounts(const calc::Record& record) {
  return pack::joined({record.currency, record.amounts.empty() ? "" : "amounts " + record.amounts}, ", ");
}

/// How far the payment hangs on which records a link joined.
std::string over_draws(const Subject& subject) {
  if (!subject.record.linkage || !subject.record.linkage->payment) return {};
  const calc::PaymentDraws& draws = *subject.record.linkage->payment;
  std::string out;
  for (const calc::DrawnPayment& one : draws.payments) {
    const std::string name = "linkage." + (one.payment.empty() ? "total_payment" : one.payment) + ".";
    out +=
        paragraph(fmt::format("Who is who is uncertain: over {} draws of the link, 95&#160;% of {} lie from "
                              "{} to {}, with a median "
                              "of {}.",
                              html::whole(static_cast<std::uint64_t>(draws.draws)),
                              one.payment.empty() ? "the payments due" : words(name_in_words(one.payment)),
                              subject.money(name + "low", one.low), subject.money(name + "high", one.high),
                              subject.money(name + "median", one.median)));
  }
  return out;
}

/// All payments together; of a single one its own figures say the same.
std::string stages(const Subject& subject) {
  const pack::StageTotals all = pack::stage_totals(subject.run);
  if (all.equal() || subject.record.payments.size() < 2) return {};
  const auto card = [&](const char* name, const Exact& amount, const char* what) {
    return fmt::format("<li>{}<small>{}</small></li>\n",
                       subject.money(std::string("answer.all_payments.") + name, amount), what);
  };
  return "<ul class=\"cards\">\n" +
         card("achieved", all.achieved, "achieved, whatever the payment rules say") +
         card("earned", all.earned, "earned under the rules of when and how often") +
         card("payable", all.payable, "payable after caps") + card("paid", all.paid, "paid by the payers") +
         "</ul>\n";
}

}  // namespace

std::string answer(Subject& subject) {
  const calc::Record& record = subject.record;
  std::string out = html::section("answer", "The answer");
  if (record.total == none) {
    out += paragraph("No payment is worked out.");
  } else {
    out += fmt::format("<p class=\"due\"><span>Payment due</span> {} <small>{}</small></p>\n",
                       subject.figure(record.total, 0), words(amounts(record)));
    out += over_draws(subject);
    out += subject.line({"How it is worked out", record.total});
  }
  if (record.due_now != none)
    out += subject.line({"Due in this claim, less what was paid before", record.due_now});
  return out + stages(subject) + std::string(html::section_end);
}

/// What a reader must not miss, at the top; each leads to where it is told in full.
std::string worth_knowing(Subject& subject) {
  const calc::Record& record = subject.record;
  std::vector<std::string> told;
  const auto warn = [&](std::string html) { told.push_back("<li>" + std::move(html) + "</li>\n"); };
  std::size_t failing = 0;
  const auto checks = pack::check_facts(subject.run);
  for (const pack::CheckFact& one : checks) {
    if (one.failing == 0 || ++failing > most_told) continue;
    warn(fmt::format("<b>Look:</b> a check fails: {}{}.", words(one.what),
                     one.single ? "" : " (" + counted(one.failing, "row", "rows") + ")"));
  }
  if (failing > most_told)
    warn(fmt::format("<b>Look:</b> {} more checks fail; they are on the workbook’s Checks sheet.",
                     failing - most_told));
  if (const std::size_t waiting = calc::undecided_rows(subject.graph, record); waiting != 0)
    warn(fmt::format("<b{}>{}</b> for evidence and {} nothing until it is there.",
                     html::figure_of("undecided_rows", std::uint64_t{waiting}),
                     counted(waiting, "row waits", "rows wait"), waiting == 1 ? "comes to" : "come to"));
  if (record.accepted_undecided != 0)
    warn(fmt::format("{} for evidence and will stay unpaid: accepted with <code>--accept-undecided</code>.",
                     counted(record.accepted_undecided, "row waits", "rows wait")));
  if (!record.rejects.empty())
    warn(fmt::format("{} of the evidence set aside; the workbook’s Rejects sheet says why.",
                     counted(record.rejects.size(), "row was", "rows were")));
  if (const std::size_t edges = subject.run.evaluation.knife_edges.size(); edges != 0)
    warn(fmt::format("<a href=\"#knife-edges\">{} a knife edge</a>: a spreadsheet may round the other way.",
                     counted(edges, "figure lies on", "figures lie on")));
  if (const std::size_t open = record.assumptions.size(); open != 0)
    warn(fmt::format("It rests on <a href=\"#assumptions\">{}</a> that the contract’s text leaves open.",
                     counted(open, "assumption", "assumptions")));
  if (told.empty()) return {};
  std::string out = html::section("first", "Worth knowing first") + "<ul class=\"warnings\">\n";
  for (const std::string& one : told) out += one;
  return out + "</ul>\n" + std::string(html::section_end);
}

std::string true_up(Subject& subject) {
  const calc::Record& record = subject.record;
  if (!record.previous || record.due_now == none) return {};
  std::string out = html::section("last-claim", "Against the last claim");
  out += paragraph(fmt::format("Set against the claim as at {}, run {}.", words(record.previous->as_at),
                               words(record.previous->run_id)));
  for (const std::string& told : record.previous->told) out += paragraph(words(told));
  for (const calc::TrueUpRecord& one : record.true_ups) {
    std::string note;
    if (one.frame != none) {
      const pack::TrueUpFacts facts = pack::true_up_facts(subject.graph, one);
      note = fmt::format("{} new, {} changed, {} gone, {} unchanged", html::whole(facts.fresh),
                         html::whole(facts.changed), html::whole(facts.gone), html::whole(facts.unchanged));
    }
    const std::string name = words(name_in_words(one.payment));
    out += subject.line({name + ", due in this claim", one.due, 0, "", note, ""});
    out += subject.line({name + ", paid before", one.before_total});
  }
  return out + std::string(html::section_end);
}

}  // namespace outturn::page
