// DWP Innovation Fund by hand: what each claim is paid, as one would work it out on paper.
//
// Rules and prices as in contracts/library/dwp-innovation-fund (INDIGO POJ-0138 to POJ-0147; the
// window and the order are that contract's assumptions), written a second time and without anything
// of the engine: no graph, no operation table, no exact numbers. Money is pence.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/oracle/calendar.h"

namespace outturn::oracle {

struct Participant {
  std::string round;  ///< ROUND1, ROUND2
  Day start;
};

struct Claim {
  std::string person;
  std::string code;
  Day achieved;
  bool verified = false;
};

struct PaidClaim {
  long long earned = 0;  ///< before the participant's cap
  long long paid = 0;
  bool blocked = false;  ///< due, but the card has no price for it in that round
};

/// Price of a code in a round, in pence; nothing when it is not on the card.
[[nodiscard]] std::optional<long long> innovation_fund_price(const std::string& round,
                                                             const std::string& code);

/// One result a claim, in the order given. Each code once a person (the first that is verified and in
/// its window, by date, then by the card's order, then as given); 42 months from the start, both days
/// included; the cap of the person's round used up in the same order.
[[nodiscard]] std::vector<PaidClaim> innovation_fund(const std::map<std::string, Participant>& participants,
                                                     const std::vector<Claim>& claims);

}  // namespace outturn::oracle
