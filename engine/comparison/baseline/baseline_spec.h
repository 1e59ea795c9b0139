// A baseline's specification: whose outcomes, which published figures, and how the one is set against the
// other.
//
// A text agreed before anybody has seen an outcome, one line a statement:
//
//     baseline expected_reoffending
//     method expected rates
//     people cohort.csv
//     id person
//     observed reoffended
//     published moj_rates.csv as declared moj_rates.txt
//     match sex = sex, age = age_band, period = quarter
//     rate from value per 100
//     where measure = "binary reoffending rate"
//     at least 60 people
//
// On the left of "=" stands a field of the published table (area, "area name", period, measure, or the name
// of a group), on the right a column of the people. It must never know a figure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"

namespace outturn::comparison {

enum class BaselineMethod : std::uint8_t {
  none,
  published_rate,
  historical_cohort,
  expected_rates,
  directly_standardised,
  case_mix_adjusted,
  trend,
  difference_in_differences,
  funnel,
};

struct PublishedWanted {
  std::string file;
  std::string format;       ///< empty: recognised
  std::string declaration;  ///< file of a declaration; empty: none
  bool standard = false;    ///< the standard population, not rates
};

/// "sex = gender": a field of the published table, and a column of the people or a text.
struct FieldPair {
  std::string field;
  std::string with;
  Span span;
};

/// How a rate is had from a published row.
struct RateRule {
  bool from_counts = false;  ///< numerator over denominator; else the value as published
  double per = 1;            ///< of the value: 100 for percent
};

struct BaselineSpec {
  std::string file;  ///< of the specification itself, for messages
  std::string name;  ///< of the contract's comparison
  BaselineMethod method = BaselineMethod::none;
  std::string people;    ///< file
  std::string earlier;   ///< file of people who came before
  std::string id;        ///< column; empty: the first called "id" or "person", else rows are numbered
  std::string observed;  ///< column: 1 or yes, 0 or no
  std::string score;     ///< column of the people: predicted chance in percent
  std::vector<PublishedWanted> published;
  std::string history;  ///< file of codes and the days they were in use
  /// Of the published files, where neither format nor declaration says so.
  std::string publisher, title, licence, address, retrieved;
  std::vector<FieldPair> match;
  std::vector<FieldPair> where;
  RateRule rate;
  bool rate_said = false;
  std::string rate_measure, score_measure, people_measure;  ///< of case mix: which measure is which
  std::string base;                                         ///< of case mix: the year of the base, "2011"
  std::string starts;                ///< of series: the first period with the programme
  std::vector<std::string> treated;  ///< of difference in differences: areas with the programme
  std::size_t lag = 2;               ///< of Newey and West
  std::size_t least_people = 0;
  bool each_person = false;
  int decimals = 2;
};

/// nullopt when errors were added (BS1).
[[nodiscard]] std::optional<BaselineSpec> read_baseline_spec(const SourceFile& source, Problems& problems);

/// `none` where no method is called so.
[[nodiscard]] BaselineMethod method_called(std::string_view words);
[[nodiscard]] std::vector<std::string> method_list();
/// "expected rates" and so on, as the spec writes it.
[[nodiscard]] std::string_view words_of(BaselineMethod method);
/// As a contract's `design` names it.
[[nodiscard]] std::string_view design_of(BaselineMethod method);
/// What a contract's `method` line must say: "expected rates by sex, age and period, value per 100".
[[nodiscard]] std::string method_words(const BaselineSpec& spec);
/// Whether the method works on people, rather than on a published series.
[[nodiscard]] bool has_people(BaselineMethod method);

}  // namespace outturn::comparison
