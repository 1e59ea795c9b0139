#include "adapters/command/compare_command.h"

#include <cmath>
#include <cstdio>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "adapters/command/claim/parallel.h"
#include "adapters/command/compare_spec.h"
#include "adapters/comparison/comparison_json.h"
#include "adapters/comparison/people_file.h"
#include "engine/comparison/comparing/comparing.h"

namespace outturn::command {
namespace {

namespace cp = comparison;

cp::Method method_of(const std::string& name) {
  if (name == "radius") return cp::Method::radius;
  if (name == "mahalanobis") return cp::Method::mahalanobis;
  if (name == "subclass") return cp::Method::subclassification;
  if (name == "cem") return cp::Method::coarsened_exact;
  if (name == "optimal") return cp::Method::optimal_pairs;
  return cp::Method::nearest;
}

std::optional<cp::Order> order_of(const CompareOptions& options) {
  if (options.method == "closest" || options.order == "closest") return cp::Order::closest;
  if (options.order == "largest") return cp::Order::largest;
  if (options.order == "smallest") return cp::Order::smallest;
  if (options.order == "data") return cp::Order::as_listed;
  return std::nullopt;
}

cp::Asked asked_by(const CompareOptions& options) {
  cp::Asked asked;
  if (options.method == "ipw") asked.approach = cp::Approach::probability_weights;
  if (options.method == "entropy") asked.approach = cp::Approach::entropy_weights;
  cp::Matching& matching = asked.matching;
  matching.method = method_of(options.method);
  matching.ratio = options.ratio;
  matching.replace = options.replacement;
  matching.distance = options.distance == "logit" ? cp::Distance::logit : cp::Distance::score;
  matching.order = order_of(options);
  matching.caliper_in_sd = options.caliper > 0;
  if (options.caliper > 0) matching.caliper = options.caliper;
  if (options.caliper_raw > 0) matching.caliper = options.caliper_raw;
  matching.ties = options.like == "outturn" ? cp::Ties::by_id : cp::Ties::like_matchit_4_7_2;
  matching.estimand = options.estimand == "ate" ? cp::Estimand::everyone : cp::Estimand::treated;
  matching.subclasses = options.subclasses;
  matching.covariates = options.match_on;
  asked.terms = options.covariates;
  return asked;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

std::vector<std::pair<std::string, std::string>> words_of(const CompareOptions& options) {
  std::vector<std::pair<std::string, std::string>> words{
      {"program", std::string("outturn ") + engine_version},
      {"like", options.like},
      {"method", options.method},
      {"treated", options.treated},
      {"covariates", joined(options.covariates)},
      {"estimand", options.estimand},
      {"distance", options.distance.empty() ? "score" : options.distance},
      {"ratio", std::to_string(options.ratio)},
      {"replace", options.replacement ? "yes" : "no"},
      {"order", options.order.empty() ? "of the method" : options.order}};
  if (!options.exact.empty()) words.emplace_back("exact", joined(options.exact));
  if (!options.match_on.empty()) words.emplace_back("match_on", joined(options.match_on));
  if (options.caliper > 0) words.emplace_back("caliper_in_sd", fmt::format("{}", options.caliper));
  if (options.caliper_raw > 0) words.emplace_back("caliper", fmt::format("{}", options.caliper_raw));
  return words;
}

void print_indented(const char* head, const std::string& text) { std::printf("%s%s\n", head, text.c_str()); }

void print_balance(const cp::Balance& balance) {
  std::size_t lights[3] = {0, 0, 0};
  for (const cp::BalanceRow& row : balance.rows)
    if (row.name != "distance") ++lights[static_cast<std::size_t>(cp::light_of(row.after))];
  std::printf("Balance: %zu green, %zu amber, %zu red", lights[0], lights[1], lights[2]);
  if (const cp::BalanceRow* worst = cp::worst_after(balance))
    std::printf("; worst \"%s\", %.1f %% of a standard deviation (before: %.1f %%)", worst->name.c_str(),
                100 * std::abs(worst->after.standardised_difference),
                100 * std::abs(worst->before.standardised_difference));
  std::printf(".\n");
}

void print_summary(const cp::Cohort& cohort, const cp::Comparison& comparison) {
  std::size_t treated = 0;
  std::size_t others = 0;
  for (std::size_t i = 0; i < cohort.size(); ++i)
    if (comparison.weights[i] > 0) ++(cohort.treated[i] != 0 ? treated : others);
  std::printf("Compared: %zu of %zu who took part with %zu of %zu others.\n", treated, cohort.treated_count(),
              others, cohort.size() - cohort.treated_count());
  print_balance(comparison.balance);
  for (const cp::OutcomeEffect& of : comparison.effects) {
    const cp::NamedError& error = cp::leading_error(of.effect);
    std::printf("%s: %.6g against %.6g, difference %.6g (95 %% interval %.6g to %.6g, %s).\n",
                of.effect.outcome.c_str(), of.effect.mean_treated, of.effect.mean_comparison,
                of.effect.difference, error.inference.lo, error.inference.hi, error.kind.c_str());
  }
  if (comparison.effects.empty()) return;
  const cp::Statement& statement = comparison.statement;
  std::printf("\nEvidence: Maryland scale %d, Nesta level %d. %s\n", statement.maryland, statement.nesta,
              statement.evidence.c_str());
  for (const std::string& text : statement.refusals) print_indented("No verdict: ", text);
  for (const std::string& text : statement.cautions) print_indented("Caution: ", text);
  for (const cp::TestMade& test : statement.tests) {
    print_indented("May be said: ", test.found);
    print_indented("May not be said: ", test.not_found);
    print_indented("", test.detectable_words);
  }
  print_indented("", statement.multiplicity);
}

/// What CLI11 can't check by itself: empty when the choices can be, else what is wrong.
std::string usage_fault(const CompareOptions& options) {
  if (options.treated.empty()) return "say who took part: --treated COLUMN, or give a SPEC";
  if (options.covariates.empty())
    return "say what is known of each before: --covariates COLUMN,..., or give a SPEC";
  if (options.caliper > 0 && options.caliper_raw > 0) return "give --caliper or --caliper-raw, not both";
  if (options.method == "radius" && options.caliper == 0 && options.caliper_raw == 0)
    return "--method radius needs the radius: --caliper or --caliper-raw";
  if (options.method == "closest" && !options.order.empty() && options.order != "closest")
    return "--method closest has its own order";
  return "";
}

}  // namespace

void set_up_compare(CLI::App& app, CompareOptions& o) {
  CLI::App* compare = app.add_subcommand("compare",
                                         "Those who took part against similar people who did not: score, "
                                         "pairs, balance, effect, and what may be "
                                         "said.");
  compare->add_option(
      "spec", o.spec,
      "a text that says all of it, as a contract's comparison needs it (docs/comparing.md); without "
      "it, the options below do");
  compare->add_option("--out", o.out, "with SPEC: folder for the figures and their proof");
  compare->add_flag("--replace-out", o.replace_out,
                    "with SPEC: put this result in place of the one in --out");
  compare->add_option("--people", o.people, "CSV file, one line a person")->required();
  compare->add_option("--treated", o.treated, "column that says who took part: 1 or yes, 0 or no");
  compare
      ->add_option("--covariates", o.covariates,
                   "columns known of each person before, such as age,I(age^2),race; words become factors, "
                   "as.factor(x) makes one of a number")
      ->delimiter(',');
  compare->add_option("--outcome", o.outcomes, "columns of what became of them; yes/no or 1/0 is seen")
      ->delimiter(',');
  compare->add_option("--exact", o.exact, "columns that must be the same in a pair")->delimiter(',');
  compare->add_option("--id", o.id, "column of ids (the first called \"id\", else rows are numbered)");
  compare->add_option("--method", o.method, "how people are made comparable (nearest, if left out)")
      ->check(CLI::IsMember(
          {"nearest", "closest", "radius", "mahalanobis", "subclass", "cem", "optimal", "ipw", "entropy"}));
  compare->add_option("--ratio", o.ratio, "partners sought for each who took part (1)")
      ->check(CLI::Range(1, 1000));
  compare
      ->add_option(
          "--caliper", o.caliper,
          "the most a pair may differ, in standard deviations (n - 1) of the distance over all people of "
          "both groups, as MatchIt counts by default")
      ->check(CLI::PositiveNumber);
  compare->add_option("--caliper-raw", o.caliper_raw, "the same in the distance itself, not in deviations")
      ->check(CLI::PositiveNumber);
  compare
      ->add_option("--caliper-on,--distance", o.distance,
                   "what is matched and measured on: score (if left out) or logit")
      ->check(CLI::IsMember({"score", "logit"}));
  compare->add_option("--order", o.order, "who chooses first (largest; data with --replace)")
      ->check(CLI::IsMember({"largest", "smallest", "data", "closest"}));
  compare
      ->add_option("--match-on", o.match_on,
                   "of --method mahalanobis and cem: the covariates matched on (all, if left out)")
      ->delimiter(',');
  compare->add_flag("--replace", o.replacement, "one person may be partner to several");
  compare->add_option("--subclasses", o.subclasses, "of --method subclass (6)")->check(CLI::Range(2, 1000));
  compare
      ->add_option("--estimand", o.estimand, "att: on those who took part; ate: on everybody (subclass, ipw)")
      ->check(CLI::IsMember({"att", "ate"}));
  compare
      ->add_option("--like", o.like,
                   "whose order and ties: matchit-4.7.2 (pair by pair) or outturn (ids settle ties)")
      ->check(CLI::IsMember({"matchit-4.7.2", "outturn"}));
  compare->add_flag("--json", o.json, "everything as one JSON object on standard output");
}

Exit compare_people(const CompareOptions& options) {
  if (!options.spec.empty()) {
    if (options.out.empty()) {
      std::fprintf(stderr, "outturn compare: a SPEC needs a folder for what is found: --out FOLDER\n");
      return Exit::usage;
    }
    return compare_by_spec({options.spec, options.people, options.out, options.replace_out, options.json});
  }
  if (const std::string fault = usage_fault(options); !fault.empty()) {
    std::fprintf(stderr, "outturn compare: %s\n", fault.c_str());
    return Exit::usage;
  }
  const auto bytes = read_file(options.people);
  if (!bytes) {
    std::fprintf(stderr, "can't read %s\n", options.people.c_str());
    return Exit::problems;
  }
  Problems problems;
  const auto cohort =
      cp::read_people(options.people, *bytes,
                      {options.treated, options.covariates, options.outcomes, options.exact, options.id},
                      problems, run_on_all_cores);
  std::optional<cp::Comparison> comparison;
  if (cohort) {
    if (const std::string fault = cp::cohort_fault(*cohort); !fault.empty()) throw Fault("cohort: " + fault);
    comparison = cp::compare(*cohort, asked_by(options), problems, run_on_all_cores);
  }
  print_problems(problems, nullptr);
  if (!comparison || problems.has_errors()) return Exit::problems;
  if (options.json) {
    const std::string text = cp::comparison_json(*cohort, *comparison, words_of(options));
    std::fwrite(text.data(), 1, text.size(), stdout);
  } else {
    print_summary(*cohort, *comparison);
  }
  return Exit::good;
}

}  // namespace outturn::command
