#include "adapters/linkage/splink_model.h"

#include <nlohmann/json.hpp>

#include "engine/linkage/compare/comparer.h"
#include "engine/linkage/model/sql.h"

namespace outturn::linkage {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* save_again = "Save the model again: linker.misc.save_model_to_json(\"model.json\").";

class Reader {
 public:
  Reader(const std::string& file, Problems& problems) : file_(file), problems_(problems) {}

  std::optional<Model> model(const Json& json) {
    Model model;
    if (!json.is_object() || !json.contains("comparisons")) {
      fail("this is no Splink model", "It has no \"comparisons\".", save_again);
      return std::nullopt;
    }
    model.type = link_type(text(json, "link_type"));
    model.prior = number(json, "probability_two_random_records_match").value_or(0.0001);
    if (model.prior <= 0 || model.prior >= 1) {
      fail("\"probability_two_random_records_match\" is not between 0 and 1", "It is a probability.",
           "Train it: linker.training.estimate_probability_two_random_records_match(...).");
    }
    model.id_column = json.value("unique_id_column_name", "unique_id");
    model.dataset_column = text(json, "source_dataset_column_name");
    model.convergence = number(json, "em_convergence").value_or(0.0001);
    const double iterations = number(json, "max_iterations").value_or(25);
    if (!(iterations >= 1 && iterations <= most_iterations && model.convergence > 0)) {
      fail("training has no end that can be reached",
           "\"max_iterations\" must be from 1 to 10000, \"em_convergence\" more than 0.",
           "Splink's own are 25 and 0.0001.");
      return std::nullopt;
    }
    model.most_iterations = static_cast<int>(iterations);
    for (const Json& one : json.at("comparisons")) model.comparisons.push_back(comparison(one));
    if (json.contains("blocking_rules_to_generate_predictions")) {
      for (const Json& one : json.at("blocking_rules_to_generate_predictions")) rule(one, model);
    }
    if (model.comparisons.empty()) fail("the model compares nothing", "It has no comparison.", save_again);
    if (problems_.has_errors()) return std::nullopt;
    if (Comparer::bits(model) > 64) {
      fail("the model has too many levels", "All comparisons' levels together must fit into 64 bits.",
           "Leave out levels that add nothing, or a comparison.");
      return std::nullopt;
    }
    return model;
  }

 private:
  static constexpr double most_iterations = 10000;

  void fail(std::string what, std::string why, std::string mend = "") {
    std::vector<std::string> mends;
    if (!mend.empty()) mends.push_back(std::move(mend));
    problems_.add(problem_at("LK10", file_, {}, std::move(what), {std::move(why)}, std::move(mends)));
  }

  static std::string text(const Json& json, const char* name) {
    const auto at = json.find(name);
    return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
  }

  static std::optional<double> number(const Json& json, const char* name) {
    const auto at = json.find(name);
    if (at == json.end()) return std::nullopt;
    if (at->is_number()) return at->get<double>();
    if (at->is_string()) return 1e-6;  // "level not observed in training dataset"
    return std::nullopt;
  }

  /// m or u, a share; nullopt where it is not trained.
  std::optional<double> share(const Json& json, const char* name, const std::string& comparison) {
    const auto value = number(json, name);
    if (value && !(*value >= 0 && *value <= 1)) {
      fail("a level of \"" + comparison + "\" has a " + std::string(name) + " that is no probability",
           "It must be from 0 to 1.", save_again);
    }
    return value;
  }

  LinkType link_type(const std::string& word) {
    if (word == "dedupe_only") return LinkType::dedupe;
    if (word == "link_only") return LinkType::link;
    if (word == "link_and_dedupe") return LinkType::link_and_dedupe;
    fail("the link type \"" + word + "\" is not known",
         "Splink has dedupe_only, link_only and link_and_dedupe.", save_again);
    return LinkType::dedupe;
  }

  static bool flag(const Json& json, const char* name) {
    const auto at = json.find(name);
    return at != json.end() && at->is_boolean() && at->get<bool>();
  }

