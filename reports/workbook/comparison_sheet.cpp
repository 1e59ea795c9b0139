// Comparison: everybody who took part or might be compared with, by matched set, each score worked out again
// from the coefficients above the columns.
//
// Who is matched with whom, and the coefficients themselves, are results of a method and frozen. A share is
// what a person adds to the deviation of the difference; the shares of a matched set are added up, and their
// squares give the standard error clustered by set (Liang and Zeger, Biometrika 73 (1986)).
#include <cmath>

#include "reports/workbook/comparison_plan.h"
#include "reports/workbook/page_block.h"

namespace outturn::workbook {
namespace {

constexpr double agreement = 0.5e-9;  // what rounding to nine places makes nothing

class ComparisonSheet {
 public:
  ComparisonSheet(Book& book, SheetId id, const calc::ComparisonRecord& record, const ComparisonPlan& plan)
      : book_(book),
        record_(record),
        plan_(plan),
        id_(id),
        block_(book, id, plan.names.people, plan.last_column) {}

  void write() {
    begin_page(book_, id_, plan_.names.people,
               "Who is compared with whom, and each person's score from the model's coefficients.");
    book_.writer.width(id_, 0, 0, width_for(26));
    book_.writer.width(id_, 1, plan_.last_column, width_for(13));
    top();
    headers();
    for (std::size_t i = 0; i < plan_.people(); ++i) person(i);
  }

 private:
  using P = ComparisonPlan;

  [[nodiscard]] std::string rows(std::uint32_t column) const {
    return P::first_row + plan_.people() == P::first_row
               ? ""
               : PageBlock::fixed(column, P::first_row) + ":" + PageBlock::fixed(column, plan_.last_row());
  }

  void top() {
    block_.at_row(P::coefficient_row - 1);
    block_.heading("The model, and the two groups");
    if (!record_.coefficients.empty()) coefficients();
    block_.at_row(P::treated_row);
    group("Took part: people, weight, mean", true);
    block_.at_row(P::compared_row);
    group("Compared with: people, weight, mean", false);
    block_.at_row(P::sets_row);
    block_.label("Matched sets");
    block_.formula(P::set_column, "=MAX(" + rows(P::set_column) + ")", plan_.number_of_sets, "#,##0",
                   {"Matched sets", "the highest number of a set"});
  }

  void coefficients() {
    for (const bool errors : {false, true}) {
      block_.at_row(P::coefficient_row + (errors ? 1 : 0));
      block_.label(errors ? "Standard error (engine run)" : "Coefficient (engine run); constant first");
      for (std::size_t t = 0; t < record_.coefficients.size(); ++t) {
        const calc::Coefficient& one = record_.coefficients[t];
        block_.method(P::weight_column + static_cast<std::uint32_t>(t), errors ? one.error : one.estimate,
                      "0.000000");
      }
    }
  }

  void group(const std::string& words, bool treated) {
    const std::string flag = rows(P::treated_column) + (treated ? "=1" : "=0");
    const std::string weight = rows(P::weight_column);
    const char* const who = treated ? "took part" : "compared with";
    block_.label(words);
    block_.formula(P::treated_column, "=SUMPRODUCT((" + flag + ")*(" + weight + ">0))",
                   treated ? plan_.treated_people : plan_.compared_people, "#,##0",
                   {std::string("People, ") + who, "people with a weight"});
    block_.formula(P::weight_column, "=SUMPRODUCT((" + flag + ")*" + weight + ")",
                   treated ? plan_.treated_weight : plan_.compared_weight, "0.000000",
                   {std::string("Weight, ") + who, "sum of the weights"});
    const std::string weighted = "=SUMPRODUCT((" + flag + ")*" + weight + "*";
    const std::string over = ")/" + PageBlock::fixed(P::weight_column, block_.row());
    for (const PlacedOutcome& one : plan_.outcomes) {
      std::string formula = weighted;
      formula.append(rows(one.outcome.column)).append(over);
      block_.formula(one.outcome.column, formula, treated ? one.treated : one.compared, "0.000000",
                     {"Mean " + one.outcome.name + ", " + who, "weighted mean"});
    }
  }

  void headers() {
    block_.at_row(P::header_row);
    std::vector<std::string> words = {"Person", "Took part", "Matched set", "Weight"};
    for (const PlacedColumn& term : plan_.terms) words.push_back(term.name);
    if (plan_.has_score())
      words.insert(words.end(), {"Logit", "Score", "Score as fitted (engine run)", "Agree"});
    for (const PlacedColumn& covariate : plan_.covariates) words.push_back(covariate.name);
    for (const PlacedOutcome& one : plan_.outcomes)
      words.insert(words.end(),
                   {one.outcome.name, "Share of the deviation", "In the set so far", "Set squared"});
    block_.headers(words, 13);
    book_.writer.freeze(id_, P::first_row, 1);
  }

