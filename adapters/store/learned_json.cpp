#include "adapters/store/learned_json.h"

#include <nlohmann/json.hpp>

#include "adapters/linkage/splink_model.h"

namespace outturn::store {
namespace {

using Json = nlohmann::ordered_json;
using linkage::Coincidence;

Json json_of(const Coincidence& one) {
  Json parts = Json::array();
  for (const Coincidence::Part& part : one.parts) {
    parts.push_back({{"comparison", part.comparison},
                     {"goes_with", part.goes_with},
                     {"alone", part.alone},
                     {"given", part.given}});
  }
  return {{"parts", parts},
          {"forced", one.forced},
          {"shared", one.shared},
          {"pairs_by_chance", one.pairs_by_chance},
          {"chance", one.chance}};
}

Coincidence coincidence_of(const Json& json) {
  Coincidence one;
  for (const Json& part : json.at("parts")) {
    one.parts.push_back({part.at("comparison").get<std::size_t>(), part.at("goes_with").get<int>(),
                         part.at("alone").get<std::vector<double>>(),
                         part.at("given").get<linkage::Given>()});
  }
  one.forced = json.at("forced").get<std::vector<bool>>();
  one.shared = json.at("shared").get<bool>();
  one.pairs_by_chance = json.at("pairs_by_chance").get<double>();
  one.chance = json.at("chance").get<double>();
  return one;
}

}  // namespace

std::string learned_json(const linkage::Learned& learned) {
  Json others = Json::array();
  for (const Coincidence& one : learned.mixture.other) others.push_back(json_of(one));
  const Json json = {{"model", linkage::splink_json(learned.model)},
                     {"match_share", learned.mixture.match_share},
                     {"match_level", learned.mixture.match_level},
                     {"other_share", learned.mixture.other_share},
                     {"other", others},
                     {"person_sizes", learned.sizes.at_least},
                     {"leftover_gain", learned.sizes.leftover_gain},
                     {"once_in", learned.once_in},
                     {"one_to_one", learned.one_to_one}};
  return json.dump();
}

std::optional<linkage::Learned> read_learned(const std::string& file, std::string_view text,
                                             Problems& problems) {
  linkage::Learned learned;
  try {
    const Json json = Json::parse(text);
    auto model = linkage::read_splink_model(file, json.at("model").get<std::string>(), problems);
    if (!model) return std::nullopt;
    learned.model = std::move(*model);
    learned.mixture.match_share = json.at("match_share").get<std::vector<double>>();
    learned.mixture.match_level = json.at("match_level").get<std::vector<std::vector<std::vector<double>>>>();
    learned.mixture.other_share = json.at("other_share").get<std::vector<double>>();
    for (const Json& one : json.at("other")) learned.mixture.other.push_back(coincidence_of(one));
    learned.sizes.at_least = json.at("person_sizes").get<std::vector<double>>();
    learned.sizes.leftover_gain = json.at("leftover_gain").get<double>();
    learned.once_in = json.at("once_in").get<std::vector<std::string>>();
    learned.one_to_one = json.at("one_to_one").get<bool>();
  } catch (const Json::exception&) {
    problems.add(problem_at("LK61", file, {}, "what the population's linkage learned can't be read",
                            {"The file was changed by another program, or is damaged."},
                            {"Take the file from its last backup."}));
    return std::nullopt;
  }
  return learned;
}

}  // namespace outturn::store
