// Which pairs were looked at, by rule, and what that leaves out.
#include <algorithm>

#include <fmt/format.h>

#include "engine/linkage/block/blocks.h"
#include "reports/html/html.h"
#include "reports/linkage/chart.h"
#include "reports/linkage/plain_words.h"
#include "reports/linkage/sections.h"

namespace outturn::linkage_page {

namespace {

using html::cell_bar;
using html::counted;
using html::figure;
using html::figure_of;
using html::how_to_read;
using html::paragraph;
using html::percent;
using html::section;
using html::section_end;
using html::whole;
using html::words;

std::string worst_of(const linkage::RuleCost& cost, bool show_keys) {
  if (cost.worst.empty()) return "none";
  const linkage::WorstBlock& worst = cost.worst.front();
  std::string out = fmt::format("{}: {}", counted(worst.records, "record", "records"),
                                counted(worst.pairs, "pair", "pairs"));
  if (show_keys) out += fmt::format("<br/><small>{}</small>", words(worst.key));
  return out;
}

std::string rules(const Subject& subject) {
  const std::vector<linkage::RuleCost>& costs = subject.linking.costs();
  const std::vector<std::uint64_t>& by_rule = subject.linking.scored().by_rule;
  std::uint64_t most = 1;
  for (const std::uint64_t pairs : by_rule) most = std::max(most, pairs);
  std::string out = paragraph(
      "Compared were those that agree in at least one of these ways. A pair counts as new with the first "
      "rule that finds it.");
  out += how_to_read(
      "the longer the bar, the more pairs only this rule and none above it found. A rule that finds nothing "
      "new can go; a rule whose largest block makes most of its pairs is worth a second thought.");
  out +=
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Rules\"><table "
      "class=\"rules\">\n<thead><tr><th scope=\"col\">looked at are pairs with</th><th class=\"n\" "
      "scope=\"col\">pairs</th><th class=\"n\" scope=\"col\">of these new</th><td></td><th scope=\"col\">the "
      "largest block</th></tr></thead>\n<tbody>\n";
  for (std::size_t r = 0; r < costs.size(); ++r) {
    const std::uint64_t own = r < by_rule.size() ? by_rule[r] : 0;
    out += fmt::format(
        "<tr><th scope=\"row\">{}<br/><code>{}</code></th><td class=\"n\"{}>{}</td><td "
        "class=\"n\"{}>{}</td><td class=\"draw\">{}</td><td>{}</td></tr>\n",
        words(rule_words(subject.linking.model().rules[r])), words(costs[r].rule),
        figure_of(fmt::format("rule.{}.pairs", r), costs[r].pairs), whole(costs[r].pairs),
        figure_of(fmt::format("rule.{}.new", r), own), whole(own),
        cell_bar({0, static_cast<double>(most)}, 0, static_cast<double>(own), "for"),
        worst_of(costs[r], subject.facts.show_identities));
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace

std::string looked_at(const Subject& subject) {
  const linkage::Linking& linking = subject.linking;
  const double possible = linkage::possible_pairs(linking.model().type, linking.records());
  std::string out = section("looked-at", "Which pairs were looked at");
  out += paragraph(fmt::format("Of {} possible pairs {} were compared.",
                               figure("possible", possible, whole(static_cast<std::uint64_t>(possible))),
                               figure("compared", linking.scored().looked_at)));
  if (linking.scored().by_rule.empty())
    out += paragraph("The pairs and their weights came from elsewhere: how they were found is told there.");
  else
    out += rules(subject);
  out += "<h3>What this page can't know</h3>\n";
  out += paragraph(
      "A person whose records agree in none of these ways was never looked at, and is in none of the "
      "expected figures above: someone who moved, changed name and was written down with another date of "
      "birth, for example. People who move often or whose names are often misspelt are missed more often "
      "than others; compare how many were linked between groups before paying by it.");
  if (subject.facts.truth)
    out += paragraph(fmt::format("Here the truth is known: {} of the true pairs were never looked at.",
                                 percent(1 - subject.facts.truth->blocking_recall)));
  return out.append(section_end);
}

}  // namespace outturn::linkage_page
