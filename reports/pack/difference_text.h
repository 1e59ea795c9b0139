// What moved between two runs, as a commissioner reads it on a terminal and as JSON.
#pragma once

#include <string>

#include "engine/difference/difference.h"

namespace outturn::pack {

struct DifferenceNames {
  std::string before;  ///< what the reader calls the two: "before, as at 2024-12-01"
  std::string after;
};

/// Wrapped to 100 columns: the payment, what was put in differently, what each change did in money, the
/// rows that moved (the `most_rows` largest).
[[nodiscard]] std::string difference_text(const difference::Difference& found, const DifferenceNames& names,
                                          std::size_t most_rows);

/// Everything found, ending with a line end.
[[nodiscard]] std::string difference_json(const difference::Difference& found);

/// "£300.00 more", "£12.50 less", "no change" of an amount of money.
[[nodiscard]] std::string more_or_less(const Exact& amount, const std::string& currency);

}  // namespace outturn::pack
