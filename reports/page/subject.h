// What every section of the result page is written from, and which figures open to their explanation.
//
// A figure is explained in one place of the page; wherever else it is met a link leads there. So the sections
// are gone through twice: first to learn which figures open, then to write them.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "reports/pack/cell_text.h"
#include "reports/pack/payment_facts.h"
#include "reports/workbook/layout.h"

namespace outturn::page {

using calc::ColumnId;
using calc::none;

/// A figure that opens. `name`, `bar`, `note` and `beneath` are HTML already.
struct Line {
  std::string name;
  ColumnId column = none;
  std::size_t row = 0;
  std::string bar{};      ///< drawn beside the figure
  std::string note{};     ///< words beside it
  std::string beneath{};  ///< shown below the explanation
};

class Subject {
 public:
  explicit Subject(const calc::Run& run);

  const calc::Run& run;
  const calc::Graph& graph;
  const calc::Record& record;
  const pack::CellTexts texts;
  const workbook::Layout layout;

  /// From here on figures are written; before, only noted.
  void begin_writing() { writing_ = true; }
  [[nodiscard]] bool writing() const { return writing_; }
  /// A figure on a line of its own that opens to its explanation, or leads to where it does.
  [[nodiscard]] std::string line(const Line& line);
  /// The figure alone, with its exact value beside it.
  [[nodiscard]] std::string figure(ColumnId column, std::size_t row) const;
  /// Where its explanation stands; empty: nowhere on this page.
  [[nodiscard]] std::string place_on_page(ColumnId column, std::size_t row) const;
  /// "Claims!H12", as the workbook has it; empty where it has none.
  [[nodiscard]] std::string cell_of_workbook(ColumnId column, std::size_t row) const;
  [[nodiscard]] std::string money(std::string_view name, const Exact& amount) const;

 private:
  using Cell = std::pair<ColumnId, std::size_t>;
  std::map<Cell, bool> opens_;  ///< whether it is written already
  bool writing_ = false;
};

/// "values.outcome_payment.A-17": a figure's name, as result.json has it.
[[nodiscard]] std::string figure_name(const calc::Graph& graph, ColumnId column, std::size_t row);

/// The explanation of a figure, as HTML.
[[nodiscard]] std::string explanation(const Subject& subject, ColumnId column, std::size_t row);

/// What opens: its line, and what is shown below it. All are HTML already.
struct Opening {
  std::string name;
  std::string bar;
  std::string note;
  std::string figure;
  std::string id;
  std::string inside;
};
[[nodiscard]] std::string opening(const Opening& opening);

}  // namespace outturn::page
