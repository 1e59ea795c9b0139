#include "adapters/linkage/linkage_json.h"

#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

namespace outturn::linkage {
namespace {

using Json = nlohmann::ordered_json;

double tenths(double value) { return std::round(value * 10) / 10; }

void count_records(const Linking& linking, LinkageCounts& counts) {
  const Records& records = linking.records();
  const std::vector<std::uint32_t>& person = linking.people().person;
  std::vector<std::uint32_t> size(linking.people().count, 0);
  std::vector<std::set<std::uint16_t>> held_by(linking.people().count);
  for (std::size_t i = 0; i < records.size(); ++i) {
    ++size[person[i]];
    DatasetCounts& of = counts.datasets[records.dataset[i]];
    if (held_by[person[i]].insert(records.dataset[i]).second) {
      ++of.persons;
    } else {
      ++of.duplicates;
    }
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    DatasetCounts& of = counts.datasets[records.dataset[i]];
    ++of.records;
    ++(size[person[i]] > 1 ? of.linked : of.alone);
    if (held_by[person[i]].size() > 1) ++of.linked_elsewhere;
  }
}

void count_pairs(const Linking& linking, LinkageCounts& counts) {
  const Records& records = linking.records();
  const std::vector<std::uint32_t>& person = linking.people().person;
  const std::size_t rules = linking.model().rules.size();
  counts.rules.resize(rules + 1);
  const std::vector<std::uint64_t>& by_rule = linking.scored().by_rule;
  std::uint64_t by_rules = 0;
  for (std::size_t r = 0; r < std::min(rules, by_rule.size()); ++r)
    by_rules += counts.rules[r].looked_at = by_rule[r];
  counts.rules[rules].looked_at = linking.scored().looked_at - by_rules;
  for (const LinkedPair& pair : linking.pairs()) {
    const bool taken = person[pair.left] == person[pair.right];
    if (taken) ++counts.rules[linking.rule_of(pair.left, pair.right).value_or(rules)].taken;
    const double mistake = taken ? 1 - pair.probability : pair.probability;
    (taken ? counts.expected_wrong : counts.expected_missed) += mistake;
    const std::uint16_t left = records.dataset[pair.left];
    const std::uint16_t right = records.dataset[pair.right];
    for (const std::uint16_t dataset : std::set<std::uint16_t>{left, right}) {
      DatasetCounts& of = counts.datasets[dataset];
      (taken ? of.expected_wrong : of.expected_missed) += mistake;
    }
  }
}

Json dataset_json(const Linking& linking, const LinkageFacts& facts, const DatasetCounts& of,
                  std::size_t at) {
  Json out{{"name", linking.records().datasets[at]},
           {"records", of.records},
           {"linked", of.linked},
           {"linked_elsewhere", of.linked_elsewhere},
           {"alone", of.alone},
           {"persons", of.persons},
           {"duplicates", of.duplicates},
           {"excluded", nullptr},
           {"expected_wrong", tenths(of.expected_wrong)},
           {"expected_missed", tenths(of.expected_missed)}};
  if (at < facts.excluded.size() && facts.excluded[at]) out["excluded"] = *facts.excluded[at];
  return out;
}

Json draws_json(const Draws& draws) {
  return {{"draws", draws.options.draws},
          {"seed", draws.options.seed},
          {"least_probability", draws.options.least},
          {"uncertain_pairs", draws.uncertain_pairs},
          {"records_that_may_move", draws.records},
          {"expected_mistakes_left_out", tenths(draws.certain_and_wrong)}};
}

}  // namespace

LinkageCounts counts_of(const Linking& linking) {
  LinkageCounts counts;
  counts.datasets.resize(linking.records().datasets.size());
  count_records(linking, counts);
  count_pairs(linking, counts);
  return counts;
}

std::string linkage_json(const Linking& linking, const LinkageFacts& facts, const Draws* draws) {
  const LinkageCounts counts = counts_of(linking);
  Json out{{"outturn_linkage", 1},
           {"seed", facts.seed},
           {"threshold", std::round(linking.threshold() * 1e6) / 1e6},
           {"model_sha256", facts.model_sha256},
           {"records", linking.records().size()},
           {"persons", linking.people().count},
           {"expected_wrong", tenths(counts.expected_wrong)},
           {"expected_missed", tenths(counts.expected_missed)}};
  out["datasets"] = Json::array();
  for (std::size_t d = 0; d < counts.datasets.size(); ++d)
    out["datasets"].push_back(dataset_json(linking, facts, counts.datasets[d], d));
  out["rules"] = Json::array();
  for (std::size_t r = 0; r < counts.rules.size(); ++r) {
    const bool none = r == linking.model().rules.size();
    if (none && counts.rules[r].looked_at == 0 && counts.rules[r].taken == 0) continue;
    out["rules"].push_back({{"rule", none ? "given from elsewhere" : linking.model().rules[r].written},
                            {"looked_at", counts.rules[r].looked_at},
                            {"taken", counts.rules[r].taken}});
  }
  out["draws"] = nullptr;
  if (draws != nullptr) out["draws"] = draws_json(*draws);
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace outturn::linkage
