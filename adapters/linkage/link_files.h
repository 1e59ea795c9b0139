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
#include "engine/linkage/quality/quality.h"
#include "engine/linkage/spec/standard_records.h"

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
  std::uint64_t true_pairs = 0;
  Rates by_decision;   ///< candidate pairs whose records were put to one person
  Rates at_threshold;  ///< candidate pairs from the default threshold on
  Rates at_half, at_nine_tenths, at_99, best;
  double blocking_recall = 0;  ///< share of the true pairs that some rule brings together
  std::vector<Band> bands;
  PeopleQuality people;
};
[[nodiscard]] QualityFigures quality_of(const Linking& linking, const std::vector<Code>& truth);
[[nodiscard]] std::string quality_json(const QualityFigures& figures);

/// Name of a person in results: P0000001, counted in the records' order.
[[nodiscard]] std::string person_name(std::uint32_t person);

}  // namespace outturn::linkage
