#include "tests/comparison_matching/sets.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "engine/base/spread.h"
#include "tests/values/shared_golden.h"

namespace outturn::comparison::test {
namespace {

std::vector<std::string> cells_of(const std::string& line, char between) {
  std::vector<std::string> cells;
  std::stringstream text(line);
  for (std::string cell; std::getline(text, cell, between);) cells.push_back(cell);
  return cells;
}

std::vector<std::string> column_of(const std::vector<std::vector<std::string>>& table,
                                   const std::string& name) {
  const auto at = std::find(table.front().begin(), table.front().end(), name) - table.front().begin();
  std::vector<std::string> cells;
  for (std::size_t row = 1; row < table.size(); ++row)
    cells.push_back(table[row].at(static_cast<std::size_t>(at)));
  return cells;
}

Covariate words_of(const std::string& name, const std::vector<std::string>& cells) {
  Covariate covariate{name, {}, {}, {}};
  const std::set<std::string> levels(cells.begin(), cells.end());
  covariate.levels.assign(levels.begin(), levels.end());
  for (const std::string& cell : cells)
    covariate.codes.push_back(static_cast<std::int32_t>(std::distance(levels.begin(), levels.find(cell))));
  return covariate;
}

std::vector<std::string> words_in(const std::string& formula) {
  std::vector<std::string> words;
  std::stringstream text(formula);
  for (std::string word; text >> word;)
    if (word != "~" && word != "+") words.push_back(word);
  return words;
}

}  // namespace

Covariate covariate_of(const std::string& name, const std::vector<std::string>& cells) {
  Covariate covariate{name, {}, {}, {}};
  for (const std::string& cell : cells) {
    char* end = nullptr;
    covariate.numbers.push_back(std::strtod(cell.c_str(), &end));
    if (*end != '\0') return words_of(name, cells);
  }
  return covariate;
}

void Published::set_exact(const std::vector<std::string>& columns) {
  cohort.exact.clear();
  for (const std::string& column : columns)
    cohort.exact.push_back(words_of(column, column_of(table, column)));
}

std::optional<Published> published(const std::string& name) {
  const auto golden = outturn::test::read_golden("comparison/match_" + name + ".json");
  std::ifstream file(outturn::test::golden_path("../data/comparison/" + name + ".csv"));
  if (!golden || !file) return std::nullopt;
  Published set;
  set.golden = *golden;
  for (std::string line; std::getline(file, line);) set.table.push_back(cells_of(line, ','));
  const std::vector<std::string> words = words_in(set.golden["glm"]["formula"]);
  set.cohort.ids = column_of(set.table, "id");
  for (const std::string& cell : column_of(set.table, words.front()))
    set.cohort.treated.push_back(cell == "1" ? 1 : 0);
  for (std::size_t w = 1; w < words.size(); ++w)
    set.cohort.covariates.push_back(covariate_of(words[w], column_of(set.table, words[w])));
  for (const std::string& id : set.cohort.ids) {
    set.scores.score.push_back(set.golden["propensity_score"][id]);
    set.scores.logit.push_back(set.golden["linear_predictor"][id]);
  }
  return set;
}

Drawn drawn(std::uint64_t seed, std::size_t people, std::size_t values, std::size_t keys) {
  Drawn made;
  std::uint64_t state = seed * 1'000'003;
  const auto below = [&](std::size_t end) { return static_cast<std::size_t>(spread(state++) % end); };
  Covariate key{"key", {}, {}, {}};
  for (std::size_t k = 0; k < keys; ++k) key.levels.push_back(std::string(1, static_cast<char>('a' + k)));
  for (std::size_t i = 0; i < people; ++i) {
    made.cohort.ids.push_back("p" + std::to_string(spread(state++) % 1000) + "_" + std::to_string(i));
    made.cohort.treated.push_back(below(3) == 0 ? 1 : 0);
    made.scores.score.push_back(static_cast<double>(below(values) + 1) / static_cast<double>(values + 2));
    made.scores.logit.push_back(static_cast<double>(below(values)) - 2);
    key.codes.push_back(static_cast<std::int32_t>(below(keys)));
  }
  made.cohort.treated[0] = 1;
  made.cohort.treated[1] = 0;
  if (keys > 1) made.cohort.exact.push_back(key);
  return made;
}

}  // namespace outturn::comparison::test
