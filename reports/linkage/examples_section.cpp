// A handful of pairs, one of each band of probability, each explained as the sum of its weights.
#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

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
using html::words;

using linkage::LinkedPair;

constexpr std::array<double, 7> bands{0, 0.01, 0.1, 0.5, 0.9, 0.99, 1.0000001};

/// The bits of splitmix64's end.
std::uint64_t mixed(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9U;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBU;
  return bits ^ (bits >> 31);
}

/// FNV-1a of the seed and the record's name: which pair is shown is chance, but the same chance every time.
std::vector<std::uint64_t> lots(std::uint64_t seed, const linkage::Records& records) {
  std::vector<std::uint64_t> out(records.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::uint64_t hash = 14695981039346656037U ^ seed;
    for (const char letter : records.name(i))
      hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
    out[i] = mixed(hash);
  }
  return out;
}

/// Of each band the pair with the lowest lot, surest first.
std::vector<LinkedPair> chosen(const Subject& subject) {
  struct Draw {
    std::uint64_t lot = 0;
    const LinkedPair* pair = nullptr;
  };
  std::array<Draw, bands.size() - 1> draws;
  const std::vector<std::uint64_t> lot = lots(subject.facts.seed, subject.linking.records());
  for (const LinkedPair& pair : subject.linking.pairs()) {
    std::size_t band = 0;
    while (band + 2 < bands.size() && pair.probability >= bands[band + 1]) ++band;
    const std::uint64_t own = mixed(lot[pair.left] + 3 * lot[pair.right]);
    if (draws[band].pair == nullptr || own < draws[band].lot) draws[band] = {own, &pair};
  }
  std::vector<LinkedPair> out;
  for (std::size_t band = draws.size(); band-- > 0;) {
    if (draws[band].pair != nullptr) out.push_back(*draws[band].pair);
  }
  return out;
}

/// One step of the sum.
struct Step {
  std::string name;  ///< HTML
  std::string what;  ///< HTML
  std::string figure;
  double value = 0;
  bool is_total = false;
};

std::vector<Step> steps_of(const Subject& subject, const LinkedPair& pair, std::size_t number) {
  const linkage::Waterfall fall = subject.linking.waterfall(pair);
  const std::vector<int> gammas = subject.linking.gammas(pair.pattern);
  const linkage::Model& model = subject.linking.model();
  const auto named = [&](std::string_view part) { return fmt::format("example.{}.{}", number, part); };
  std::vector<Step> steps{{"before comparing", "any two records", named("prior"), fall.prior, false}};
  for (std::size_t c = 0; c < fall.parts.size(); ++c) {
    const linkage::Comparison& comparison = model.comparisons[c];
    const std::string name = words(column_words(comparison.name));
    const linkage::Level& level = comparison.levels[comparison.level_of_gamma(gammas[c])];
    steps.push_back(
        {name, words(level_words(level)), named(fmt::format("level.{}", c)), fall.parts[c].level, false});
    if (fall.parts[c].frequency != 0)
      steps.push_back({name, fall.parts[c].frequency > 0 ? "rarer than most" : "more common than most",
                       named(fmt::format("frequency.{}", c)), fall.parts[c].frequency, false});
  }
  steps.push_back({"correction", "for fields that go together, and for what made the pair be looked at",
                   named("correction"), fall.correction, false});
  steps.push_back(
      {"together", percent(pair.probability) + " likely to be one person", named("total"), fall.total, true});
  return steps;
}

