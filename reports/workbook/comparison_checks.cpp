// What must hold of a comparison's sheets: what is worked out here is what was analysed.
#include <algorithm>
#include <cmath>

#include "reports/workbook/comparison_plan.h"

namespace outturn::workbook {
namespace {

CheckLine scores_agree(const ComparisonPlan& plan) {
  const std::string flags = plan.range(plan.score_column + 2);
  CheckLine line;
  line.what = "Every score worked out from the coefficients is the one fitted";
  line.sheet = plan.names.people;
  line.value = "=SUM(" + flags + ")";
  for (std::size_t i = 0; i < plan.people(); ++i)
    line.stored += std::abs(plan.score[i] - plan.fitted[i]) < 0.5e-9 ? 1 : 0;
  line.expected = "=ROWS(" + flags + ")";
  line.expected_number = static_cast<double>(plan.people());
  return line;
}

CheckLine people_are(const ComparisonPlan& plan, const calc::ComparisonRecord& record) {
  CheckLine line;
  line.what = "People with a weight are those analysed and those compared with";
  line.sheet = plan.names.people;
  line.value = "=" + plan.cell(ComparisonPlan::treated_column, ComparisonPlan::treated_row) + "+" +
               plan.cell(ComparisonPlan::treated_column, ComparisonPlan::compared_row);
  line.stored = plan.treated_people + plan.compared_people;
  line.expected_number = static_cast<double>(record.analysed + record.compared);
  line.number_format = "#,##0";
  return line;
}

}  // namespace

std::vector<CheckLine> comparison_checks(const std::vector<calc::ComparisonRecord>& records,
                                         const ComparisonPlans& plans) {
  std::vector<CheckLine> lines;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (!plans[i]) continue;
    lines.push_back(people_are(*plans[i], records[i]));
    if (plans[i]->has_score()) lines.push_back(scores_agree(*plans[i]));
  }
  return lines;
}

}  // namespace outturn::workbook
