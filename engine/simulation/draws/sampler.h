// Numbers of one distribution, out of numbers spread evenly or normally.
//
// By the inverse of the distribution, so that order is kept: what makes normal scores go together makes the
// figures go together. Beta and PERT have no inverse in closed form; theirs is tabulated over normal scores,
// in which it is smooth, and read between by cubics: to about 1e-9 of the width.
#pragma once

#include <span>
#include <vector>

#include "engine/simulation/draws/distribution.h"

namespace outturn::simulation {

class Sampler {
 public:
  /// The distribution has no fault.
  explicit Sampler(Distribution distribution);

  /// Both in place.
  void from_uniforms(std::span<double> shares) const;
  void from_scores(std::span<double> scores) const;

 private:
  void tabulate(double a, double b, double low, double width);
  [[nodiscard]] double read(double score) const;
  [[nodiscard]] double of_share(double share) const;
  [[nodiscard]] bool of_scores() const;
  void scores_to_figures(std::span<double> scores) const;

  Distribution d_;
  double log_mean_ = 0;  ///< of lognormal
  double log_sd_ = 0;
  double share_below_ = 0;  ///< of normal: what is cut off below, and what is left
  double share_left_ = 1;
  std::vector<double> table_;
  std::vector<double> slope_;
};

}  // namespace outturn::simulation
