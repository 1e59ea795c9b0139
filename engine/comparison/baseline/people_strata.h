// People into the strata of a published table: who stands beside which published row.
//
// A person's word is found in the published field as it stands, without case, as a sex ("M" is "Males"), as
// an age in years within a published band, or as a day or period within a published one; never by an area's
// name. Nobody is left out in silence: a word or a stratum that is nowhere is told with its number of people
// and what is near it. Strata stand in the order of the published rows, so the order of the people changes
// nothing. It must never know what the rates are for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/comparison/baseline/published_rows.h"
#include "engine/comparison/published/area_history.h"

namespace outturn::comparison {

/// A column of words, each once.
struct WordColumn {
  std::string name;
  std::vector<std::string> words;
  std::vector<std::int32_t> codes;  ///< one a person
};

struct BaselinePeople {
  std::string file;
  std::vector<std::string> ids;  ///< each once
  std::vector<std::uint8_t> observed;
  std::vector<double> scores;  ///< in percent; empty where none were asked for
  std::vector<WordColumn> columns;

  [[nodiscard]] std::size_t size() const { return observed.size(); }
  [[nodiscard]] std::uint64_t events() const;
};

struct PeopleStratum {
  RowAt at;
  std::string words;  ///< "sex Males, age 18-20"
  std::uint64_t people = 0;
  std::uint64_t observed = 0;
  Interval rate;  ///< of no width where it is told
};

struct Stratified {
  std::vector<PeopleStratum> strata;            ///< with people, by published row
  std::vector<std::int32_t> stratum_of_person;  ///< into `strata`
};

/// nullopt when problems were added: B10 a word, B11 a stratum that is nowhere; B12 two rows for one stratum;
/// B13 a row that gives no rate. `with_rates` false: rows only, as for a standard population.
struct Stratifying {
  const BaselineSpec& spec;
  const std::vector<Published>& tables;
  const AreaHistory& history;
  bool standard = false;  ///< of the standard population
  bool with_rates = true;
};
[[nodiscard]] std::optional<Stratified> stratified(const Stratifying& by, const BaselinePeople& people,
                                                   Problems& problems);

/// Every person in a stratum, counts that add up, each row once. Run in production.
[[nodiscard]] std::string stratified_fault(const Stratified& made, const BaselinePeople& people);

}  // namespace outturn::comparison
