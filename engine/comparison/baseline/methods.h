// One function a method: fills a baseline. Internal.
#pragma once

#include "engine/comparison/baseline/baseline.h"

namespace outturn::comparison {

/// What every method is given; false when a problem was added.
struct Making {
  const BaselineInputs& inputs;
  Problems& problems;

  [[nodiscard]] const BaselineSpec& spec() const { return inputs.spec; }
  [[nodiscard]] const BaselinePeople& people() const { return *inputs.people; }
  [[nodiscard]] double size() const { return static_cast<double>(people().size()); }
  [[nodiscard]] double events() const { return static_cast<double>(people().events()); }
  /// Told as B21, with the reason; false.
  bool refuse(const std::string& reason) const;
  /// The people in the strata of the rates.
  [[nodiscard]] std::optional<Stratified> strata(bool with_rates = true) const;
};

bool expected_rates(const Making& making, Baseline& out);
bool published_rate(const Making& making, Baseline& out);
bool historical_cohort(const Making& making, Baseline& out);
bool direct_standard(const Making& making, Baseline& out);
bool case_mix(const Making& making, Baseline& out);
bool trend(const Making& making, Baseline& out);
bool difference_by_area(const Making& making, Baseline& out);
bool funnel(const Making& making, Baseline& out);

/// Says what the figures say, by the design: statement, cautions, scales, detectable effect.
void say(const BaselineSpec& spec, Baseline& out);

/// "0.89", four digits.
[[nodiscard]] std::string digits(double value);
[[nodiscard]] std::string percent(double share);

}  // namespace outturn::comparison
