#include "reports/page/page.h"

#include <fmt/format.h>

#include "engine/values/date.h"
#include "reports/html/html.h"
#include "reports/pack/lines.h"
#include "reports/page/sections.h"

namespace outturn::page {

std::string_view page_css();         // reports/page/page.css
std::string_view page_css_sha256();  // of it
std::string_view page_js();          // reports/page/page.js
std::string_view page_js_sha256();   // of it

namespace {

using html::words;

std::string title_of(const calc::Record& record) { return record.title.empty() ? "Contract" : record.title; }

std::string about(const calc::Record& record) {
  std::string out = "<dl class=\"facts\">\n";
  const auto fact = [&](const char* name, const std::string& what) {
    if (!what.empty()) out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, words(what));
  };
  fact("Status", record.status);
  fact("Payer", record.payer);
  fact("Provider", record.provider);
  if (record.starts && record.ends) fact("Period", to_iso(*record.starts) + " to " + to_iso(*record.ends));
  fact("As at", to_iso(record.as_at) + " (terms in force on this day)");
  fact("Evidence up to", to_iso(record.cut_off));
  fact("Run", record.run_id);
  return out + "</dl>\n";
}

/// Links to the sections that there are.
std::string contents(std::string_view body) {
  struct Entry {
    const char* id;
    const char* words;
  };
  static constexpr Entry entries[] = {
      {"answer", "The answer"},       {"payments", "Payments"},       {"caps", "Caps"},
      {"last-claim", "Last claim"},   {"performance", "Performance"}, {"savings", "Savings"},
      {"assumptions", "Assumptions"}, {"knife-edges", "Knife edges"}, {"rows", "Find a row"},
      {"sources", "What went in"},    {"check", "How to check this"}};
  std::string out = "<nav aria-label=\"Contents\"><ul>\n";
  for (const Entry& one : entries)
    if (body.find(fmt::format("<section id=\"{}\"", one.id)) != std::string_view::npos)
      out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", one.id, one.words);
  return out +
         "</ul>\n<button type=\"button\" id=\"open-all\" aria-pressed=\"false\" hidden=\"hidden\">Open every "
         "figure</button></nav>\n";
}

/// One after the other: a figure opens where it is met first.
std::string sections(Subject& subject, const RowsData& rows) {
  std::string out = answer(subject);
  out += worth_knowing(subject);
  out += payments(subject, rows);
  for (const auto write : {caps, true_up, performance, savings, assumptions, knife_edges})
    out += write(subject);
  out += find_rows(subject, rows);
  return out + sources(subject) + how_to_check(subject);
}

}  // namespace

void write_result_page(const calc::Run& run, const std::function<void(std::string_view)>& sink) {
  const html::Inline style{page_css(), page_css_sha256()};
  const html::Inline script{page_js(), page_js_sha256()};
  const calc::Record& record = run.record;
  Subject subject(run);
  const RowsData rows(run);
  (void)sections(subject, rows);
  subject.begin_writing();
  const std::string body = sections(subject, rows);
  sink(html::head({title_of(record), {html::base_style(), style}, {script}}));
  sink(
      fmt::format("<a class=\"skip\" href=\"#answer\">To the answer</a>\n<header>\n<h1>{}</h1>\n<p "
                  "class=\"soft\">{}</p>\n{}{}</header>\n<main>\n",
                  words(title_of(record)), words(record.about), about(record), contents(body)));
  sink(body);
  sink(fmt::format(
      "</main>\n<footer>Made by Outturn {} beside workbook.xlsx and result.json; run {}. Keys of rows point "
      "to "
      "people for those who hold the records: treat this page as pseudonymous personal data.</footer>\n",
      words(record.engine_version), words(record.run_id)));
  if (!rows.empty()) write_rows(subject, rows, sink);
  sink(html::script(script));
  sink("</body>\n</html>\n");
}

}  // namespace outturn::page
