// Caps in their order, and what becomes of what they cut (design/columns.md sections 3 and 5, D1 to D3). They
// must never know why an amount is due: they take what was earned and leave what is paid.
#pragma once

#include <vector>

#include "contracts/formulas/payments.h"

namespace outturn::compile {

/// By payment: what its caps cut, in the order applied.
using CapCuts = std::vector<std::vector<calc::PaymentRecord::CapCut>>;

[[nodiscard]] CapCuts lay_caps(const Ground& on, const Payments& payments);

}  // namespace outturn::compile
