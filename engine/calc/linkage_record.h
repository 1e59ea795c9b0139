// What a run is told of the link that its people come from, and what the link's mistakes do to its payment.
//
// Counts as the link wrote them, for the Linkage sheet; and the payment worked out anew on each draw of who
// is who. The interval holds the middle 95 % of the draws. It says how far the payment hangs on which records
// the link joined, and nothing of mistakes in the evidence, nor of pairs that no rule looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/values/exact.h"

namespace outturn::calc {

/// One dataset of a link: a member's records.
struct LinkedDataset {
  std::string name;
  std::int64_t records = 0;
  std::int64_t linked = 0;            ///< to any other record
  std::int64_t linked_elsewhere = 0;  ///< to another dataset's
  std::int64_t alone = 0;
  std::int64_t persons = 0;
  std::int64_t duplicates = 0;           ///< records beyond a person's first here
  std::optional<std::int64_t> excluded;  ///< not shared; nullopt: not known
  Exact expected_wrong;                  ///< pairs
  Exact expected_missed;
};

/// One blocking rule.
struct LinkedRule {
  std::string rule;
  std::int64_t looked_at = 0;
  std::int64_t taken = 0;
};

/// A sum of money over the draws.
struct DrawnPayment {
  std::string payment;  ///< empty: the payment due, all payments together
  Exact decided;        ///< as the link decided
  Exact mean;
  Exact median;
  Exact low;
  Exact high;
};

struct PaymentDraws {
  std::int64_t draws = 0;
  std::uint64_t seed = 0;
  std::int64_t uncertain_pairs = 0;
  std::int64_t records_that_may_move = 0;
  std::vector<DrawnPayment> payments;  ///< first the payment due; then each payment where there are several
};

struct LinkageRecord {
  std::uint64_t seed = 0;
  Exact threshold;
  std::string model_sha256;
  std::int64_t records = 0;
  std::int64_t persons = 0;
  Exact expected_wrong;
  Exact expected_missed;
  std::vector<LinkedDataset> datasets;
  std::vector<LinkedRule> rules;
  std::string people_input;   ///< the contract's inputs that read the link's people.csv and persons.csv
  std::string persons_input;  ///< empty: it has none
  std::optional<PaymentDraws> payment;
};

/// What a sum comes to over draws: `drawn` is not empty. Mean by half-up at `places`; median the lower
/// middle; low and high such that at most one draw in forty lies below, and at most one above.
[[nodiscard]] DrawnPayment drawn_payment(std::string payment, const Exact& decided, std::vector<Exact> drawn,
                                         int places);

}  // namespace outturn::calc
