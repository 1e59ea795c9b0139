#include "adapters/command/review_text.h"

#include <cmath>

#include <fmt/format.h>

namespace outturn::command {
namespace {

using linkage::Estimate;
using linkage::Found;
using linkage::ReviewOutcome;

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

std::string with_interval(const std::optional<Estimate>& estimate) {
  if (!estimate) return "not known";
  return fmt::format("{} ({} to {})", percent(estimate->value), percent(estimate->interval.low),
                     percent(estimate->interval.high));
}

std::string row(const std::string& name, const Found& found) {
  const char* promise = found.promise_broken() > 0   ? "  promises too much"
                        : found.promise_broken() < 0 ? "  promises too little"
                                                     : "";
  return fmt::format("{:<14}{:>11}{:>6}{:>10}{:>7}  {:>8}  {}{}\n", name, found.pairs, found.tally.same,
                     found.tally.different, found.tally.unsure, percent(found.expected),
                     with_interval(found.share), promise);
}

std::string stratum_name(std::size_t stratum) {
  return fmt::format("weight {}, {}", linkage::band_name(linkage::band_in(stratum)),
                     linkage::is_taken(stratum) ? "linked" : "not linked");
}

std::string unsure_range(const ReviewOutcome& outcome) {
  if (outcome.taken.tally.unsure == 0 || !outcome.precision_if_unsure_same) return "";
  return fmt::format("  \"Can't tell\" is left out. Were all of them different people: {}; one person: {}.\n",
                     percent(*outcome.precision_if_unsure_different),
                     percent(*outcome.precision_if_unsure_same));
}

}  // namespace

std::string review_text(const ReviewOutcome& outcome, const linkage::Agreement& agreement) {
  std::string out = fmt::format("{:<14}{:>11}{:>6}{:>10}{:>7}  {:>8}  {}\n", "weight", "pairs", "same",
                                "different", "unsure", "promised", "found to be one person (95 %)");
  for (std::size_t b = 0; b < linkage::bands; ++b) {
    if (outcome.by_band[b].pairs > 0) out += row(linkage::band_name(b), outcome.by_band[b]);
  }
  out += row("linked", outcome.taken) + row("not linked", outcome.not_taken);
  out += "\nPrecision: " + with_interval(outcome.taken.share) + " of the pairs linked are one person.\n";
  out += unsure_range(outcome);
  out += "Recall: " + with_interval(outcome.recall) +
         " of the pairs that are one person are linked, of those that were compared at all.\n";
  if (!outcome.unseen.empty()) {
    out += "Nothing was decided of: ";
    for (std::size_t i = 0; i < outcome.unseen.size(); ++i)
      out += (i == 0 ? "" : "; ") + stratum_name(outcome.unseen[i]);
    out += ".\n  A whole figure needs some of each.\n";
  }
  if (outcome.look_here_for_precision)
    out +=
        "More decisions would narrow precision most at: " + stratum_name(*outcome.look_here_for_precision) +
        ".\n";
  if (outcome.look_here_for_recall)
    out +=
        "More decisions would narrow recall most at: " + stratum_name(*outcome.look_here_for_recall) + ".\n";
  if (agreement.pairs > 0) {
    out += fmt::format("Two reviewers looked at {} pairs and agreed on {} (kappa {:.2f}).\n", agreement.pairs,
                       agreement.agreed, agreement.kappa);
  }
  if (outcome.disputed > 0)
    out += fmt::format("Reviewers contradict each other on {}: counted as can't tell.\n",
                       outcome.disputed == 1 ? "1 pair" : fmt::format("{} pairs", outcome.disputed));
  return out;
}

}  // namespace outturn::command
