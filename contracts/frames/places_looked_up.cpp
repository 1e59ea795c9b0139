#include <algorithm>

#include "contracts/frames/table_kinds.h"
#include "contracts/language/uses.h"

namespace outturn::compile {

int places_looked_up(const language::Contract& contract, const std::string& name) {
  int most = 0;
  language::every_part(contract, [&](const language::Expr& expr) {
    if (expr.kind == language::ExprKind::call && expr.word == name && !expr.args.empty())
      most = std::max(most, expr.args[0]->type.places);
  });
  return most;
}

}  // namespace outturn::compile
