// The evidence folder of an analysis: NAME.json and NAME_people.csv beside the NAME.csv that a contract
// reads.
//
// Written by `outturn compare` and `outturn baseline build`, read by `outturn run`. Figures are decimals as
// text, so that they come back as they went. One list of fields serves both ways (fields.h). This module must
// never know how a figure was worked out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/calc/comparison_record.h"

namespace outturn::comparison {

/// NAME.json: all but the people. The digests are those of NAME.csv and, where there are people, of
/// NAME_people.csv beside it.
[[nodiscard]] std::string record_json(const calc::ComparisonRecord& record, std::string_view figures_sha256,
                                      std::string_view people_sha256 = {});

/// NAME_people.csv: person, treated, set, weight, score, then each term, covariate and outcome.
[[nodiscard]] std::string people_csv(const calc::ComparedPeople& people);

struct ReadRecord {
  calc::ComparisonRecord record;
  std::string figures_sha256;
  std::string people_sha256;
  bool has_people = false;  ///< NAME_people.csv must stand beside it
};

/// nullopt when problems were added. `file` is its name, for messages.
[[nodiscard]] std::optional<ReadRecord> read_record(const std::string& file, std::string_view json,
                                                    Problems& problems);

/// Fills the people in; false when problems were added.
[[nodiscard]] bool read_people(const std::string& file, std::string_view csv, calc::ComparisonRecord& record,
                               Problems& problems);

}  // namespace outturn::comparison
