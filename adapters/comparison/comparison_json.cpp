#include "adapters/comparison/comparison_json.h"

#include "adapters/comparison/json_stream.h"

namespace outturn::comparison {
namespace {

/// One number for each name.
template <class Names, class Numbers>
void put_each(JsonStream& json, const char* name, const Names& names, const Numbers& numbers) {
  json.name(name);
  json.open();
  for (std::size_t i = 0; i < names.size(); ++i) json.pair(names[i], numbers[i]);
  json.close();
}

void put_score(JsonStream& json, const Cohort& cohort, const Comparison& comparison) {
  if (!comparison.score) return;
  const Propensity& score = *comparison.score;
  json.name("glm");
  json.open();
  put_each(json, "coef", score.names, score.coefficients);
  put_each(json, "se", score.names, score.standard_errors);
  json.pair("deviance", score.deviance);
  json.pair("null_deviance", score.null_deviance);
  json.pair("aic", score.aic());
  json.pair("iterations", static_cast<double>(score.iterations));
  json.close();
  put_each(json, "propensity_score", cohort.ids, score.scores.score);
  put_each(json, "linear_predictor", cohort.ids, score.scores.logit);
  json.pair("sd_score", sample_sd(score.scores.score));
  json.pair("sd_logit", sample_sd(score.scores.logit));
}

void put_pairs(JsonStream& json, const Cohort& cohort, const Matched& matched) {
  json.name("pairs");
  json.open();
  for (std::size_t t = 0; t < matched.treated.size() && matched.stratum.empty(); ++t) {
    json.name(cohort.ids[matched.treated[t]]);
    json.open('[');
    for (std::uint32_t p = matched.first[t]; p < matched.first[t + 1]; ++p)
      json.text(cohort.ids[matched.partners[p]]);
    json.close(']');
  }
  json.close();
  if (matched.stratum.empty()) return;
  json.name("subclass");
  json.open();
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    if (matched.stratum[i] < 0) continue;
    json.name(cohort.ids[i]);
    json.count(static_cast<std::uint64_t>(matched.stratum[i]) + 1);  // R counts from 1
  }
  json.close();
}

void put_weights(JsonStream& json, const Cohort& cohort, const std::vector<double>& weights) {
  json.name("weights");
  json.open();
  for (std::size_t i = 0; i < cohort.size(); ++i)
    if (weights[i] > 0) json.pair(cohort.ids[i], weights[i]);
  json.close();
}

struct GroupSize {
  double people = 0;
  double weighted = 0;
  double sum = 0;
  double squares = 0;
};

void put_sizes(JsonStream& json, const Cohort& cohort, const std::vector<double>& weights) {
  GroupSize groups[2];
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    GroupSize& group = groups[cohort.treated[i]];
    group.people += 1;
    group.weighted += weights[i] > 0 ? 1 : 0;
    group.sum += weights[i];
    group.squares += weights[i] * weights[i];
  }
  const auto row = [&](const char* name, auto of) {
    json.name(name);
    json.open();
    json.pair("Control", of(groups[0]));
    json.pair("Treated", of(groups[1]));
    json.close();
  };
  json.name("sample_sizes");
  json.open();
  row("All (ESS)", [](const GroupSize& g) { return g.people; });
  row("All", [](const GroupSize& g) { return g.people; });
  row("Matched (ESS)", [](const GroupSize& g) { return g.sum * g.sum / g.squares; });
  row("Matched", [](const GroupSize& g) { return g.weighted; });
  row("Unmatched", [](const GroupSize& g) { return g.people - g.weighted; });
  row("Discarded", [](const GroupSize&) { return 0.0; });
  json.close();
  json.name("n_treated_matched");
  json.number(groups[1].weighted);
}

void put_figures(JsonStream& json, const std::string& name, const BalanceFigures& figures) {
  json.name(name);
  json.open();
  json.pair("Means Treated", figures.mean_treated);
  json.pair("Means Control", figures.mean_comparison);
  json.pair("Std. Mean Diff.", figures.standardised_difference);
  json.pair("Var. Ratio", figures.variance_ratio);
  json.pair("eCDF Mean", figures.ecdf_mean);
  json.pair("eCDF Max", figures.ecdf_max);
  json.pair("Std. Pair Dist.", figures.pair_distance);
  json.close();
}

void put_balance(JsonStream& json, const Balance& balance) {
  json.name("balance_before");
  json.open();
  for (const BalanceRow& row : balance.rows) put_figures(json, row.name, row.before);
  json.close();
  json.name("balance_after");
  json.open();
  for (const BalanceRow& row : balance.rows) put_figures(json, row.name, row.after);
  json.close();
  json.name("balance_lights");
  json.open();
  for (const BalanceRow& row : balance.rows) {
    json.name(row.name);
    json.text(word(light_of(row.after)));
  }
  json.close();
}

/// All the standard errors of an effect; a weighting's have two names, R's and those of the methods' authors.
std::vector<NamedError> errors_of(const OutcomeEffect& of) {
  std::vector<NamedError> errors = of.effect.errors;
  const auto also = [&](const char* kind, const char* name) {
    if (const NamedError* error = of.effect.error(kind)) errors.push_back({name, error->inference, {}});
  };
  if (of.effect.error("stacked") != nullptr) {
    also("HC0", "HC0_fixed_weights");
    also("HC1", "HC1_fixed_weights");
  }
  if (of.effect.error("psmatch2") != nullptr) also("HC1", "HC1_weighted_regression");
  return errors;
}

