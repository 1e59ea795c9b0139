// What was achieved at the card's price, whatever the payment rules make of it. It must never know what is
// paid for it.
#pragma once

#include "contracts/formulas/payments.h"

namespace outturn::compile {

/// `eligible` (none: every row) is what `when` says, `amount` what `pay` says; both 0 where unknown.
void build_achieved(const Ground& on, const language::Payment& payment, const Scope& scope, NodeId eligible,
                    NodeId amount, PaymentColumns& made);

}  // namespace outturn::compile
