// Balance: how alike the two groups are in everything known of them, before and after.
//
// Differences of means are measured in the standard deviation of those who took part before matching, which
// does not change with the match (Stuart, Statistical Science 25 (2010)); green within 5 % of it, amber
// within 10 %, red beyond, as the Justice Data Lab shows them.
#include <cmath>
#include <set>

#include "reports/workbook/comparison_plan.h"
#include "reports/workbook/page_block.h"

namespace outturn::workbook {
namespace {

constexpr double near_enough = 0.5e-6;  // what rounding to six places makes nothing
constexpr double green = 0.05;
constexpr double amber = 0.1;

bool is_binary(const std::vector<double>& values) {
  for (const double value : values)
    if (value != 0 && value != 1) return false;
  return true;
}

class BalanceSheet {
 public:
  BalanceSheet(Book& book, SheetId id, const calc::ComparisonRecord& record, const ComparisonPlan& plan)
      : book_(book),
        record_(record),
        plan_(plan),
        id_(id),
        block_(book, id, plan.names.balance, last_column) {}

  void write() {
    begin_page(book_, id_, plan_.names.balance,
               "How alike the two groups are, before and after matching, in all that is known of them.");
    book_.writer.width(id_, 0, 0, width_for(26));
    book_.writer.width(id_, 1, last_column, width_for(14));
    block_.headers(
        {"Known of each person", "Standard deviation, took part, before", "Mean before, took part",
         "Mean before, the others", "Apart before, in standard deviations", "Mean after, took part",
         "Mean after, compared with", "Apart after, in standard deviations", "Light",
         "Variance ratio (engine run)", "Largest gap of the distributions (engine run)",
         "Apart as analysed (engine run)", "Agree"},
        14);
    limits_row_ = block_.row() + static_cast<std::uint32_t>(record_.balance.size()) + 1;
    for (const calc::BalanceLine& line : record_.balance) this->line(line);
    block_.next();
    limit("Green up to", green);
    limit("Amber up to", amber);
    block_.sentence(
        "Green: within 5 % of a standard deviation; amber: within 10 %; red: more. A light is no test: how "
        "alike two groups are does not depend on how many they are.");
    block_.sentence("Alike in what is known is not alike in all. What nobody wrote down may still differ.");
  }

 private:
  static constexpr std::uint32_t last_column = 12;
  using P = ComparisonPlan;

  void limit(const std::string& name, double of) {
    block_.label(name);
    block_.input(1, of, "0%");
    block_.next();
  }

  struct Source {
    std::string range;
    const std::vector<double>* values = nullptr;
  };
  [[nodiscard]] Source source(const calc::BalanceLine& line) const {
    if (const PlacedColumn* column = line.of_score ? nullptr : plan_.column(line.name))
      return {plan_.range(column->column), &column->values};
    if (!line.of_score || !plan_.has_score()) return {};
    if (line.name == "score") return {plan_.range(plan_.score_column + 1), &plan_.fitted};
    return {plan_.range(plan_.logit_column), &plan_.logit};
  }

  static double apart(double treated, double compared, double spread) {
    return spread == 0 ? treated - compared : (treated - compared) / spread;
  }

  void line(const calc::BalanceLine& line) {
    block_.label(line.name);
    const Source from = source(line);
    if (from.values == nullptr) {
      frozen(line);
    } else {
      live(line, from);
    }
    if (line.variance_ratio) block_.method(9, *line.variance_ratio, "0.000");
    block_.method(10, line.largest_gap, "0.000");
    block_.next();
  }

  /// Nobody's values stand in this book: as analysed.
  void frozen(const calc::BalanceLine& line) {
    const Exact* const cells[] = {&line.spread, &line.treated_before, &line.compared_before,
                                  nullptr,      &line.treated,        &line.compared,
                                  nullptr};
    for (std::uint32_t c = 0; c < std::size(cells); ++c)
      if (cells[c] != nullptr) block_.method(c + 1, *cells[c], "0.0000");
    const double spread = line.spread.to_double();
    difference(4, line.treated_before.to_double(), line.compared_before.to_double(), spread);
    difference(7, line.treated.to_double(), line.compared.to_double(), spread);
    light(apart(line.treated.to_double(), line.compared.to_double(), spread));
  }

