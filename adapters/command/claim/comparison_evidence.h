// The proof of a comparison's figures: NAME.json, and NAME_people.csv where it names people, beside NAME.csv.
//
// A contract says what the analysis must be (design, method, smallest number of people, balance); what was
// analysed otherwise is refused, with both told. Never knows how an analysis is made.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/command/claim/host.h"
#include "contracts/language/syntax.h"
#include "engine/calc/comparison_record.h"
#include "engine/calc/record.h"

namespace outturn::command {

/// One record for each comparison of the contract whose figures were read, in order of the contract.
/// `files` and `bytes` gain what was read; problems are added.
[[nodiscard]] std::vector<calc::ComparisonRecord> load_comparisons(const language::Contract& contract,
                                                                   const std::string& contract_file,
                                                                   const std::vector<fs::path>& folders,
                                                                   std::vector<calc::FileRecord>& files,
                                                                   std::map<std::string, std::string>& bytes,
                                                                   Problems& problems);

}  // namespace outturn::command
