#include "engine/linkage/review/isotonic.h"

#include <algorithm>
#include <tuple>

namespace outturn::linkage {
namespace {

void pool(Isotonic::Step& into, const Isotonic::Step& next) {
  const double both = into.stands_for + next.stands_for;
  into.value = (into.value * into.stands_for + next.value * next.stands_for) / both;
  into.stands_for = both;
  into.to = next.to;
}

}  // namespace

Isotonic::Isotonic(std::vector<Judgement> judgements) {
  std::sort(judgements.begin(), judgements.end(), [](const Judgement& a, const Judgement& b) {
    return std::tie(a.probability, a.same, a.stands_for) < std::tie(b.probability, b.same, b.stands_for);
  });
  nearest_ = 0.5 / (static_cast<double>(judgements.size()) + 1);
  for (std::size_t i = 0; i < judgements.size();) {
    const double said = judgements[i].probability;
    Step step{said, said, judgements[i].same ? 1.0 : 0.0, judgements[i].stands_for};
    for (++i; i < judgements.size() && judgements[i].probability == said; ++i)
      pool(step, {said, said, judgements[i].same ? 1.0 : 0.0, judgements[i].stands_for});
    steps_.push_back(step);
    while (steps_.size() > 1 && steps_[steps_.size() - 2].value >= steps_.back().value) {
      pool(steps_[steps_.size() - 2], steps_.back());
      steps_.pop_back();
    }
  }
}

double Isotonic::probability(double said) const {
  if (steps_.empty()) return said;
  const auto next =
      std::find_if(steps_.begin(), steps_.end(), [&](const Step& step) { return said <= step.to; });
  double value = 0;
  if (next == steps_.end()) {
    value = steps_.back().value;
  } else if (said >= next->from || next == steps_.begin()) {
    value = next->value;
  } else {
    const Step& before = *(next - 1);
    const double along = (said - before.to) / (next->from - before.to);
    value = before.value + along * (next->value - before.value);
  }
  return std::clamp(value, nearest_, 1 - nearest_);
}

}  // namespace outturn::linkage
