// What `outturn link` leaves behind: pairs.csv, people.csv, persons.csv, quality.json.
//
// Written piece by piece: a pair's line is made and gone before the next. Names and other values of records
// are never in them: records go by their ids.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/linkage/linking/linking.h"
#include "engine/linkage/spec/standard_records.h"
#include "reports/linkage/linkage_report.h"

namespace outturn::linkage {

using Put = std::function<void(std::string_view)>;

/// left,right,weight,probability,levels,left_dataset,right_dataset. Levels by Splink's numbers, in the order
/// of the comparisons, with a blank between.
void write_pairs(const Linking& linking, const Put& put);
/// record,person,dataset,probability: that the record belongs to its person; empty for a record alone.
void write_people(const Linking& linking, const Put& put);
/// person,records,datasets,probability: the least of its records'.
void write_persons(const Linking& linking, const Put& put);
/// The standardised records as Splink would read them: unique_id, source_dataset, then the columns.
void write_records(const Records& records, const Put& put);
/// field,before,after,what was done,records. Personal data: only where asked for.
void write_trail(const StandardRecords& records, const Put& put);

/// What the truth says of a linkage.
struct QualityFigures {
  Rates by_decision;                 ///< candidate pairs whose records were put to one person
  linkage_page::TruthFigures truth;  ///< by probability, and of people
};
[[nodiscard]] QualityFigures quality_of(const Linking& linking, const std::vector<Code>& truth);
[[nodiscard]] std::string quality_json(const QualityFigures& figures);

/// Name of a person in results: P0000001, counted in the records' order.
[[nodiscard]] std::string person_name(std::uint32_t person);

}  // namespace outturn::linkage
