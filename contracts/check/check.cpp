#include "contracts/check/check.h"

#include <set>

#include "contracts/check/parts.h"
#include "contracts/parse/parse.h"
#include "engine/values/show.h"

namespace outturn::language {
namespace {

void check_head(const Contract& contract, const ExpressionChecker& tell) {
  const Head& h = contract.head;
  if (!h.currency.empty() && !currency_by_code(h.currency)) {
    static const std::vector<std::string> usual{"GBP", "EUR", "USD", "INR", "AUD",
                                                "CAD", "NZD", "JPY", "KES", "ZAR"};
    tell.problem("T24", h.currency_span, "\"" + h.currency + "\" is no currency code known here", {},
                 near_or(nearest_name(h.currency, usual),
                         "Write the three letters of ISO 4217, like GBP, USD or EUR."));
  }
  if (h.starts && h.ends && *h.ends < *h.starts) {
    tell.problem("D9", h.ends_span, "this contract ends before it starts",
                 {"It starts on " + to_iso(*h.starts) + " and ends on " + to_iso(*h.ends) + "."},
                 {"Mend one of the two dates."});
  }
  if (h.span.known() && contract.payments.empty() && !contract.incomplete) {
    tell.problem("S38", h.span, "this contract pays nothing", {}, {"Add a payment statement."});
  }
}

}  // namespace

void check(Contract& contract, const SourceFile& source, Problems& problems) {
  check_kinds(contract, source, problems);
  const Names names(contract);
  ExpressionChecker expressions(names, source, problems);
  check_head(contract, expressions);
  check_unique_names(contract, expressions);
  check_clauses(contract, expressions);
  check_inputs(contract, names, expressions);
  check_tables(contract, names, expressions);
  check_rules(contract, names, expressions);
  check_splits(contract, names, expressions);
}

std::size_t cited_clauses(const Contract& contract) {
  std::set<std::string> different;
  for (const CitedAt& cited : every_clause(contract)) {
    for (const Clause& clause : *cited.clauses) different.insert(clause.shown());
  }
  return different.size();
}

Contract read_contract(const SourceFile& source, Problems& problems, const CardFiles& card_files,
                       const ValueTables& tables) {
  Contract contract = parse(source, problems, card_files, tables);
  check(contract, source, problems);
  problems.sort();
  return contract;
}

}  // namespace outturn::language
