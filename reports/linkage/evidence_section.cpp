// What each level of agreement says: match weights, m and u; and which fields go together.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/linkage/compare/weights.h"
#include "reports/html/html.h"
#include "reports/linkage/chart.h"
#include "reports/linkage/plain_words.h"
#include "reports/linkage/sections.h"

namespace outturn::linkage_page {

namespace {

using html::cell_bar;
using html::figure;
using html::figure_of;
using html::how_to_read;
using html::paragraph;
using html::percent;
using html::Scale;
using html::section;
using html::section_end;
using html::weight;
using html::whole;
using html::words;

using linkage::Comparison;
using linkage::evidence_of;
using linkage::LevelEvidence;

double weight_of_level(const LevelEvidence& evidence) { return std::log2(evidence.m / evidence.u); }

/// The widest weight either way: one scale for all comparisons, so that bars can be held side by side.
Scale scale_of(const linkage::Model& model) {
  double widest = 1;
  for (const Comparison& comparison : model.comparisons) {
    for (std::size_t l = 0; l < comparison.levels.size(); ++l) {
      if (!comparison.levels[l].is_missing)
        widest = std::max(widest, std::abs(weight_of_level(evidence_of(comparison, l))));
    }
  }
  return {-widest, widest};
}

std::string level_heading(const linkage::Level& level) {
  return fmt::format("<th scope=\"row\" title=\"{}\">{}</th>",
                     words(level.label.empty() ? level.written : level.label), words(level_words(level)));
}

std::string group_row(const Comparison& comparison, int columns) {
  return fmt::format("<tr class=\"group\"><th colspan=\"{}\" scope=\"rowgroup\">{}</th></tr>\n", columns,
                     words(column_words(comparison.name)));
}

std::string weights_of(const Comparison& comparison, std::size_t c, Scale scale, const Figures& figures) {
  std::string out = "<tbody>\n" + group_row(comparison, 4);
  for (std::size_t l = 0; l < comparison.levels.size(); ++l) {
    const linkage::Level& level = comparison.levels[l];
    const std::string fell = fmt::format("<td class=\"n\"{}>{}</td>",
                                         figure_of(fmt::format("fell.{}.{}", c, l), figures.fell[c][l]),
                                         whole(figures.fell[c][l]));
    if (level.is_missing) {
      out += fmt::format("<tr>{}<td class=\"draw\"></td><td class=\"n\">says nothing</td>{}</tr>\n",
                         level_heading(level), fell);
      continue;
    }
    const LevelEvidence found = evidence_of(comparison, l);
    const double value = weight_of_level(found);
    out += fmt::format("<tr>{}<td class=\"draw\">{}</td><td class=\"n\"{}>{}{}</td>{}</tr>\n",
                       level_heading(level), cell_bar(scale, 0, value, value < 0 ? "against" : "for"),
                       figure_of(fmt::format("weight.{}.{}", c, l), value), weight(value),
                       found.trained ? "" : "<br/><small>not learnt</small>", fell);
  }
  return out + "</tbody>\n";
}

std::string rates_of(const Comparison& comparison, std::size_t c) {
  std::string out = "<tbody>\n" + group_row(comparison, 5);
  for (std::size_t l = 0; l < comparison.levels.size(); ++l) {
    if (comparison.levels[l].is_missing) continue;
    const LevelEvidence found = evidence_of(comparison, l);
    out += fmt::format(
        "<tr>{}<td class=\"n\"{}>{}</td><td class=\"draw\">{}</td><td class=\"n\"{}>{}</td><td "
        "class=\"draw\">{}</td></tr>\n",
        level_heading(comparison.levels[l]), figure_of(fmt::format("m.{}.{}", c, l), found.m),
        percent(found.m), cell_bar({0, 1}, 0, found.m, "for"),
        figure_of(fmt::format("u.{}.{}", c, l), found.u), percent(found.u),
        cell_bar({0, 1}, 0, found.u, "against"));
  }
  return out + "</tbody>\n";
}

std::string_view strength(double bits) {
  if (bits >= 0.1) return "strongly";
  return bits >= 0.01 ? "somewhat" : "a little";
}

std::string ties(const Subject& subject) {
  std::vector<linkage::Dependence::Tie> found = subject.linking.dependence().ties;
  if (found.empty())
    return paragraph("No two fields were found to go together among records of different people.");
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.bits > b.bits; });
  const std::vector<Comparison>& comparisons = subject.linking.model().comparisons;
  std::string out =
      "<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">fields</th><th scope=\"col\">go "
      "together</th><th class=\"n\" scope=\"col\">shared information, "
      "bits</th><td></td></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto& tie = found[i];
    out += fmt::format(
        "<tr><th scope=\"row\">{} and {}</th><td>{}</td><td class=\"n\"{}>{:.4f}</td><td "
        "class=\"draw\">{}</td></tr>\n",
        words(column_words(comparisons[tie.a].name)), words(column_words(comparisons[tie.b].name)),
        strength(tie.bits), figure_of(fmt::format("tie.{}.{}", tie.a, tie.b), tie.bits), tie.bits,
        cell_bar({0, found.front().bits}, 0, tie.bits, "plain"));
  }
  return out + "</tbody></table></div>\n";
}

