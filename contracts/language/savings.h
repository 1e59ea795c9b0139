// What a contract keeps of its savings cases, beside the parameters, the input and the values they were
// written out in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "contracts/language/expression.h"
#include "engine/values/exact.h"

namespace outturn::language {

/// From where to where a figure of a savings case may lie.
struct SavingsRange {
  std::string parameter;  ///< "better_start_impact"
  Exact low;
  Exact high;
  std::string low_words;  ///< as written
  std::string high_words;
};

/// A figure that a savings case takes from a table of values, and whose it is.
struct SavingsSource {
  std::string figure;              ///< in words: "HE4.0, unit cost"
  std::string value;               ///< the parameter or column that holds it
  std::optional<std::size_t> row;  ///< of a column
  std::string price_year;          ///< as found
  std::string uprated_to;          ///< empty: it is not
  std::string release;             ///< of the deflator, or edition of the rates
  std::string source;
  std::string licence;
  std::string checked;  ///< "verified", "secondary, accepted in the contract, forecast"
};

/// A figure of a savings case that is drawn from a distribution.
struct SavingsDraw {
  std::string parameter;  ///< "better_start_impact"
  std::string shape;      ///< as written: "pert"
  /// uniform: low, high; triangular, pert: low, high, likely; normal, lognormal, beta: mean, SD; choice:
  /// value and share of each.
  std::vector<Exact> figures;
  std::string words;      ///< as written: "pert 25% to 45%, likely 35%"
  int places = 0;         ///< of the figure, as held
  bool is_share = false;  ///< never more than 100%
  Span span;
};

/// Two drawn figures that go together, by their numbers.
struct SavingsCorrelation {
  std::size_t one = 0;
  std::size_t other = 0;
  Exact rank;
  std::string words;  ///< as written
  Span span;
};

/// How often does a measure come to more than this?
struct SavingsThreshold {
  std::string measure;  ///< "better_start_npsv"
  Exact value;
  std::string words;  ///< as written
};

struct SavingsSimulation {
  std::uint64_t draws = 0;
  std::uint64_t seed = 0;
  std::vector<SavingsDraw> figures;
  std::vector<SavingsCorrelation> correlations;
  std::vector<std::string> measures;  ///< that are simulated: "better_start_npsv"
  std::vector<SavingsThreshold> thresholds;
  Span span;
};

/// A savings case: written out in parameters, an input with given rows and values, which bear its name.
struct Savings {
  std::string name;
  std::string text;  ///< as written out; empty: a problem of it was told
  std::string base;  ///< the year of prices and discounting
  std::vector<std::pair<std::string, std::string>>
      agencies;  ///< as written, and the value of what each saves
  std::vector<SavingsRange> ranges;
  std::vector<Clause> clauses;
  Span span;
  std::vector<SavingsSource> sources = {};
  std::vector<std::pair<std::string, std::string>> files = {};   ///< tables beside the contract: name, file
  std::vector<std::pair<std::string, std::string>> payers = {};  ///< as written, begin of names
  std::optional<SavingsSimulation> simulation = {};
};

}  // namespace outturn::language
