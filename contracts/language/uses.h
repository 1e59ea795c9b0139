// Every expression of a contract, and what it reads: one walk for all who ask.
#pragma once

#include <string_view>

#include "contracts/language/syntax.h"

namespace outturn::language {

/// Calls `look(const Expr&)` for an expression and all below it.
template <typename Look>
void every_part(const Expr& expr, Look&& look) {
  look(expr);
  for (const auto& arg : expr.args) every_part(*arg, look);
  if (expr.filter) every_part(*expr.filter, look);
  if (expr.first) every_part(*expr.first, look);
}

/// Calls `look(const Expr&)` for every expression of the contract and all below it.
template <typename Look>
void every_part(const Contract& contract, Look&& look) {
  const auto from = [&](const ExprPtr& expr) {
    if (expr) every_part(*expr, look);
  };
  for (const Value& value : contract.values) from(value.is);
  for (const Payment& payment : contract.payments) {
    for (const ExprPtr* said :
         {&payment.when, &payment.pay, &payment.achieved, &payment.worth, &payment.times})
      from(*said);
  }
  for (const Cap& cap : contract.caps) from(cap.amount);
  for (const Split& split : contract.splits) {
    for (const Split::Payer& payer : split.payers) from(payer.share_of);
  }
}

/// Where an expression first reads the plain name, such as as_at; a span not known where none does.
[[nodiscard]] Span first_use(const Contract& contract, std::string_view name);

}  // namespace outturn::language
