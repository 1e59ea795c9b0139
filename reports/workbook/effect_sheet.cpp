// Effect: what became of the two groups, the difference with its interval, and what may be said of it.
//
// Means, differences, standard errors and intervals are live where this book holds the people; p values and
// the other standard errors are the method's. The wording is the analysis's own: a difference that is not
// shown is never worded as no difference.
#include <cmath>

#include "reports/workbook/comparison_plan.h"
#include "reports/workbook/page_block.h"

namespace outturn::workbook {
namespace {

constexpr double effect_agreement = 0.5e-6;  // what rounding to six places makes nothing

class EffectSheet {
 public:
  EffectSheet(Book& book, SheetId id, const calc::ComparisonRecord& record, const ComparisonPlan* plan,
              const ComparisonNames& names)
      : book_(book),
        record_(record),
        plan_(plan),
        names_(names),
        id_(id),
        block_(book, id, names.effect, last_column) {}

  void write() {
    begin_page(
        book_, id_, names_.effect,
        "What became of those who took part and of those they are compared with, and what may be said.");
    book_.writer.width(id_, 0, 0, width_for(30));
    book_.writer.width(id_, 1, last_column, width_for(14));
    said();
    if (!record_.effects.empty()) effects();
    other_errors();
    tests();
    how();
    sources();
  }

 private:
  static constexpr std::uint32_t last_column = 12;
  using P = ComparisonPlan;

  void said() {
    block_.heading("What may be said");
    block_.sentence(record_.statement);
    for (const std::string& caution : record_.cautions) block_.sentence(caution);
    if (!record_.refusal.empty()) block_.sentence("No verdict: " + record_.refusal);
    fact("Design", record_.design);
    fact("Maryland scale", record_.maryland);
    fact("Nesta standards", record_.nesta);
    fact("Detectable", record_.detectable);
    fact("People put forward", counted(static_cast<std::size_t>(record_.submitted)));
    fact("Of these analysed", counted(static_cast<std::size_t>(record_.analysed)));
    block_.next();
  }

  void fact(const std::string& name, const std::string& words) {
    if (words.empty()) return;
    block_.label(name);
    for (const std::string& line : broken(words, 110)) {
      block_.text(1, line);
      block_.next();
    }
  }

  void effects() {
    block_.heading("Effects");
    block_.headers(
        {"Outcome", "People, took part", "People, compared with", "Mean, took part", "Mean, compared with",
         "Difference", "Standard error", "95 % from", "to", "p (engine run)",
         "Difference as analysed (engine run)", "Standard error as analysed (engine run)", "Agree"},
        14);
    z_row_ = block_.row() + static_cast<std::uint32_t>(record_.effects.size());
    const std::uint32_t first = block_.row();
    for (const calc::EffectLine& line : record_.effects) effect(line);
    block_.label("z for 95 %");
    block_.input(1, z95, "0.000000");
    block_.next(2);
    chart(record_.effects.front(), first);
  }

  /// The first outcome of those who took part, and what it would have been without: as the comparison has
  /// it, within the interval of the difference.
  void chart(const calc::EffectLine& line, std::uint32_t from) {
    const std::string format = line.binary ? "0.00%" : "#,##0.0000";
    block_.heading(line.outcome + ", against the comparison");
    block_.headers({"", "Mean", "95 % from", "to", "Place in the chart", "again"});
    const std::string took_part = PageBlock::cell(3, from);
    const std::uint32_t first = block_.row();
    block_.label("Took part");
    for (const std::uint32_t column : {1U, 2U, 3U})
      block_.formula(column, "=" + took_part, treated_, format,
                     {"Took part", "for the chart", column == 1 ? 3U : 0U}, Look::cross_link);
    block_.places_in_chart(1);
    block_.next();
    block_.label("Without, by the comparison");
    block_.formula(1, "=" + PageBlock::cell(4, from), compared_, format,
                   {"Compared with", "for the chart", 1}, Look::cross_link);
    block_.formula(2, "=" + took_part + "-" + PageBlock::cell(8, from), treated_ - high_, format,
                   {"Without, from", "mean of those who took part less the upper end of the difference", 1});
    block_.formula(3, "=" + took_part + "-" + PageBlock::cell(7, from), treated_ - low_, format,
                   {"Without, to", "mean of those who took part less the lower end of the difference", 1});
    block_.places_in_chart(2);
    block_.next();
    book_.writer.interval_chart({id_, names_.effect, first}, line.outcome, line.binary ? "0%" : "#,##0");
    block_.next(Writer::chart_rows);
  }

  Told once(const std::string& name, const std::string& words) const {
    return {name, words, &record_.effects.front() == line_ ? record_.effects.size() : 0};
  }

