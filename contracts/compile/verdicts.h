// A verdict on every row: which reason of a small table decides on its payment.
//
// Reasons are gathered from the contract (what may be missing, each condition, how often, each cap:
// reasons.h); a row's reason is the first that fits, told by one formula in the order in which the payment is
// worked out. Who decided on the evidence, and when, stands beside it. The rule and the codes are those of
// docs/result-json.md. It must never change what is paid.
#pragma once

#include "contracts/formulas/payments.h"

namespace outturn::compile {

void add_verdicts(Workings& work, Evidence& evidence, const Payments& payments);

}  // namespace outturn::compile
