// What a returned book was found to be, ready to be told: each difference with its place, its source and what
// it does to the payment due. Told as text or as JSON from here and from nothing else. It must never know a
// file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/calc/record.h"
#include "reports/returned/compare.h"
#include "reports/returned/effects.h"

namespace outturn::returned {

struct Finding {
  std::string sheet;   ///< empty: of the whole book
  std::string cell;    ///< "E7"; empty: of the whole sheet
  std::string what;    ///< "input changed", "formula replaced by a number" ...
  std::string name;    ///< "Achieved date of C0000003", where the cell is a figure
  std::string source;  ///< "claims.csv line 4; A Sch 2 para 3"
  std::string had;
  std::string has;
  std::optional<Exact> effect;  ///< on the payment due, this change alone
  std::size_t cells = 1;        ///< told together
  std::string note;             ///< why there is no effect, or what else to know
};

/// A payment that moved with all changes together.
struct PaymentMoved {
  std::string name;
  std::string had;
  std::string has;
};

struct Report {
  std::string book;
  std::string contract;
  Date as_at;
  Date cut_off;
  std::string currency;
  int places = 2;  ///< of the payment due
  std::vector<std::string> remarks;
  std::vector<Finding> findings;  ///< of the book, then by sheet, row, column
  std::vector<Finding> stored;    ///< results that do not follow
  std::size_t sheets = 0;
  std::size_t formulas = 0;
  std::size_t others = 0;
  std::optional<Exact> due;          ///< as the contract and the evidence give it
  std::optional<Exact> due_changed;  ///< with all changes that can be worked out
  std::vector<PaymentMoved> payments;
  std::size_t changed_cells = 0;
  std::size_t others_changed = 0;  ///< sheets, rows and names
  std::size_t without_effect = 0;  ///< changed figures whose effect is not worked out

  [[nodiscard]] bool same() const { return findings.empty() && stored.empty(); }
};

/// Fills findings, counts and amounts. `effects` keeps all changes together, calculated.
void tell_changes(const calc::Run& run, const BookCells& expected, const Comparison& found,
                  const Texts& texts, Effects& effects, Report& report);
/// Fills `stored`.
void tell_stored(const calc::Run& run, const BookCells& expected, const std::vector<CellChange>& found,
                 const Texts& texts, Report& report);

/// All findings, or the first 40 and 5 results that do not follow.
[[nodiscard]] std::string report_text(const Report& report, bool all_rows);
[[nodiscard]] std::string report_json(const Report& report);

}  // namespace outturn::returned