  void effect(const calc::EffectLine& line) {
    line_ = &line;
    block_.label(line.outcome);
    const PlacedOutcome* placed = plan_ == nullptr ? nullptr : plan_->outcome(line.outcome);
    const std::string format = line.binary ? "0.00%" : "#,##0.0000";
    double treated = line.treated.to_double();
    double compared = line.compared.to_double();
    if (placed != nullptr) {
      treated = placed->treated;
      compared = placed->compared;
      fetched(1, P::treated_column, P::treated_row, plan_->treated_people, "#,##0", "People, took part");
      fetched(2, P::treated_column, P::compared_row, plan_->compared_people, "#,##0",
              "People, compared with");
      fetched(3, placed->outcome.column, P::treated_row, treated, format, "Mean, took part");
      fetched(4, placed->outcome.column, P::compared_row, compared, format, "Mean, compared with");
    } else {
      block_.method(1, static_cast<double>(line.treated_people), "#,##0");
      block_.method(2, static_cast<double>(line.compared_people), "#,##0");
      block_.method(3, treated, format);
      block_.method(4, compared, format);
    }
    block_.formula(5, "=" + block_.cell(3) + "-" + block_.cell(4), treated - compared, format,
                   once("Difference", "mean of those who took part less mean of those compared with"));
    const double error = standard_error(line, placed, format);
    limits(treated - compared, error, format);
    if (&line == &record_.effects.front()) {
      treated_ = treated;
      compared_ = compared;
      low_ = treated - compared - z95 * error;
      high_ = treated - compared + z95 * error;
    }
    block_.method(9, line.p, "0.0000");
    block_.method(10, line.difference, format);
    block_.method(11, line.error, format);
    const bool agree = near(treated - compared, line.difference) && near(error, line.error);
    const auto close = [&](std::uint32_t a, std::uint32_t b) {
      return "ROUND((" + block_.cell(a) + "-" + block_.cell(b) + ")/(1+ABS(" + block_.cell(b) + ")),6)=0";
    };
    block_.formula(12, "=IF(AND(" + close(5, 10) + "," + close(6, 11) + "),1,0)", agree ? 1 : 0, "0",
                   once("Agree", "difference and standard error are those analysed"), Look::check);
    block_.next();
  }

  static bool near(double found, const Exact& analysed) {
    const double value = analysed.to_double();
    return std::abs(found - value) < effect_agreement * (1 + std::abs(value));
  }

  void fetched(std::uint32_t column, std::uint32_t from, std::uint32_t row, double stored,
               const std::string& format, const std::string& name) {
    block_.formula(column, "=" + plan_->cell(from, row), stored, format,
                   {name, "from the Comparison sheet", 1}, Look::cross_link);
  }

  /// Live for the two kinds that follow from the shares; else as analysed.
  double standard_error(const calc::EffectLine& line, const PlacedOutcome* placed,
                        const std::string& format) {
    const bool clustered = line.error_kind == "cluster_pair_HC1";
    if (placed == nullptr || (!clustered && line.error_kind != "HC1")) {
      block_.formula(6, "=" + block_.cell(11), line.error.to_double(), format,
                     {"Standard error", "as analysed: " + line.error_words, 1});
      return line.error.to_double();
    }
    const std::string n = "(" + block_.cell(1) + "+" + block_.cell(2) + ")";
    const double people = plan_->treated_people + plan_->compared_people;
    const std::uint32_t y = placed->outcome.column;
    std::string formula;
    double squares = 0;
    if (clustered) {
      const std::string sets = plan_->cell(P::set_column, P::sets_row);
      formula =
          "=SQRT(" + sets + "/(" + sets + "-1)*(" + n + "-1)/(" + n + "-2)*SUM(" + plan_->range(y + 3) + "))";
      squares = plan_->number_of_sets / (plan_->number_of_sets - 1) * (people - 1) / (people - 2) *
                summed(placed->square);
    } else {
      const std::string share = plan_->range(y + 1);
      std::vector<double> squared;
      for (const double one : placed->share) squared.push_back(one * one);
      formula = "=SQRT(" + n + "/(" + n + "-2)*SUMPRODUCT(" + share + "," + share + "))";
      squares = people / (people - 2) * summed(squared);
    }
    block_.formula(6, formula, std::sqrt(squares), format, {"Standard error", line.error_words, 1});
    return std::sqrt(squares);
  }

  void limits(double difference, double error, const std::string& format) {
    const std::string z = PageBlock::fixed(1, z_row_);
    block_.formula(7, "=" + block_.cell(5) + "-" + z + "*" + block_.cell(6), difference - z95 * error, format,
                   once("95 % from", "difference less z standard errors"));
    block_.formula(8, "=" + block_.cell(5) + "+" + z + "*" + block_.cell(6), difference + z95 * error, format,
                   once("95 % to", "difference and z standard errors"));
  }

  void other_errors() {
    bool any = false;
    for (const calc::EffectLine& line : record_.effects) any = any || !line.other_errors.empty();
    if (!any) return;
    block_.heading("Other standard errors of the same differences (engine run)");
    for (const calc::EffectLine& line : record_.effects)
      for (const calc::Described& one : line.other_errors) fact(line.outcome + ", " + one.name, one.words);
    block_.next();
  }

  void tests() {
    if (record_.tests.empty() && record_.multiplicity.empty()) return;
    block_.heading("Every test made");
    for (const calc::Described& test : record_.tests) fact(test.name, test.words);
    fact("Several tests", record_.multiplicity);
    block_.next();
  }

  void how() {
    block_.heading("How it was analysed");
    fact("Method", record_.method);
    for (const calc::Described& parameter : record_.parameters) fact(parameter.name, parameter.words);
    fact("Made by", "Outturn " + record_.version);
    fact("SHA-256 of its record", record_.digest);
    block_.next();
  }

  void sources() {
    if (record_.sources.empty() || !record_.published.empty()) return;  // else they stand on Baseline
    block_.heading("Files it was made from");
    for (const calc::AnalysisSource& source : record_.sources) fact(source.file, source.sha256);
  }

  Book& book_;
  const calc::ComparisonRecord& record_;
  const ComparisonPlan* plan_;
  const ComparisonNames& names_;
  SheetId id_;
  PageBlock block_;
  const calc::EffectLine* line_ = nullptr;
  std::uint32_t z_row_ = 0;
  double treated_ = 0;  ///< of the first outcome
  double compared_ = 0;
  double low_ = 0;
  double high_ = 0;
};

}  // namespace

void effect_sheet(Book& book, SheetId id, const calc::ComparisonRecord& record, const ComparisonPlan* plan,
                  const ComparisonNames& names) {
  EffectSheet(book, id, record, plan, names).write();
}

}  // namespace outturn::workbook
