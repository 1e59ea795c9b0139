// Whose a row is and what became of it; what went in; what was checked; how to check it all again.
#include <fmt/format.h>

#include "engine/explain/words.h"
#include "reports/html/html.h"
#include "reports/pack/lines.h"
#include "reports/page/sections.h"

namespace outturn::page {
namespace {

using html::words;

std::string table(std::string_view caption, const std::vector<html::TableHead>& heads,
                  const std::string& body) {
  return html::table(caption, caption, heads) + body + std::string(html::table_end);
}

std::string documents(const calc::Record& record) {
  std::string body;
  for (const calc::DocumentRecord& one : record.documents)
    body += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                        words(one.id), words(one.title), words(pack::joined({one.by, one.dated}, ", ")),
                        one.known ? "known" : "left out of this run");
  return body.empty()
             ? ""
             : table("Documents of the contract", {{"Document"}, {"Title"}, {"By"}, {"In this run"}}, body);
}

std::string files(const calc::Record& record) {
  std::string body;
  for (const calc::FileRecord& one : record.files)
    body += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td><code>{}</code></td></tr>\n",
                        words(one.name), words(one.input),
                        one.input == "contract"
                            ? ""
                            : html::whole(one.rows_used) + " of " + html::counted(one.rows, "row", "rows"),
                        words(one.sha256));
  return table("Files that went in", {{"File"}, {"As"}, {"Used"}, {"SHA-256"}}, body);
}

std::string checks(const calc::Run& run) {
  const auto all = pack::check_facts(run);
  if (all.empty()) return {};
  std::string body;
  for (const pack::CheckFact& one : all)
    body += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", words(one.what),
                        one.failing == 0 ? "holds"
                        : one.single     ? "<b>LOOK</b>"
                                     : "<b>LOOK</b>: fails in " + pack::counted(one.failing, "row", "rows"));
  return opening({"The checks, one by one", "", pack::counted(all.size(), "check", "checks"), "", "",
                  table("Checks", {{"What must hold"}, {"In this run"}}, body)});
}

}  // namespace

std::string find_rows(const Subject& subject, const RowsData& rows) {
  if (rows.empty()) return {};
  std::string out = html::section("rows", "Find a person or a row");
  std::string keys;
  for (const RowFrame& one : rows.frames()) {
    const calc::ColumnId person = whose(subject.graph, one.frame);
    const calc::Frame& frame = subject.graph.frame(one.frame);
    keys += (keys.empty() ? "" : "; ") + words(calc::name_in_words(frame.name)) +
            (person == none ? "" : " or " + words(calc::column_words(subject.graph, person)));
  }
  out += fmt::format(
      "<form id=\"find\" role=\"search\" hidden=\"hidden\"><label for=\"find-key\">Key of a {}</label> "
      "<input "
      "id=\"find-key\" name=\"key\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"/> "
      "<button>Find</button></form>\n<p id=\"find-told\" role=\"status\"></p>\n<div "
      "id=\"find-rows\"></div>\n",
      keys);
  out +=
      "<noscript><p>Finding rows needs scripts to run. Every row is in the workbook and in "
      "<code>result.json</code>, under its key.</p></noscript>\n";
  return out + std::string(html::section_end);
}

std::string sources(const Subject& subject) {
  return html::section("sources", "What went in") + documents(subject.record) + files(subject.record) +
         checks(subject.run) + std::string(html::section_end);
}

std::string how_to_check(const Subject& subject) {
  return html::section("check", "How to check this") +
         fmt::format(
             "<ol>\n<li>Open <code>workbook.xlsx</code> beside this page: every figure here is there as a "
             "live "
             "formula, in the cell its explanation names. Recalculate it; its Cover says whether all checks "
             "pass.</li>\n<li>Compare the SHA-256 above with those of your own copies of the contract and of "
             "the evidence.</li>\n<li>Take some rows from the <a href=\"#payments\">payments</a>, follow "
             "each to "
             "its line of evidence and to its clause, and agree both.</li>\n<li>Run the same contract on the "
             "same "
             "evidence again: it gives the run {} and the same bytes, on any machine.</li>\n</ol>\n",
             words(subject.record.run_id)) +
         std::string(html::section_end);
}

}  // namespace outturn::page
