// Every figure of the page is worked out again here from the Linking, the slow and plain way.
#include <cmath>
#include <map>
#include <regex>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/linkage_report/small_linkage.h"

namespace outturn::test {
namespace {

using Named = std::map<std::string, double>;

Named figures_in(const std::string& page) {
  static const std::regex figure("data-figure=\"([^\"]+)\" data-value=\"([^\"]+)\"");
  Named found;
  for (std::sregex_iterator at(page.begin(), page.end(), figure), end; at != end; ++at) {
    const double value = std::stod((*at)[2]);
    const auto [entry, is_new] = found.emplace((*at)[1], value);
    EXPECT_TRUE(is_new || entry->second == value) << (*at)[1] << " is said twice, differently";
  }
  return found;
}

double number(std::uint64_t count) { return static_cast<double>(count); }

/// Pairs for which `taken` holds, and what their probabilities make one expect.
struct Expected {
  double taken = 0;
  double wrong = 0;
  double missed = 0;
  [[nodiscard]] double precision() const { return taken > 0 ? (taken - wrong) / taken : 1; }
  [[nodiscard]] double recall() const { return (taken - wrong) / (taken - wrong + missed); }
};
template <class Taken>
Expected expected(const linkage::Linking& linking, Taken taken) {
  Expected out;
  for (const linkage::LinkedPair& pair : linking.pairs()) {
    const bool is_taken = taken(pair);
    out.taken += is_taken ? 1 : 0;
    out.wrong += is_taken ? 1 - pair.probability : 0;
    out.missed += is_taken ? 0 : pair.probability;
  }
  return out;
}

void add(Named& want, const std::string& name, const Expected& of) {
  want["taken." + name] = of.taken;
  want["expected_wrong." + name] = of.wrong;
  want["expected_missed." + name] = of.missed;
  want["expected_precision." + name] = of.precision();
  want["expected_recall." + name] = of.recall();
}

void add_people(Named& want, const SmallLinkage& small) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> records_of;
  std::map<std::uint32_t, std::set<std::uint16_t>> datasets_of;
  for (std::uint32_t i = 0; i < small.records.size(); ++i) {
    const std::uint32_t person = small.linking->people().person[i];
    records_of[person].push_back(i);
    datasets_of[person].insert(small.records.dataset[i]);
    want[fmt::format("dataset.{}", small.records.dataset[i])] += 1;
  }
  want["records"] = number(small.records.size());
  want["people"] = number(records_of.size());
  for (std::size_t a = 0; a < small.records.datasets.size(); ++a) {
    want[fmt::format("only_in.{}", a)] = 0;
    for (std::size_t b = 0; b < small.records.datasets.size(); ++b)
      want[fmt::format("shared.{}.{}", a, b)] = 0;
  }
  std::size_t largest = 0;
  for (const auto& [person, records] : records_of) largest = std::max(largest, records.size());
  for (std::size_t size = 1; size <= largest; ++size) want[fmt::format("size.{}", size)] = 0;
  want["alone"] = want["in_several"] = 0;
  for (const auto& [person, in] : datasets_of) {
    want["alone"] += records_of[person].size() == 1 ? 1 : 0;
    want["in_several"] += in.size() > 1 ? 1 : 0;
    want[fmt::format("size.{}", records_of[person].size())] += 1;
    if (in.size() == 1) want[fmt::format("only_in.{}", *in.begin())] += 1;
    for (const std::uint16_t a : in) {
      for (const std::uint16_t b : in) want[fmt::format("shared.{}.{}", a, b)] += 1;
    }
  }
  want["refused"] = number(small.linking->people().refused);
  want["kept_apart"] = number(small.linking->people().kept_apart);
}

void add_decisions(Named& want, const linkage::Linking& linking) {
  const auto& person = linking.people().person;
  const Expected by_people =
      expected(linking, [&](const auto& pair) { return person[pair.left] == person[pair.right]; });
  want["looked_at"] = want["compared"] = number(linking.scored().looked_at);
  want["pairs.people"] = by_people.taken;
  want["wrong.people"] = by_people.wrong;
  want["missed.people"] = by_people.missed;
  want["threshold"] = linking.threshold();
  add(want, "people", by_people);
  add(want, "default",
      expected(linking, [&](const auto& pair) { return pair.probability >= linking.threshold(); }));
  const std::vector<double> weights = linkage_page::curve_weights();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    for (const double shown : {-3.25, 0.0, 3.25, 6.75, 10.0}) {
      if (weights[i] == shown)
        add(want, fmt::format("curve.{}", i),
            expected(linking, [&](const auto& pair) { return pair.calibrated >= shown; }));
    }
  }
}

