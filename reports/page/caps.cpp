// Caps: what each is laid on and what it cuts. What a cap did is told of the row it cut most.
#include <fmt/format.h>

#include "engine/explain/words.h"
#include "reports/html/html.h"
#include "reports/page/sections.h"

namespace outturn::page {
namespace {

using calc::name_in_words;
using html::words;

/// The row of which the cap took most; the first where it took nothing.
std::size_t cut_most(const calc::Graph& graph, const calc::PaymentRecord::CapCut& cap,
                     std::size_t& cut_rows) {
  std::size_t row_of_most = 0;
  Exact most;
  cut_rows = 0;
  for (std::size_t row = 0; row < graph.rows(cap.after); ++row) {
    const Exact cut = value_at(graph, cap.due, row) - value_at(graph, cap.after, row);
    cut_rows += cut.sign() > 0 ? 1 : 0;
    if (!(most < cut)) continue;
    most = cut;
    row_of_most = row;
  }
  return row_of_most;
}

}  // namespace

std::string caps(Subject& subject) {
  std::string out;
  for (const calc::PaymentRecord& payment : subject.record.payments) {
    for (const auto& cap : payment.caps) {
      if (subject.graph.rows(cap.after) == 0) continue;
      std::size_t cut_rows = 0;
      const std::size_t row = cut_most(subject.graph, cap, cut_rows);
      const Exact cut = pack::cut_by(subject.graph, cap);
      const std::string figure = subject.money(fmt::format("caps.{}.{}.cut", payment.name, cap.cap), cut);
      const bool rows = !subject.graph.frame(subject.graph.column(cap.after).frame).name.empty();
      std::string told = "It cuts " + figure;
      if (rows && cut_rows != 0) told += " in " + html::counted(cut_rows, "row", "rows");
      if (cut.sign() != 0) told += "; what is over it is " + words(pack::excess_words(cap));
      if (cut.sign() != 0 && !cap.moved_to.empty()) told += " to " + words(name_in_words(cap.moved_to));
      out += fmt::format("<h3>{} <small>on {}</small></h3>\n<p>{}{}.</p>\n", words(name_in_words(cap.cap)),
                         words(name_in_words(payment.name)), cut.sign() == 0 ? "" : "<b>Reached.</b> ", told);
      out += subject.line({!rows           ? "What it leaves"
                           : cut_rows != 0 ? "What it leaves of the row it cuts most"
                                           : "What it leaves of the first row",
                           cap.after, row});
    }
  }
  if (out.empty()) return {};
  return html::section("caps", "Caps") + out + std::string(html::section_end);
}

}  // namespace outturn::page
