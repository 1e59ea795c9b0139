#include "reports/linkage/figures.h"

#include <algorithm>
#include <cmath>

namespace outturn::linkage_page {
namespace {

using linkage::LinkedPair;
using linkage::Linking;

constexpr double bar_width = 2;  // a step of four in the odds
constexpr double outermost = 40;
constexpr int curve_steps = 48;  // either way, to odds of 4,096
constexpr double curve_step = 0.25;

/// In order, each once. Most people have few records, and there are many people: no set.
std::vector<std::uint16_t> datasets_in(const std::vector<std::uint32_t>& members,
                                       const linkage::Records& records) {
  std::vector<std::uint16_t> in;
  in.reserve(members.size());
  for (const std::uint32_t record : members) in.push_back(records.dataset[record]);
  std::sort(in.begin(), in.end());
  in.erase(std::unique(in.begin(), in.end()), in.end());
  return in;
}

void count_people(const Linking& linking, Figures& figures) {
  const linkage::Records& records = linking.records();
  const std::size_t datasets = records.datasets.size();
  figures.members.resize(linking.people().count);
  figures.records_of.assign(datasets, 0);
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    figures.members[linking.people().person[i]].push_back(i);
    ++figures.records_of[records.dataset[i]];
  }
  figures.shared.assign(datasets, std::vector<std::uint64_t>(datasets, 0));
  figures.only_in.assign(datasets, 0);
  for (const auto& members : figures.members) {
    const std::vector<std::uint16_t> in = datasets_in(members, records);
    for (const std::uint16_t a : in) {
      for (const std::uint16_t b : in) ++figures.shared[a][b];
    }
    if (in.size() > 1)
      ++figures.in_several;
    else
      ++figures.only_in[in.front()];
    figures.alone += members.size() == 1 ? 1 : 0;
    if (figures.of_size.size() <= members.size()) figures.of_size.resize(members.size() + 1, 0);
    ++figures.of_size[members.size()];
  }
}

void count_levels(const Linking& linking, Figures& figures) {
  const linkage::Model& model = linking.model();
  for (const linkage::Comparison& comparison : model.comparisons)
    figures.fell.emplace_back(comparison.levels.size(), 0);
  for (const linkage::PatternCount& pattern : linking.scored().patterns) {
    const std::vector<int> gammas = linking.gammas(pattern.pattern);
    for (std::size_t c = 0; c < gammas.size(); ++c)
      figures.fell[c][model.comparisons[c].level_of_gamma(gammas[c])] += pattern.count;
  }
}

void add(Decision& decision, bool taken, double probability) {
  decision.taken += taken ? 1 : 0;
  (taken ? decision.wrong : decision.missed) += taken ? 1 - probability : probability;
}

void judge_decisions(const Linking& linking, Figures& figures) {
  const std::vector<std::uint32_t>& person = linking.people().person;
  for (const LinkedPair& pair : linking.pairs()) {
    add(figures.by_pair, pair.probability >= linking.threshold(), pair.probability);
    add(figures.by_people, person[pair.left] == person[pair.right], pair.probability);
  }
  figures.kept = linking.pairs().size();
}

std::vector<Bar> bars_of(const std::vector<LinkedPair>& pairs) {
  if (pairs.empty()) return {};
  const auto bar_at = [](double weight) {
    return static_cast<int>(std::floor(std::clamp(weight, -outermost, outermost - bar_width) / bar_width));
  };
  const auto [lightest, heaviest] = std::minmax_element(
      pairs.begin(), pairs.end(),
      [](const LinkedPair& a, const LinkedPair& b) { return a.calibrated < b.calibrated; });
  const int first = bar_at(lightest->calibrated);
  std::vector<Bar> bars;
  for (int at = first; at <= bar_at(heaviest->calibrated); ++at)
    bars.push_back({at * bar_width, (at + 1) * bar_width, 0});
  for (const LinkedPair& pair : pairs)
    ++bars[static_cast<std::size_t>(bar_at(pair.calibrated) - first)].pairs;
  return bars;
}

/// What is expected at each place of the curve: sums over the pairs between two places, then over places.
std::vector<Decision> curve_of(const std::vector<LinkedPair>& pairs) {
  const std::vector<double> weights = curve_weights();
  std::vector<Decision> between(weights.size() + 1);  // [i]: below weights[i], not below weights[i - 1]
  std::vector<double> matches(weights.size() + 1, 0);
  for (const LinkedPair& pair : pairs) {
    const auto at = static_cast<std::size_t>(
        std::upper_bound(weights.begin(), weights.end(), pair.calibrated) - weights.begin());
    ++between[at].taken;
    between[at].wrong += 1 - pair.probability;
    matches[at] += pair.probability;
  }
  std::vector<Decision> curve(weights.size());
  double below = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) curve[i].missed = below += matches[i];
  for (std::size_t i = weights.size(); i-- > 0;) {
    curve[i].taken = between[i + 1].taken;
    curve[i].wrong = between[i + 1].wrong;
    if (i + 1 == weights.size()) continue;
    curve[i].taken += curve[i + 1].taken;
    curve[i].wrong += curve[i + 1].wrong;
  }
  return curve;
}

}  // namespace

