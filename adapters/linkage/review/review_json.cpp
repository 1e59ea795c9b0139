#include "adapters/linkage/review/review_json.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace outturn::linkage {
namespace {

using Json = nlohmann::ordered_json;

/// Six decimals: more would be noise, and would differ between machines.
double rounded(double x) { return std::round(x * 1e6) / 1e6; }

Json estimate_json(const std::optional<Estimate>& estimate) {
  if (!estimate) return nullptr;
  return {{"value", rounded(estimate->value)},
          {"low", rounded(estimate->interval.low)},
          {"high", rounded(estimate->interval.high)}};
}

Json optional_json(const std::optional<double>& value) {
  if (!value) return nullptr;
  return rounded(*value);
}

Json found_json(const Found& found) {
  Json json;
  json["pairs"] = found.pairs;
  json["same"] = found.tally.same;
  json["different"] = found.tally.different;
  json["unsure"] = found.tally.unsure;
  json["expected_share"] = rounded(found.expected);
  json["share"] = estimate_json(found.share);
  json["promise"] = !found.share                 ? "not known"
                    : found.promise_broken() > 0 ? "too high"
                    : found.promise_broken() < 0 ? "too low"
                                                 : "kept";
  return json;
}

Json bands_json(const ReviewOutcome& outcome) {
  Json out = Json::array();
  for (std::size_t b = 0; b < bands; ++b) {
    if (outcome.by_band[b].pairs == 0) continue;
    Json json{{"band", band_name(b)}};
    json.update(found_json(outcome.by_band[b]));
    json["taken"] = found_json(outcome.by_stratum[2 * b + 1]);
    json["not_taken"] = found_json(outcome.by_stratum[2 * b]);
    out.push_back(std::move(json));
  }
  return out;
}

Json errors_json(const GroupErrors& errors) {
  return {{"matches", rounded(errors.matches)},
          {"per_record", rounded(errors.per_record)},
          {"ratio", estimate_json(errors.ratio)}};
}

}  // namespace

Json outcome_json(const ReviewOutcome& outcome, const Agreement& agreement) {
  Json json;
  json["precision"] = estimate_json(outcome.taken.share);
  json["recall"] = estimate_json(outcome.recall);
  json["precision_if_unsure_are_same"] = optional_json(outcome.precision_if_unsure_same);
  json["precision_if_unsure_are_different"] = optional_json(outcome.precision_if_unsure_different);
  json["taken"] = found_json(outcome.taken);
  json["not_taken"] = found_json(outcome.not_taken);
  json["bands"] = bands_json(outcome);
  Json unseen = Json::array();
  for (const std::size_t s : outcome.unseen)
    unseen.push_back({{"band", band_name(band_in(s))}, {"taken", is_taken(s)}});
  json["not_looked_at"] = std::move(unseen);
  json["disputed"] = outcome.disputed;
  json["reviewed_twice"] = agreement.pairs;
  json["agreed"] = agreement.agreed;
  json["kappa"] = agreement.pairs > 0 ? Json(rounded(agreement.kappa)) : Json(nullptr);
  json["interval"] = "95 %; Wilson (1927), over bands by MOVER (Zou & Donner 2008, Donner & Zou 2012)";
  return json;
}

Json equity_json(const Equity& equity) {
  Json groups = Json::array();
  for (const EquityGroup& group : equity.groups) {
    Json json;
    json["group"] = group.group;
    json["known"] = group.known;
    json["records"] = group.records;
    json["linked"] = group.linked;
    json["linked_share"] = estimate_json(group.linked_share);
    json["expected_missed"] = errors_json(group.missed);
    json["expected_false"] = errors_json(group.false_matches);
    if (group.truly_missed) json["missed"] = errors_json(*group.truly_missed);
    if (group.truly_false) json["false"] = errors_json(*group.truly_false);
    groups.push_back(std::move(json));
  }
  return {{"column", equity.column},
          {"reference", equity.reference},
          {"groups", std::move(groups)},
          {"warnings", equity.warnings}};
}

}  // namespace outturn::linkage
