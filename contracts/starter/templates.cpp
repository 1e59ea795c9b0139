#include "contracts/starter/templates.h"

#include "engine/base/problem.h"

namespace outturn::starter {
namespace {

constexpr std::string_view rate_card =
    R"text(# What is paid for. Add a row for each further outcome; a code is one word.
ratecard outcomes [assumption to_be_agreed]
  | code | outcome | price |
  | PLAN | Joins, and agrees a plan | {first_price} |
  | MAIN | {outcome} | {price} |

# ---- evidence: people.csv and claims.csv in the folder evidence

input people, each person [assumption to_be_agreed]
  | column | type | meaning |
  | person | key | a pseudonym, never a name |
  | start_date | date | the first day with the provider |

input claims, each claim [assumption to_be_agreed]
  | column | type | meaning |
  | person | key of people | whose outcome |
  | code | code of outcomes | which outcome |
  | achieved_date | date | when it was achieved |
  | evidenced | truth | its evidence is on file and was seen |
  in order of achieved_date, code
  dated by achieved_date

# ---- what is paid

parameter months_to_achieve months [assumption to_be_agreed]
  is 12 months

payment outcome_payment, each claim [assumption to_be_agreed]
  when evidenced and achieved_date within months_to_achieve after person.start_date
  pay code.price
  once per person and code
  meaning "The price of each outcome, once for each person."
{cap_statement})text";

constexpr std::string_view rate_card_people = R"text(person,start_date
EXAMPLE_1,{day_10}
EXAMPLE_2,{day_12}
EXAMPLE_3,{day_20}
EXAMPLE_4,{day_25}
EXAMPLE_5,{day_33}
)text";

constexpr std::string_view rate_card_claims = R"text(person,code,achieved_date,evidenced
EXAMPLE_1,PLAN,{day_14},yes
EXAMPLE_2,PLAN,{day_16},yes
EXAMPLE_3,PLAN,{day_31},yes
EXAMPLE_4,PLAN,{day_31},no
EXAMPLE_1,MAIN,{day_95},yes
EXAMPLE_2,MAIN,{day_120},yes
EXAMPLE_2,MAIN,{day_150},yes
EXAMPLE_3,MAIN,{day_180},no
)text";

constexpr std::string_view cohort = R"text(assumption rounding "Figures are rounded half up"
  because "nothing is agreed about it yet"

# ---- terms

parameter threshold percent [assumption to_be_agreed]
  is 5%
  meaning "Below this reduction nothing is paid: it could be chance."

parameter price_per_event money [assumption to_be_agreed]
  is {price}

# ---- evidence: cohorts.csv in the folder evidence

# How many events there would have been without the service is the hard part: outturn compare finds similar
# people, outturn baseline takes published rates, and a comparison statement takes their figures with the proof.
input cohorts, each cohort [assumption to_be_agreed]
  | column | type | meaning |
  | cohort | key | such as the year in which people joined |
  | people | count, more than 0 | who joined |
  | expected | count, more than 0 | events expected without the service |
  | actual | count | events counted |
  | measured_on | date | when the count was closed |
  in order of measured_on
  dated by measured_on

# ---- what is paid

value reduction percent, each cohort [assumption to_be_agreed]
  is (expected - actual) / expected
  rounded to 2 decimal places, half up [assumption rounding]
  meaning "How many fewer events than expected: {outcome}."

payment reduction_payment, each cohort [assumption to_be_agreed]
  when reduction >= threshold
  pay price_per_event * max(0, expected - actual)
  meaning "The price of each event avoided, where the reduction reaches the threshold."
{cap_statement})text";

constexpr std::string_view cohort_rows = R"text(cohort,people,expected,actual,measured_on
EXAMPLE_1,100,80,68,{day_200}
EXAMPLE_2,120,96,93,{day_300}
)text";

constexpr std::string_view bands = R"text(assumption rounding "Figures are rounded half up"
  because "nothing is agreed about it yet"

# ---- terms

parameter quarterly_fee money [assumption to_be_agreed]
  is {price}

# Which part of the fee is paid for how much of the target. The edges must leave no gap.
bands part_paid [assumption to_be_agreed]
  | reached | part |
  | below 50% | 0% |
  | at least 50%, below 75% | 50% |
  | at least 75%, below 90% | 75% |
  | at least 90% | 100% |

# ---- evidence: quarters.csv in the folder evidence

input quarters, each quarter [assumption to_be_agreed]
  | column | type | meaning |
  | quarter | key | such as 2026_1 |
  | target | count, more than 0 | people for whom it was to come about: {outcome} |
  | achieved_by | count | people for whom it did |
  | ends_on | date | the last day of the quarter |
  in order of ends_on
  dated by ends_on

# ---- what is paid

value reached percent, each quarter [assumption to_be_agreed]
  is achieved_by / target
  rounded to 2 decimal places, half up [assumption rounding]
  meaning "How much of the target was reached."

payment fee_payment, each quarter [assumption to_be_agreed]
  pay quarterly_fee * part_paid(reached)
  rounded to pence, half up [assumption rounding]
  meaning "The part of the quarterly fee that the band gives."
{cap_statement})text";

