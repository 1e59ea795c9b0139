// A savings case as contract text, for tests: one that can be varied part by part.
#pragma once

#include <string>

#include "engine/values/exact.h"
#include "tests/support/text_run.h"

namespace outturn::test {

struct SavingsText {
  std::string discount = "3.5%";
  std::string deflator =
      "\"2011-12\" 70.3261, \"2013-14\" 73.0337, \"2019-20\" 80.8738, \"2025-26\" 103.2388";
  std::string population = "1200";
  std::string factors = "  need 40%\n  engagement 62.5%\n  retention 80%\n  impact 35%\n  deadweight 20%\n";
  std::string benefits = "0%, 50%, 100%, 75%, 50%";
  std::string costs = "£250,000.00, £150,000.00, £0.00, £0.00, £0.00";
  std::string optimism = "  optimism benefits 15%, costs 10%\n";
  std::string lines =
      "  | HE4.0  | £109.00    | 2011-12 | 2    | NHS        | 100% | 25% | fiscal |\n"
      "  | SS1.0  | £51,080.00 | 2013-14 | 0.05 | LA         | 100% | 60% | fiscal |\n"
      "  | WELLBY | £13,000.00 | 2019-20 | 0.5  | individual | 100% | 0%  | social |\n";

  [[nodiscard]] std::string contract() const {
    return "contract \"Better start\"\n  currency GBP\n  starts 2025-04-01\n  ends 2030-03-31\n"
           "document A \"Contract\"\n"
           "savings s [A 5]\n  base \"2025-26\"\n  discount " +
           discount + "\n  deflator " + deflator + "\n  population " + population + "\n" + factors +
           "  benefits by year " + benefits + "\n  costs by year " + costs + "\n" + optimism +
           "  | line | unit_cost | prices_of | per_outcome | agency | share | cashable | kind |\n" + lines +
           "payment nothing [A 6]\n  when no\n  pay £0.00\n";
  }
};

/// A single figure of a run, exactly.
[[nodiscard]] inline Exact figure(const calc::Run& run, const std::string& name) {
  const calc::ColumnId column = run.graph.find(name);
  return column == calc::none ? Exact(-999) : calc::value_at(run.graph, column, 0);
}

}  // namespace outturn::test
