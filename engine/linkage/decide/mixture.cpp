#include "engine/linkage/decide/mixture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace outturn::linkage {
namespace {

constexpr int most_iterations = 200;
constexpr double settled = 1e-6;
constexpr double least = 1e-9;

using Levels = std::vector<std::vector<double>>;  // [comparison][level]

Levels model_m(const Model& model) {
  Levels m;
  for (const Comparison& comparison : model.comparisons) m.push_back(m_of(comparison));
  return m;
}

/// As the model's m, but erring more: what a badly kept record's matches start from.
Levels erring(const Levels& m) {
  Levels out = m;
  for (std::vector<double>& levels : out) {
    double informative = 0;
    for (const double l : levels) informative += l > 0 ? 1 : 0;
    for (double& l : levels) {
      if (l > 0) l = 0.5 * l + 0.5 / informative;
    }
  }
  return out;
}

/// One pattern, its levels unpacked.
struct Row {
  std::vector<std::size_t> level;
  double count = 0;
};

class Fit {
 public:
  Fit(const Model& model, const Comparer& comparer, const std::vector<PatternCount>& patterns,
      Mixture& mixture)
      : model_(model), mixture_(mixture) {
    for (const PatternCount& pattern : patterns) {
      Row row;
      for (std::size_t c = 0; c < comparer.comparisons(); ++c)
        row.level.push_back(comparer.level_in(pattern.pattern, c));
      row.count = static_cast<double>(pattern.count);
      rows_.push_back(std::move(row));
    }
  }

  double product(const Levels& levels, const Row& row) const {
    double p = 1;
    for (std::size_t c = 0; c < levels.size(); ++c) {
      if (!model_.comparisons[c].levels[row.level[c]].is_missing)
        p *= std::max(levels[c][row.level[c]], least);
    }
    return p;
  }

  /// What different people's kinds give each pattern never changes.
  void prepare() {
    for (const Row& row : rows_) {
      std::vector<double> given;
      for (const Coincidence& other : mixture_.other) given.push_back(likelihood(other, model_, row.level));
      given_.push_back(std::move(given));
    }
  }

  /// One EM step; the largest change of a share.
  double step(const Levels& prior) {
    std::vector<double> match(mixture_.match_share.size(), 0);
    std::vector<double> other(mixture_.other_share.size(), 0);
    std::vector<Levels> seen(match.size(), prior);
    for (Levels& kind : seen) {
      for (auto& levels : kind) {
        for (double& l : levels) l *= prior_pairs;
      }
    }
    double all = 0;
    std::vector<double> p(match.size() + other.size());
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      const Row& row = rows_[r];
      double sum = 0;
      for (std::size_t k = 0; k < match.size(); ++k) {
        p[k] = mixture_.match_share[k] * product(mixture_.match_level[k], row);
        sum += p[k];
      }
      for (std::size_t o = 0; o < other.size(); ++o) {
        p[match.size() + o] = mixture_.other_share[o] * given_[r][o];
        sum += p[match.size() + o];
      }
      for (std::size_t k = 0; k < match.size(); ++k) {
        const double part = row.count * p[k] / sum;
        match[k] += part;
        for (std::size_t c = 0; c < row.level.size(); ++c) {
          if (!model_.comparisons[c].levels[row.level[c]].is_missing) seen[k][c][row.level[c]] += part;
        }
      }
      for (std::size_t o = 0; o < other.size(); ++o) other[o] += row.count * p[match.size() + o] / sum;
      all += row.count;
    }
    return take(match, other, seen, all, prior);
  }

 private:
  static constexpr double prior_pairs = 2;  // of the model's m, so that no level becomes impossible

  double take(const std::vector<double>& match, const std::vector<double>& other, std::vector<Levels>& seen,
              double all, const Levels& prior) {
    double change = 0;
    const auto set = [&](double& share, double value) {
      change = std::max(change, std::abs(share - value));
      share = value;
    };
    for (std::size_t k = 0; k < match.size(); ++k) set(mixture_.match_share[k], match[k] / all);
    for (std::size_t o = 0; o < other.size(); ++o) set(mixture_.other_share[o], other[o] / all);
    for (std::size_t k = 0; k < match.size(); ++k) {
      for (std::size_t c = 0; c < seen[k].size(); ++c) {
        double sum = 0;
        for (const double l : seen[k][c]) sum += l;
        for (std::size_t l = 0; l < seen[k][c].size(); ++l)
          mixture_.match_level[k][c][l] = seen[k][c][l] / sum;
      }
    }
    hold_to_matches(prior);
    return change;
  }

  /// Badly kept records are still a person's own: where nothing held them to that, the second kind would
  /// drift to whatever different people have in common (measured on samples/coop).
  void hold_to_matches(const Levels& prior) {
    constexpr double least_share = 0.3;  // of the model's agreement in full
    for (std::size_t c = 0; c < mixture_.match_level[0].size(); ++c) {
      std::size_t first = 0;
      while (model_.comparisons[c].levels[first].is_missing) ++first;
      std::vector<double>& levels = mixture_.match_level[1][c];
      const double floor = least_share * prior[c][first];
      if (levels[first] >= floor || levels[first] >= 1) continue;
      const double rest = (1 - floor) / (1 - levels[first]);
      for (double& level : levels) level *= rest;
      levels[first] = floor;
    }
  }

  const Model& model_;
  Mixture& mixture_;
  std::vector<Row> rows_;
  std::vector<std::vector<double>> given_;
};

