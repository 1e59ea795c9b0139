// What moved between two runs, and what moved it.
//
// Two runs are laid side by side: kinds of row and columns by name, rows by key (where the source has
// none, by what the evidence says of the row). Whatever was put in differently becomes a Change; every
// figure that moved is followed down the references of its formula, on the way taken in each run, to
// the Changes it stands on. The differences of all rows add up to the difference of the payment due,
// and compare() refuses to answer when they don't. It reads two finished runs and must never know a
// file, a contract's language or how the runs were made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/calc/record.h"

namespace outturn::difference {

enum class What : std::uint8_t {
  run,        ///< a date of the run, a document known or not
  term,       ///< a number of the contract, a reading
  card_row,   ///< a row of a table of the contract
  statement,  ///< a formula
  evidence_row,
  evidence_cell,
  order  ///< which row stands where
};
enum class How : std::uint8_t { changed, added, removed };

/// One thing put in differently.
struct Change {
  What what = What::term;
  How how = How::changed;
  std::string name;    ///< "price", "claim", "outcome payment"
  std::string row;     ///< "JOB 2023-04-01", "A-17"; empty for a single value
  std::string before;  ///< as a person reads it; empty where there was none
  std::string after;
  std::vector<std::string> clauses;
  std::string place_before;  ///< "claims.csv line 17", "dwp.contract line 41"
  std::string place_after;
  std::string quote;  ///< the contract's line as written, of the run after where there is one
  std::uint32_t group = 0;
};

/// Changes of one sort, told together: one change of the contract, or all new rows of a file, or all
/// changed cells of a column.
struct Group {
  What what = What::term;
  How how = How::changed;
  std::string words;  ///< "price of JOB 2023-04-01", "new rows of claims.csv"
  std::vector<std::uint32_t> changes;
};

/// What a figure that moved stands on. Long lists are cut: `more` then says so.
struct Causes {
  std::vector<std::uint32_t> changes;
  std::vector<std::uint32_t> groups;
  bool more = false;
};

/// A figure there is once, or the total of a payment.
struct Figure {
  std::string name;
  bool money = false;
  std::string before;  ///< as shown; empty where the run has no such figure
  std::string after;
  Exact difference;
  bool moved = false;
};

/// A row of a payment that moved.
struct Row {
  std::string payment;
  std::string kind;   ///< "claim"; empty for a payment there is once
  std::string key;    ///< of the run after where it is there
  std::string about;  ///< "person N-002, code JOB, achieved date 2023-04-03"
  std::string before, after;
  Exact difference;
  std::uint32_t causes = 0;  ///< index in Difference::causes
};

/// The money that all rows with these causes moved by.
struct Effect {
  std::vector<std::uint32_t> groups;
  bool more = false;
  Exact amount;
  std::size_t rows = 0;
};

struct Difference {
  std::string currency;  ///< ISO 4217, of both runs
  std::vector<Change> changes;
  std::vector<Group> groups;
  Figure total;                  ///< the payment due
  std::vector<Figure> payments;  ///< in the contract's order, those of the run before alone last
  std::vector<Figure> others;    ///< other single figures of the contract that moved
  std::vector<Row> rows;         ///< the largest difference first
  std::vector<Effect> effects;   ///< those of one group first, the largest first
  std::vector<Causes> causes;
  std::size_t cells_moved = 0;  ///< of calculated columns, in all

  [[nodiscard]] bool same() const { return changes.empty() && cells_moved == 0; }
};

/// Why these two can't be compared; empty when they can.
[[nodiscard]] std::string refusal(const calc::Run& was, const calc::Run& is);

/// Throws Fault when the effects found don't add up to the difference of the payment due.
[[nodiscard]] Difference compare(const calc::Run& was, const calc::Run& is);

}  // namespace outturn::difference
