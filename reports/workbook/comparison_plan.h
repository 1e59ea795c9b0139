// Where the numbers of a comparison stand on its sheets, and what they come to in a spreadsheet's arithmetic.
//
// The Comparison sheet has a row a person, by matched set, with the coefficients above the model's columns
// and the two groups' averages above the outcomes. Balance and Effect read it by the ranges given here.
// Internal to reports/workbook.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/workbook/book.h"

namespace outturn::workbook {

/// Of the normal distribution, 2.5 % above it.
inline constexpr double z95 = 1.959963984540054;

struct ComparisonNames {
  std::string baseline;
  std::string people;
  std::string balance;
  std::string effect;
};
/// Of the comparison of this index: "Effect", then "Effect 2"; those it has no sheet for are empty.
[[nodiscard]] ComparisonNames comparison_names(const std::vector<calc::ComparisonRecord>& records,
                                               std::size_t index);

/// More people than a book is read with stay in NAME_people.csv.
[[nodiscard]] bool shows_people(const calc::ComparisonRecord& record);

/// A column of numbers on the Comparison sheet.
struct PlacedColumn {
  std::string name;
  std::uint32_t column = 0;
  std::vector<double> values;  ///< in the order of the sheet's rows
};

/// What an outcome's columns come to.
struct PlacedOutcome {
  PlacedColumn outcome;
  double treated = 0;  ///< weighted mean
  double compared = 0;
  std::vector<double> share;   ///< what each person adds to the difference's deviation
  std::vector<double> so_far;  ///< added up within the set
  std::vector<double> square;  ///< of a set's sum, in its last row
};

/// Sums that keep what rounding would lose, as a spreadsheet's own do.
[[nodiscard]] double summed(const std::vector<double>& values);

class ComparisonPlan {
 public:
  ComparisonPlan(const calc::ComparisonRecord& record, ComparisonNames sheets);

  static constexpr std::uint32_t coefficient_row = 4;
  static constexpr std::uint32_t treated_row = 6;  ///< number, weight, means
  static constexpr std::uint32_t compared_row = 7;
  static constexpr std::uint32_t sets_row = 8;
  static constexpr std::uint32_t header_row = 10;
  static constexpr std::uint32_t first_row = 11;

  static constexpr std::uint32_t treated_column = 1;
  static constexpr std::uint32_t set_column = 2;
  static constexpr std::uint32_t weight_column = 3;
  static constexpr std::uint32_t first_term = 4;

  [[nodiscard]] std::size_t people() const { return order.size(); }
  [[nodiscard]] std::uint32_t last_row() const {
    return first_row + static_cast<std::uint32_t>(people()) - 1;
  }
  /// "Comparison!$E$12:$E$381".
  [[nodiscard]] std::string range(std::uint32_t column) const;
  /// "Comparison!$F$7".
  [[nodiscard]] std::string cell(std::uint32_t column, std::uint32_t row) const;
  /// A term, covariate or the score, by name; nullptr: on no sheet.
  [[nodiscard]] const PlacedColumn* column(const std::string& name) const;
  [[nodiscard]] const PlacedOutcome* outcome(const std::string& name) const;
  [[nodiscard]] bool has_score() const { return score_column != 0; }
  /// Mean over a group, weighted by `weight` or each person once.
  [[nodiscard]] double mean(const std::vector<double>& values, bool of_treated, bool weighted) const;

  ComparisonNames names;
  std::vector<std::size_t> order;  ///< the record's people in the order of rows
  std::vector<double> treated;
  std::vector<double> sets;
  std::vector<double> weights;
  std::vector<PlacedColumn> terms;
  std::vector<PlacedColumn> covariates;
  std::vector<PlacedOutcome> outcomes;
  std::vector<double> logit;  ///< live
  std::vector<double> score;
  std::vector<double> fitted;
  std::uint32_t logit_column = 0;
  std::uint32_t score_column = 0;  ///< then as fitted, then whether they agree
  std::uint32_t last_column = 0;
  double treated_weight = 0;
  double compared_weight = 0;
  double treated_people = 0;
  double compared_people = 0;
  double number_of_sets = 0;

 private:
  void place(const calc::ComparisonRecord& record);
  void score_people(const calc::ComparisonRecord& record);
  void weigh(PlacedOutcome& outcome) const;
};

void comparison_sheet(Book& book, SheetId id, const calc::ComparisonRecord& record,
                      const ComparisonPlan& plan);
void balance_sheet(Book& book, SheetId id, const calc::ComparisonRecord& record, const ComparisonPlan& plan);
void effect_sheet(Book& book, SheetId id, const calc::ComparisonRecord& record, const ComparisonPlan* plan,
                  const ComparisonNames& names);
void baseline_sheet(Book& book, SheetId id, const calc::ComparisonRecord& record,
                    const ComparisonNames& names);
/// One for each comparison of a record; none where its people are on no sheet.
using ComparisonPlans = std::vector<std::optional<ComparisonPlan>>;
[[nodiscard]] ComparisonPlans comparison_plans(const std::vector<calc::ComparisonRecord>& records);
/// What must hold of every comparison's sheets.
std::vector<CheckLine> comparison_checks(const std::vector<calc::ComparisonRecord>& records,
                                         const ComparisonPlans& plans);

}  // namespace outturn::workbook