/// Fits the mixture with these kinds of coincidence.
Mixture fitted(const Model& model, const Comparer& comparer, const std::vector<PatternCount>& patterns,
               std::vector<Coincidence> others) {
  Mixture mixture;
  const Levels m = model_m(model);
  mixture.match_level = {m, erring(m)};
  mixture.match_share = {0.25, 0.05};
  mixture.other = std::move(others);
  double all = 0;
  for (const PatternCount& pattern : patterns) all += static_cast<double>(pattern.count);
  for (Coincidence& other : mixture.other) other.chance = other.pairs_by_chance / all;
  mixture.other_share.assign(mixture.other.size(), 0.7 / static_cast<double>(mixture.other.size()));
  Fit fit(model, comparer, patterns, mixture);
  fit.prepare();
  while (mixture.iterations < most_iterations) {
    ++mixture.iterations;
    if (fit.step(m) < settled) break;
  }
  return mixture;
}

}  // namespace

Mixture fit_mixture(const Model& model, const Comparer& comparer, const std::vector<PatternCount>& patterns,
                    const std::vector<Coincidence>& others) {
  Mixture mixture = fitted(model, comparer, patterns, others);
  // People who share two fields are believed in only where there are many: a few would be matches with
  // errors.
  constexpr double many = 0.1;
  double matches = 0;
  for (const double share : mixture.match_share) matches += share;
  std::vector<Coincidence> kept;
  for (std::size_t o = 0; o < others.size(); ++o) {
    if (!others[o].shared || mixture.other_share[o] >= many * matches) kept.push_back(others[o]);
  }
  if (kept.size() < others.size()) mixture = fitted(model, comparer, patterns, std::move(kept));
  return mixture;
}

Calibrated::Calibrated(const Model& model, const Comparer& comparer, const Weights& weights,
                       const Mixture& mixture, const std::vector<PatternCount>& patterns)
    : model_(model), comparer_(comparer), weights_(weights), mixture_(mixture) {
  known_.reserve(patterns.size());
  for (const PatternCount& pattern : patterns) known_.emplace(pattern.pattern, said(pattern.pattern));
}

double Calibrated::product(const Levels& levels, Pattern pattern) const {
  double p = 1;
  for (std::size_t c = 0; c < levels.size(); ++c) {
    const std::size_t level = comparer_.level_in(pattern, c);
    if (!model_.comparisons[c].levels[level].is_missing) p *= std::max(levels[c][level], least);
  }
  return p;
}

double Calibrated::of_match(Pattern pattern) const {
  double match = 0;
  for (std::size_t k = 0; k < mixture_.match_share.size(); ++k) {
    match += mixture_.match_share[k] * product(mixture_.match_level[k], pattern);
  }
  return std::max(match, 1e-300);
}

Calibrated::Said Calibrated::said(Pattern pattern) const {
  constexpr double negligible = 1e-9;
  Said said;
  said.match = of_match(pattern);
  std::vector<std::size_t> level(model_.comparisons.size());
  for (std::size_t c = 0; c < level.size(); ++c) level[c] = comparer_.level_in(pattern, c);
  double sum = 0;
  for (std::uint32_t o = 0; o < mixture_.other.size(); ++o) {
    said.other.emplace_back(o, mixture_.other_share[o] * likelihood(mixture_.other[o], model_, level));
    sum += said.other.back().second;
  }
  std::erase_if(said.other, [&](const auto& one) { return one.second < negligible * sum; });
  return said;
}

double Calibrated::weight(Pattern pattern, const Code* left, const Code* right) const {
  const auto found = known_.find(pattern);
  const Said fresh = found == known_.end() ? said(pattern) : Said{};
  const Said& says = found == known_.end() ? fresh : found->second;
  constexpr std::size_t most = 64;  // a pattern has no more bits
  std::array<double, most> frequency{};
  double all = 0;
  const std::size_t comparisons = model_.comparisons.size();
  for (std::size_t c = 0; c < comparisons; ++c) {
    frequency[c] = weights_.value_weight(c, comparer_.level_in(pattern, c), left, right);
    all += frequency[c];
  }
  double other = 0;
  for (const auto& [o, share] : says.other) {
    const Coincidence& kind = mixture_.other[o];
    double forced = 0;
    for (std::size_t c = 0; c < comparisons; ++c) forced += kind.forced[c] ? frequency[c] : 0;
    // By chance people share common values; a household shares its own, common or rare.
    const double chance =
        mixture_.other_share[o] > 0 ? std::min(1.0, kind.chance / mixture_.other_share[o]) : 1;
    other += share * (chance * std::exp2(-all) + (1 - chance) * std::exp2(forced - all));
  }
  return std::log2(says.match / std::max(other, 1e-300));
}

double Calibrated::unsought(Pattern pattern, const Code* left, const Code* right) const {
  double match = 0;
  for (const double share : mixture_.match_share) match += share;
  double frequency = 0;
  std::vector<std::size_t> level(model_.comparisons.size());
  for (std::size_t c = 0; c < model_.comparisons.size(); ++c) {
    level[c] = comparer_.level_in(pattern, c);
    frequency += weights_.value_weight(c, comparer_.level_in(pattern, c), left, right);
  }
  const double other = (1 - match) * likelihood(mixture_.other.back(), model_, level) * std::exp2(-frequency);
  return std::log2(of_match(pattern) / std::max(other, 1e-300));
}

double default_threshold(std::vector<double> probabilities) {
  std::sort(probabilities.begin(), probabilities.end(), std::greater<>());
  double all = 0;
  for (const double p : probabilities) all += p;
  double best = -1;
  double threshold = 0.5;
  double true_taken = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    true_taken += probabilities[i];
    const double f1 = 2 * true_taken / (static_cast<double>(i + 1) + all);
    if (f1 <= best) continue;
    best = f1;
    threshold = probabilities[i];
  }
  return threshold;
}

}  // namespace outturn::linkage
