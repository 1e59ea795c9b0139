#include "adapters/comparison/evidence/compared_record.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "adapters/tables/csv_text.h"
#include "engine/comparison/statistics/decimals.h"

namespace outturn::comparison {
namespace {

std::vector<Exact> decimals(const std::vector<double>& values) {
  std::vector<Exact> out;
  out.reserve(values.size());
  for (const double value : values) out.push_back(decimal_of(value));
  return out;
}

std::string error_words(const std::string& kind) {
  if (kind == "cluster_pair_HC1") return "robust, clustered by matched set (HC1)";
  if (kind == "cluster_pair_and_unit_HC1") return "robust, clustered by matched set and by person (HC1)";
  if (kind == "HC1") return "robust (HC1)";
  if (kind == "stacked") return "robust, with the estimation of the score accounted for";
  if (kind == "psmatch2") return "of radius matching (psmatch2)";
  return kind;
}

/// Without its capital, to stand behind a colon.
std::string lowered(std::string words) {
  if (!words.empty() && words[0] >= 'A' && words[0] <= 'Z')
    words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words;
}

/// Fills a record from a comparison.
class Recorder {
 public:
  Recorder(const ComparisonSpec& spec, const Cohort& cohort, const Comparison& made)
      : spec_(spec), cohort_(cohort), made_(made) {}

  calc::ComparisonRecord record() {
    out_.name = spec_.name;
    out_.design = "matched group";
    out_.method = method_words(spec_);
    counts();
    parameters();
    statement();
    model();
    people();
    for (const BalanceRow& row : made_.balance.rows) out_.balance.push_back(balance(row));
    for (const OutcomeEffect& one : made_.effects) out_.effects.push_back(effect(one.effect));
    return std::move(out_);
  }

 private:
  void counts() {
    out_.submitted = static_cast<std::int64_t>(cohort_.treated_count());
    for (std::size_t i = 0; i < cohort_.size(); ++i)
      if (made_.weights[i] > 0) ++(cohort_.treated[i] != 0 ? out_.analysed : out_.compared);
  }

  void parameters() {
    const auto add = [&](const char* name, const std::string& words) {
      if (!words.empty()) out_.parameters.push_back({name, words});
    };
    add("Took part", "column " + spec_.treated);
    add("Known before", fmt::format("{}", fmt::join(spec_.covariates, ", ")));
    add("Outcomes", fmt::format("{}", fmt::join(spec_.outcomes, ", ")));
    add("Equal in each pair", fmt::format("{}", fmt::join(spec_.exact, ", ")));
    if (made_.matched.caliper > 0)
      add("Caliper", fmt::format("{:.12g} on the {}", made_.matched.caliper, distance_name()));
    if (spec_.asked.approach == Approach::matching && !made_.matched.partners.empty())
      add("Total distance", fmt::format("{:.12g}", made_.matched.total_distance));
    add("Least people",
        fmt::format("{} put forward, {} matched", spec_.asked.limits.submitted, spec_.asked.limits.matched));
    if (out_.analysed < out_.submitted)
      add("Left out",
          fmt::format("{} of {} who took part had nobody like them: the figures are of the others",
                      out_.submitted - out_.analysed, out_.submitted));
  }

  [[nodiscard]] const char* distance_name() const {
    return spec_.asked.matching.distance == Distance::logit ? "logit" : "score";
  }

  void statement() {
    const Statement& said = made_.statement;
    for (const TestMade& test : said.tests) {
      if (said.verdict) out_.statement += (out_.statement.empty() ? "" : " ") + test.found;
      if (!test.not_found.empty()) out_.cautions.push_back("May not be said: " + lowered(test.not_found));
      if (!test.detectable_words.empty())
        out_.detectable += (out_.detectable.empty() ? "" : " ") + test.detectable_words;
      out_.tests.push_back(
          {test.outcome, fmt::format("p {:.4f} ({}); {:.4f} with all outcomes taken together "
                                     "(Holm)",
                                     test.p, error_words(test.kind), test.p_holm)});
    }
    if (out_.statement.empty()) out_.statement = said.evidence;
    out_.cautions.insert(out_.cautions.end(), said.cautions.begin(), said.cautions.end());
    if (!said.verdict) out_.refusal = fmt::format("{}", fmt::join(said.refusals, " "));
    out_.maryland = fmt::format("level {} of 5", said.maryland);
    out_.nesta = fmt::format("level {} of 5", said.nesta);
    out_.multiplicity = said.multiplicity;
  }