std::string waterfall(const std::vector<Step>& steps) {
  Scale scale{-1, 1};  // so that the middle is always to be seen
  double sum = 0;
  for (const Step& step : steps) {
    sum += step.is_total ? 0 : step.value;
    scale = {std::min(scale.low, sum), std::max(scale.high, sum)};
  }
  std::string out =
      "<table>\n<thead><tr><th scope=\"col\">field</th><th scope=\"col\">the two records are</th><th "
      "class=\"n\" scope=\"col\">weight</th><td></td></tr></thead>\n<tbody>\n";
  sum = 0;
  for (const Step& step : steps) {
    const double from = step.is_total ? 0 : sum;
    const double to = step.is_total ? step.value : sum + step.value;
    out += fmt::format(
        "<tr{}><th scope=\"row\">{}</th><td>{}</td><td class=\"n\"{}>{}</td><td "
        "class=\"draw\">{}</td></tr>\n",
        step.is_total ? " class=\"sum\"" : "", step.name, step.what, figure_of(step.figure, step.value),
        weight(step.value),
        cell_bar(scale, from, to,
                 step.is_total    ? "total"
                 : step.value < 0 ? "against"
                                  : "for"));
    if (!step.is_total) sum = to;
  }
  return out + "</tbody></table>\n";
}

std::string value_of(const linkage::Column& column, std::uint32_t record) {
  const linkage::Code code = column.codes[record];
  return code == linkage::missing ? std::string("<small>not known</small>")
                                  : words(column.words.words[static_cast<std::size_t>(code)]);
}

/// What both records hold; only where identities may be shown.
std::string values(const Subject& subject, const LinkedPair& pair) {
  std::vector<std::string> columns;
  for (const linkage::Comparison& comparison : subject.linking.model().comparisons) {
    for (const std::string& name : columns_of(comparison)) {
      if (std::find(columns.begin(), columns.end(), name) == columns.end()) columns.push_back(name);
    }
  }
  const linkage::Records& records = subject.linking.records();
  std::string out =
      "<div class=\"wide\"><table class=\"values\">\n<thead><tr><th scope=\"col\">column</th><th "
      "scope=\"col\">left</th><th scope=\"col\">right</th></tr></thead>\n<tbody>\n";
  for (const std::string& name : columns) {
    const linkage::Column* const column = records.column(name);
    if (column == nullptr) continue;
    out +=
        fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", words(column_words(name)),
                    value_of(*column, pair.left), value_of(*column, pair.right));
  }
  return out + "</tbody></table></div>\n";
}

std::string example(const Subject& subject, const LinkedPair& pair, std::size_t number) {
  const linkage::Linking& linking = subject.linking;
  const linkage::Records& records = linking.records();
  const auto side = [&](std::uint32_t record) {
    return fmt::format("{} <small>({})</small>", words(records.ids[record]),
                       words(records.datasets[records.dataset[record]]));
  };
  const bool together = linking.people().person[pair.left] == linking.people().person[pair.right];
  std::string out = fmt::format(
      "<div class=\"example\" data-left=\"{}\" data-right=\"{}\">\n<h3>{} and {}: {}</h3>\n",
      words(records.name(pair.left)), words(records.name(pair.right)), side(pair.left), side(pair.right),
      figure(fmt::format("example.{}.probability", number), pair.probability, percent(pair.probability)));
  out += paragraph(together ? "These stand under one person." : "These stand under two different people.");
  if (together != (pair.probability >= linking.threshold()))
    out += paragraph(
        "Taken by itself the pair would have been decided otherwise: the other records, or those left "
        "without a partner, made the difference.");
  out += waterfall(steps_of(subject, pair, number));
  if (subject.facts.show_identities) out += values(subject, pair);
  return out + "</div>\n";
}

}  // namespace

std::string examples(const Subject& subject) {
  std::string out = section("examples", "Pairs explained");
  const std::vector<LinkedPair> pairs = chosen(subject);
  if (pairs.empty())
    return out + paragraph("No pair was kept that could be shown.") + std::string(section_end);
  out += paragraph(fmt::format(
      "One pair of each band of probability, drawn by lot (seed {}), not picked. {}", subject.facts.seed,
      subject.facts.show_identities
          ? "The values of the records are shown: this page holds personal data, keep it as you keep these."
          : "The records are named by their ids; what they hold is not on this page."));
  out += how_to_read(
      "each bar begins where the one above it ended, to the right where a field speaks for one person, to "
      "the left where it speaks against; the last bar is where they end. Right of the thin line one person "
      "is likelier than not.");
  for (std::size_t i = 0; i < pairs.size(); ++i) out += example(subject, pairs[i], i);
  return out.append(section_end);
}

}  // namespace outturn::linkage_page
