// One function for each kind of table of the contract: what contract_tables is made of. Internal to
// contracts/frames.
#pragma once

#include <string>
#include <vector>

#include "contracts/frames/tables.h"

namespace outturn::compile {

[[nodiscard]] ColumnId open_question(Workings& work, const language::Assumption& assumption);
[[nodiscard]] DatedParameter parameter_table(Workings& work, const language::Parameter& parameter);
[[nodiscard]] CardFrames rate_card(Workings& work, const language::RateCard& card);
[[nodiscard]] BandFrame band_table(Workings& work, const language::Bands& bands);
[[nodiscard]] KnotFrame knot_table(Workings& work, const language::Points& points);
[[nodiscard]] CalendarFrame calendar_table(Workings& work, const language::Calendar& calendar);

/// One more row of a table, with the clause and line it stands in.
void add_row(calc::Frame& frame, std::string key, const std::vector<language::Clause>& clauses, Span span);

/// The most decimal places with which anything is looked up in the bands or points `name`.
[[nodiscard]] int places_looked_up(const language::Contract& contract, const std::string& name);

}  // namespace outturn::compile
