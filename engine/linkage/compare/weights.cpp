#include "engine/linkage/compare/weights.h"

#include <algorithm>
#include <cmath>

namespace outturn::linkage {
namespace {

constexpr double least_probability = 1e-10;  // keeps a level that was never seen from being certain

// What Splink gives a level that no training reached: agreement in full 0.95, the rest shared; u such
// that weights run from -5 to 3 and 10 for the first level.
double untrained_m(std::size_t gamma, std::size_t levels) {
  return gamma + 1 == levels ? 0.95 : 0.05 / static_cast<double>(levels - 1);
}

double untrained_u(std::size_t gamma, std::size_t levels) {
  double weight = 10;
  if (gamma + 1 < levels) {
    weight = levels == 2 ? -5.0 : -5.0 + 8.0 * static_cast<double>(gamma) / static_cast<double>(levels - 2);
  }
  return untrained_m(gamma, levels) / std::exp2(weight);
}

/// u of the level at which the comparison's records agree on the column itself.
double exact_u(const Comparison& comparison, const std::string& column) {
  for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
    if (exact_column(comparison.levels[i]) == column) return evidence_of(comparison, i).u;
  }
  return 0;
}

}  // namespace

LevelEvidence evidence_of(const Comparison& comparison, std::size_t number) {
  const Level& level = comparison.levels[number];
  if (level.is_missing) return {1, 1, true};
  const std::size_t levels = comparison.informative();
  const auto gamma = static_cast<std::size_t>(comparison.gamma(number));
  if (levels < 2) return {1, 1, false};
  return {std::max(level.m.value_or(untrained_m(gamma, levels)), least_probability),
          std::max(level.u.value_or(untrained_u(gamma, levels)), least_probability),
          level.m.has_value() && level.u.has_value()};
}

namespace {

std::vector<double> shares(const Comparison& comparison, double LevelEvidence::*which) {
  std::vector<double> out;
  double sum = 0;
  for (std::size_t l = 0; l < comparison.levels.size(); ++l) {
    out.push_back(comparison.levels[l].is_missing ? 0 : evidence_of(comparison, l).*which);
    sum += out.back();
  }
  for (double& one : out) one /= sum;
  return out;
}

}  // namespace

std::vector<double> m_of(const Comparison& comparison) { return shares(comparison, &LevelEvidence::m); }
std::vector<double> u_of(const Comparison& comparison) { return shares(comparison, &LevelEvidence::u); }

double probability_of(double weight) {
  if (weight > 0) return 1 / (1 + std::exp2(-weight));
  const double odds = std::exp2(weight);
  return odds / (1 + odds);
}

double weight_of(double probability) { return std::log2(probability / (1 - probability)); }

Weights::Weights(const Model& model, const Readings& readings, const Comparer& comparer)
    : comparer_(&comparer), prior_(weight_of(model.prior)) {
  for (const Comparison& comparison : model.comparisons) {
    std::vector<Part> parts(comparison.levels.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Level& level = comparison.levels[i];
      const LevelEvidence evidence = evidence_of(comparison, i);
      parts[i].weight = std::log2(evidence.m / evidence.u);
      const std::string exact = exact_column(level);
      if (!exact.empty()) {
        parts[i].u_exact = evidence.u;
        parts[i].value = frequency_of(exact, readings);
      }
      if (level.frequency_of.empty() || level.frequency_share == 0) continue;
      parts[i].u_exact = exact_u(comparison, level.frequency_of);
      if (parts[i].u_exact <= 0) continue;
      parts[i].value = parts[i].frequency = frequency_of(level.frequency_of, readings);
      parts[i].share = level.frequency_share;
      parts[i].least = level.frequency_least;
    }
    parts_.push_back(std::move(parts));
  }
}

int Weights::frequency_of(const std::string& column, const Readings& readings) {
  const std::size_t slot = readings.slot(column_reading(column));
  for (std::size_t i = 0; i < frequencies_.size(); ++i) {
    if (frequencies_[i].slot == slot) return static_cast<int>(i);
  }
  Frequency frequency{slot, std::vector<double>(readings.words(slot), 0.0), 0};
  for (std::size_t i = 0; i < readings.records(); ++i) {
    const Code code = readings.row(i)[slot];
    if (code == missing) continue;
    frequency.of_code[static_cast<std::size_t>(code)] += 1;
    frequency.known += 1;
  }
  frequencies_.push_back(std::move(frequency));
  return static_cast<int>(frequencies_.size()) - 1;
}

void Weights::count(const Code* row, double times) {
  for (Frequency& frequency : frequencies_) {
    const Code code = row[frequency.slot];
    if (code == missing) continue;
    const auto at = static_cast<std::size_t>(code);
    if (at >= frequency.of_code.size()) frequency.of_code.resize(at + 1, 0);
    frequency.of_code[at] += times;
    frequency.known += times;
  }
}

double Weights::for_value(const Part& part, int number, const Code* left, const Code* right) const {
  if (number < 0) return 0;
  const Frequency& frequency = frequencies_[static_cast<std::size_t>(number)];
  const Code a = left[frequency.slot];
  const Code b = right[frequency.slot];
  if (a == missing && b == missing) return 0;
  double records = 0;
  if (a != missing) records = frequency.of_code[static_cast<std::size_t>(a)];
  if (b != missing) records = std::max(records, frequency.of_code[static_cast<std::size_t>(b)]);
  const double share = std::max(part.least, records / frequency.known);
  return part.share * std::log2(part.u_exact / share);
}

double Weights::frequency_weight(std::size_t comparison, std::size_t level, const Code* left,
                                 const Code* right) const {
  const Part& part = parts_[comparison][level];
  return for_value(part, part.frequency, left, right);
}

double Weights::value_weight(std::size_t comparison, std::size_t level, const Code* left,
                             const Code* right) const {
  const Part& part = parts_[comparison][level];
  return for_value(part, part.value, left, right);
}

double Weights::weight(Pattern pattern, const Code* left, const Code* right) const {
  double sum = prior_;
  for (std::size_t c = 0; c < parts_.size(); ++c) {
    const std::size_t level = comparer_->level_in(pattern, c);
    sum += parts_[c][level].weight;
    if (parts_[c][level].frequency >= 0) sum += frequency_weight(c, level, left, right);
  }
  return sum;
}

std::vector<WeightPart> Weights::waterfall(Pattern pattern, const Code* left, const Code* right) const {
  std::vector<WeightPart> parts(parts_.size());
  for (std::size_t c = 0; c < parts.size(); ++c) {
    const std::size_t level = comparer_->level_in(pattern, c);
    parts[c] = {parts_[c][level].weight, frequency_weight(c, level, left, right)};
  }
  return parts;
}

}  // namespace outturn::linkage
