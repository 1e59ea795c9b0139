#include "adapters/command/analysis_folder.h"

#include <cstdio>

#include "adapters/command/claim/result_folder.h"
#include "adapters/comparison/evidence/evidence_files.h"

namespace outturn::command {

calc::AnalysisSource analysis_source(const fs::path& file, std::string_view bytes, std::size_t rows) {
  calc::AnalysisSource out;
  out.file = file.filename().string();
  out.sha256 = sha256(bytes);
  out.rows = static_cast<std::int64_t>(rows);
  return out;
}

std::string write_analysis(const fs::path& out, const calc::ComparisonRecord& record,
                           const AnalysisTables& tables) {
  if (const std::string fault = calc::comparison_fault(record); !fault.empty())
    throw Fault("record of an analysis: " + fault);
  const std::string json = comparison::record_json(record, sha256(tables.figures),
                                                   tables.people.empty() ? "" : sha256(tables.people));
  ResultFolder folder(out);
  const auto put = [&](const std::string& file, const std::string& text) {
    if (!text.empty()) write_file(folder.path() / (record.name + file), text);
  };
  put(".csv", tables.figures);
  put(".json", json);
  put("_people.csv", tables.people);
  put("_pairs.csv", tables.pairs);
  folder.publish();
  return json;
}

void tell_analysis_files(const calc::ComparisonRecord& record, const fs::path& out) {
  std::printf("\nFigures a contract reads: %s\nWhat they rest on:        %s\n",
              (out / (record.name + ".csv")).string().c_str(),
              (out / (record.name + ".json")).string().c_str());
}

}  // namespace outturn::command
