// The rule of one payment as formulas: when, how much, how often, and what is achieved whatever is paid. It
// must never know another payment.
#pragma once

#include <string>
#include <vector>

#include "contracts/formulas/payments.h"

namespace outturn::compile {

void build_payment(const Ground& on, const language::Payment& payment, PaymentColumns& made);

/// The columns by which its rows are told apart: for how often, for caps, for the rows that are split.
[[nodiscard]] std::vector<std::string> grouped_by(const language::Contract& contract,
                                                  const language::Names& names,
                                                  const language::Payment& payment);

/// A payment says so itself, or pays only the first of several rows.
[[nodiscard]] bool achieved_apart(const language::Payment& payment);

}  // namespace outturn::compile