  void model() {
    if (!made_.score) return;
    for (std::size_t i = 0; i < made_.score->names.size(); ++i)
      out_.coefficients.push_back({made_.score->names[i], decimal_of(made_.score->coefficients[i]),
                                   decimal_of(made_.score->standard_errors[i])});
  }

  void people() {
    calc::ComparedPeople all;
    all.ids = cohort_.ids;
    all.treated = cohort_.treated;
    all.sets = sets();
    all.weights = decimals(made_.weights);
    Problems none;
    const auto terms = terms_of(cohort_, spec_.asked.terms, none);
    if (!terms) throw Fault("a comparison was made on terms that can't be read");
    const ModelMatrix matrix = model_matrix(cohort_, *terms);
    if (made_.score) all.scores = decimals(made_.score->scores.score);
    for (std::size_t i = 1; i < matrix.names.size(); ++i)
      (made_.score ? all.terms : all.covariates).push_back({matrix.names[i], decimals(matrix.columns[i])});
    for (const std::vector<Covariate>* list : {&cohort_.covariates, &cohort_.exact})
      for (const Covariate& covariate : *list) other_columns(covariate, all);
    for (const Outcome& one : cohort_.outcomes) all.outcomes.push_back({one.name, decimals(one.values)});
    out_.people = std::move(all);
  }

  /// What balance is shown of beyond the model's columns: a factor's first level, and exact keys.
  void other_columns(const Covariate& covariate, calc::ComparedPeople& all) const {
    const auto add = [&](const std::string& name, const std::vector<double>& values) {
      const auto has = [&](const std::vector<calc::PeopleColumn>& list) {
        return std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.name == name; });
      };
      const bool shown = std::any_of(made_.balance.rows.begin(), made_.balance.rows.end(),
                                     [&](const BalanceRow& row) { return row.name == name; });
      if (shown && !has(all.terms) && !has(all.covariates))
        all.covariates.push_back({name, decimals(values)});
    };
    if (!covariate.is_factor()) return add(covariate.name, covariate.numbers);
    for (std::size_t level = 0; level < covariate.levels.size(); ++level) {
      std::vector<double> values;
      for (const std::int32_t code : covariate.codes)
        values.push_back(code == static_cast<std::int32_t>(level));
      add(covariate.name + covariate.levels[level], values);
    }
  }

  /// Numbers of pairs or strata, from 1; 0 where people are used again or weighted.
  [[nodiscard]] std::vector<std::int32_t> sets() const {
    std::vector<std::int32_t> out(cohort_.size(), 0);
    const Matched& matched = made_.matched;
    if (!matched.stratum.empty()) {
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = matched.stratum[i] + 1;
    } else if (!matched.with_replacement) {
      std::int32_t number = 0;
      for (std::size_t t = 0; t < matched.treated.size(); ++t) {
        if (matched.partner_count(t) == 0) continue;
        out[matched.treated[t]] = ++number;
        for (std::uint32_t p = matched.first[t]; p < matched.first[t + 1]; ++p)
          out[matched.partners[p]] = number;
      }
    }
    return out;
  }

  calc::BalanceLine balance(const BalanceRow& row) const {
    calc::BalanceLine line;
    line.of_score = made_.measured_on && &row == &made_.balance.rows.front();
    line.name = line.of_score ? distance_name() : row.name;
    line.treated_before = decimal_of(row.before.mean_treated);
    line.compared_before = decimal_of(row.before.mean_comparison);
    line.treated = decimal_of(row.after.mean_treated);
    line.compared = decimal_of(row.after.mean_comparison);
    line.spread = decimal_of(spread_of(row));
    if (row.after.variance_ratio) line.variance_ratio = decimal_of(*row.after.variance_ratio);
    line.largest_gap = decimal_of(row.after.ecdf_max);
    return line;
  }

