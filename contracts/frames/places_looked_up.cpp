#include <algorithm>

#include "contracts/frames/table_kinds.h"

namespace outturn::compile {

namespace {

int places_looked_up(const language::Expr* expr, const std::string& name) {
  if (expr == nullptr) return 0;
  int most = expr->kind == language::ExprKind::call && expr->word == name && !expr->args.empty()
                 ? expr->args[0]->type.places
                 : 0;
  for (const auto& arg : expr->args) most = std::max(most, places_looked_up(arg.get(), name));
  most = std::max(most, places_looked_up(expr->first.get(), name));
  return std::max(most, places_looked_up(expr->filter.get(), name));
}

}  // namespace

int places_looked_up(const language::Contract& contract, const std::string& name) {
  int places = 0;
  for (const auto& value : contract.values) places = std::max(places, places_looked_up(value.is.get(), name));
  for (const auto& payment : contract.payments) {
    for (const auto* said : {&payment.when, &payment.pay, &payment.achieved, &payment.worth})
      places = std::max(places, places_looked_up(said->get(), name));
  }
  for (const auto& cap : contract.caps) places = std::max(places, places_looked_up(cap.amount.get(), name));
  return places;
}

}  // namespace outturn::compile
