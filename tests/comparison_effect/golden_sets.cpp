#include "tests/comparison_effect/golden_sets.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

namespace outturn::comparison::test {
namespace {

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream text(line);
  for (std::string cell; std::getline(text, cell, ',');) cells.push_back(cell);
  return cells;
}

bool is_number(const std::string& cell) {
  return cell.find_first_not_of("0123456789.-+e") == std::string::npos;
}

Covariate covariate_of(const Csv& csv, const std::string& name) {
  Covariate covariate;
  covariate.name = name;
  const std::vector<std::string>& cells = csv.columns.at(name);
  if (std::all_of(cells.begin(), cells.end(), is_number)) {
    covariate.numbers = csv.numbers(name);
    return covariate;
  }
  covariate.levels = cells;
  std::sort(covariate.levels.begin(), covariate.levels.end());
  covariate.levels.erase(std::unique(covariate.levels.begin(), covariate.levels.end()),
                         covariate.levels.end());
  for (const std::string& cell : cells)
    covariate.codes.push_back(static_cast<std::int32_t>(
        std::lower_bound(covariate.levels.begin(), covariate.levels.end(), cell) - covariate.levels.begin()));
  return covariate;
}

/// Outcomes of the golden files that are no columns of the people's file.
std::vector<double> outcome_values(const Csv& csv, const std::string& name) {
  const std::map<std::string, std::string> above_nought{{"employed78", "re78"}, {"survived6m", "lifepres"}};
  const auto derived = above_nought.find(name);
  if (derived == above_nought.end()) return csv.numbers(name);
  std::vector<double> values = csv.numbers(derived->second);
  for (double& value : values) value = value > 0 ? 1 : 0;
  return values;
}

std::vector<std::string> words_of(const std::string& formula) {
  std::vector<std::string> words;
  std::stringstream text(formula);
  for (std::string word; text >> word;)
    if (word != "~" && word != "+") words.push_back(word);
  return words;
}

}  // namespace

std::vector<double> Csv::numbers(const std::string& name) const {
  std::vector<double> values;
  for (const std::string& cell : columns.at(name)) values.push_back(std::stod(cell));
  return values;
}

std::optional<Csv> read_shared_csv(const std::string& path) {
  std::string place = ::outturn::test::golden_path("");
  place.replace(place.rfind("golden/"), std::string::npos, path);
  std::ifstream in(place);
  if (!in) return std::nullopt;
  Csv csv;
  std::string line;
  std::getline(in, line);
  csv.names = cells_of(line);
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = cells_of(line);
    for (std::size_t i = 0; i < csv.names.size(); ++i)
      csv.columns[csv.names[i]].push_back(i < cells.size() ? cells[i] : "");
  }
  return csv;
}

std::optional<GoldenSet> golden_set(const std::string& name) {
  const auto golden = ::outturn::test::read_golden("comparison/match_" + name + ".json");
  const auto csv = read_shared_csv("data/comparison/" + name + ".csv");
  if (!golden || !csv) return std::nullopt;
  GoldenSet set;
  set.golden = *golden;
  std::vector<std::string> model = words_of(set.golden["glm"]["formula"]);
  for (const double flag : csv->numbers(model.front())) set.cohort.treated.push_back(flag == 1 ? 1 : 0);
  set.cohort.ids = csv->columns.at("id");
  for (std::uint32_t i = 0; i < set.cohort.ids.size(); ++i) set.row_of[set.cohort.ids[i]] = i;
  for (std::size_t i = 1; i < model.size(); ++i)
    set.cohort.covariates.push_back(covariate_of(*csv, model[i]));
  for (const auto& [outcome, effect] : set.golden["matching"]["nn1_largest"]["effects"].items())
    set.cohort.outcomes.push_back({outcome, outcome_values(*csv, outcome)});
  return set;
}

Matched matched_of(const GoldenSet& set, const nlohmann::json& design) {
  const Cohort& cohort = set.cohort;
  Matched matched;
  matched.weights.assign(cohort.size(), 0);
  for (const auto& [id, weight] : design["weights"].items()) matched.weights[set.row_of.at(id)] = weight;
  matched.with_replacement = design["spec"].value("replace", false);
  if (design["spec"].value("estimand", "ATT") == "ATE") matched.estimand = Estimand::everyone;
  if (design.contains("subclass")) {
    matched.stratum.assign(cohort.size(), -1);
    for (const auto& [id, number] : design["subclass"].items()) matched.stratum[set.row_of.at(id)] = number;
    return matched;
  }
  matched.first.push_back(0);
  for (std::uint32_t i = 0; i < cohort.size(); ++i) {
    if (cohort.treated[i] == 0) continue;
    matched.treated.push_back(i);
    if (design["pairs"].contains(cohort.ids[i]))
      for (const auto& partner : design["pairs"][cohort.ids[i]])
        matched.partners.push_back(set.row_of.at(partner));
    matched.first.push_back(static_cast<std::uint32_t>(matched.partners.size()));
  }
  return matched;
}

std::vector<double> model_column(const Cohort& cohort, const std::string& name) {
  for (const Covariate& covariate : cohort.covariates) {
    if (covariate.name == name) return covariate.numbers;
    for (std::size_t level = 0; level < covariate.levels.size(); ++level) {
      if (covariate.name + covariate.levels[level] != name) continue;
      std::vector<double> column;
      for (const std::int32_t code : covariate.codes)
        column.push_back(code == static_cast<std::int32_t>(level) ? 1 : 0);
      return column;
    }
  }
  ADD_FAILURE() << "no column " << name;
  return {};
}

std::vector<double> scores_of(const GoldenSet& set, const std::string& key) {
  std::vector<double> scores;
  for (const std::string& id : set.cohort.ids) scores.push_back(set.golden[key][id]);
  return scores;
}

void expect_near(double found, const nlohmann::json& golden, const std::string& what) {
  ASSERT_TRUE(golden.is_number()) << what << ": the golden file has " << golden;
  const double expected = golden;
  EXPECT_LE(std::abs(found - expected), 1e-9 * std::max(1.0, std::abs(expected)))
      << what << ": found " << found << ", golden " << expected;
}

}  // namespace outturn::comparison::test
