// What each payment comes to in total, and all of them together. It must never know how an amount came about.
#pragma once

#include "contracts/compile/caps.h"

namespace outturn::compile {

/// Begins the record of each payment with its columns and what they come to.
void total_payments(Workings& work, const Payments& payments, const CapCuts& cuts);

/// All payments together, as they are paid: after the splits, since payers may leave something unpaid.
void total_contract(Workings& work);

}  // namespace outturn::compile
