#include "tests/oracle/innovation_fund.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace outturn::oracle {
namespace {

struct Price {
  const char* code;
  int round_1;  // whole pounds, 0: not on the card
  int round_2;
};

constexpr Price card[] = {
    {"BEH", 1300, 1300}, {"ATT", 800, 1400},  {"ATTI", 0, 700},      {"ENTRY", 0, 900},
    {"BASIC", 0, 900},   {"LEV1", 700, 1100}, {"LEV2", 2200, 3300},  {"LEV3", 3300, 5100},
    {"LEV4", 2000, 0},   {"ESOL", 1200, 0},   {"EMP13", 2600, 3500}, {"EMP26", 1000, 2000},
};

int place_on_card(const std::string& code) {
  int place = 0;
  for (const Price& line : card) {
    if (line.code == code) return place;
    ++place;
  }
  return place;
}

constexpr int window_months = 42;

long long cap_of(const std::string& round) { return round == "ROUND2" ? 11'700'00 : 8'200'00; }

}  // namespace

std::optional<long long> innovation_fund_price(const std::string& round, const std::string& code) {
  for (const Price& line : card) {
    if (line.code != code) continue;
    const int pounds = round == "ROUND2" ? line.round_2 : line.round_1;
    if (pounds == 0) return std::nullopt;
    return pounds * 100LL;
  }
  return std::nullopt;
}

std::vector<PaidClaim> innovation_fund(const std::map<std::string, Participant>& participants,
                                       const std::vector<Claim>& claims) {
  std::vector<std::size_t> order(claims.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (claims[a].achieved != claims[b].achieved) return claims[a].achieved < claims[b].achieved;
    return place_on_card(claims[a].code) < place_on_card(claims[b].code);
  });

  std::vector<PaidClaim> results(claims.size());
  std::set<std::pair<std::string, std::string>> seen;
  std::map<std::string, long long> paid_so_far;
  for (const std::size_t i : order) {
    const Claim& claim = claims[i];
    const Participant& person = participants.at(claim.person);
    const bool in_window =
        person.start <= claim.achieved && claim.achieved <= months_later(person.start, window_months);
    if (!claim.verified || !in_window) continue;
    const auto price = innovation_fund_price(person.round, claim.code);
    if (!price) {  // nothing was counted, so a later claim for it is blocked as well
      results[i].blocked = true;
      continue;
    }
    if (!seen.insert({claim.person, claim.code}).second) continue;
    results[i].earned = *price;
    const long long left = cap_of(person.round) - paid_so_far[claim.person];
    results[i].paid = std::min(*price, std::max(0LL, left));
    paid_so_far[claim.person] += results[i].paid;
  }
  return results;
}

}  // namespace outturn::oracle
