// The payment under each draw of a link: the contract worked out exactly, as often as there are draws.
#pragma once

#include "adapters/command/claim/linkage_evidence.h"
#include "contracts/compile/compile.h"

namespace outturn::command {

/// `decided` is the run at the link's decision, `request` what it was asked with, its tables included.
/// Problems are added when the contract can't be worked out for a draw.
[[nodiscard]] std::optional<calc::PaymentDraws> payment_over_draws(
    const language::Contract& contract, const SourceFile& source, const compile::Request& request,
    const LinkEvidence& link, const calc::Run& decided, Problems& problems);

}  // namespace outturn::command
