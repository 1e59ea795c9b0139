#include "engine/linkage/review/decisions.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace outturn::linkage {
namespace {

std::vector<Decision> by_pair(std::vector<Decision> decisions) {
  std::sort(decisions.begin(), decisions.end(), [](const Decision& a, const Decision& b) {
    return std::tie(a.pair, a.reviewer, a.date, a.verdict) < std::tie(b.pair, b.reviewer, b.date, b.verdict);
  });
  return decisions;
}

void put_together(Settled& into, Verdict verdict) {
  into.reviewers += 1;
  if (into.disputed || verdict == Verdict::unsure || verdict == into.verdict) return;
  if (into.verdict == Verdict::unsure) {
    into.verdict = verdict;
    return;
  }
  into.verdict = Verdict::unsure;
  into.disputed = true;
}

}  // namespace

const char* word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::same:
      return "same";
    case Verdict::different:
      return "different";
    case Verdict::unsure:
      break;
  }
  return "unsure";
}

std::vector<Settled> settled(const std::vector<Decision>& decisions) {
  std::vector<Settled> out;
  for (const Decision& decision : by_pair(decisions)) {
    if (!out.empty() && out.back().pair == decision.pair) {
      put_together(out.back(), decision.verdict);
    } else {
      out.push_back({decision.pair, decision.left, decision.right, decision.verdict});
    }
  }
  return out;
}

Agreement agreement_of(const std::vector<Decision>& decisions) {
  const std::vector<Decision> sorted = by_pair(decisions);
  Agreement out;
  std::array<double, 3> first{};
  std::array<double, 3> second{};
  for (std::size_t i = 0; i + 1 < sorted.size(); ++i) {
    const bool begins = i == 0 || sorted[i - 1].pair != sorted[i].pair;
    if (!begins || sorted[i + 1].pair != sorted[i].pair) continue;
    out.pairs += 1;
    out.agreed += sorted[i].verdict == sorted[i + 1].verdict ? 1 : 0;
    first[static_cast<std::size_t>(sorted[i].verdict)] += 1;
    second[static_cast<std::size_t>(sorted[i + 1].verdict)] += 1;
  }
  if (out.pairs == 0) return out;
  const double n = static_cast<double>(out.pairs);
  double chance = 0;
  for (std::size_t v = 0; v < first.size(); ++v) chance += first[v] / n * second[v] / n;
  const double seen = static_cast<double>(out.agreed) / n;
  out.kappa = chance >= 1 ? 1 : (seen - chance) / (1 - chance);
  return out;
}

}  // namespace outturn::linkage
