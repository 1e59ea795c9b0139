// The two ways of splitting a payment between its payers, told in splits.h. Internal to contracts/compile.
#pragma once

#include <cstddef>

#include "contracts/formulas/payments.h"

namespace outturn::compile {

void split_by_remainder(const Ground& on, const Payments& payments, std::size_t index);
void split_by_cascade(const Ground& on, const Payments& payments, std::size_t index);

}  // namespace outturn::compile