void add_evidence(Named& want, const linkage::Linking& linking) {
  const linkage::Model& model = linking.model();
  want["prior"] = std::log2(model.prior / (1 - model.prior));
  for (std::size_t c = 0; c < model.comparisons.size(); ++c) {
    const auto& levels = model.comparisons[c].levels;
    for (std::size_t l = 0; l < levels.size(); ++l) {
      double fell = 0;
      for (const linkage::LinkedPair& pair : linking.pairs())
        fell += linking.gammas(pair.pattern)[c] == model.comparisons[c].gamma(l) ? 1 : 0;
      want[fmt::format("fell.{}.{}", c, l)] = fell;
      if (levels[l].is_missing) continue;
      want[fmt::format("m.{}.{}", c, l)] = *levels[l].m;
      want[fmt::format("u.{}.{}", c, l)] = *levels[l].u;
      want[fmt::format("weight.{}.{}", c, l)] = std::log2(*levels[l].m / *levels[l].u);
    }
  }
  for (const auto& tie : linking.dependence().ties) want[fmt::format("tie.{}.{}", tie.a, tie.b)] = tie.bits;
  const linkage::Mixture& mixture = linking.mixture();
  for (std::size_t k = 0; k < mixture.match_share.size(); ++k)
    want[fmt::format("match_share.{}", k)] = mixture.match_share[k];
  for (std::size_t k = 0; k < mixture.other_share.size(); ++k)
    want[fmt::format("other_share.{}", k)] = mixture.other_share[k];
  for (std::size_t r = 0; r < linking.costs().size(); ++r) {
    want[fmt::format("rule.{}.pairs", r)] = number(linking.costs()[r].pairs);
    want[fmt::format("rule.{}.new", r)] = number(linking.scored().by_rule[r]);
  }
  const double n = number(linking.records().size());
  want["possible"] = n * (n - 1) / 2;
}

void add_rates(Named& want, const std::string& name, const linkage::Rates& rates) {
  const std::string at = "true." + name + ".";
  const double right = number(rates.right);
  want[at + "right"] = right;
  want[at + "wrong"] = number(rates.wrong);
  want[at + "missed"] = number(rates.missed);
  want[at + "precision"] = rates.right > 0 ? right / (right + number(rates.wrong)) : 0;
  want[at + "recall"] = right / (right + number(rates.missed));
  want[at + "f1"] = 2 * right / (2 * right + number(rates.wrong) + number(rates.missed));
}

void add_truth(Named& want, const SmallLinkage& small) {
  std::vector<linkage::Judged> pairs;
  double found = 0;
  for (const linkage::LinkedPair& pair : small.linking->pairs()) {
    pairs.push_back({pair.left, pair.right, pair.probability});
    found += small.truth->is_match(pair.left, pair.right) ? 1 : 0;
  }
  add_rates(want, "default", small.truth->at(pairs, small.linking->threshold()));
  add_rates(want, "half", small.truth->at(pairs, 0.5));
  add_rates(want, "nine_tenths", small.truth->at(pairs, 0.9));
  add_rates(want, "ninety_nine", small.truth->at(pairs, 0.99));
  add_rates(want, "best", small.truth->best(pairs));
  const linkage::PeopleQuality people = small.truth->people(small.linking->people().person);
  add_rates(want, "people", people.pairs);
  want["true.pairs"] = number(small.truth->true_pairs());
  want["true.blocking_recall"] = found / number(small.truth->true_pairs());
  want["true.exactly_right"] = number(people.exactly_right);
  want["true.people"] = number(people.true_people);
  want["true.b_cubed_precision"] = people.b_cubed_precision;
  want["true.b_cubed_recall"] = people.b_cubed_recall;
  const std::vector<linkage::Band> bands = small.truth->bands(pairs);
  for (std::size_t b = 0; b < bands.size(); ++b) {
    const double n = number(bands[b].pairs);
    want[fmt::format("band.{}.pairs", b)] = n;
    if (n == 0) continue;
    want[fmt::format("band.{}.expected", b)] = bands[b].expected / n;
    want[fmt::format("band.{}.right", b)] = number(bands[b].right) / n;
  }
}

