#include "contracts/frames/tables.h"

#include "contracts/frames/table_kinds.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

ContractTables contract_tables(Workings& work) {
  const language::Contract& contract = work.contract;
  ContractTables made;
  for (const auto& assumption : contract.assumptions)
    made.readings.push_back(open_question(work, assumption));
  for (const auto& parameter : contract.parameters)
    made.parameters.push_back(parameter_table(work, parameter));
  for (const auto& card : contract.ratecards) made.cards.push_back(rate_card(work, card));
  for (const auto& bands : contract.bands) made.bands.push_back(band_table(work, bands));
  for (const auto& points : contract.points) made.points.push_back(knot_table(work, points));
  for (const auto& calendar : contract.calendars) made.calendars.push_back(calendar_table(work, calendar));
  return made;
}

void add_row(calc::Frame& frame, std::string key, const std::vector<language::Clause>& clauses, Span span) {
  frame.keys.push_back(std::move(key));
  frame.row_clauses.push_back(clause_words(clauses));
  frame.lines.push_back(span.line);
  frame.rows = frame.keys.size();
}

}  // namespace outturn::compile
