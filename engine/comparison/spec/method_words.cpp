#include <fmt/format.h>

#include "engine/base/problem.h"
#include "engine/comparison/spec/spec.h"

namespace outturn::comparison {
namespace {

const char* order_words(Order order) {
  switch (order) {
    case Order::largest:
      return "largest first";
    case Order::smallest:
      return "smallest first";
    case Order::as_listed:
      return "as listed";
    case Order::closest:
      return "closest first";
  }
  return "";
}

const char* way_words(Method method) {
  switch (method) {
    case Method::nearest:
      return "nearest";
    case Method::radius:
      return "all within a radius";
    case Method::mahalanobis:
      return "nearest by Mahalanobis distance";
    case Method::subclassification:
      return "subclasses";
    case Method::coarsened_exact:
      return "coarsened exact matching";
    case Method::optimal_pairs:
      return "optimal pairs";
  }
  return "";
}

std::string matching_words(const Matching& m) {
  const bool chosen = m.method == Method::nearest || m.method == Method::mahalanobis;
  const bool on_score =
      m.method == Method::nearest || m.method == Method::radius || m.method == Method::optimal_pairs;
  std::string out = way_words(m.method);
  if (m.method == Method::subclassification)
    out = fmt::format("subclasses of the {}: {}", m.distance == Distance::logit ? "logit" : "score",
                      m.subclasses);
  if (chosen) out += fmt::format(", {} to 1", m.ratio);
  if (chosen && m.replace) out += " with replacement";
  if (on_score || m.caliper) out += m.distance == Distance::logit ? ", on the logit" : ", on the score";
  if (m.caliper) out += fmt::format(", caliper {}{}", *m.caliper, m.caliper_in_sd ? " SD" : "");
  if (chosen) {
    const bool as_listed = m.replace || m.method == Method::mahalanobis;
    out += fmt::format(", {}", order_words(m.order.value_or(as_listed ? Order::as_listed : Order::largest)));
    out += m.ties == Ties::by_id ? ", ties by id" : ", ties like MatchIt 4.7.2";
  }
  return out;
}

}  // namespace

std::string method_words(const ComparisonSpec& spec) {
  std::string out;
  switch (spec.asked.approach) {
    case Approach::matching:
      out = matching_words(spec.asked.matching);
      break;
    case Approach::probability_weights:
      out = "weights by the propensity score";
      break;
    case Approach::entropy_weights:
      out = "entropy balancing";
      break;
  }
  if (!spec.exact.empty()) out += ", exact on " + listed(spec.exact, "and");
  if (spec.asked.matching.estimand == Estimand::everyone) out += ", on everyone";
  return out;
}

}  // namespace outturn::comparison