/// Figures that belong to chosen pairs, people or bars, tested on their own.
bool is_chosen(const std::string& name) {
  return name.starts_with("example.") || name.starts_with("least.") || name.starts_with("bar.");
}

TEST(LinkagePage, EveryFigureIsThatOfTheLinking) {
  const SmallLinkage small;
  Named want{{"seed", 7}};
  add_people(want, small);
  add_decisions(want, *small.linking);
  add_evidence(want, *small.linking);
  add_truth(want, small);
  Named have = figures_in(small.page(false, true));
  for (const auto& [name, value] : want) {
    const auto found = have.find(name);
    ASSERT_NE(found, have.end()) << name << " is not on the page";
    EXPECT_NEAR(found->second, value, 1e-9 * std::max(1.0, std::abs(value))) << name;
    have.erase(found);
  }
  for (const auto& [name, value] : have) EXPECT_TRUE(is_chosen(name)) << name << " is tested nowhere";
}

TEST(LinkagePage, BarsHoldEveryPairOnce) {
  const SmallLinkage small;
  static const std::regex bar("data-figure=\"bar[^\"]*\" data-value=\"([0-9]+)\" data-from=\"([^\"]+)\"");
  const std::string page = small.page(false, false);
  double all = 0;
  for (std::sregex_iterator at(page.begin(), page.end(), bar), end; at != end; ++at) {
    const double from = std::stod((*at)[2]);
    double inside = 0;
    for (const linkage::LinkedPair& pair : small.linking->pairs())
      inside += pair.calibrated >= from && pair.calibrated < from + 2 ? 1 : 0;
    EXPECT_EQ(std::stod((*at)[1]), inside) << "from " << from;
    all += inside;
  }
  EXPECT_EQ(all, number(small.linking->pairs().size()));
}

TEST(LinkagePage, ExamplesAddUp) {
  const SmallLinkage small;
  const Named have = figures_in(small.page(false, false));
  std::size_t examples = 0;
  for (; have.contains(fmt::format("example.{}.total", examples)); ++examples) {
    const std::string begin = fmt::format("example.{}.", examples);
    double sum = 0;
    for (const auto& [name, value] : have) {
      if (name.starts_with(begin) && !name.ends_with(".total") && !name.ends_with(".probability"))
        sum += value;
    }
    const double total = have.at(begin + "total");
    EXPECT_NEAR(sum, total, 1e-9);
    EXPECT_NEAR(have.at(begin + "probability"), 1 / (1 + std::exp2(-total)), 1e-12);
  }
  EXPECT_GE(examples, 3U);
}

TEST(LinkagePage, TrueCurveIsThatOfTheTruthSet) {
  const SmallLinkage small;
  std::vector<linkage::Judged> pairs;
  for (const linkage::LinkedPair& pair : small.linking->pairs())
    pairs.push_back({pair.left, pair.right, pair.calibrated});
  const std::vector<double> weights = linkage_page::curve_weights();
  const auto curve = linkage_page::truth_figures(*small.linking, *small.truth).curve;
  ASSERT_EQ(curve.size(), weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const linkage::Rates want = small.truth->at(pairs, weights[i]);
    EXPECT_EQ(curve[i].right, want.right);
    EXPECT_EQ(curve[i].wrong, want.wrong);
    EXPECT_EQ(curve[i].missed, want.missed);
  }
}

}  // namespace
}  // namespace outturn::test
