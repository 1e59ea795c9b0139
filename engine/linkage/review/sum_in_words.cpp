#include "engine/linkage/review/sum_in_words.h"

#include <cmath>

#include <fmt/format.h>

#include "engine/linkage/compare/weights.h"

namespace outturn::linkage {
namespace {

/// A number as a person says it: 3.2, 45, 1,200.
std::string rounded(double x) {
  if (x < 9.95) return fmt::format("{:.1f}", x);
  const double step = std::pow(10, std::floor(std::log10(x)) - 1);
  const auto whole = static_cast<unsigned long long>(std::llround(std::round(x / step) * step));
  std::string digits = std::to_string(whole);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string as_odds(double weight) {
  if (std::abs(weight) < 0.07) return "says nothing either way";
  constexpr double beyond_words = 40;  // a million million
  const std::string times = rounded(std::exp2(std::min(std::abs(weight), beyond_words)));
  return weight > 0 ? times + " times as likely if they are one person"
                    : times + " times as likely if they are two people";
}

std::string start_in_words(double prior) {
  if (prior <= 0) return "";
  return "of pairs drawn at random, about 1 in " + rounded(1 / prior) + " is one person";
}

std::string share_in_words(double probability) {
  if (probability >= 0.9995) return "the program is all but sure: one person";
  if (probability <= 0.0005) return "the program is all but sure: two people";
  if (probability < 0.01 || probability > 0.99)
    return fmt::format("of 1,000 such pairs about {:.0f} should be one person", probability * 1000);
  return fmt::format("of 100 such pairs about {:.0f} should be one person", probability * 100);
}

SumStep step_of(const Comparison& comparison, int gamma) {
  const std::size_t level = comparison.level_of_gamma(gamma);
  const Level& found = comparison.levels[level];
  SumStep step{comparison.name, found.label.empty() ? found.written : found.label};
  if (found.is_missing) {
    step.in_words = "not known in one of the two: says nothing";
    return step;
  }
  const LevelEvidence evidence = evidence_of(comparison, level);
  step.weight = std::log2(evidence.m / evidence.u);
  step.in_words =
      evidence.trained ? as_odds(step.weight) : as_odds(step.weight) + " (not learnt from these records)";
  return step;
}

}  // namespace

bool levels_fit(const Model& model, const std::vector<int>& levels) {
  if (levels.size() != model.comparisons.size()) return false;
  for (std::size_t c = 0; c < levels.size(); ++c) {
    const Comparison& comparison = model.comparisons[c];
    if (comparison.level_of_gamma(levels[c]) >= comparison.levels.size()) return false;
  }
  return true;
}

SumInWords sum_in_words(const Model& model, const ReviewPair& pair) {
  SumInWords out;
  out.total = calibrated_weight(pair.probability);
  out.in_words = share_in_words(pair.probability);
  if (!levels_fit(model, pair.levels)) return out;
  out.steps.push_back(
      {"the start", "before looking at anything", start_in_words(model.prior), weight_of(model.prior)});
  double sum = out.steps.front().weight;
  for (std::size_t c = 0; c < pair.levels.size(); ++c) {
    out.steps.push_back(step_of(model.comparisons[c], pair.levels[c]));
    sum += out.steps.back().weight;
  }
  constexpr double of_rounding = 0.005;
  const double common = pair.weight - sum;
  if (std::abs(common) > of_rounding) {
    out.steps.push_back(
        {"how common the values are",
         common > 0 ? "what agrees is rarer than usual" : "what agrees is more common than usual",
         as_odds(common), common});
  }
  if (!std::isfinite(out.total)) {  // written as 0 or 1 in the file: the plain sum is all there is
    out.total = pair.weight;
    return out;
  }
  const double correction = out.total - pair.weight;
  if (std::abs(correction) > of_rounding) {
    out.steps.push_back({"what goes together",
                         "columns that agree together anyway, and what made this pair be looked at",
                         as_odds(correction), correction});
  }
  return out;
}

}  // namespace outturn::linkage
