// Graphs of money, cohorts and claims in a line a column, for the tests of the workbook.
#pragma once

#include <string>
#include <vector>

#include "engine/calc/record.h"

namespace outturn::workbook_tests {

/// Short hands for building a graph.
class Builder {
 public:
  calc::Run run;

  calc::FrameId scalars();
  calc::FrameId frame(const std::string& name, const std::string& title, std::size_t rows,
                      const std::string& key_letter, bool is_table = false);
  calc::ColumnId term(const std::string& name, calc::Type type, calc::Unit unit, std::int64_t held,
                      const std::string& clause);
  calc::ColumnId input(calc::FrameId frame, const std::string& name, calc::Type type, calc::Unit unit,
                       std::vector<std::int64_t> held, calc::Role role = calc::Role::evidence);
  calc::ColumnId formula(calc::FrameId frame, const std::string& name, calc::Type type, calc::Unit unit,
                         calc::NodeId node, const std::string& clause = {});
  /// A column whose formula is set later (blocks).
  calc::ColumnId open_column(calc::FrameId frame, const std::string& name, calc::Type type, calc::Unit unit,
                             const std::string& clause = {});
  calc::NodeId at(calc::ColumnId column);     ///< this row
  calc::NodeId one(calc::ColumnId column);    ///< scalar
  calc::NodeId above(calc::ColumnId column);  ///< previous row
  calc::NodeId whole(std::int64_t value);
  void check(calc::ColumnId column, const std::string& what);
  /// Evaluates; throws Fault on problems or disagreements of the sheet arithmetic.
  calc::Run finish();

 private:
  calc::FrameId scalars_ = calc::none;
};

}  // namespace outturn::workbook_tests
