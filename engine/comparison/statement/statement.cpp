#include "engine/comparison/statement/statement.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/comparison/statistics/intervals.h"
#include "engine/comparison/statistics/multiplicity.h"

namespace outturn::comparison {
namespace {

constexpr double level = 0.05;
constexpr double power = 0.8;

/// What a true difference must be, in standard errors, to be found four times in five.
double detectable_in_errors() { return normal_reach(1 - level) + normal_quantile(power); }

std::string figure(const Effect& effect, double value) {
  return effect.yes_no ? fmt::format("{:.1f} points", 100 * value) : fmt::format("{:.4g}", value);
}

std::string mean(const Effect& effect, double value) {
  return effect.yes_no ? fmt::format("{:.1f} %", 100 * value) : fmt::format("{:.4g}", value);
}

std::string interval(const Effect& effect, const Inference& inference) {
  return figure(effect, inference.lo) + " to " + figure(effect, inference.hi);
}

std::string means(const Effect& effect) {
  return fmt::format("\"{}\" was {} among those who took part and {} among the people compared",
                     effect.outcome, mean(effect, effect.mean_treated), mean(effect, effect.mean_comparison));
}

std::string told_apart(const Effect& effect, const Inference& inference) {
  return fmt::format(
      "{}: {} by {} (95 % interval of the difference {}). Compared with similar people on the listed "
      "characteristics, those who took part had a {} \"{}\". Unmeasured differences may remain.",
      means(effect), effect.difference > 0 ? "higher" : "lower", figure(effect, std::abs(effect.difference)),
      interval(effect, inference), effect.difference > 0 ? "higher" : "lower", effect.outcome);
}

std::string not_told_apart(const Effect& effect, const Inference& inference, bool by_holm) {
  std::string text = fmt::format("{}; the 95 % interval of the difference is {}. ", means(effect),
                                 interval(effect, inference));
  text += by_holm
              ? "With all outcomes tested together, this comparison can't tell whether the difference lies "
                "above or below nought. "
              : "This comparison can't tell whether it lies above or below nought. ";
  return text +
         "More people would need to be available for analysis to determine how the programme bears on it; "
         "this "
         "should not be taken to mean that the programme fails to bear on it.";
}

std::string unlike(const BalanceRow& row) {
  const double percent = 100 * std::abs(row.after.standardised_difference);
  if (!std::isfinite(percent))
    return fmt::format("The groups stay unlike on \"{}\": those who took part are all the same on it.",
                       row.name);
  return fmt::format(
      "The groups stay unlike on \"{}\": {:.0f} % of a standard deviation apart, where 25 % is the most that "
      "can "
      "be borne.",
      row.name, percent);
}

void refuse(Statement& statement, const Compared& compared, const Balance& balance) {
  if (compared.submitted < compared.limits.submitted)
    statement.refusals.push_back(fmt::format("{} people took part; a verdict needs {}.", compared.submitted,
                                             compared.limits.submitted));
  if (compared.matched < compared.limits.matched)
    statement.refusals.push_back(
        fmt::format("{} of those who took part could be compared; a verdict needs {}.", compared.matched,
                    compared.limits.matched));
  for (const BalanceRow& row : balance.rows) {
    if (row.name == "distance" || closeness_of(row.after) != Closeness::not_met) continue;
    statement.refusals.push_back(unlike(row));
  }
}

void caution(Statement& statement, const Compared& compared, const Balance& balance) {
  for (const BalanceRow& row : balance.rows)
    if (row.name != "distance" && light_of(row.after) == Light::red &&
        closeness_of(row.after) != Closeness::not_met)
      statement.cautions.push_back(
          fmt::format("The groups differ on \"{}\" by {:.0f} % of a standard deviation (red: over 10 %).",
                      row.name, 100 * std::abs(row.after.standardised_difference)));
  if (compared.matched < compared.submitted)
    statement.cautions.push_back(fmt::format(
        "{} of the {} who took part have nobody to be compared with and are left out: the result is "
        "about the other {}.",
        compared.submitted - compared.matched, compared.submitted, compared.matched));
}

TestMade test_of(const Effect& effect, double p_holm, const Statement& statement, bool several) {
  const NamedError& error = leading_error(effect);
  const Inference& inference = error.inference;
  TestMade test;
  test.outcome = effect.outcome;
  test.kind = error.kind;
  test.p = inference.p;
  test.p_holm = p_holm;
  test.detectable = detectable_in_errors() * inference.se;
  test.detectable_words =
      fmt::format("A true difference in \"{}\" would be found four times in five from {} on.", effect.outcome,
                  figure(effect, test.detectable));
  const bool spread = inference.se > 0;
  const bool outside = inference.lo > 0 || inference.hi < 0;
  if (!statement.verdict) {
    test.found = means(effect) + ". No verdict is given.";
    test.not_found = "That the programme changed it, or that it left it as it was.";
  } else if (!spread) {
    test.found =
        means(effect) +
        ". Within each group all are alike, so that this comparison can't tell how sure the difference is.";
    test.not_found = "That the programme changed it, or that it left it as it was.";
  } else if (outside && p_holm < level) {
    test.found = told_apart(effect, inference);
    test.not_found = "That the programme alone caused the difference.";
  } else {
    test.found = not_told_apart(effect, inference, outside && several);
    test.not_found = "That the programme changed it, or that it left it as it was.";
  }
  return test;
}

}  // namespace

Statement statement_of(const Compared& compared, const Balance& balance, const std::vector<Effect>& effects) {
  const Evidence& evidence = evidence_of(StudyDesign::matched);
  Statement statement;
  refuse(statement, compared, balance);
  caution(statement, compared, balance);
  statement.verdict = statement.refusals.empty();
  statement.evidence = evidence.statement;
  const BalanceRow* worst = worst_after(balance);
  const bool balanced = worst == nullptr || light_of(worst->after) != Light::red;
  statement.maryland = !balanced                  ? 1
                       : compared.earlier_outcome ? evidence.maryland
                                                  : evidence.maryland_at_least;
  statement.nesta = balanced ? evidence.nesta : 2;
  std::vector<double> p;
  for (const Effect& effect : effects) p.push_back(leading_error(effect).inference.p);
  const auto adjusted = corrected(p, Multiplicity::holm);
  for (std::size_t i = 0; i < effects.size(); ++i)
    statement.tests.push_back(test_of(effects[i], (*adjusted)[i], statement, effects.size() > 1));
  statement.multiplicity =
      effects.size() == 1
          ? "One outcome was tested, at the 5 % level."
          : fmt::format("{} outcomes were tested; Holm's rule holds all of them together to the 5 % level.",
                        effects.size());
  return statement;
}

}  // namespace outturn::comparison