  void person(std::size_t i) {
    block_.at_row(P::first_row + static_cast<std::uint32_t>(i));
    block_.text(0, record_.people->ids[plan_.order[i]], Look::label);
    block_.input(P::treated_column, plan_.treated[i], "0");
    block_.method(P::set_column, plan_.sets[i], "0");
    block_.method(P::weight_column, plan_.weights[i], "0.000000");
    for (const PlacedColumn& term : plan_.terms) block_.input(term.column, term.values[i], "General");
    if (plan_.has_score()) score(i);
    for (const PlacedColumn& one : plan_.covariates) block_.input(one.column, one.values[i], "General");
    for (const PlacedOutcome& one : plan_.outcomes) outcome(one, i);
  }

  /// Noted for the Audit sheet in its first row only.
  [[nodiscard]] std::size_t cells(std::size_t i) const { return i == 0 ? plan_.people() : 0; }

  void score(std::size_t i) {
    const std::uint32_t last = P::first_term + static_cast<std::uint32_t>(plan_.terms.size()) - 1;
    const std::uint32_t row = P::coefficient_row;
    std::string logit = "=" + PageBlock::fixed(P::weight_column, row);
    if (!plan_.terms.empty()) {
      logit += "+SUMPRODUCT(" + PageBlock::fixed(P::first_term, row) + ":" + PageBlock::fixed(last, row) +
               "," + block_.cell(P::first_term) + ":" + block_.cell(last) + ")";
    }
    block_.formula(plan_.logit_column, logit, plan_.logit[i], "0.000000",
                   {"Logit", "the constant and each coefficient times its column", cells(i)});
    block_.formula(plan_.score_column, "=1/(1+EXP(-" + block_.cell(plan_.logit_column) + "))", plan_.score[i],
                   "0.000000", {"Score", "the chance of taking part that the model gives", cells(i)});
    block_.method(plan_.score_column + 1, plan_.fitted[i], "0.000000");
    block_.formula(plan_.score_column + 2,
                   "=IF(ROUND(" + block_.cell(plan_.score_column) + "-" +
                       block_.cell(plan_.score_column + 1) + ",9)=0,1,0)",
                   std::abs(plan_.score[i] - plan_.fitted[i]) < agreement ? 1 : 0, "0",
                   {"Agree", "the score worked out here is the one fitted", cells(i)}, Look::check);
  }

  void outcome(const PlacedOutcome& one, std::size_t i) {
    const std::uint32_t y = one.outcome.column;
    const std::string weight = block_.cell(P::weight_column);
    const auto deviation = [&](std::uint32_t row) {
      return weight + "*(" + block_.cell(y) + "-" + PageBlock::fixed(y, row) + ")/" +
             PageBlock::fixed(P::weight_column, row);
    };
    block_.input(y, one.outcome.values[i], "General");
    block_.formula(y + 1,
                   "=IF(" + weight + "=0,0,IF(" + block_.cell(P::treated_column) + "=1," +
                       deviation(P::treated_row) + ",-" + deviation(P::compared_row) + "))",
                   one.share[i], "0.0000000000",
                   {"Share of the deviation, " + one.outcome.name,
                    "weight times the distance from the group's mean, over the group's weight", cells(i)});
    const std::string share = block_.cell(y + 1);
    const std::string set = block_.cell(P::set_column);
    const std::uint32_t above = block_.row() - 1;
    const std::string so_far = i == 0 ? "=" + share
                                      : "=IF(" + set + "=" + PageBlock::cell(P::set_column, above) + "," +
                                            PageBlock::cell(y + 2, above) + ",0)+" + share;
    const std::size_t noted = i > 1 ? 0 : i == 0 ? 1 : plan_.people() - 1;
    block_.formula(
        y + 2, so_far, one.so_far[i], "0.0000000000",
        {"In the set so far, " + one.outcome.name, "shares of the set added up from above", noted});
    block_.formula(
        y + 3,
        "=IF(" + PageBlock::cell(P::set_column, block_.row() + 1) + "=" + set + ",0," + block_.cell(y + 2) +
            "*" + block_.cell(y + 2) + ")",
        one.square[i], "0.000000000000",
        {"Set squared, " + one.outcome.name, "square of the set's sum, in its last row", cells(i)});
  }

  Book& book_;
  const calc::ComparisonRecord& record_;
  const ComparisonPlan& plan_;
  SheetId id_;
  PageBlock block_;
};

}  // namespace

void comparison_sheet(Book& book, SheetId id, const calc::ComparisonRecord& record,
                      const ComparisonPlan& plan) {
  ComparisonSheet(book, id, record, plan).write();
}

}  // namespace outturn::workbook
