// What the answer rests on beside the contract's text: open questions and their readings, knife edges.
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

constexpr std::size_t most_edges = 40;

std::string readings(const calc::AssumptionRecord& assumption) {
  const auto used = static_cast<std::size_t>(std::max(assumption.used, 0));
  const auto& under = assumption.payment_under;
  std::string out = "<ul class=\"readings\">\n";
  for (std::size_t i = 0; i < assumption.readings.size(); ++i) {
    const bool taken = i + 1 == used;
    out += fmt::format("<li{}>{}{}{}</li>\n", taken ? " class=\"used\"" : "",
                       taken ? "<b>Used:</b> " : "Not used: ", words(assumption.readings[i]),
                       i < under.size()
                           ? fmt::format(" <span class=\"under\">(payment due: <b{}>{}</b>)</span>",
                                         html::figure_of(fmt::format("assumptions.{}.{}.payment_under",
                                                                     assumption.name, i + 1),
                                                         under[i]),
                                         words(under[i]))
                           : "");
  }
  const bool moves = std::adjacent_find(under.begin(), under.end(), std::not_equal_to<>()) != under.end();
  out += "</ul>\n";
  if (!under.empty() && !moves) out += paragraph("The reading does not move the payment in this run.");
  return out;
}

std::string one(Subject& subject, const calc::AssumptionRecord& assumption) {
  std::string out = fmt::format("<h3 id=\"assumption-{}\">{}</h3>\n<p>{}</p>\n", words(assumption.name),
                                words(name_in_words(assumption.name)), words(assumption.question));
  if (!assumption.readings.empty()) out += readings(assumption);
  if (!assumption.because.empty()) out += paragraph("<b>Why:</b> " + words(assumption.because) + ".");
  if (!assumption.clauses.empty())
    out += fmt::format("<p class=\"source\">{}</p>\n", words(pack::joined(assumption.clauses, "; ")));
  const auto& clauses = subject.record.clauses;
  const auto stated = std::find_if(clauses.begin(), clauses.end(), [&](const calc::ClauseRecord& clause) {
    return clause.kind == "assumption" && clause.name == assumption.name;
  });
  if (stated != clauses.end())
    out += fmt::format("<blockquote>{}</blockquote>\n<p class=\"source\">{} line {}</p>\n",
                       words(stated->quote), words(subject.record.contract_file), stated->line);
  if (assumption.term != none) out += subject.line({"The reading in the calculation", assumption.term});
  return out;
}

}  // namespace

/// Open questions first: they can be settled, and may move the payment.
std::string assumptions(Subject& subject) {
  const auto& all = subject.record.assumptions;
  std::string out = html::section("assumptions", "Assumptions");
  if (all.empty()) out += paragraph("None: every figure follows from the contract’s text and the evidence.");
  for (const bool open : {true, false}) {
    for (const calc::AssumptionRecord& assumption : all)
      if (assumption.readings.empty() != open) out += one(subject, assumption);
  }
  if (!subject.record.not_calculated.empty()) {
    out += "<h3>Not calculated</h3>\n<ul>\n";
    for (const calc::NotCalculated& note : subject.record.not_calculated)
      out += fmt::format("<li>{} <small>{}</small></li>\n", words(note.words), words(note.clause));
    out += "</ul>\n";
  }
  return out + std::string(html::section_end);
}

std::string knife_edges(Subject& subject) {
  const auto& edges = subject.run.evaluation.knife_edges;
  std::string out = html::section("knife-edges", "Knife edges");
  if (edges.empty())
    return out +
           paragraph(
               "None: no figure lies so near a rounding tie or threshold that a spreadsheet could fall on "
               "the "
               "other side.") +
           std::string(html::section_end);
  out += paragraph(
      "These figures lie so near a tie that a spreadsheet’s arithmetic may fall on the other side. The exact "
      "value stands.");
  for (std::size_t i = 0; i < std::min(edges.size(), most_edges); ++i) {
    const calc::Column& column = subject.graph.column(edges[i].column);
    const std::string row = calc::row_in_words(subject.graph, column.frame, edges[i].row_index);
    out += subject.line(
        {words(calc::column_words(subject.graph, edges[i].column) + (row.empty() ? "" : ", " + row)),
         edges[i].column, edges[i].row_index, "", words(edges[i].why), ""});
  }
  if (edges.size() > most_edges)
    out += paragraph(fmt::format("and {} more, on the workbook’s Cover.", edges.size() - most_edges));
  return out + std::string(html::section_end);
}

}  // namespace outturn::page
