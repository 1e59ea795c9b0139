// The rule of one payment as formulas: when, how much, how often, and what is achieved whatever is paid. It
// must never know another payment.
#pragma once

#include "contracts/formulas/payments.h"

namespace outturn::compile {

void build_payment(const Ground& on, const language::Payment& payment, PaymentColumns& made);

/// A payment says so itself, or pays only the first of several rows.
[[nodiscard]] bool achieved_apart(const language::Payment& payment);

}  // namespace outturn::compile
