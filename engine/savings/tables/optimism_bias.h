// Optimism bias: by how much costs are usually told too low, time too short and benefits too high.
//
// Capital works: Mott MacDonald, Review of Large Public Procurement in the UK (2002), as HM Treasury's
// supplementary Green Book guidance gives it: an upper and a lower bound for each type of project. Social
// programmes: a correction by grade of evidence (HM Treasury and New Economy, 2014), whose figures are not
// shipped because nobody here has read them; a user who has the document fills the table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/savings/tables/edition.h"
#include "engine/values/exact.h"

namespace outturn::savings {

/// One correction, as shares: 6/25 for 24 %.
struct OptimismBias {
  std::string category;        ///< "standard buildings", "evidence grade 3"
  std::string concerns;        ///< "capital cost", "duration", "operating cost", "cost", "benefit"
  std::optional<Exact> lower;  ///< after all mitigation; nothing: not known
  std::optional<Exact> upper;  ///< before any
  Standing standing = Standing::unverified;
  std::string source;
};

struct OptimismTable {
  Edition edition;
  std::vector<OptimismBias> rows;

  [[nodiscard]] const OptimismBias* row(std::string_view category, std::string_view concerns) const;
};

/// Shares 0 or more (a benefit's at most 1), lower not above upper, each category and concern once, a source
/// wherever a figure stands. Empty when sound. An empty table is sound: it is there to be filled.
[[nodiscard]] std::string optimism_fault(const OptimismTable& table);

/// base x (1 + bias x (1 - mitigation)), mitigation from 0 (none) to 1 (all): Faults outside.
[[nodiscard]] Exact uplifted(const Exact& base, const Exact& bias, const Exact& mitigation);

}  // namespace outturn::savings
