// What may be said of a baseline, and what may not.
//
// The sentence follows the interval, never the number alone; where the interval holds both more and less it
// is that more people would be needed to tell, never that nothing happened (wording after the Justice Data
// Lab, Ministry of Justice). Scales as in statement/evidence.h.
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "engine/comparison/baseline/methods.h"
#include "engine/comparison/statement/evidence.h"
#include "engine/comparison/statistics/power.h"

namespace outturn::comparison {
namespace {

/// A single series before and after has no comparison group, whatever is done with it.
StudyDesign design_for(BaselineMethod method) {
  switch (method) {
    case BaselineMethod::published_rate:
    case BaselineMethod::historical_cohort:
    case BaselineMethod::funnel:
      return StudyDesign::historic_rate;
    case BaselineMethod::expected_rates:
    case BaselineMethod::directly_standardised:
    case BaselineMethod::case_mix_adjusted:
      return StudyDesign::standardised_rate;
    case BaselineMethod::trend:
      return StudyDesign::before_and_after;
    case BaselineMethod::difference_in_differences:
      return StudyDesign::difference_in_differences;
    case BaselineMethod::none:
      break;
  }
  throw Fault("a baseline without a method");
}

const char* expected_from(BaselineMethod method) {
  switch (method) {
    case BaselineMethod::expected_rates:
      return "from the public rates of people like them";
    case BaselineMethod::historical_cohort:
      return "had they fared like those who came before";
    case BaselineMethod::case_mix_adjusted:
      return "from the base period's rate, set right for their predicted chance";
    case BaselineMethod::funnel:
      return "at the average of all areas";
    default:
      return "at the published rate";
  }
}

std::string found_of_people(const BaselineSpec& spec, const BaselineFigures& f) {
  std::string expected = fmt::format("{:.1f}", f.expected);
  if (f.expected_range.width() > 0)
    expected = fmt::format("between {:.1f} and {:.1f}", f.expected_range.low, f.expected_range.high);
  return fmt::format(
      "Of {} people {} had the outcome \"{}\"; {} would have been expected {}: {:.2f} for each "
      "expected (95 % interval {:.2f} to {:.2f}).",
      f.people, f.observed, spec.observed, expected, expected_from(spec.method), f.ratio, f.ratio_limits.low,
      f.ratio_limits.high);
}

std::string found_of_series(const BaselineSpec& spec, const BaselineFigures& f) {
  const char* const against = spec.method == BaselineMethod::trend
                                  ? "had the series gone on as before it would have been"
                                  : "had the areas moved like the others it would have been";
  return fmt::format(
      "From {} on the figure was {} on average; {} {}: a difference of {} (95 % interval {} to {}).",
      spec.starts, digits(f.observed_rate), against, digits(f.expected_rate), digits(f.difference),
      digits(f.difference_limits.low), digits(f.difference_limits.high));
}

std::string verdict(bool series, const Interval& limits, double nothing) {
  const char* const more = series ? "The figure was higher than that." : "More people had it than expected.";
  const char* const fewer = series ? "The figure was lower than that." : "Fewer people had it than expected.";
  if (limits.low > nothing) return more;
  if (limits.high < nothing) return fewer;
  return series
             ? "More periods or areas would be needed to tell in which direction it differs; this should not "
               "be taken to mean that it does not."
             : "More people would be needed to tell in which direction it differs; this should not be taken "
               "to mean that it does not.";
}

std::string detectable_words(const BaselineFigures& f) {
  // A group so large that it adds no chance of its own stands for a rate taken as known.
  constexpr double without_chance = 1e9;
  if (!(f.expected_rate > 0 && f.expected_rate < 1)) return "";
  const Answer<Detectable> found = detectable_rates(f.expected_rate, f.people, {}, without_chance);
  if (!found) return "";
  const std::string below = found->below ? "a fall to " + percent(*found->below) : std::string();
  const std::string above = found->above ? "a rise to " + percent(*found->above) : std::string();
  if (below.empty() && above.empty()) return "So few people can show no change at all four times in five.";
  return fmt::format("From {}, {} people show {}{}{} four times in five; a smaller change may pass unseen.",
                     percent(f.expected_rate), f.people, below, below.empty() || above.empty() ? "" : " or ",
                     above);
}

void cautions(const BaselineSpec& spec, Baseline& out) {
  if (out.counts && out.figures.expected_range.width() > 0)
    out.cautions.emplace_back(
        "Some public counts are suppressed: what was expected is a range, and nothing "
        "narrower is claimed.");
  if (spec.method == BaselineMethod::expected_rates || spec.method == BaselineMethod::case_mix_adjusted)
    out.cautions.emplace_back(
        "Nothing but the listed characteristics is allowed for: those who took part may "
        "differ from people like them in others.");
  if (spec.method == BaselineMethod::trend)
    out.cautions.emplace_back(
        "There is no comparison series: whatever else changed at that time is in the "
        "difference too.");
}

}  // namespace

void say(const BaselineSpec& spec, Baseline& out) {
  const BaselineFigures& f = out.figures;
  const Evidence& evidence = evidence_of(design_for(spec.method));
  out.statement = (out.counts ? found_of_people(spec, f) : found_of_series(spec, f)) + " " +
                  (out.counts ? verdict(false, f.ratio_limits, 1) : verdict(true, f.difference_limits, 0)) +
                  " " + evidence.statement;
  out.maryland = evidence.maryland == evidence.maryland_at_least
                     ? fmt::format("level {} of 5", evidence.maryland)
                     : fmt::format("level {} to {} of 5 ({} only with controls for wider trends)",
                                   evidence.maryland_at_least, evidence.maryland, evidence.maryland);
  out.nesta = fmt::format("level {} of 5", evidence.nesta);
  if (out.counts && out.detectable.empty()) out.detectable = detectable_words(f);
  cautions(spec, out);
}

}  // namespace outturn::comparison
