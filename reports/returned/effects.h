// What changed cells do to the payment due: the run's graph with those cells set, calculated again.
//
// A cell that held a number gets the new one. A formula written over, or made another, is held at what the
// returned book shows there: its column becomes "where held: the value held, else as before". Links between
// rows stay, as they do in a sheet. It must never know how a book is laid out or told.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "reports/returned/book_cells.h"
#include "reports/returned/places.h"

namespace outturn::returned {

class Effects {
 public:
  /// Takes the graph of the run as it is; the run itself stays.
  Effects(const calc::Run& run, const Texts& texts);

  /// Sets the figure as the cell has it; why it can't be, or nothing.
  [[nodiscard]] std::string set(Figure figure, const CellContent& has);
  /// The payment due with all that is set; nullopt when it can't be calculated or there is none.
  [[nodiscard]] std::optional<Exact> payment_due();
  /// As a person reads it, once calculated.
  [[nodiscard]] std::string shown(Figure figure) const;
  /// All as the run has it.
  void take_back();
  /// Gives the values calculated last to a run of the same graph.
  void give_values(calc::Run& run);

 private:
  struct Held {
    calc::ColumnId flags = calc::none;
    calc::ColumnId values = calc::none;
  };
  struct Old {
    Figure figure;
    std::int64_t integer = 0;
    Exact exact;
    bool known = true;
  };
  Held& held(calc::ColumnId formula);
  [[nodiscard]] std::string put(calc::ColumnId column, std::size_t row, const CellContent& has);
  [[nodiscard]] std::optional<std::int64_t> integer_of(const calc::Column& column, const CellContent& has);
  void remember(calc::ColumnId column, std::size_t row);
  std::size_t row_of_key(calc::FrameId space, const std::string& key);

  const calc::Run& run_;
  const Texts& texts_;
  calc::Graph graph_;
  std::unordered_map<calc::ColumnId, Held> held_;
  std::vector<Old> old_;
  std::unordered_map<calc::FrameId, std::unordered_map<std::string, std::size_t>> keys_;
};

}  // namespace outturn::returned
