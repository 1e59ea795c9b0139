#include "tests/support/small_run.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "adapters/tables/csv.h"
#include "contracts/check/check.h"
#include "contracts/compile/compile.h"
#include "engine/explain/cell_reader.h"
#include "engine/values/date.h"

namespace outturn::test {
namespace {

constexpr const char* contract_text = R"(contract "Steps to Work, a small example"
  currency GBP
  starts   2020-01-01
  ends     2021-12-31
  payer    "The Council"
  about    "Made for tests: a bit of everything."

document A "Agreement"
  by    "The Council"
  dated 2020-01-01

assumption day_one "Does an outcome on the day of the start count?"
  reading counts "an outcome on the day of the start counts"
  reading does_not "only an outcome after the day of the start counts"
  use counts
  because "the agreement says within 12 months of the start"

ratecard outcomes                          [A Sch 1]
  | code | outcome          | price     | source        |
  | JOB  | A job            | £1,500.00 | [A Sch 1 r 1] |
  | COLL | A course         | £600.00   | [A Sch 1 r 2] |
  | HOME | A settled home   | £900.00   | [A Sch 1 r 3] |

bands bonus                                [A Sch 2]
  | success            | pays      | source         |
  | below 25%          | £0.00     | [A Sch 2 r 1]  |
  | at least 25%, below 60% | £250.00 | [A Sch 2 r 2] |
  | at least 60%       | £1,000.00 | [A Sch 2 r 3]  |

parameter window months                    [A para 3]
  is 12 months

input people, each person                  [A para 1]
  | column     | type | meaning              |
  | person     | key  | a pseudonym          |
  | start_date | date | joined the programme |

input claims, each claim                   [A para 2]
  | column        | type             | meaning                      |
  | claim         | key              | the provider's number        |
  | person        | key of people    | whose outcome                |
  | code          | code of outcomes | which outcome                |
  | achieved_date | date             | when it was achieved         |
  | verified      | truth            | a letter confirms it         |
  | hours         | number with 1 decimal place, may be unknown | a week |
  in order of achieved_date, claim
  dated by achieved_date

value in_time truth, each claim            [A para 3] [assumption day_one]
  is achieved_date within window after person.start_date
   and (day_one = counts or achieved_date > person.start_date)

payment outcome_payment, each claim        [A para 4]
  when verified and in_time and hours >= 16
  pay code.price
  once per person and code
  meaning "Each outcome once a person."

cap person_cap £2,500.00, per person       [A para 5]
  on outcome_payment
  cut latest first

value success percent                      [A para 6]
  is count(outcome_payment > £0 where known(outcome_payment)) / count(claims)
  rounded to 2 decimal places, half up     [A para 6]

payment bonus_payment                      [A para 6]
  when success >= 10%
  pay bonus(success)

cap contract_cap £5,000.00                 [A para 7]
  on outcome_payment, bonus_payment
  cut last named first
)";

constexpr const char* people_text =
    "person,start_date\n"
    "Ann,2020-01-10\n"
    "Ben,2020-02-01\n";

constexpr const char* claims_text =
    "claim,person,code,achieved_date,verified,hours\n"
    "K1,Ann,JOB,2020-03-01,yes,30\n"
    "K2,Ann,COLL,2020-04-01,yes,16.5\n"
    "K3,Ann,JOB,2020-05-01,yes,35\n"
    "K4,Ann,HOME,2020-06-01,yes,20\n"
    "K5,Ben,JOB,2020-07-01,no,37.5\n"
    "K6,Ben,COLL,2020-08-01,yes,[x]\n"
    "K7,Ben,HOME,2021-06-01,yes,20\n"
    "K8,Ann,HOME,2020-09-01,yes,8\n";

void fail_on(const Problems& problems, const SourceFile& source) {
  for (const Problem& problem : problems.list()) {
    if (problem.severity == Severity::error) ADD_FAILURE() << render(problem, &source);
  }
}

}  // namespace

calc::Run small_run() { return small_run(SmallClaim{}); }

calc::Run small_run(SmallClaim claim) {
  const SourceFile source("steps.contract", contract_text);
  Problems problems;
  const language::Contract contract = language::read_contract(source, problems);
  compile::Request request;
  for (const TableShape& shape : compile::table_shapes(contract)) {
    request.tables.push_back(read_csv(shape, shape.name + ".csv",
                                      shape.name == "people" ? people_text
                                      : claim.claims.empty() ? claims_text
                                                             : claim.claims,
                                      std::string(64, 'a'), problems));
  }
  fail_on(problems, source);
  if (problems.has_errors()) return {};
  request.previous = std::move(claim.previous);
  request.as_at = request.cut_off = *make_date(2021, 12, 31);
  calc::Run run = compile::run(contract, source, std::move(request), problems);
  fail_on(problems, source);
  calc::Record& record = run.record;
  record.engine_version = "0.0.0";
  record.run_id = "0123456789abcdef";
  record.files = {{"steps.contract", "contract", std::string(64, 'c'), 100, 80, 80},
                  {"claims.csv", "claims", std::string(64, 'a'), 300, 8, 8}};
  if (!record.assumptions.empty()) record.assumptions[0].payment_under = {"£3,500.00", "£3,500.00"};
  return run;
}

void expect_golden(const std::string& name, const std::string& have) {
  const std::string path = std::string(OUTTURN_SOURCE_DIR) + "/tests/" + name;
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << have;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  std::ostringstream want;
  want << file.rdbuf();
  EXPECT_EQ(want.str(), have) << name
                              << " differs; OUTTURN_UPDATE_GOLDEN=1 rewrites it, then read the difference";
}

std::size_t row_of(const calc::Graph& graph, const std::string& column, const std::string& key) {
  const calc::ColumnId id = graph.find(column);
  const calc::Frame& frame = graph.frame(graph.column(id).frame);
  for (std::size_t row = 0; row < frame.rows; ++row) {
    if (calc::row_key(frame, row) == key) return row;
  }
  ADD_FAILURE() << "no row " << key;
  return 0;
}

}  // namespace outturn::test