constexpr std::string_view bands_rows = R"text(quarter,target,achieved_by,ends_on
EXAMPLE_1,40,22,{day_90}
EXAMPLE_2,40,33,{day_181}
EXAMPLE_3,40,38,{day_273}
)text";

constexpr std::string_view savings_share = R"text(assumption rounding "Figures are rounded half up"
  because "nothing is agreed about it yet"

# ---- terms

parameter saved_for_each money [assumption to_be_agreed]
  is {price}
  meaning "What one outcome saves those who pay, in one year."

parameter provider_share percent [assumption to_be_agreed]
  is 40%

# What the public purse gets back over the years, and whose money it is. Take unit costs from a published table:
# outturn data unit-costs --search "homeless".
savings public_saving [assumption to_be_agreed]
  base "{financial_year}"
  discount 3.5%
  population 60
  impact 40%
  deadweight 20%
  benefits by year 50%, 100%, 100%
  costs by year {cost}, £0.00, £0.00
  | line | saves | unit_cost | prices_of | per_outcome | agency | share | cashable | kind |
  | MAIN | {outcome} | {price} | {financial_year} | 1 | Council | 100% | 50% | fiscal |

# ---- evidence: quarters.csv in the folder evidence

input quarters, each quarter [assumption to_be_agreed]
  | column | type | meaning |
  | quarter | key | such as 2026_1 |
  | came_about | count | people for whom it came about: {outcome} |
  | expected_anyway | count | of as many similar people, for whom it would have come about without the service |
  | ends_on | date | the last day of the quarter |
  in order of ends_on
  dated by ends_on

# ---- what is paid

value saved money, each quarter [assumption to_be_agreed]
  is saved_for_each * max(0, came_about - expected_anyway)
  meaning "What was saved beyond what would have been saved anyway."

payment share_payment, each quarter [assumption to_be_agreed]
  pay saved * provider_share
  rounded to pence, half up [assumption rounding]
  meaning "The provider's share of what was saved."
{cap_statement})text";

constexpr std::string_view savings_share_rows = R"text(quarter,came_about,expected_anyway,ends_on
EXAMPLE_1,6,2,{day_90}
EXAMPLE_2,9,3,{day_181}
EXAMPLE_3,3,3,{day_273}
)text";

constexpr std::string_view head =
    R"text(# A starter made by outturn new. It runs as it stands; nothing in it is agreed yet.
#
# Where the parties agree something, declare the document and cite its place instead of the assumption:
#   document C "Contract as signed"
#   ... [C Sch 2 para 4]

contract "{outcome} (starter)"
  currency GBP
  starts {starts}
  ends {ends}
  payer "{commissioner}"
  provider "{provider}"
  about "{about}"

assumption to_be_agreed "What is written here is a starter and not agreed"
  because "made by outturn new: cite the documents in its place"

)text";

constexpr std::string_view readme_text = R"text(# {outcome}

A starter contract made by `outturn new --kind {kind}`: {says}. Nothing in it is agreed, and every row of evidence whose key
begins with EXAMPLE is made up.

## What to run next, in this folder

```
outturn check {file}
outturn run {file} --evidence evidence --out result
outturn recheck result/workbook.xlsx {file} --evidence evidence
```

The first tells whether the contract is sound, the second works out what is due and writes `result/workbook.xlsx`, the third
tells whether a workbook that came back is still the same.

## Making it yours

1. Read `{file}` from top to bottom: it is {lines} lines of English. `outturn manual` explains every word, `outturn manual
   payment` one of them.
2. Change prices, thresholds and edges; put the clause of your documents in place of each `[assumption to_be_agreed]`.
3. Put your own rows in place of the examples in `evidence`. The columns are those that the contract's inputs declare; further
   columns are ignored and listed.
4. Follow any figure: `outturn explain result total_payment`.
)text";

}  // namespace

const std::vector<Template>& templates_of(Kind kind) {
  static const std::vector<Template> of_rate_card{{"rate-card.contract", rate_card},
                                                  {"evidence/people.csv", rate_card_people},
                                                  {"evidence/claims.csv", rate_card_claims}};
  static const std::vector<Template> of_cohort{{"cohort.contract", cohort},
                                               {"evidence/cohorts.csv", cohort_rows}};
  static const std::vector<Template> of_bands{{"bands.contract", bands},
                                              {"evidence/quarters.csv", bands_rows}};
  static const std::vector<Template> of_savings_share{{"savings-share.contract", savings_share},
                                                      {"evidence/quarters.csv", savings_share_rows}};
  switch (kind) {
    case Kind::rate_card:
      return of_rate_card;
    case Kind::cohort:
      return of_cohort;
    case Kind::bands:
      return of_bands;
    case Kind::savings_share:
      return of_savings_share;
  }
  throw Fault("there is no such starter");
}

std::string_view common_head() { return head; }
std::string_view readme() { return readme_text; }

}  // namespace outturn::starter
