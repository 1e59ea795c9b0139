// Splits of random amounts, some of them taken back, between random payers: what must hold whatever comes.
#include <cmath>
#include <random>

#include "tests/patterns/contract_run.h"

namespace outturn::test {
namespace {

using Pence = std::int64_t;

struct Case {
  std::vector<int> shares;  ///< in hundredths of a per cent, 10,000 in all
  std::vector<Pence> caps;  ///< -1: none
  std::vector<Pence> amounts;
  bool capped = false;
};

std::string pounds(Pence pence) {
  const Pence size = pence < 0 ? -pence : pence;
  const std::string cents = std::to_string(size % 100);
  return (pence < 0 ? "-" : "") + std::to_string(size / 100) + "." + (cents.size() < 2 ? "0" : "") + cents;
}

Case random_case(std::mt19937& random, bool caps) {
  const auto up_to = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most + 1)); };
  Case out;
  const int payers = 2 + up_to(10);
  const int step = up_to(1) == 0 ? 100 : 1;  // whole per cents, or hundredths
  int left = 10'000 / step;
  for (int i = 0; i < payers; ++i) {
    const int most = left - (payers - 1 - i);
    const int share = i + 1 == payers ? left : 1 + up_to(std::min(most - 1, 2 * left / (payers - i)));
    out.shares.push_back(share * step);
    left -= share;
    out.caps.push_back(caps && up_to(2) > 0 ? up_to(300'000) : -1);
    out.capped = out.capped || out.caps.back() >= 0;
  }
  const int rows = 1 + up_to(7);
  for (int i = 0; i < rows; ++i) out.amounts.push_back(up_to(4) == 0 ? -up_to(90'000) : up_to(180'000));
  return out;
}

std::string payer(std::size_t i) { return std::string("payer_") + static_cast<char>('a' + i); }

calc::Run run_case(const Case& one, const std::string& lines) {
  std::string text =
      "contract \"Split\"\n  currency GBP\n  starts 2020-01-01\n  ends 2020-12-31\ndocument A \"x\"\n"
      "input rows, each row [A 1]\n  | column | type |\n  | row_key | key |\n  | amount | money |\n"
      "  in order of row_key\n"
      "payment all_of_it, each row [A 2]\n  pay amount\n  may be negative\n"
      "split shares of all_of_it, each row [A 3]\n  | payer | share | cap |\n";
  for (std::size_t i = 0; i < one.shares.size(); ++i) {
    text += "  | " + payer(i) + " | " + pounds(one.shares[i]) + "% | " +
            (one.caps[i] < 0 ? std::string("-") : "£" + pounds(one.caps[i])) + " |\n";
  }
  std::string rows = "row_key,amount\n";
  for (std::size_t i = 0; i < one.amounts.size(); ++i)
    rows += std::string("R_") + static_cast<char>('a' + i) + "," + pounds(one.amounts[i]) + "\n";
  return contract_run(text + lines, {{"rows", rows}});
}

Pence pence_of(const calc::Run& run, const std::string& name, std::size_t row) {
  return calc::integer_at(run.graph.column(run.graph.find(name)), row);
}

/// Every check of the workbook holds, and each row's parts are its amount.
void adds_up(const Case& one, const calc::Run& run) {
  for (std::size_t row = 0; row < one.amounts.size(); ++row) {
    Pence sum = one.capped ? pence_of(run, "shares_unpaid", row) : 0;
    for (std::size_t i = 0; i < one.shares.size(); ++i) sum += pence_of(run, "shares_" + payer(i), row);
    EXPECT_EQ(sum, one.amounts[row]) << "row " << row;
  }
  for (const calc::CheckRecord& check : run.record.checks) {
    for (std::size_t row = 0; row < run.graph.rows(check.column); ++row)
      EXPECT_EQ(calc::integer_at(run.graph.column(check.column), row), 1) << check.what;
  }
}

void never_above_the_cap(const Case& one, const calc::Run& run) {
  for (std::size_t i = 0; i < one.shares.size(); ++i) {
    Pence paid = 0;
    for (std::size_t row = 0; row < one.amounts.size(); ++row) {
      paid += pence_of(run, "shares_" + payer(i), row);
      if (one.caps[i] >= 0) {
        EXPECT_LE(paid, one.caps[i]) << payer(i) << " row " << row;
      }
    }
  }
}

class Splits : public testing::TestWithParam<unsigned> {};

TEST_P(Splits, without_caps_each_row_within_a_penny_of_its_share) {
  std::mt19937 random(GetParam());
  for (int round = 0; round < 8; ++round) {
    const Case one = random_case(random, false);
    const bool last = round % 2 == 1;
    const calc::Run run =
        run_case(one, last ? "  residue to the last\n" : "  residue to the largest remainder\n");
    adds_up(one, run);
    for (std::size_t row = 0; row < one.amounts.size(); ++row) {
      for (std::size_t i = 0; i < one.shares.size(); ++i) {
        const Pence paid = pence_of(run, "shares_" + payer(i), row) * 10'000;
        const Pence share = one.amounts[row] * one.shares[i];
        const bool takes_the_rest = last && i + 1 == one.shares.size();
        const Pence most = takes_the_rest ? 10'000 * static_cast<Pence>(one.shares.size()) : 10'000;
        EXPECT_LT(std::abs(paid - share), most) << payer(i) << " of " << one.amounts[row];
      }
    }
  }
}

TEST_P(Splits, what_is_over_a_cap_is_not_paid) {
  std::mt19937 random(GetParam() + 1000);
  for (int round = 0; round < 8; ++round) {
    const Case one = random_case(random, true);
    const calc::Run run = run_case(one, std::string("  residue to the largest remainder\n") +
                                            (one.capped ? "  over the cap is not paid\n" : ""));
    adds_up(one, run);
    never_above_the_cap(one, run);
    // Each payer owes its shares so far, at most its cap.
    for (std::size_t i = 0; i < one.shares.size(); ++i) {
      if (one.caps[i] < 0) continue;
      Pence owed = 0;
      Pence paid = 0;
      for (std::size_t row = 0; row < one.amounts.size(); ++row) {
        owed += pence_of(run, "shares_" + payer(i) + "_split", row);
        paid += pence_of(run, "shares_" + payer(i), row);
        EXPECT_EQ(paid, std::min(owed, one.caps[i]));
      }
    }
  }
}

/// Vessels filled by turns: all that are not full take in proportion to their shares, until one is full.
std::vector<double> filled_by_turns(const Case& one, double amount) {
  std::vector<double> held(one.shares.size(), 0);
  std::vector<bool> full(one.shares.size(), false);
  while (amount > 1e-9) {
    double open = 0;
    for (std::size_t i = 0; i < held.size(); ++i) open += full[i] ? 0 : one.shares[i];
    if (open == 0) break;
    double step = amount;  // until the next one is full
    for (std::size_t i = 0; i < held.size(); ++i) {
      if (!full[i] && one.caps[i] >= 0)
        step = std::min(step, (static_cast<double>(one.caps[i]) - held[i]) * open / one.shares[i]);
    }
    for (std::size_t i = 0; i < held.size(); ++i) {
      if (full[i]) continue;
      held[i] += step * one.shares[i] / open;
      full[i] = one.caps[i] >= 0 && held[i] >= static_cast<double>(one.caps[i]) - 1e-6;
    }
    amount -= step;
  }
  return held;
}

TEST_P(Splits, the_others_pay_what_is_over_a_cap_as_vessels_fill) {
  std::mt19937 random(GetParam() + 2000);
  for (int round = 0; round < 8; ++round) {
    Case one = random_case(random, true);
    if (!one.capped) one.caps[0] = 50'000, one.capped = true;
    const calc::Run run = run_case(one, "  over the cap is paid by the others\n");
    adds_up(one, run);
    never_above_the_cap(one, run);
    Pence to_date = 0;
    std::vector<Pence> paid(one.shares.size(), 0);
    for (std::size_t row = 0; row < one.amounts.size(); ++row) {
      to_date += one.amounts[row];
      for (std::size_t i = 0; i < paid.size(); ++i) paid[i] += pence_of(run, "shares_" + payer(i), row);
      if (to_date < 0) continue;  // vessels hold no debts
      const std::vector<double> held = filled_by_turns(one, static_cast<double>(to_date));
      // Half a penny for each rounding on the way.
      const double near = 0.5 * static_cast<double>(one.shares.size()) + 0.01;
      for (std::size_t i = 0; i < paid.size(); ++i)
        EXPECT_NEAR(static_cast<double>(paid[i]), held[i], near) << payer(i) << " row " << row;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Random, Splits, testing::Range(1U, 9U));

TEST(Split, money_taken_back_is_split_as_it_was_given) {
  const Case one{{5000, 5000}, {-1, -1}, {101, -101}, false};
  const calc::Run run = run_case(one, "  residue to the largest remainder\n");
  EXPECT_EQ(pence_of(run, "shares_payer_a", 0), 51);
  EXPECT_EQ(pence_of(run, "shares_payer_b", 0), 50);
  EXPECT_EQ(pence_of(run, "shares_payer_a", 1), -51);
  EXPECT_EQ(pence_of(run, "shares_payer_b", 1), -50);
}

/// golden/columns/patterns.json, Cascade: £333.33 over four payers, worked out in two spreadsheet programs.
TEST(Split, the_cascade_of_the_golden_vector) {
  const Case one{{5000, 2000, 2000, 1000}, {10001, 6000, 9050, 50000}, {33333}, true};
  const calc::Run run = run_case(one, "  over the cap is paid by the others\n");
  const std::vector<Pence> golden{10001, 6000, 9050, 8282};
  for (std::size_t i = 0; i < golden.size(); ++i)
    EXPECT_EQ(pence_of(run, "shares_" + payer(i), 0), golden[i]);
}

}  // namespace
}  // namespace outturn::test
