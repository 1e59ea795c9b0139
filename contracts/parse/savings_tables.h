// What a savings statement takes from tables of values by name: internal to the parser.
//
// A release of the deflator, an edition of the discount rates and the unit costs of a table's codes are taken
// as typed figures are, so that all that follows is the same; beside each stands whose it is, in which year's
// prices, under which licence and how it was checked. What was read in a copy only is taken where the
// contract says so; what may not be passed on is not taken at all, since it would stand in the workbook.
#pragma once

#include <list>
#include <string>
#include <vector>

#include "contracts/parse/savings.h"
#include "contracts/parse/value_tables.h"

namespace outturn::language {

/// Every table at hand: the user's own first, then those that come with the program.
class TableShelf {
 public:
  explicit TableShelf(const ValueTables& tables);
  void add(::outturn::savings::TableSet given);

  [[nodiscard]] const ::outturn::savings::UnitCostTable* costs(const std::string& name) const;
  [[nodiscard]] const ::outturn::savings::DeflatorSeries* release(const std::string& name) const;
  [[nodiscard]] const ::outturn::savings::DiscountTable* edition(const std::string& name) const;
  /// By the names they are asked for.
  [[nodiscard]] std::vector<std::string> cost_tables() const;
  [[nodiscard]] std::vector<std::string> releases() const;
  [[nodiscard]] std::vector<std::string> editions() const;
  /// The first table of unit costs that has the code; none: nullptr.
  [[nodiscard]] const ::outturn::savings::UnitCostTable* with_code(const std::string& code) const;

 private:
  std::list<::outturn::savings::TableSet> given_;
  std::vector<const ::outturn::savings::TableSet*> sets_;  ///< in the order they are asked
};

/// Where a problem of a table is told in the contract, and with which mend where its own is not for a
/// contract.
struct SavingsTeller {
  const StatementReader& reader;
  const SourceFile& source;
  Problems& problems;

  void tell(::outturn::Problem problem, Span at, Sentences mend = {}) const;
};

/// "release 2026-03, accept unverified", behind `deflator`.
[[nodiscard]] SavingsChoice read_release(TokenCursor& cursor);
/// "green book 2020 standard", behind `discount`.
[[nodiscard]] SavingsChoice read_discount_edition(TokenCursor& cursor);
/// "costs file \"costs.csv\" sha256 \"...\"", behind `table`.
void read_table_line(TokenCursor& cursor, std::vector<SavingsFile>& files);

/// The files named, licences looked at; problems S60, S61, S63, S112, V1, V2.
void add_files(TableShelf& shelf, const ValueTables& tables, const SavingsTeller& teller,
               const SavingsCase& savings);
/// The unit costs, kinds, agencies and words that lines take; savings_costs.cpp.
void take_unit_costs(const TableShelf& shelf, const SavingsTeller& teller, SavingsCase& savings);
/// The indices of every year of prices; savings_taken.cpp.
void take_deflator(const TableShelf& shelf, const SavingsTeller& teller, SavingsCase& savings);
/// The rate of each year; savings_taken.cpp.
void take_discount(const TableShelf& shelf, const SavingsTeller& teller, SavingsCase& savings);
/// Shares, agencies, price years, and money counted twice; savings_checks.cpp.
void check_savings(const TableShelf& shelf, const SavingsTeller& teller, SavingsCase& savings);

/// A table's figure as it can be written in a contract.
struct WrittenFigure {
  SavingsAmount amount;
  bool rounded = false;  ///< it has more places than can be written
};
[[nodiscard]] WrittenFigure written_number(const Exact& value, Span at);
[[nodiscard]] WrittenFigure written_pounds(const Exact& value, Span at);

/// "Unit Cost Database v1.4 (Greater Manchester Combined Authority)"; a given table with its file and digest.
[[nodiscard]] std::string title_of(const ::outturn::savings::Edition& edition);
/// Blanks once, none at the ends.
[[nodiscard]] std::string squeezed(const std::string& words);

}  // namespace outturn::language
