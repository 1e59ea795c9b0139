// The figures a reader wants first, in a sentence and as cards.
#include <fmt/format.h>

#include "reports/html/html.h"
#include "reports/linkage/sections.h"

namespace outturn::linkage_page {

namespace {

using html::about;
using html::counted;
using html::figure;
using html::paragraph;
using html::section;
using html::section_end;
using html::whole;

std::string card(std::string_view figure, std::string_view what) {
  return fmt::format("<li><b>{}</b><small>{}</small></li>\n", figure, what);
}

std::string lead(const Subject& subject) {
  const Figures& figures = subject.figures;
  const std::size_t datasets = figures.records_of.size();
  const std::string found =
      fmt::format("{} of {} hold {}.", counted(subject.linking.records().size(), "record", "records"),
                  counted(datasets, "dataset", "datasets"),
                  counted(figures.members.size(), "different person", "different people"));
  if (datasets < 2) return found;
  return fmt::format("{} Of these people, {} {} in the records of more than one dataset.", found,
                     whole(figures.in_several), figures.in_several == 1 ? "is" : "are");
}

}  // namespace

std::string headline(const Subject& subject) {
  const Figures& figures = subject.figures;
  const linkage::Linking& linking = subject.linking;
  const Decision& taken = figures.by_people;
  std::string out = section("short", "In short");
  out += fmt::format("<p class=\"lead\">{}</p>\n<ul class=\"cards\">\n", lead(subject));
  out += card(figure("records", std::uint64_t{linking.records().size()}), "records read");
  out += card(figure("people", std::uint64_t{figures.members.size()}), "people found");
  if (figures.records_of.size() > 1)
    out += card(figure("in_several", figures.in_several), "people in more than one dataset");
  out += card(figure("alone", figures.alone), "records left alone: no other was found for them");
  out += card(figure("looked_at", linking.scored().looked_at), "pairs of records looked at");
  out += card(figure("pairs.people", taken.taken), "of these taken as one person");
  out += card(figure("wrong.people", taken.wrong, about(taken.wrong)),
              "of the pairs taken expected to be wrong");
  out += card(figure("missed.people", taken.missed, about(taken.missed)),
              "true pairs expected among those not taken");
  out += "</ul>\n";
  out += paragraph(
      "The last two figures are sums of the probabilities worked out for every pair: of ten pairs taken at "
      "90% each, one is expected to be wrong. They say nothing of pairs that were never looked at (<a "
      "href=\"#looked-at\">see there</a>).");
  return out.append(section_end);
}

std::string how_to_check(const Subject& subject) {
  std::string out = section("check", "How to check this");
  out += "<ol>\n";
  out +=
      "<li>Follow an <a href=\"#examples\">example pair</a> from top to bottom: the weights add up to its "
      "total, and 2 to the power of the total gives the odds. Look both records up at their "
      "holders.</li>\n<li>Take twenty pairs between 10% and 90% from <code>pairs.csv</code> and decide them "
      "by hand. About as many should be one person as their probabilities add up to.</li>\n<li>Look through "
      "the <a href=\"#people\">largest and the least sure persons</a>: mistakes gather there.</li>\n<li>Ask "
      "each member for a few people it knows to be with another member too, and see whether they stand under "
      "one person in <code>people.csv</code>. This finds what was never looked at.</li>\n";
  out += fmt::format(
      "<li>Run the same linkage again: with the same records, the same model and seed {} every figure here "
      "comes out the same, on any machine. <code>model.json</code> holds the model in Splink's form.</li>\n",
      figure("seed", subject.facts.seed));
  return out + "</ol>\n" + std::string(section_end);
}

}  // namespace outturn::linkage_page
