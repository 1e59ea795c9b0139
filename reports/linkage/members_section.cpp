// Who shares people with whom.
#include <algorithm>

#include <fmt/format.h>

#include "reports/html/html.h"
#include "reports/linkage/sections.h"

namespace outturn::linkage_page {

namespace {

using html::figure_of;
using html::how_to_read;
using html::paragraph;
using html::place;
using html::section;
using html::section_end;
using html::whole;
using html::words;

/// How dark a cell is: its share of the fullest one beside it, so that the figure stays readable on it.
std::string shade(std::uint64_t number, std::uint64_t most) {
  const double share = most > 0 ? static_cast<double>(number) / static_cast<double>(most) : 0;
  return fmt::format(" style=\"background:color-mix(in srgb,var(--for) {}%,transparent)\"",
                     place(35 * share));
}

std::string matrix(const Subject& subject) {
  const Figures& figures = subject.figures;
  const std::vector<std::string>& names = subject.linking.records().datasets;
  std::uint64_t most = 0;
  for (std::size_t a = 0; a < names.size(); ++a) {
    for (std::size_t b = 0; b < names.size(); ++b) most = std::max(most, a == b ? 0 : figures.shared[a][b]);
  }
  std::string out =
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"People shared between "
      "datasets\"><table class=\"heat\">\n<caption>People in both</caption>\n<thead><tr><td></td>";
  for (const std::string& name : names)
    out += fmt::format("<th class=\"n\" scope=\"col\">{}</th>", words(name));
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t a = 0; a < names.size(); ++a) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>", words(names[a]));
    for (std::size_t b = 0; b < names.size(); ++b) {
      const std::uint64_t number = figures.shared[a][b];
      out += fmt::format("<td class=\"n{}\"{}{}>{}</td>", a == b ? " own" : "",
                         a == b ? std::string() : shade(number, most),
                         figure_of(fmt::format("shared.{}.{}", a, b), number), whole(number));
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string list(const Subject& subject) {
  const Figures& figures = subject.figures;
  const std::vector<std::string>& names = subject.linking.records().datasets;
  const std::vector<bool>& once = subject.linking.once_in();
  std::string out =
      "<div class=\"wide\"><table>\n<caption>Each dataset</caption>\n<thead><tr><th "
      "scope=\"col\">dataset</th><th class=\"n\" scope=\"col\">records</th><th class=\"n\" "
      "scope=\"col\">people</th><th class=\"n\" scope=\"col\">in no other</th><th scope=\"col\">each person "
      "once?</th></tr></thead>\n<tbody>\n";
  for (std::size_t d = 0; d < names.size(); ++d) {
    const bool is_once = d < once.size() && once[d];
    out += fmt::format(
        "<tr><th scope=\"row\">{}</th><td class=\"n\"{}>{}</td><td class=\"n\">{}</td><td "
        "class=\"n\"{}>{}</td><td>{}</td></tr>\n",
        words(names[d]), figure_of(fmt::format("dataset.{}", d), figures.records_of[d]),
        whole(figures.records_of[d]), whole(figures.shared[d][d]),
        figure_of(fmt::format("only_in.{}", d), figures.only_in[d]), whole(figures.only_in[d]),
        is_once ? "yes" : "not taken so");
  }
  return out + "</tbody></table></div>\n" +
         paragraph(
             "Where a dataset is taken to hold each person once, two of its records are never joined with "
             "each other.");
}

}  // namespace

std::string members(const Subject& subject) {
  const bool several = subject.figures.records_of.size() > 1;
  std::string out = section("members", several ? "Who shares people with whom" : "The records");
  if (several) {
    out += how_to_read(
        "where the row of one dataset meets the column of another stands how many people both have records "
        "of; the darker, the more. Where a dataset meets itself stand all its people.");
    out += matrix(subject);
  }
  return out + list(subject) + std::string(section_end);
}

}  // namespace outturn::linkage_page
