#include "contracts/language/uses.h"

#include <algorithm>

namespace outturn::language {
namespace {

/// The place of a date that decides which dated line holds, where it is the one named.
template <typename Statement>
Span chosen_by(const std::vector<Statement>& statements, std::string_view name) {
  const auto found = std::find_if(statements.begin(), statements.end(),
                                  [&](const Statement& one) { return one.chosen_by == name; });
  return found == statements.end() ? Span{} : found->chosen_span;
}

}  // namespace

Span first_use(const Contract& contract, std::string_view name) {
  Span first;
  every_part(contract, [&](const Expr& expr) {
    if (!first.known() && expr.kind == ExprKind::name && expr.path.size() == 1 && expr.path[0] == name)
      first = expr.span;
  });
  for (const Span& span : {chosen_by(contract.parameters, name), chosen_by(contract.ratecards, name),
                           chosen_by(contract.values, name)}) {
    if (!first.known()) first = span;
  }
  return first;
}

}  // namespace outturn::language
