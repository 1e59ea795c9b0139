// Which pairs are taken as one person, and what another threshold would do; and how good it is in truth
// where that is known.
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/linkage/compare/weights.h"
#include "reports/html/html.h"
#include "reports/linkage/chart.h"
#include "reports/linkage/sections.h"

namespace outturn::linkage_page {

namespace {

using html::about;
using html::counted;
using html::figure;
using html::figure_of;
using html::how_to_read;
using html::paragraph;
using html::percent;
using html::section;
using html::section_end;
using html::whole;

using linkage::Rates;

std::string key_line(std::string_view look, bool dashed, std::string_view words) {
  return fmt::format(
      "<li><svg viewBox=\"0 0 40 10\" aria-hidden=\"true\"><line class=\"curve {}{}\" x1=\"1\" y1=\"5\" "
      "x2=\"39\" y2=\"5\"/></svg>{}</li>\n",
      look, dashed ? " dashed" : "", words);
}

std::vector<Curve> curves_of(const Subject& subject) {
  Curve precision{"precision, expected", "precision", true, {}};
  Curve recall{"recall, expected", "recall", true, {}};
  for (const Decision& at : subject.figures.curve) {
    precision.values.push_back(at.precision());
    recall.values.push_back(at.recall());
  }
  std::vector<Curve> curves{precision, recall};
  if (!subject.facts.truth) return curves;
  Curve true_precision{"precision, in truth", "precision", false, {}};
  Curve true_recall{"recall, in truth", "recall", false, {}};
  for (const Rates& rates : subject.facts.truth->curve) {
    true_precision.values.push_back(rates.right + rates.wrong > 0 ? rates.precision() : 1);
    true_recall.values.push_back(rates.recall());
  }
  curves.push_back(true_precision);
  curves.push_back(true_recall);
  return curves;
}

std::string decision_row(std::string_view name, std::string_view what, const Decision& at) {
  const auto named = [&](std::string_view figure) { return fmt::format("{}.{}", figure, name); };
  return fmt::format(
      "<tr><th scope=\"row\">{}</th><td class=\"n\"{}>{}</td><td class=\"n\"{}>{}</td><td "
      "class=\"n\"{}>{}</td><td class=\"n\"{}>{}</td><td class=\"n\"{}>{}</td></tr>\n",
      what, figure_of(named("taken"), at.taken), whole(at.taken),
      figure_of(named("expected_wrong"), at.wrong), about(at.wrong),
      figure_of(named("expected_missed"), at.missed), about(at.missed),
      figure_of(named("expected_precision"), at.precision()),
      at.taken > 0 ? percent(at.precision()) : "none taken", figure_of(named("expected_recall"), at.recall()),
      percent(at.recall()));
}

std::string decisions(const Subject& subject) {
  static constexpr std::array<std::pair<double, std::string_view>, 5> asked{
      {{-3.25, "about 10%"}, {0, "50%"}, {3.25, "about 90%"}, {6.75, "about 99%"}, {10, "about 99.9%"}}};
  std::string out =
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Decisions\"><table>\n<caption>What is "
      "expected of each decision</caption>\n<thead><tr><th scope=\"col\">taken are</th><th class=\"n\" "
      "scope=\"col\">pairs taken</th><th class=\"n\" scope=\"col\">expected wrong</th><th class=\"n\" "
      "scope=\"col\">expected missed</th><th class=\"n\" scope=\"col\">precision</th><th class=\"n\" "
      "scope=\"col\">recall</th></tr></thead>\n<tbody>\n";
  out += decision_row("people", "pairs within a person found", subject.figures.by_people);
  out += decision_row(
      "default",
      fmt::format("pairs from {} on, the default",
                  figure("threshold", subject.linking.threshold(), percent(subject.linking.threshold()))),
      subject.figures.by_pair);
  const std::vector<double> weights = curve_weights();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    for (const auto& [at, name] : asked) {
      if (weights[i] == at)
        out += decision_row(fmt::format("curve.{}", i), fmt::format("pairs from {} on", name),
                            subject.figures.curve[i]);
    }
  }
  return out + "</tbody></table></div>\n";
}

std::string rates_row(std::string_view name, std::string_view what, const Rates& rates) {
  const auto named = [&](std::string_view figure) { return fmt::format("true.{}.{}", name, figure); };
  return fmt::format(
      "<tr><th scope=\"row\">{}</th><td class=\"n\"{}>{}</td><td class=\"n\"{}>{}</td><td "
      "class=\"n\"{}>{}</td><td class=\"n\"{}>{}</td><td class=\"n\"{}>{}</td><td "
      "class=\"n\"{}>{}</td></tr>\n",
      what, figure_of(named("right"), rates.right), whole(rates.right),
      figure_of(named("wrong"), rates.wrong), whole(rates.wrong), figure_of(named("missed"), rates.missed),
      whole(rates.missed), figure_of(named("precision"), rates.precision()),
      rates.right + rates.wrong > 0 ? percent(rates.precision()) : "none taken",
      figure_of(named("recall"), rates.recall()), percent(rates.recall()), figure_of(named("f1"), rates.f1()),
      percent(rates.f1()));
}

std::string rates_table(const TruthFigures& truth) {
  std::string out =
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Rates\"><table>\n<caption>Held "
      "against the truth</caption>\n<thead><tr><th scope=\"col\">taken are</th><th class=\"n\" "
      "scope=\"col\">right</th><th class=\"n\" scope=\"col\">wrong</th><th class=\"n\" "
      "scope=\"col\">missed</th><th class=\"n\" scope=\"col\">precision</th><th class=\"n\" "
      "scope=\"col\">recall</th><th class=\"n\" scope=\"col\">F1</th></tr></thead>\n<tbody>\n";
  out += rates_row("people", "all pairs within a person found", truth.people.pairs);
  out += rates_row("default", "pairs at the default decision", truth.at_default);
  out += rates_row("half", "pairs from 50% on", truth.at_half);
  out += rates_row("nine_tenths", "pairs from 90% on", truth.at_nine_tenths);
  out += rates_row("ninety_nine", "pairs from 99% on", truth.at_ninety_nine);
  out += rates_row("best", fmt::format("pairs from {} on, the best there is", percent(truth.best.threshold)),
                   truth.best);
  return out + "</tbody></table></div>\n";
}

/// Wilson, JASA 22 (1927): the interval of a share, 95%.
Interval interval_of(const linkage::Band& band) {
  const double n = static_cast<double>(band.pairs);
  const double p = static_cast<double>(band.right) / n;
  constexpr double z = 1.959963984540054;
  const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return {middle - half, p, middle + half, band.expected / n};
}

std::string calibration(const std::vector<linkage::Band>& bands) {
  std::string out = "<h3>Do the probabilities hold?</h3>\n";
  out += how_to_read(
      "the dot is the share of pairs truly of one person, the thick line its 95% interval, the upright "
      "stroke the share the probabilities promised. Where stroke and dot lie close together, the "
      "probabilities hold.");
  out +=
      "<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">probability</th><th class=\"n\" "
      "scope=\"col\">pairs</th><th class=\"n\" scope=\"col\">promised</th><th class=\"n\" scope=\"col\">in "
      "truth</th><th scope=\"col\">from 0% to 100%</th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const linkage::Band& band = bands[i];
    out += fmt::format("<tr><th scope=\"row\">{} to {}</th><td class=\"n\"{}>{}</td>", percent(band.from),
                       percent(band.to), figure_of(fmt::format("band.{}.pairs", i), band.pairs),
                       whole(band.pairs));
    if (band.pairs == 0) {
      out += "<td class=\"n\">none</td><td class=\"n\">none</td><td></td></tr>\n";
      continue;
    }
    const Interval interval = interval_of(band);
    out += fmt::format("<td class=\"n\"{}>{}</td><td class=\"n\"{}>{}</td><td>{}</td></tr>\n",
                       figure_of(fmt::format("band.{}.expected", i), interval.expected),
                       percent(interval.expected), figure_of(fmt::format("band.{}.right", i), interval.share),
                       percent(interval.share), cell_interval(interval));
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace

std::string decision(const Subject& subject) {
  const double threshold = linkage::weight_of(subject.linking.threshold());
  std::string out = section("decision", "Where the line is drawn");
  out += how_to_read(
      "each bar counts the pairs of about the same probability. Bars right of the dotted line are taken as "
      "one person, left of it not; a grey one lies on both sides. Few pairs near the line mean that it "
      "hardly matters where exactly it stands.");
  out += histogram(subject.figures.bars, threshold);
  if (subject.figures.kept < subject.linking.scored().looked_at)
    out += paragraph(
        fmt::format("Not shown: {} whose weight was so low that they were counted and not kept.",
                    counted(subject.linking.scored().looked_at - subject.figures.kept, "pair", "pairs")));
  out += "<h3>What another threshold would do</h3>\n";
  out += how_to_read(
      "further right only surer pairs are taken: fewer are wrong (precision, of the pairs taken the share "
      "that is right), more are missed (recall, of the true pairs the share that is taken).");
  out += threshold_chart(curves_of(subject), threshold) + "<ul class=\"key\">\n";
  out += key_line("precision", true, "precision, expected") + key_line("recall", true, "recall, expected");
  if (subject.facts.truth)
    out +=
        key_line("precision", false, "precision, in truth") + key_line("recall", false, "recall, in truth");
  out += "</ul>\n";
  out += paragraph(
      "Expected recall is of the true pairs among those looked at; the default takes the threshold at which "
      "precision and recall together (F1) are expected to be best. People are formed by more than single "
      "pairs, so their figures stand in a line of their own.");
  return out + decisions(subject) + std::string(section_end);
}

std::string quality(const Subject& subject) {
  if (!subject.facts.truth) return {};
  const TruthFigures& truth = *subject.facts.truth;
  const linkage::PeopleQuality& found = truth.people;
  std::string out = section("quality", "How good it is");
  out += paragraph(
      fmt::format("The truth is known for these records: {} true pairs, {} of which were looked at at all. "
                  "Every true pair counts below, those never looked at as missed.",
                  figure("true.pairs", truth.true_pairs),
                  figure("true.blocking_recall", truth.blocking_recall, percent(truth.blocking_recall))));
  out += rates_table(truth);
  out += paragraph(fmt::format(
      "{} of {} people came out exactly right. Seen from a record, on average {} of the others in its person "
      "belong there, and {} of those that belong are there (B-cubed precision and recall). The largest "
      "person found has {}; in truth the largest has {}.",
      figure("true.exactly_right", found.exactly_right), figure("true.people", found.true_people),
      figure("true.b_cubed_precision", found.b_cubed_precision, percent(found.b_cubed_precision)),
      figure("true.b_cubed_recall", found.b_cubed_recall, percent(found.b_cubed_recall)),
      counted(found.largest, "record", "records"), counted(found.largest_true, "record", "records")));
  return out + calibration(truth.bands) + std::string(section_end);
}

}  // namespace outturn::linkage_page
