#include "engine/linkage/train/expectation.h"

#include <algorithm>
#include <cmath>

namespace outturn::linkage {
namespace {

constexpr double never_observed = 1e-6;

using Table = std::vector<std::vector<double>>;  // [comparison][level]

class Steps {
 public:
  Steps(const std::vector<const Comparison*>& comparisons, const std::vector<TrainingRow>& rows, double prior)
      : comparisons_(comparisons), rows_(rows), prior_(prior) {
    for (const Comparison* comparison : comparisons) {
      m_.emplace_back();
      u_.emplace_back();
      for (std::size_t l = 0; l < comparison->levels.size(); ++l) {
        const LevelEvidence evidence = evidence_of(*comparison, l);
        m_.back().push_back(evidence.m);
        u_.back().push_back(evidence.u);
      }
    }
    occurs_ = zeroes();
    for (const TrainingRow& row : rows) {
      for (std::size_t c = 0; c < row.level.size(); ++c) occurs_[c][row.level[c]] += row.count;
    }
  }

  /// The largest change.
  double step() {
    Table match = zeroes();
    double matches = 0;
    double all = 0;
    for (const TrainingRow& row : rows_) {
      double odds = prior_ / (1 - prior_);
      for (std::size_t c = 0; c < row.level.size(); ++c) {
        if (informs(c, row.level[c])) odds *= m_[c][row.level[c]] / u_[c][row.level[c]];
      }
      odds = std::min(std::max(odds, 1e-300), 1e300);
      const double part = odds / (1 + odds) * row.count;
      matches += part;
      all += row.count;
      for (std::size_t c = 0; c < row.level.size(); ++c) match[c][row.level[c]] += part;
    }
    double change = std::abs(matches / all - prior_);
    prior_ = matches / all;
    for (std::size_t c = 0; c < m_.size(); ++c) change = std::max(change, take(c, match[c]));
    return change;
  }

  [[nodiscard]] Expectation result(int iterations) const {
    Expectation out;
    out.prior = prior_;
    out.iterations = iterations;
    for (std::size_t c = 0; c < m_.size(); ++c) {
      out.m.emplace_back(m_[c].size());
      for (std::size_t l = 0; l < m_[c].size(); ++l) {
        if (informs(c, l) && occurs_[c][l] > 0) out.m.back()[l] = m_[c][l];
      }
    }
    return out;
  }

 private:
  [[nodiscard]] bool informs(std::size_t c, std::size_t level) const {
    return !comparisons_[c]->levels[level].is_missing;
  }

  [[nodiscard]] Table zeroes() const {
    Table table;
    for (const Comparison* comparison : comparisons_) table.emplace_back(comparison->levels.size(), 0.0);
    return table;
  }

  double take(std::size_t c, const std::vector<double>& match) {
    double informed = 0;
    for (std::size_t l = 0; l < match.size(); ++l) informed += informs(c, l) ? match[l] : 0;
    double change = 0;
    for (std::size_t l = 0; l < match.size(); ++l) {
      if (!informs(c, l) || comparisons_[c]->levels[l].m_fixed || informed <= 0) continue;
      const double m = occurs_[c][l] > 0 ? match[l] / informed : never_observed;
      change = std::max(change, std::abs(m - m_[c][l]));
      m_[c][l] = m;
    }
    return change;
  }

  const std::vector<const Comparison*>& comparisons_;
  const std::vector<TrainingRow>& rows_;
  double prior_;
  Table m_, u_, occurs_;
};

}  // namespace

Expectation expectation(const std::vector<const Comparison*>& comparisons,
                        const std::vector<TrainingRow>& rows, double prior, double convergence,
                        int most_iterations) {
  Steps steps(comparisons, rows, prior);
  int iterations = 0;
  while (iterations < most_iterations) {
    ++iterations;
    if (steps.step() < convergence) break;
  }
  return steps.result(iterations);
}

}  // namespace outturn::linkage
