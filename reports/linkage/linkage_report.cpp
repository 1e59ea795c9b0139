#include "reports/linkage/linkage_report.h"

#include <fmt/format.h>

#include "reports/linkage/figures.h"
#include "reports/linkage/html.h"
#include "reports/linkage/sections.h"
#include "reports/linkage/style.h"

namespace outturn::linkage_page {
namespace {

// Nothing may be fetched and no script run, whatever a browser or an extension of it would like.
constexpr std::string_view nothing_fetched = "default-src 'none'; style-src 'unsafe-inline'";

std::string head(const ReportFacts& facts) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\"/>\n<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"{}\"/>\n<meta name=\"robots\" content=\"noindex\"/>\n<title>{}</title>\n<style>{}</style>\n"
      "</head>\n<body>\n",
      nothing_fetched, words(facts.title), style());
}

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
  std::string page = head(facts);
  page += fmt::format(
      "<header>\n<h1>{}</h1>\n<p class=\"soft\">Which records are of one person, how sure that "
      "is, and why.</p>\n{}</header>\n<main>\n",
      words(facts.title), contents(facts));
  for (const auto write : {headline, warnings, members, people, decision, quality, examples, evidence,
                           together, looked_at, how_to_check})
    page += write(subject);
  page += fmt::format(
      "</main>\n<footer>Made by Outturn {} with seed {}. "
      "{}</footer>\n</body>\n</html>\n",
      words(facts.engine_version), facts.seed,
      facts.show_identities
          ? "This page shows values of records: it is personal data."
          : "Record ids point to people for those who hold the records: treat this page as pseudonymous "
            "personal data.");
  return page;
}

}  // namespace outturn::linkage_page