void put_mcnemar(JsonStream& json, const McNemar& test) {
  json.name("mcnemar");
  json.open();
  json.pair("only_treated", static_cast<double>(test.only_treated));
  json.pair("only_comparison", static_cast<double>(test.only_comparison));
  json.pair("chisq_corrected", test.chisq_corrected);
  json.pair("p_corrected", test.p_corrected);
  json.pair("chisq", test.chisq);
  json.pair("p", test.p);
  json.pair("p_exact", test.p_exact);
  json.close();
}

void put_abadie_imbens(JsonStream& json, const AbadieImbens& found) {
  json.name("abadie_imbens");
  json.open();
  json.pair("est", found.difference);
  json.pair("ai_se", found.se);
  json.pair("se_standard", found.se_standard);
  json.pair("rows", static_cast<double>(found.rows));
  json.close();
}

void put_effect(JsonStream& json, const OutcomeEffect& of) {
  const Effect& effect = of.effect;
  json.name(effect.outcome);
  json.open();
  json.pair("mean_treated", effect.mean_treated);
  json.pair("mean_comparison", effect.mean_comparison);
  json.pair("att", effect.difference);
  json.pair("n_treated", static_cast<double>(effect.n_treated));
  json.pair("n_comparison", static_cast<double>(effect.n_comparison));
  json.pair("ess_treated", effect.ess_treated);
  json.pair("ess_comparison", effect.ess_comparison);
  const std::vector<NamedError> errors = errors_of(of);
  const auto column = [&](const char* name, double Inference::*figure) {
    json.name(name);
    json.open();
    for (const NamedError& error : errors) json.pair(error.kind, error.inference.*figure);
    json.close();
  };
  column("se", &Inference::se);
  column("df", &Inference::df);
  column("stat", &Inference::stat);
  column("p", &Inference::p);
  column("lo", &Inference::lo);
  column("hi", &Inference::hi);
  json.name("clusters");
  json.open();
  for (const NamedError& error : errors)
    if (error.clusters) json.pair(error.kind, static_cast<double>(*error.clusters));
  json.close();
  json.name("leading");
  json.text(effect.leading);
  if (effect.att_long) json.pair("att_long", *effect.att_long);
  if (of.horvitz_thompson) json.pair("horvitz_thompson", *of.horvitz_thompson);
  if (of.abadie_imbens) put_abadie_imbens(json, *of.abadie_imbens);
  if (effect.mcnemar) put_mcnemar(json, *effect.mcnemar);
  json.close();
}

void put_texts(JsonStream& json, const char* name, const std::vector<std::string>& texts) {
  json.name(name);
  json.open('[');
  for (const std::string& text : texts) json.text(text);
  json.close(']');
}

void put_tests(JsonStream& json, const Statement& statement) {
  json.name("tests");
  json.open('[');
  for (const TestMade& test : statement.tests) {
    json.open();
    json.name("outcome");
    json.text(test.outcome);
    json.name("standard_error");
    json.text(test.kind);
    json.pair("p", test.p);
    json.pair("p_holm", test.p_holm);
    json.pair("detectable_difference", test.detectable);
    json.name("may_be_said");
    json.text(test.found);
    json.name("may_not_be_said");
    json.text(test.not_found);
    json.close();
  }
  json.close(']');
}

void put_statement(JsonStream& json, const Statement& statement) {
  json.name("statement");
  json.open();
  json.name("verdict");
  json.truth(statement.verdict);
  put_texts(json, "refusals", statement.refusals);
  put_texts(json, "cautions", statement.cautions);
  json.name("evidence");
  json.text(statement.evidence);
  json.pair("maryland_scale", static_cast<double>(statement.maryland));
  json.pair("nesta_level", static_cast<double>(statement.nesta));
  put_tests(json, statement);
  json.name("multiplicity");
  json.text(statement.multiplicity);
  json.close();
}

}  // namespace

std::string comparison_json(const Cohort& cohort, const Comparison& comparison,
                            const std::vector<std::pair<std::string, std::string>>& asked_words) {
  JsonStream json;
  json.open();
  json.name("method");
  json.open();
  for (const auto& [name, value] : asked_words) {
    json.name(name);
    json.text(value);
  }
  json.close();
  put_score(json, cohort, comparison);
  put_pairs(json, cohort, comparison.matched);
  put_weights(json, cohort, comparison.weights);
  put_sizes(json, cohort, comparison.weights);
  json.pair("total_distance", comparison.matched.total_distance);
  json.pair("caliper_absolute",
            comparison.matched.caliper > 0 ? std::optional(comparison.matched.caliper) : std::nullopt);
  put_balance(json, comparison.balance);
  json.name("effects");
  json.open();
  for (const OutcomeEffect& of : comparison.effects) put_effect(json, of);
  json.close();
  if (!comparison.effects.empty()) put_statement(json, comparison.statement);
  json.close();
  return std::move(json).take();
}

}  // namespace outturn::comparison