  Comparison comparison(const Json& json) {
    Comparison comparison;
    comparison.name = text(json, "output_column_name");
    comparison.description = text(json, "comparison_description");
    for (const Json& one : json.at("comparison_levels")) {
      Level level;
      level.written = text(one, "sql_condition");
      level.label = text(one, "label_for_charts");
      level.is_missing = flag(one, "is_null_level");
      level.m = share(one, "m_probability", comparison.name);
      level.u = share(one, "u_probability", comparison.name);
      level.m_fixed = flag(one, "fix_m_probability");
      level.u_fixed = flag(one, "fix_u_probability");
      level.frequency_of = text(one, "tf_adjustment_column");
      level.frequency_share = number(one, "tf_adjustment_weight").value_or(1.0);
      level.frequency_least = number(one, "tf_minimum_u_value").value_or(0.0);
      constexpr double largest_share = 10;
      if (!(level.frequency_share >= 0 && level.frequency_share <= largest_share &&
            level.frequency_least >= 0 && level.frequency_least <= 1)) {
        fail("the term frequency of a level of \"" + comparison.name + "\" is weighed out of range",
             "\"tf_adjustment_weight\" must be from 0 to 10, \"tf_minimum_u_value\" from 0 to 1.",
             save_again);
      }
      SqlTrouble trouble;
      if (const auto when = condition_of_sql(level.written, trouble)) {
        level.when = *when;
      } else {
        fail("a level of \"" + comparison.name + "\" can't be read: " + trouble.what,
             "It is: " + level.written,
             "Conditions as Splink's own comparison library writes them for DuckDB are understood.");
      }
      comparison.levels.push_back(std::move(level));
    }
    const bool ends =
        !comparison.levels.empty() && comparison.levels.back().when.kind == Condition::Kind::always;
    if (comparison.levels.size() < 2) {
      fail("comparison \"" + comparison.name + "\" has too few levels", "It needs two.", save_again);
    } else if (!ends) {
      fail("comparison \"" + comparison.name + "\" does not end with ELSE",
           "A pair that meets none of its levels would have no weight.",
           "Add cl.ElseLevel() as its last level and train it again.");
    }
    return comparison;
  }

  void rule(const Json& json, Model& model) {
    const std::string written = json.is_string() ? json.get<std::string>() : text(json, "blocking_rule");
    SqlTrouble trouble;
    if (auto rule = rule_of_sql(written, trouble)) {
      model.rules.push_back(std::move(*rule));
    } else {
      fail("a blocking rule can't be read: " + trouble.what, "It is: " + written,
           "Equalities and the measures of comparison levels are understood, joined by AND.");
    }
  }

  std::string file_;
  Problems& problems_;
};

Json level_json(const Level& level) {
  Json json;
  json["sql_condition"] = level.written;
  json["label_for_charts"] = level.label;
  if (level.is_missing) {
    json["is_null_level"] = true;
    return json;
  }
  if (level.m) json["m_probability"] = *level.m;
  if (level.u) json["u_probability"] = *level.u;
  if (level.m_fixed) json["fix_m_probability"] = true;
  if (level.u_fixed) json["fix_u_probability"] = true;
  if (!level.frequency_of.empty()) {
    json["tf_adjustment_column"] = level.frequency_of;
    json["tf_adjustment_weight"] = level.frequency_share;
    if (level.frequency_least > 0) json["tf_minimum_u_value"] = level.frequency_least;
  }
  return json;
}

/// A rule of a specification is written in its own words; Splink wants SQL.
std::string rule_text(const BlockingRule& rule) {
  SqlTrouble trouble;
  if (rule.keys.empty() && rule.also.empty()) return "1=1";
  return rule_of_sql(rule.written, trouble) ? rule.written : sql_of(rule);
}

const char* link_word(LinkType type) {
  switch (type) {
    case LinkType::dedupe:
      return "dedupe_only";
    case LinkType::link:
      return "link_only";
    case LinkType::link_and_dedupe:
      break;
  }
  return "link_and_dedupe";
}

}  // namespace

std::optional<Model> read_splink_model(const std::string& file, std::string_view text, Problems& problems) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    problems.add(problem_at("LK10", file, {}, "this is no JSON, or it is cut short", {}, {save_again}));
    return std::nullopt;
  }
  try {
    return Reader(file, problems).model(json);
  } catch (const Json::exception&) {
    problems.add(problem_at("LK10", file, {}, "this is no Splink model", {"A part of it has another shape."},
                            {save_again}));
    return std::nullopt;
  }
}

std::string splink_json(const Model& model) {
  Json json;
  json["link_type"] = link_word(model.type);
  json["probability_two_random_records_match"] = model.prior;
  json["sql_dialect"] = "duckdb";
  json["em_convergence"] = model.convergence;
  json["max_iterations"] = model.most_iterations;
  json["unique_id_column_name"] = model.id_column;
  json["source_dataset_column_name"] = model.dataset_column.empty() ? "source_dataset" : model.dataset_column;
  Json rules = Json::array();
  for (const BlockingRule& rule : model.rules)
    rules.push_back({{"blocking_rule", rule_text(rule)}, {"sql_dialect", "duckdb"}});
  json["blocking_rules_to_generate_predictions"] = std::move(rules);
  Json comparisons = Json::array();
  for (const Comparison& comparison : model.comparisons) {
    Json levels = Json::array();
    for (const Level& level : comparison.levels) levels.push_back(level_json(level));
    comparisons.push_back({{"output_column_name", comparison.name},
                           {"comparison_levels", std::move(levels)},
                           {"comparison_description", comparison.description}});
  }
  json["comparisons"] = std::move(comparisons);
  return json.dump(2) + "\n";
}

}  // namespace outturn::linkage
