#include "engine/savings/tables/optimism_bias.h"

#include <set>

namespace outturn::savings {

const OptimismBias* OptimismTable::row(std::string_view category, std::string_view concerns) const {
  for (const OptimismBias& one : rows)
    if (one.category == category && one.concerns == concerns) return &one;
  return nullptr;
}

std::string optimism_fault(const OptimismTable& table) {
  if (auto fault = edition_fault(table.edition); !fault.empty()) return fault;
  std::set<std::pair<std::string, std::string>> seen;
  for (const OptimismBias& one : table.rows) {
    const std::string in = " of \"" + one.category + "\", " + one.concerns;
    if (one.category.empty() || one.concerns.empty()) return "a row without category or concern";
    if (!seen.emplace(one.category, one.concerns).second) return "a second row" + in;
    for (const std::optional<Exact>& share : {one.lower, one.upper}) {
      if (!share) continue;
      if (share->sign() < 0) return "a share below 0" + in;
      if (one.concerns == "benefit" && *share > Exact(1)) return "a share above 1" + in;
      if (one.source.empty()) return "no source" + in;
    }
    if (one.lower && one.upper && *one.lower > *one.upper) return "lower above upper" + in;
  }
  return "";
}

Exact uplifted(const Exact& base, const Exact& bias, const Exact& mitigation) {
  if (mitigation.sign() < 0 || mitigation > Exact(1)) throw Fault("mitigation outside 0 to 1");
  return base * (Exact(1) + bias * (Exact(1) - mitigation));
}

}  // namespace outturn::savings
