// Records with the fields of a specification in standard form: each distinct value standardised once.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/linkage/records/records.h"
#include "engine/linkage/spec/spec.h"

namespace outturn::linkage {

/// What was found while a field was brought into standard form.
struct FieldFacts {
  std::string field;
  std::size_t known = 0;  ///< records with a value after it
  std::size_t distinct = 0;
  double alike = 0;           ///< probability that two records with a value agree by chance
  bool close_dates = false;   ///< dates of events, within a few years: days apart matter, not months
  bool uk_postcodes = false;  ///< most are whole UK postcodes
};

/// One distinct value and what became of it.
struct TrailEntry {
  std::string field;
  std::string before;
  std::string after;  ///< empty: taken for unknown
  std::vector<std::string> changes;
  std::size_t records = 0;
};

struct StandardRecords {
  Records records;  ///< one column a field, and beside it NAME_formal for given names, NAME_swapped for dates
  std::vector<FieldFacts> facts;
  std::vector<TrailEntry> trail;  ///< of values that were changed or doubted

  [[nodiscard]] const FieldFacts& facts_of(std::string_view field) const;
};

/// Columns that are declared and in no file are a problem of the reader's, not looked for here.
[[nodiscard]] StandardRecords standardised(const Records& raw, const Spec& spec);

/// Column names beside a field's own.
[[nodiscard]] std::string formal_column(const std::string& field);
[[nodiscard]] std::string swapped_column(const std::string& field);

}  // namespace outturn::linkage
