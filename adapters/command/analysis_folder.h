// The evidence folder of an analysis, as compare and baseline write it: figures, proof, people, pairs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "adapters/command/claim/host.h"
#include "engine/calc/comparison_record.h"

namespace outturn::command {

/// A file that an analysis was made from: its name without folders, digest and rows.
[[nodiscard]] calc::AnalysisSource analysis_source(const fs::path& file, std::string_view bytes,
                                                   std::size_t rows);

/// Tables beside NAME.json; empty: there is none.
struct AnalysisTables {
  std::string figures;  ///< NAME.csv, what a contract reads
  std::string people;   ///< NAME_people.csv
  std::string pairs;    ///< NAME_pairs.csv
};

/// Writes the folder whole or not at all, in place of an older one; the record's JSON. A record that does not
/// hold together is a Fault.
std::string write_analysis(const fs::path& out, const calc::ComparisonRecord& record,
                           const AnalysisTables& tables);

/// The last lines of the summary: which file is what.
void tell_analysis_files(const calc::ComparisonRecord& record, const fs::path& out);

}  // namespace outturn::command