  /// The standard deviation that the standardised differences were measured in, from the larger of them.
  static double spread_of(const BalanceRow& row) {
    const bool before =
        std::abs(row.before.standardised_difference) >= std::abs(row.after.standardised_difference);
    const BalanceFigures& from = before ? row.before : row.after;
    constexpr double as_it_is = 1.5e-8;  // so small a difference is not standardised (balance.h)
    if (std::abs(from.mean_treated - from.mean_comparison) <= as_it_is) return 0;
    return (from.mean_treated - from.mean_comparison) / from.standardised_difference;
  }

  static calc::EffectLine effect(const Effect& effect) {
    calc::EffectLine line;
    const NamedError& error = leading_error(effect);
    line.outcome = effect.outcome;
    line.binary = effect.yes_no;
    line.treated_people = static_cast<std::int64_t>(effect.n_treated);
    line.compared_people = static_cast<std::int64_t>(effect.n_comparison);
    line.treated = decimal_of(effect.mean_treated);
    line.compared = decimal_of(effect.mean_comparison);
    line.difference = decimal_of(effect.difference);
    line.error = decimal_of(error.inference.se);
    line.error_words = error_words(error.kind);
    line.error_kind = error.kind;
    line.low = decimal_of(error.inference.lo);
    line.high = decimal_of(error.inference.hi);
    line.p = decimal_of(error.inference.p);
    for (const NamedError& other : effect.errors) {
      if (other.kind == error.kind) continue;
      line.other_errors.push_back(
          {other.kind, fmt::format("{:.6g} (95 % from {:.6g} to {:.6g})", other.inference.se,
                                   other.inference.lo, other.inference.hi)});
    }
    return line;
  }

  const ComparisonSpec& spec_;
  const Cohort& cohort_;
  const Comparison& made_;
  calc::ComparisonRecord out_;
};

}  // namespace

calc::ComparisonRecord record_of(const ComparisonSpec& spec, const Cohort& cohort, const Comparison& made,
                                 std::vector<calc::AnalysisSource> sources, const std::string& version) {
  calc::ComparisonRecord out = Recorder(spec, cohort, made).record();
  out.sources = std::move(sources);
  out.version = version;
  return out;
}

std::string figures_csv(const ComparisonSpec& spec, const Comparison& made) {
  std::string head = "submitted,people,compared";
  std::string row;
  for (const OutcomeEffect& one : made.effects) {
    const Effect& e = one.effect;
    const NamedError& error = leading_error(e);
    if (row.empty()) row = fmt::format("{},{},{}", made.matched.treated.size(), e.n_treated, e.n_comparison);
    const Exact scale(e.yes_no ? 100 : 1);
    const auto add = [&](const char* what, double value, const char* unit) {
      head += "," + tables::csv_cell(e.outcome + "_" + what);
      row += "," + fixed(decimal_of(value) * scale, spec.decimals) + unit;
    };
    const char* const share = e.yes_no ? "%" : "";
    add("treated", e.mean_treated, share);
    add("comparison", e.mean_comparison, share);
    add("difference", e.difference, "");
    add("low", error.inference.lo, "");
    add("high", error.inference.hi, "");
    add("error", error.inference.se, "");
    head += "," + tables::csv_cell(e.outcome + "_p");
    row += "," + fixed(decimal_of(error.inference.p), 4);
  }
  return head + "\n" + row + "\n";
}

std::string pairs_csv(const Cohort& cohort, const Comparison& made) {
  const Matched& matched = made.matched;
  if (matched.partners.empty()) return "";
  const std::vector<double>* const distance = made.distance();
  std::string out = "treated,partner,order,distance\n";
  for (std::size_t t = 0; t < matched.treated.size(); ++t) {
    for (std::uint32_t p = matched.first[t]; p < matched.first[t + 1]; ++p) {
      const std::uint32_t a = matched.treated[t];
      const std::uint32_t b = matched.partners[p];
      out += fmt::format("{},{},{},{}\n", tables::csv_cell(cohort.ids[a]), tables::csv_cell(cohort.ids[b]),
                         p - matched.first[t] + 1,
                         distance == nullptr
                             ? std::string()
                             : fmt::format("{:.12g}", std::abs((*distance)[a] - (*distance)[b])));
    }
  }
  return out;
}

}  // namespace outturn::comparison
