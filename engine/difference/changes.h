// What was put in differently in two runs, and which change stands behind an input cell.
//
// Internal to engine/difference. Statements of the contract count as put in: a formula that differs,
// is new or gone.
#pragma once

#include <map>
#include <unordered_map>

#include "engine/difference/difference.h"
#include "engine/difference/pairing.h"

namespace outturn::difference {

class Changes {
 public:
  explicit Changes(const Pairing& pairing);

  [[nodiscard]] const std::vector<Change>& all() const { return changes_; }
  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }

  /// The change of an input cell that moved; none where nobody wrote what stands there.
  [[nodiscard]] std::uint32_t of_cell(std::size_t side, ColumnId column, std::size_t row_index) const;
  /// The change that made this row new or gone; none for a row both runs have.
  [[nodiscard]] std::uint32_t of_row(std::size_t side, FrameId frame, std::size_t row_index) const;
  /// The change of the statement a column was made by; none where it says the same in both runs.
  [[nodiscard]] std::uint32_t of_formula(std::size_t side, ColumnId column) const;
  /// Rows that stand otherwise than before, told once where nothing else explains a figure.
  std::uint32_t of_order();

 private:
  void dates_and_documents();
  void rows(std::size_t side);
  void one_row(std::size_t side, FrameId frame, std::size_t row_index);
  void cells(std::size_t side);
  void one_cell(std::size_t side, ColumnId column, std::size_t row_index);
  void formulas(std::size_t side);
  void one_formula(std::size_t side, ColumnId column);
  std::uint32_t add(Change change, std::string group_words);

  [[nodiscard]] std::string shown(std::size_t side, ColumnId column, std::size_t row_index) const;
  [[nodiscard]] std::string place(std::size_t side, ColumnId column, std::size_t row_index) const;
  [[nodiscard]] std::string quote(std::size_t side, std::uint32_t line) const;
  [[nodiscard]] std::string statement_name(std::size_t side, const calc::Column& column) const;

  const Pairing& pairing_;
  std::vector<Change> changes_;
  std::vector<Group> groups_;
  std::map<std::string, std::uint32_t> group_of_;
  std::array<std::unordered_map<std::uint64_t, std::uint32_t>, 2> by_cell_;
  std::array<std::unordered_map<std::uint64_t, std::uint32_t>, 2> by_row_;
  std::array<std::unordered_map<std::string, std::uint32_t>, 2> by_line_;  ///< rows of tables, by place
  std::array<std::unordered_map<ColumnId, std::uint32_t>, 2> by_formula_;
  std::map<std::string, std::uint32_t> statements_;
  std::uint32_t order_ = none;
};

/// "person N-002, code JOB, achieved date 2023-04-03": what names the row to a reader.
[[nodiscard]] std::string about_row(const calc::Run& run, FrameId frame, std::size_t row_index);

}  // namespace outturn::difference