std::string share_row(std::string_view name, std::string_view what, double share, std::string_view look) {
  return fmt::format(
      "<tr><th scope=\"row\">{}</th><td class=\"n\"{}>{}</td><td class=\"draw\">{}</td></tr>\n", what,
      figure_of(name, share), percent(share), cell_bar({0, 1}, 0, share, look));
}

std::string kinds(const Subject& subject) {
  const linkage::Mixture& mixture = subject.linking.mixture();
  if (subject.linking.scored().looked_at == 0) return paragraph("No pair was looked at.");
  std::string out =
      "<div class=\"wide\"><table>\n<caption>What the pairs looked at are made of</caption>\n<tbody>\n";
  for (std::size_t k = 0; k < mixture.match_share.size(); ++k) {
    out += share_row(fmt::format("match_share.{}", k),
                     k == 0 ? "one person, well recorded" : "one person, recorded with many slips",
                     mixture.match_share[k], "for");
  }
  const auto& rules = subject.linking.model().rules;
  for (std::size_t r = 0; r < mixture.other_share.size(); ++r) {
    const std::string what = r < rules.size() ? "different people with the " + rule_words(rules[r])
                                              : "different people who share nothing in particular";
    out += share_row(fmt::format("other_share.{}", r), words(what), mixture.other_share[r], "against");
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace

std::string evidence(const Subject& subject) {
  const linkage::Model& model = subject.linking.model();
  const Scale scale = scale_of(model);
  std::string out = section("evidence", "What each agreement says");
  out += how_to_read(
      "a bar to the right of the middle speaks for one person, to the left against; each point doubles or "
      "halves the odds. Long bars are fields that decide, short ones hardly matter.");
  out +=
      "<table>\n<caption>Match weights</caption>\n<thead><tr><th scope=\"col\">the two records "
      "are</th><td></td><th class=\"n\" scope=\"col\">weight</th><th class=\"n\" "
      "scope=\"col\">pairs</th></tr></thead>\n";
  for (std::size_t c = 0; c < model.comparisons.size(); ++c)
    out += weights_of(model.comparisons[c], c, scale, subject.figures);
  out += "</table>\n<h3>Where the weights come from</h3>\n";
  out += how_to_read(
      "the first bar (m) says how often records of one person fall there, the second (u) how often records "
      "of two random people do. The weight is how many times m doubles u.");
  out +=
      "<table class=\"rates\">\n<caption>m and u</caption>\n<thead><tr><th scope=\"col\">the two records "
      "are</th><th class=\"n\" scope=\"col\">m</th><th scope=\"col\">one person</th><th class=\"n\" "
      "scope=\"col\">u</th><th scope=\"col\">two people</th></tr></thead>\n";
  for (std::size_t c = 0; c < model.comparisons.size(); ++c) out += rates_of(model.comparisons[c], c);
  out += "</table>\n";
  out += paragraph(
      fmt::format("Before anything is compared, two records drawn at random are of one person in one of {} "
                  "cases: a weight of {}.",
                  whole(static_cast<std::uint64_t>(std::llround(1 / model.prior))),
                  figure("prior", linkage::weight_of(model.prior), weight(linkage::weight_of(model.prior)))));
  return out.append(section_end);
}

std::string together(const Subject& subject) {
  std::string out = section("together", "What goes together");
  out += paragraph(
      "Neighbours share a postcode, families a surname: among different people some agreements come "
      "together, and counted one by one they would be counted twice. These were found among pairs drawn at "
      "random, and every pair's weight is corrected for them.");
  out += how_to_read("the longer the bar, the more one field's agreement already tells of the other's.");
  out += ties(subject);
  out += "<h3>Kinds of pairs</h3>\n";
  out += how_to_read(
      "the bars add up to all pairs looked at: how many are of one person, and what brought the rest here.");
  return out + kinds(subject) + std::string(section_end);
}

}  // namespace outturn::linkage_page
