// Unit costs: what one more or one fewer of something costs, whom, in which year's prices, and who says so.
//
// The shape is that of the Unit Cost Database (New Economy / Greater Manchester Combined Authority): fiscal
// (costs or savings of the public sector, by agency), economic (net earnings, local growth) and social (wider
// wellbeing) values are kept apart; the financial case counts fiscal values alone and judges whether they can
// be cashed; public value counts all three less transfer payments (a benefit no longer paid moves money, it
// makes none). Rows have three levels: a headline, subsidiaries beside it, and constituents it is the sum of;
// counting a row and its own parts counts money twice. This header must never know a file format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/savings/tables/deflator.h"
#include "engine/savings/tables/edition.h"

namespace outturn::savings {

enum class CostKind : std::uint8_t { fiscal, economic, social };
[[nodiscard]] std::string_view name_of(CostKind kind);
[[nodiscard]] std::optional<CostKind> cost_kind_from(std::string_view word);

enum class CostLevel : std::uint8_t {
  headline,
  subsidiary,   ///< a narrower or related case of its headline
  constituent,  ///< a part that its parent is made of
};
[[nodiscard]] std::string_view name_of(CostLevel level);
[[nodiscard]] std::optional<CostLevel> cost_level_from(std::string_view word);

struct UnitCost {
  std::string code;         ///< "E&E1.0.1"; with the kind, once in a table
  std::string theme;        ///< "Employment & Economy"
  std::string description;  ///< "Job Seeker's Allowance, benefits saved"
  std::string unit;         ///< "Per claimant per year"
  std::string agency;       ///< who bears it: "NHS"
  std::string agency_part;  ///< "Acute Trust / Hospital"
  CostKind kind = CostKind::fiscal;
  CostLevel level = CostLevel::headline;
  std::string parent;  ///< code of the row it belongs to; empty: none
  Price price;         ///< pounds, as found; uprated only where its publisher uprated it
  bool transfer = false;
  std::string source;
  std::string licence;      ///< empty: the table's
  std::string confidence;   ///< how the figure was checked, in words
  std::string cashability;  ///< what is known of whether it can be cashed; empty: nothing
  std::string caution;      ///< what it must not be counted with; empty: nothing said
  Standing standing = Standing::unverified;
  std::uint32_t line = 0;  ///< of the file or sheet
};

struct UnitCostTable {
  Edition edition;
  std::vector<UnitCost> rows;

  [[nodiscard]] const UnitCost* row(std::string_view code, CostKind kind) const;
  [[nodiscard]] std::vector<const UnitCost*> of_code(std::string_view code) const;
  /// Rows whose code, description, theme or agency holds every word (letters in any case).
  [[nodiscard]] std::vector<const UnitCost*> matching(std::string_view words) const;
};

/// Codes and kinds once each, descriptions, units and sources told, values 0 or more, parents there and not
/// in a ring, transfers fiscal, licences told. Empty when sound, else the first fault. Run on every table
/// read.
[[nodiscard]] std::string unit_costs_fault(const UnitCostTable& table);

/// A row that holds another, both chosen.
struct Overlap {
  std::string whole;
  std::string part;
  bool certain = false;  ///< a constituent: the same money; else a narrower case of the headline
};
/// Among the codes chosen, each against what it belongs to, near or far.
[[nodiscard]] std::vector<Overlap> overlaps(const UnitCostTable& table,
                                            const std::vector<std::string>& codes);
/// Told as V10 (an error where it is certain, else a warning).
void tell_overlaps(const UnitCostTable& table, const std::vector<std::string>& codes, Problems& problems);

/// What public value counts of one code, in one year's prices.
struct PublicValue {
  PriceYear year;
  Exact fiscal;  ///< the financial case's figure
  Exact economic;
  Exact social;
  Exact transfers;                    ///< of the fiscal figure: left out
  std::vector<std::string> left_out;  ///< codes of the transfers
  [[nodiscard]] Exact total() const { return fiscal - transfers + economic + social; }
};
/// Problems: no such code (V11); figures in prices of several years, so that they can't be added (V12).
[[nodiscard]] std::optional<PublicValue> public_value(const UnitCostTable& table, std::string_view code,
                                                      Problems& problems);

/// What the row alone says of its licence is the row's, the rest the table's.
[[nodiscard]] Edition edition_of(const UnitCostTable& table, const UnitCost& row);
/// A figure that nobody here has read in its publisher's document, and that was not accepted as it is; V14.
[[nodiscard]] Problem unaccepted(const UnitCostTable& table, const UnitCost& row);
/// The constituents of a fiscal row that are transfers, or the row itself where it is one.
[[nodiscard]] std::vector<const UnitCost*> transfers_of(const UnitCostTable& table, std::string_view code);

/// No such code, with a hint; V11.
[[nodiscard]] Problem no_such_code(const UnitCostTable& table, std::string_view code);

}  // namespace outturn::savings