  void live(const calc::BalanceLine& line, const Source& from) {
    const double before = plan_.mean(*from.values, true, false);
    const double others = plan_.mean(*from.values, false, false);
    const double spread = this->spread(line, from, before);
    mean(2, from, before, true, false);
    mean(3, from, others, false, false);
    difference(4, before, others, spread);
    const double treated = plan_.mean(*from.values, true, true);
    const double compared = plan_.mean(*from.values, false, true);
    mean(5, from, treated, true, true);
    mean(6, from, compared, false, true);
    difference(7, treated, compared, spread);
    light(apart(treated, compared, spread));
    const double analysed =
        apart(line.treated.to_double(), line.compared.to_double(), line.spread.to_double());
    block_.method(11, analysed, "0.0000");
    block_.formula(12, "=IF(ROUND(" + block_.cell(7) + "-" + block_.cell(11) + ",6)=0,1,0)",
                   std::abs(apart(treated, compared, spread) - analysed) < near_enough ? 1 : 0, "0",
                   once("Agree", "the difference worked out here is the one analysed"), Look::check);
  }

  /// Each formula stands in every line that has people; it is noted in the first.
  Told once(const std::string& name, const std::string& words) {
    return {name, words, noted_.insert(name).second ? record_.balance.size() : 0};
  }

  double spread(const calc::BalanceLine& line, const Source& from, double before) {
    const bool binary = is_binary(*from.values);
    long double squares = 0;
    double people = 0;
    for (std::size_t i = 0; i < plan_.people(); ++i) {
      if (plan_.treated[i] == 0) continue;
      squares += static_cast<long double>((*from.values)[i] - before) * ((*from.values)[i] - before);
      people += 1;
    }
    const double found = binary       ? std::sqrt(before * (1 - before))
                         : people > 1 ? std::sqrt(static_cast<double>(squares / (people - 1)))
                                      : 0;
    if (std::abs(found - line.spread.to_double()) > 1e-6 * std::max(1.0, found)) {
      block_.method(1, line.spread, "0.0000");  // measured in another group's, as analysed
      return line.spread.to_double();
    }
    const std::string flag = "(" + plan_.range(P::treated_column) + "=1)";
    const std::string mean = block_.cell(2);
    const std::string away = "(" + from.range + "-" + mean + ")";
    if (binary) {
      block_.formula(1, "=SQRT(" + mean + "*(1-" + mean + "))", found, "0.0000",
                     once("Standard deviation of a yes or no", "root of the share times the rest"));
    } else {
      block_.formula(
          1, "=SQRT(SUMPRODUCT(" + flag + "*" + away + "*" + away + ")/(SUMPRODUCT(" + flag + "*1)-1))",
          found, "0.0000",
          once("Standard deviation", "of those who took part, before matching (divisor n - 1)"));
    }
    return found;
  }

  void mean(std::uint32_t column, const Source& from, double stored, bool treated, bool weighted) {
    const std::string flag = "(" + plan_.range(P::treated_column) + (treated ? "=1)" : "=0)");
    const std::string weight = weighted ? "*" + plan_.range(P::weight_column) : "*1";
    block_.formula(
        column, "=SUMPRODUCT(" + flag + weight + "*" + from.range + ")/SUMPRODUCT(" + flag + weight + ")",
        stored, "0.0000",
        once(std::string("Mean ") + (weighted ? "after, " : "before, ") + (treated ? "took part" : "others"),
             weighted ? "weighted mean" : "mean of everybody, before matching"));
  }

  void difference(std::uint32_t column, double treated, double compared, double spread) {
    const std::string a = block_.cell(column - 2);
    const std::string b = block_.cell(column - 1);
    const std::string by = "$" + block_.cell(1);
    block_.formula(column, "=IF(" + by + "=0," + a + "-" + b + ",(" + a + "-" + b + ")/" + by + ")",
                   apart(treated, compared, spread), "0.0%",
                   once(column == 4 ? "Apart before" : "Apart after",
                        "difference of the means in standard deviations; as it is where there is none"));
  }

  void light(double measured) {
    const std::string size = "ABS(" + block_.cell(7) + ")";
    const double size_of = std::abs(measured);
    const std::string up_to_green = PageBlock::fixed(1, limits_row_);
    const std::string up_to_amber = PageBlock::fixed(1, limits_row_ + 1);
    block_.formula(8,
                   "=IF(" + size + "<=" + up_to_green + ",\"green\",IF(" + size + "<=" + up_to_amber +
                       ",\"amber\",\"red\"))",
                   size_of <= green   ? "green"
                   : size_of <= amber ? "amber"
                                      : "red",
                   once("Light", "the Justice Data Lab's: 5 % and 10 % of a standard deviation"));
    book_.writer.red_when_words({id_, block_.row(), 8, block_.row(), 8}, "red");
  }

  Book& book_;
  const calc::ComparisonRecord& record_;
  const ComparisonPlan& plan_;
  SheetId id_;
  PageBlock block_;
  std::set<std::string> noted_;
  std::uint32_t limits_row_ = 0;
};

}  // namespace

void balance_sheet(Book& book, SheetId id, const calc::ComparisonRecord& record, const ComparisonPlan& plan) {
  BalanceSheet(book, id, record, plan).write();
}

}  // namespace outturn::workbook
