// What a run is told of an analysis that a contract's `comparison` rests on: how its figures came about.
//
// Everything here is frozen evidence, as NAME.json and the tables beside it hold it: decimals of a stated
// precision, never binary fractions. The Baseline, Comparison, Balance and Effect sheets are prints of it,
// with live formulas for all that can be worked out again from what it holds. It must never know a method.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/values/exact.h"

namespace outturn::calc {

/// "caliper", "0.2 standard deviations of the logit (0.3609)".
struct Described {
  std::string name;
  std::string words;
};

/// A published source, or a file of people; published ones have a publisher and a licence.
struct AnalysisSource {
  std::string file;
  std::string sha256;
  std::int64_t rows = 0;
  std::string publisher;
  std::string title;
  std::string licence;
  std::string address;
  std::string retrieved;  ///< YYYY-MM-DD
};

/// A row of a published table that was used.
struct PublishedRow {
  std::string area;
  std::string period;
  std::string group;  ///< "age 18 to 20, male"
  std::optional<Exact> numerator;
  std::optional<Exact> denominator;
  std::optional<Exact> value;  ///< as published
  std::string marker;          ///< "suppressed", "provisional"; empty: none
  std::size_t source = 0;      ///< index into `sources`
  std::int64_t line = 0;
};

/// People who share a published rate, and what it makes of them.
struct ExpectedStratum {
  std::string words;
  std::int64_t people = 0;
  std::int64_t observed = 0;
  Exact rate;
  std::size_t row = 0;  ///< index into `published`
};

/// A number for each person, such as a column of the model.
struct PeopleColumn {
  std::string name;
  std::vector<Exact> values;
};

struct ComparedPeople {
  std::vector<std::string> ids;
  std::vector<std::uint8_t> treated;
  std::vector<std::int32_t> sets;        ///< number of the matched set or stratum; 0: in none
  std::vector<Exact> weights;            ///< 0: not compared
  std::vector<Exact> scores;             ///< as fitted; empty: no score
  std::vector<PeopleColumn> terms;       ///< of the model, in the order of `coefficients` behind the first
  std::vector<PeopleColumn> covariates;  ///< what balance is shown of, where it is no term
  std::vector<PeopleColumn> outcomes;
};

struct Coefficient {
  std::string term;  ///< the first is the constant
  Exact estimate;
  Exact error;
};

/// One line of the balance table: a mean in each group, in standard deviations apart.
struct BalanceLine {
  std::string name;
  bool of_score = false;  ///< the score matched on, which is nobody's characteristic
  Exact spread;  ///< the standard deviation differences are measured in; 0: they are shown as they are
  Exact treated_before;
  Exact compared_before;
  Exact treated;
  Exact compared;
  std::optional<Exact> variance_ratio;
  Exact largest_gap;  ///< between the two distributions (Kolmogorov and Smirnov), after
};

struct EffectLine {
  std::string outcome;
  bool binary = false;
  std::int64_t treated_people = 0;
  std::int64_t compared_people = 0;
  Exact treated;
  Exact compared;
  Exact difference;
  Exact error;              ///< standard error
  std::string error_words;  ///< "robust, clustered by matched set"
  std::string error_kind;   ///< "cluster_pair_HC1": a sheet that knows it works it out again
  Exact low;                ///< of the 95 % interval
  Exact high;
  Exact p;
  std::vector<Described> other_errors;
};

/// Observed against expected.
struct ExpectedLine {
  std::int64_t observed = 0;
  Exact expected;
  Exact ratio;
  Exact low;  ///< of the ratio's 95 % interval
  Exact high;
  std::string interval_words;           ///< "Byar", "exact"
  std::optional<Exact> expected_least;  ///< where a suppressed count leaves a range
  std::optional<Exact> expected_most;
};

struct ComparisonRecord {
  std::string name;  ///< of the contract's comparison
  std::string design;
  std::string method;
  std::string version;  ///< of the engine that made it
  std::vector<Described> parameters;
  std::vector<AnalysisSource> sources;
  std::int64_t submitted = 0;  ///< who took part and were put forward
  std::int64_t analysed = 0;   ///< of these, in the figures
  std::int64_t compared = 0;   ///< people compared with; 0 where there are none

  std::string statement;              ///< what may be said, in words
  std::vector<std::string> cautions;  ///< what may not, and why
  std::string refusal;                ///< why there is no verdict; empty: there is one
  std::string maryland;               ///< level on the Maryland scale, in words
  std::string nesta;
  std::string detectable;        ///< the smallest effect this many people could have shown, in words
  std::vector<Described> tests;  ///< every test made
  std::string multiplicity;

  std::vector<Coefficient> coefficients;
  std::optional<ComparedPeople> people;
  std::vector<BalanceLine> balance;
  std::vector<EffectLine> effects;

  std::vector<PublishedRow> published;
  std::vector<ExpectedStratum> strata;
  std::optional<ExpectedLine> expected;
  std::string digest;  ///< SHA-256 of NAME.json
};

/// The line with the largest difference left between the groups in anything known of them; nullptr where
/// there is no balance table.
[[nodiscard]] const BalanceLine* worst_balance(const ComparisonRecord& record);
/// That difference in standard deviations, without its sign.
[[nodiscard]] Exact apart(const BalanceLine& line);

/// What holds of every record: parallel lists, sources and rows that are there, counts that add up.
/// Empty when sound, else the first fault in words. Run in production on what is read.
[[nodiscard]] std::string comparison_fault(const ComparisonRecord& record);

}  // namespace outturn::calc