double Decision::precision() const { return taken > 0 ? 1 - wrong / static_cast<double>(taken) : 1; }

double Decision::recall() const {
  const double right = static_cast<double>(taken) - wrong;
  return right + missed > 0 ? right / (right + missed) : 1;
}

std::vector<double> curve_weights() {
  std::vector<double> weights;
  for (int step = -curve_steps; step <= curve_steps; ++step) weights.push_back(step * curve_step);
  return weights;
}

Figures figures_of(const Linking& linking) {
  Figures figures;
  count_people(linking, figures);
  count_levels(linking, figures);
  judge_decisions(linking, figures);
  figures.bars = bars_of(linking.pairs());
  figures.curve = curve_of(linking.pairs());
  return figures;
}

std::size_t datasets_of(const std::vector<std::uint32_t>& members, const linkage::Records& records) {
  return datasets_in(members, records).size();
}

TruthFigures truth_figures(const Linking& linking, const linkage::TruthSet& truth) {
  std::vector<linkage::Judged> pairs;
  pairs.reserve(linking.pairs().size());
  for (const LinkedPair& pair : linking.pairs()) pairs.push_back({pair.left, pair.right, pair.probability});
  TruthFigures figures;
  figures.at_default = truth.at(pairs, linking.threshold());
  figures.at_half = truth.at(pairs, 0.5);
  figures.at_nine_tenths = truth.at(pairs, 0.9);
  figures.at_ninety_nine = truth.at(pairs, 0.99);
  figures.best = truth.best(pairs);
  figures.bands = truth.bands(pairs);
  figures.people = truth.people(linking.people().person);
  figures.true_pairs = truth.true_pairs();
  const std::uint64_t found = truth.count_true(
      [&](std::uint32_t left, std::uint32_t right) { return linking.rule_of(left, right).has_value(); });
  figures.blocking_recall =
      figures.true_pairs > 0 ? static_cast<double>(found) / static_cast<double>(figures.true_pairs) : 0;
  const std::vector<double> weights = curve_weights();
  figures.curve.resize(weights.size());
  for (const LinkedPair& pair : linking.pairs()) {
    const auto reached = static_cast<std::size_t>(
        std::upper_bound(weights.begin(), weights.end(), pair.calibrated) - weights.begin());
    if (reached == 0 || !truth.known(pair.left, pair.right)) continue;
    linkage::Rates& rates = figures.curve[reached - 1];
    ++(truth.is_match(pair.left, pair.right) ? rates.right : rates.wrong);
  }
  for (std::size_t i = weights.size(); i-- > 0;) {
    linkage::Rates& rates = figures.curve[i];
    if (i + 1 < weights.size()) {
      rates.right += figures.curve[i + 1].right;
      rates.wrong += figures.curve[i + 1].wrong;
    }
    rates.threshold = linkage::probability_of(weights[i]);
    rates.missed = figures.true_pairs - std::min(figures.true_pairs, rates.right);
  }
  return figures;
}

}  // namespace outturn::linkage_page
