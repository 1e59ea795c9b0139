// What a careful reader would ask about before trusting the rest.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/linkage/compare/weights.h"
#include "reports/html/html.h"
#include "reports/linkage/plain_words.h"
#include "reports/linkage/sections.h"

namespace outturn::linkage_page {

namespace {

using html::counted;
using html::paragraph;
using html::percent;
using html::section;
using html::section_end;
using html::words;

using Lines = std::vector<std::string>;

std::string quoted(const linkage::Comparison& comparison, const linkage::Level& level) {
  return fmt::format("<b>{}</b>: \xE2\x80\x9C{}\xE2\x80\x9D", words(column_words(comparison.name)),
                     words(level_words(level)));
}

/// Levels of the comparison for which `which` holds, in words.
template <class Which>
std::string levels_where(const linkage::Comparison& comparison, Which which) {
  std::string out;
  for (std::size_t l = 0; l < comparison.levels.size(); ++l) {
    if (comparison.levels[l].is_missing || !which(l)) continue;
    out += fmt::format("{}\xE2\x80\x9C{}\xE2\x80\x9D", out.empty() ? "" : ", ",
                       words(level_words(comparison.levels[l])));
  }
  return out;
}

void about_levels(const Subject& subject, Lines& lines) {
  const linkage::Model& model = subject.linking.model();
  for (std::size_t c = 0; c < model.comparisons.size(); ++c) {
    const linkage::Comparison& comparison = model.comparisons[c];
    const std::vector<std::uint64_t>& fell = subject.figures.fell[c];
    const std::string name = words(column_words(comparison.name));
    const std::string never = levels_where(comparison, [&](std::size_t l) { return fell[l] == 0; });
    if (!never.empty())
      lines.push_back(
          fmt::format("<b>{}</b>: no pair looked at was {}. If some should be, see how the column is "
                      "written: a level that reads dates in another form, say, can never be true.",
                      name, never));
    const std::string unlearnt = levels_where(comparison, [&](std::size_t l) {
      return fell[l] > 0 && !linkage::evidence_of(comparison, l).trained;
    });
    if (!unlearnt.empty())
      lines.push_back(fmt::format(
          "<b>{}</b>: nothing was learnt of {}, though some pairs are; their weight is a stand-in.", name,
          unlearnt));
  }
}

/// A field seldom known decides little.
void about_missing(const Subject& subject, Lines& lines) {
  constexpr double mostly = 0.9;
  const linkage::Model& model = subject.linking.model();
  for (std::size_t c = 0; c < model.comparisons.size(); ++c) {
    std::uint64_t unknown = 0;
    for (std::size_t l = 0; l < model.comparisons[c].levels.size(); ++l)
      unknown += model.comparisons[c].levels[l].is_missing ? subject.figures.fell[c][l] : 0;
    const double share =
        static_cast<double>(unknown) / std::max(1.0, static_cast<double>(subject.linking.scored().looked_at));
    if (share >= mostly)
      lines.push_back(fmt::format(
          "<b>{}</b> is not known for one or both records of {} of the pairs: it decides little here.",
          words(column_words(model.comparisons[c].name)), percent(share)));
  }
}

/// Of levels that ask for ever less, a later one should not say more.
void about_order(const Subject& subject, Lines& lines) {
  constexpr double clearly = 1;
  for (const linkage::Comparison& comparison : subject.linking.model().comparisons) {
    const linkage::Level* above = nullptr;
    double above_says = 0;
    for (std::size_t l = 0; l < comparison.levels.size(); ++l) {
      const linkage::LevelEvidence found = linkage::evidence_of(comparison, l);
      if (comparison.levels[l].is_missing || !found.trained) continue;
      const double says = std::log2(found.m / found.u);
      if (above != nullptr && says > above_says + clearly)
        lines.push_back(
            fmt::format("{} says more for one person than \xE2\x80\x9C{}\xE2\x80\x9D, which asks for more. "
                        "With rare values or few pairs that can be; look at both.",
                        quoted(comparison, comparison.levels[l]), words(level_words(*above))));
      above = &comparison.levels[l];
      above_says = says;
    }
  }
}

void about_rules(const Subject& subject, Lines& lines) {
  const auto& costs = subject.linking.costs();
  const auto& by_rule = subject.linking.scored().by_rule;
  for (std::size_t r = 0; r < costs.size() && r < by_rule.size(); ++r) {
    const std::string rule = words(rule_words(subject.linking.model().rules[r]));
    if (by_rule[r] == 0)
      lines.push_back(
          fmt::format("Looking for pairs with the <b>{}</b> found none that other ways had not.", rule));
    if (costs[r].worst.empty() || costs[r].pairs < 1000) continue;
    const double share =
        static_cast<double>(costs[r].worst.front().pairs) / static_cast<double>(costs[r].pairs);
    if (share >= 0.25)
      lines.push_back(
          fmt::format("One block alone makes {} of the pairs with the <b>{}</b>: often a value that stands "
                      "for \xE2\x80\x9Cnot known\xE2\x80\x9D.",
                      percent(share), rule));
  }
}

void about_people(const Subject& subject, Lines& lines) {
  const Figures& figures = subject.figures;
  if (figures.by_people.taken == 0) {
    lines.emplace_back("No two records were found to be of one person.");
    return;
  }
  if (figures.by_people.precision() < 0.9)
    lines.push_back(
        fmt::format("Of the pairs within the people found, {} are expected to be wrong: too many to pay by "
                    "without a check.",
                    percent(1 - figures.by_people.precision())));
  if (figures.by_people.recall() < 0.8)
    lines.push_back(fmt::format("Of the true pairs among those looked at, {} are expected to be missed.",
                                percent(1 - figures.by_people.recall())));
  if (figures.of_size.size() > 21)
    lines.push_back(fmt::format("The largest person has {}: see whether these are one person.",
                                counted(figures.of_size.size() - 1, "record", "records")));
}

}  // namespace

std::string warnings(const Subject& subject) {
  Lines lines;
  about_people(subject, lines);
  if (subject.linking.scored().looked_at > 0) {
    about_levels(subject, lines);
    about_missing(subject, lines);
  }
  about_order(subject, lines);
  about_rules(subject, lines);
  std::string out = section("warnings", "Worth knowing first");
  if (lines.empty())
    return out + paragraph("Nothing out of the ordinary was noticed.") + std::string(section_end);
  out += "<ul class=\"warnings\">\n";
  for (const std::string& line : lines) out += fmt::format("<li data-warning=\"1\">{}</li>\n", line);
  return out + "</ul>\n" + std::string(section_end);
}

}  // namespace outturn::linkage_page
