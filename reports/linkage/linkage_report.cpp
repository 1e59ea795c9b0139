#include "reports/linkage/linkage_report.h"

#include <fmt/format.h>

#include "reports/html/html.h"
#include "reports/linkage/figures.h"
#include "reports/linkage/sections.h"

namespace outturn::linkage_page {

std::string_view linkage_css();         // reports/linkage/linkage.css
std::string_view linkage_css_sha256();  // of it

namespace {

using html::base_style;
using html::head;
using html::words;

std::string contents(const ReportFacts& facts) {
  std::string out = "<nav aria-label=\"Contents\"><ul>\n";
  const auto add = [&](std::string_view id, std::string_view name) {
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id, name);
  };
  add("short", "In short");
  add("warnings", "Worth knowing first");
  add("members", "Datasets");
  add("people", "People");
  add("decision", "The line drawn");
  if (facts.truth) add("quality", "How good it is");
  add("examples", "Pairs explained");
  add("evidence", "What agreement says");
  add("together", "What goes together");
  add("looked-at", "What was looked at");
  add("check", "How to check this");
  return out + "</ul></nav>\n";
}

}  // namespace

std::string linkage_report(const linkage::Linking& linking, const ReportFacts& facts) {
  const Figures figures = figures_of(linking);
  const Subject subject{linking, facts, figures};
  std::string page = head({facts.title, {base_style(), {linkage_css(), linkage_css_sha256()}}, {}});
  page += fmt::format(
      "<header>\n<h1>{}</h1>\n<p class=\"soft\">Which records are of one person, how sure that is, and "
      "why.</p>\n{}</header>\n<main>\n",
      words(facts.title), contents(facts));
  for (const auto write : {headline, warnings, members, people, decision, quality, examples, evidence,
                           together, looked_at, how_to_check})
    page += write(subject);
  page += fmt::format("</main>\n<footer>Made by Outturn {} with seed {}. {}</footer>\n</body>\n</html>\n",
                      words(facts.engine_version), facts.seed,
                      facts.show_identities ? "This page shows values of records: it is personal data."
                                            : "Record ids point to people for those who hold the records: "
                                              "treat this page as pseudonymous personal data.");
  return page;
}

}  // namespace outturn::linkage_page
