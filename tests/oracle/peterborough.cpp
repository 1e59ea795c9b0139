#include "tests/oracle/peterborough.h"

#include <algorithm>

namespace outturn::oracle {
namespace {

constexpr long long price = 2'000'00;
constexpr long long cap = 8'000'000'00;
constexpr long long early = 1000;   // 10 %
constexpr long long overall = 750;  // 7.5 %

/// n/d to the nearest whole number, a half away from zero; d > 0.
long long nearest(long long n, long long d) { return n < 0 ? -nearest(-n, d) : (2 * n + d) / (2 * d); }

/// The largest whole number not above n/d; d > 0.
long long floor_of(long long n, long long d) { return n >= 0 ? n / d : -((-n + d - 1) / d); }

}  // namespace

PeterboroughResult peterborough(const std::vector<CohortFacts>& cohorts) {
  PeterboroughResult out;
  long long people = 0;
  long long weighted = 0;
  long long expected = 0;  // events times 10,000
  long long actual = 0;
  long long avoided = 0;
  bool any_early = false;
  for (const CohortFacts& facts : cohorts) {
    CohortResult cohort;
    cohort.reduction = nearest((facts.comparison - facts.events) * 10'000, facts.comparison);
    cohort.avoided = floor_of((facts.comparison - facts.events) * facts.people, 10'000);
    cohort.paid_early = cohort.reduction >= early;
    if (cohort.paid_early) cohort.payment = price * std::max(0LL, cohort.avoided);
    any_early |= cohort.paid_early;
    people += facts.people;
    weighted += cohort.reduction * facts.people;
    expected += facts.comparison * facts.people;
    actual += facts.events * facts.people;
    if (!cohort.paid_early) avoided += cohort.avoided;
    out.cohorts.push_back(cohort);
  }
  out.by_size = nearest(weighted, people);
  out.by_events = nearest((expected - actual) * 10'000, expected);
  out.final_due = !any_early && out.by_size >= overall;
  if (out.final_due) out.final_payment = price * std::max(0LL, avoided);

  // The cap: cohorts in order, then the final payment.
  long long left = cap;
  for (CohortResult& cohort : out.cohorts) {
    cohort.payment = std::min(cohort.payment, left);
    left -= cohort.payment;
  }
  out.final_payment = std::min(out.final_payment, left);
  return out;
}

}  // namespace outturn::oracle
