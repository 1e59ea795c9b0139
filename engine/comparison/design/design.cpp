#include "engine/comparison/design/design.h"

#include <algorithm>

namespace outturn::comparison {
namespace {

constexpr int highest_power = 9;

struct Wanted {
  std::string covariate;
  int power = 1;
  bool sound = true;
};

/// "age" or "I(age^2)"; blanks do not matter within I().
Wanted read_term(const std::string& text) {
  if (text.size() < 3 || text.compare(0, 2, "I(") != 0 || text.back() != ')') return {text};
  std::string inside = text.substr(2, text.size() - 3);
  inside.erase(std::remove(inside.begin(), inside.end(), ' '), inside.end());
  const std::size_t hat = inside.find('^');
  if (hat == std::string::npos || hat + 2 != inside.size()) return {inside, 1, false};
  const int power = inside.back() - '0';
  return {inside.substr(0, hat), power, power >= 2 && power <= highest_power};
}

std::vector<std::string> covariate_names(const Cohort& cohort) {
  std::vector<std::string> names;
  for (const Covariate& covariate : cohort.covariates) names.push_back(covariate.name);
  return names;
}

Problem unknown_covariate(const std::string& name, const std::vector<std::string>& names) {
  const std::string near = nearest_name(name, names);
  Problem problem = problem_at("E220", "", {}, "no covariate is called " + name);
  problem.why = {"The model is to weigh it, and the people's file has no such column among its covariates."};
  problem.mend = {near.empty() ? "Name a column of the file, exactly as its heading has it."
                               : "Perhaps " + near + " is meant."};
  return problem;
}

/// The term, or a problem added.
std::optional<Term> found_term(const Cohort& cohort, const std::string& text, Problems& problems) {
  const Wanted wanted = read_term(text);
  if (!wanted.sound) {
    problems.add(problem_at("E221", "", {}, "the term " + text + " cannot be read",
                            {"Within I() stands one covariate to a whole power from 2 to 9, as in I(age^2)."},
                            {"Write it so, or add the column to the people's file ready made."}));
    return std::nullopt;
  }
  const std::vector<std::string> names = covariate_names(cohort);
  const auto at = std::find(names.begin(), names.end(), wanted.covariate);
  if (at == names.end()) {
    problems.add(unknown_covariate(wanted.covariate, names));
    return std::nullopt;
  }
  const auto index = static_cast<std::size_t>(at - names.begin());
  if (wanted.power > 1 && cohort.covariates[index].is_factor()) {
    problems.add(problem_at("E221", "", {}, "the term " + text + " is a power of words",
                            {wanted.covariate + " holds words, which have no powers."},
                            {"Name " + wanted.covariate + " by itself: each word then has its own weight."}));
    return std::nullopt;
  }
  return Term{index, wanted.power};
}

double power_of(double value, int power) {
  double product = value;
  for (int i = 1; i < power; ++i) product *= value;
  return product;
}

void add_levels(const Covariate& factor, ModelMatrix& matrix) {
  for (std::size_t level = 1; level < factor.levels.size(); ++level) {
    matrix.names.push_back(factor.name + factor.levels[level]);
    std::vector<double>& column = matrix.columns.emplace_back(factor.codes.size(), 0.0);
    for (std::size_t i = 0; i < column.size(); ++i)
      if (factor.codes[i] == static_cast<std::int32_t>(level)) column[i] = 1;
  }
}

}  // namespace

std::optional<std::vector<Term>> terms_of(const Cohort& cohort, const std::vector<std::string>& written_terms,
                                          Problems& problems) {
  std::vector<Term> terms;
  bool sound = true;
  for (const std::string& text : written_terms.empty() ? covariate_names(cohort) : written_terms) {
    const std::optional<Term> term = found_term(cohort, text, problems);
    sound = sound && term;
    if (!term) continue;
    const bool twice = std::any_of(terms.begin(), terms.end(), [&](const Term& other) {
      return other.covariate == term->covariate && other.power == term->power;
    });
    if (twice) {
      problems.add(problem_at("E222", "", {}, "the term " + text + " is named twice",
                              {"Two columns that are the same cannot each have a weight."},
                              {"Name it once."}));
      sound = false;
    }
    terms.push_back(*term);
  }
  return sound ? std::optional(terms) : std::nullopt;
}

std::string written(const Cohort& cohort, const Term& term) {
  const std::string& name = cohort.covariates[term.covariate].name;
  return term.power == 1 ? name : "I(" + name + "^" + std::to_string(term.power) + ")";
}

ModelMatrix model_matrix(const Cohort& cohort, const std::vector<Term>& terms) {
  ModelMatrix matrix;
  matrix.names.emplace_back("(Intercept)");
  matrix.columns.emplace_back(cohort.size(), 1.0);
  for (const Term& term : terms) {
    const Covariate& covariate = cohort.covariates[term.covariate];
    if (covariate.is_factor()) {
      add_levels(covariate, matrix);
      continue;
    }
    matrix.names.push_back(written(cohort, term));
    std::vector<double>& column = matrix.columns.emplace_back(covariate.numbers);
    if (term.power > 1)
      for (double& value : column) value = power_of(value, term.power);
  }
  return matrix;
}

}  // namespace outturn::comparison
