// The answer of a run as one page that a commissioner opens without a spreadsheet: result.html.
//
// The page stands alone: nothing is fetched, the drawings are made here, and it reads the same on paper and
// without script. It is a print of a Run and of nothing else, beside the workbook and result.json, and must
// never know the contract language. Every figure opens to its explanation (engine/explain): the formula in
// words and in figures, why, the clause with the contract's line, the cell of the workbook, and what lies
// beneath, the largest first. A small script shows further rows beneath a figure and finds a person's rows;
// what it reads stands in the page as data, bounded in size.
#pragma once

#include <functional>
#include <string_view>

#include "engine/calc/record.h"

namespace outturn::page {

/// Hands the page over in pieces: it is never whole in memory.
void write_result_page(const calc::Run& run, const std::function<void(std::string_view)>& sink);

}  // namespace outturn::page
