// A savings case as its statement says it, and the same written out in the language itself: internal to the
// parser.
//
// What the public purse gets back follows the benefit chain of the GMCA cost-benefit model and the Green Book
// (HM Treasury 2020): population, need, engagement, retention, impact, what would have happened anyway,
// unit costs brought to one price base, shares by agency, discounted year by year. Every step is a parameter
// or a value of the contract, so that it is calculated, printed and explained as all others are, and nothing
// in the chain is rounded.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contracts/parse/statement.h"
#include "contracts/parse/value_tables.h"

namespace outturn::language {

/// An amount as written, ready to be written again: "62.5%", "£51,080.00", "1200".
struct SavingsAmount {
  std::string text;
  Exact value;
  int places = 0;
  Span span;
};

struct SavingsLine {
  std::string id;     ///< as written: "HE4.0"
  std::string name;   ///< "he4_0"
  std::string saves;  ///< words
  SavingsAmount unit_cost;
  std::string taken;                    ///< in place of a price: "from gmca_1_4 E&E1.0.1"; empty: typed
  std::string table;                    ///< name of the table it was taken from
  std::string code;                     ///< its code there
  std::string unit;                     ///< what it is the cost of one of: "Per incident"
  std::string meaning;                  ///< of the unit cost: whose it is
  std::optional<SavingsSource> source;  ///< the same for the sheet; the parameter's name is not known yet
  std::string prices_of;                ///< "2011-12"
  SavingsAmount per_outcome;
  std::string agency;
  SavingsAmount share;
  SavingsAmount cashable;
  std::string kind;  ///< "fiscal", "transfer", "economic", "social"
  std::vector<Clause> clauses;
  Span span;
  Span cost_span;
  Span prices_span;
  Span unit_span;
  Span agency_span;
  Span kind_span;
  bool told = false;  ///< something of it was told to be wrong
};

/// A factor of the chain: a percentage, or the name of a value that is one.
struct SavingsFactor {
  const char* word;  ///< "need"
  bool taken_off;    ///< the rest is kept: deadweight, displacement, attribution
  std::optional<SavingsAmount> amount;
  std::string from;  ///< a name of the contract instead
  std::vector<Clause> clauses;
};

struct SavingsIndex {
  std::string year;
  SavingsAmount index;
  std::string meaning;  ///< whose it is, where it was taken from a release
};

/// A release or edition named in place of figures.
struct SavingsChoice {
  std::string edition;    ///< empty: none is named
  std::string schedule;   ///< of discount rates
  bool accepted = false;  ///< also what was read in a copy only
  std::vector<Clause> clauses;
  Span span;
};

/// A file of values beside the contract.
struct SavingsFile {
  std::string name;
  std::string file;
  std::string sha256;  ///< as the contract says; empty: it says none
  Span name_span;
  Span span;
  Span digest_span;
};

/// What is paid for outcomes in one year: an amount, or the name of one.
struct SavingsPayment {
  std::optional<SavingsAmount> amount;
  ExprPtr named;
  [[nodiscard]] bool is_named() const { return named != nullptr; }
};

/// A budget that pays a share of the payments.
struct SavingsPayer {
  std::string words;  ///< "LA", as the table writes it
  SavingsAmount share;
  std::vector<Clause> clauses;
  Span span;
};

/// A figure that is drawn, as its line says it.
struct SavingsDrawLine {
  std::string of;  ///< "impact"
  std::string shape;
  std::vector<SavingsAmount> figures;  ///< as SavingsDraw has them
  std::string words;
  Span of_span;
  Span shape_span;
};

struct SavingsCorrelateLine {
  std::string one;
  std::string other;
  SavingsAmount rank;
  Span one_span;
  Span other_span;
};

struct SavingsThresholdLine {
  std::string measure;
  std::vector<SavingsAmount> figures;
  Span span;
};

struct SavingsSimulateLine {
  SavingsAmount draws;
  SavingsAmount seed;
  Span span;
};

struct SavingsCase {
  std::string name;
  std::string base;  ///< the year of prices and of discounting: "2025-26"
  Span base_span;
  std::optional<SavingsAmount> discount;
  std::vector<SavingsAmount> discount_by_year;
  SavingsChoice discount_edition;
  std::string rates_meaning;  ///< whose the rates are, where an edition is named
  SavingsChoice release;      ///< of the deflator
  std::vector<SavingsFile> files;
  std::vector<SavingsIndex> deflator;
  std::vector<Clause> deflator_clauses;
  std::optional<SavingsAmount> population;
  std::vector<SavingsFactor> factors;
  bool net_of_comparison = false;  ///< the impact is already that over a comparison
  bool deadweight_anyway = false;  ///< taken off all the same
  Span deadweight_span;
  std::vector<SavingsAmount> benefits;  ///< share of an outcome's saving that falls in each year
  std::vector<SavingsAmount> costs;
  std::optional<SavingsAmount> optimism_benefits;
  std::optional<SavingsAmount> optimism_costs;
  std::vector<SavingsLine> lines;
  struct Range {
    std::string of;  ///< "impact"
    SavingsAmount low;
    SavingsAmount high;
    Span span;
  };
  std::vector<Range> ranges;
  std::vector<SavingsDrawLine> draws;
  std::vector<SavingsCorrelateLine> correlations;
  std::vector<SavingsThresholdLine> thresholds;
  std::optional<SavingsSimulateLine> simulate;
  std::vector<SavingsPayment> payments;  ///< of each year; or one with a name, of which each year has its own
  bool payments_each_year = false;       ///< the latter
  Span payments_span;
  std::vector<SavingsPayer> payers;
  std::vector<SavingsSource> sources;  ///< of indices and rates that were taken from tables
  std::vector<Clause> clauses;
  Span span;
  bool damaged = false;  ///< a problem was told: nothing is written out
};

/// "HE4.0" -> "he4_0": what no name may hold becomes _.
[[nodiscard]] std::string savings_name(const std::string& written);
/// However they are written, they come to one name.
[[nodiscard]] bool same_agency(const std::string& one, const std::string& other);

/// One amount of the kind wanted, as written; nullopt when there is none, which has been told.
[[nodiscard]] std::optional<SavingsAmount> savings_amount(TokenCursor& cursor, Quantity wanted,
                                                          const char* example);
/// As they can be written; where a table says it, a column may be left out.
inline constexpr const char* savings_headings =
    "| line | saves | unit_cost | unit | prices_of | per_outcome | agency | share | cashable | kind | source "
    "|";

/// The statement's table; savings_lines.cpp.
void read_savings_lines(StatementReader& reader, const SourceFile& source, Problems& problems,
                        SavingsCase& out);

/// Reads the statement; problems S90 to S97, S99 to S112, S130 to S135, S140 to S148, and V of the tables it
/// names.
[[nodiscard]] SavingsCase read_savings(StatementReader& reader, const SourceFile& source, Problems& problems,
                                       const ValueTables& tables);

/// The case as statements of the language: parameters, an input of years, values.
[[nodiscard]] std::string savings_text(const SavingsCase& savings);

/// The agencies, as first written, in the order of the table.
[[nodiscard]] std::vector<std::string> savings_agencies(const SavingsCase& savings);

/// What the contract keeps of it beside what was written out.
[[nodiscard]] Savings kept_of(const SavingsCase& savings);

/// The rows of its input of years: profile, delivery cost, discount rate.
[[nodiscard]] GivenRows savings_rows(const SavingsCase& savings);

/// Names of the years, from the base on: "2025-26", "2026-27".
[[nodiscard]] std::vector<std::string> savings_years(const SavingsCase& savings);

}  // namespace outturn::language
