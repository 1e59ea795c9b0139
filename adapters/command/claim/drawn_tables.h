// The people and persons tables of a contract as they would be if a draw were the link's decision.
//
// Records go to other persons; a person whom no record is left of is gone, a new one stands at the end;
// counts of records and datasets and the least probability are taken anew, as the link takes them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "adapters/command/claim/linkage_evidence.h"
#include "engine/facts/table.h"

namespace outturn::command {

/// Row of the people table of each record named; -1: it has none.
[[nodiscard]] std::vector<std::int32_t> rows_of_records(const Table& people,
                                                        const std::vector<std::string>& records);

class DrawnTables {
 public:
  /// Why draws can't be carried on into these tables, as a sentence; empty: they can.
  [[nodiscard]] static std::string refusal(const std::vector<Table>& tables);

  /// `tables` are those of the decision, and must outlive this.
  explicit DrawnTables(const std::vector<Table>& tables);

  /// All tables, with people and persons as drawn.
  [[nodiscard]] std::vector<Table> of(const std::vector<DrawnRow>& draw) const;

 private:
  struct Person {
    std::int64_t records = 0;
    std::vector<std::int32_t> datasets;
    std::int64_t probability = -1;  ///< least, in millionths; -1: none is known
  };
  [[nodiscard]] std::vector<Person> counted(const Table& people, const std::vector<std::int32_t>& person,
                                            const std::vector<bool>& touched) const;
  [[nodiscard]] Table persons_of(const std::vector<Person>& persons, const std::vector<std::string>& words,
                                 const std::vector<bool>& touched) const;

  const std::vector<Table>& tables_;
  std::size_t people_ = 0;
  std::size_t persons_ = SIZE_MAX;            ///< SIZE_MAX: the contract has none
  std::map<std::string, std::int32_t> code_;  ///< of each person's name, in people's dictionary
};

}  // namespace outturn::command
