// One payment between several payers: shares in whole pence, the pennies left over, caps, and what nobody
// pays (design/columns.md section 5, E1). It must never change what is due in all.
//
// Two ways. By remainder: every payer gets its share rounded down, the pennies left over go where the
// contract says, then each payer's cap is laid on what it owes to date. By cascade, where the others pay
// what is over a cap: payers in ascending order of cap over share, each takes its share of what is left, at
// most its cap; one pass gives what filling vessels by turns would. Both look at sums to date, so that money
// taken back comes first from what a cap kept unpaid.
#pragma once

#include "contracts/formulas/payments.h"

namespace outturn::compile {

/// After the totals of the payments, which it fills in where payers leave something unpaid.
void split_payments(const Ground& on, const Payments& payments);

}  // namespace outturn::compile
