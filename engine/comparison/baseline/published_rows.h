// Rows of published tables: which are meant, what their fields say, and what rate each gives.
//
// A field is "area" (the code), "area name", "period", "measure", "measure id", or the name of a group. A
// rate is the value as published over so many people, or numerator over denominator; a count that is
// suppressed is the range its publisher states for it, and without one it gives no rate. A published rate
// is never made again from counts unless the specification says so. It must never know whose baseline it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/comparison/baseline/baseline_spec.h"
#include "engine/comparison/published/published.h"
#include "engine/comparison/statistics/intervals.h"

namespace outturn::comparison {

struct RowAt {
  std::uint32_t table = 0;
  std::uint32_t row = 0;
  friend auto operator<=>(const RowAt&, const RowAt&) = default;
};

/// One field of one table: a text for each row, every text once. The table outlives it.
class PublishedField {
 public:
  /// nullopt when the table has no field of that name; names are compared without case.
  [[nodiscard]] static std::optional<PublishedField> find(const Published& table, std::string_view name);
  [[nodiscard]] static std::vector<std::string> names(const Published& table);

  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
  [[nodiscard]] std::uint32_t code(std::size_t row) const { return code_of_[(*rows_)[row]]; }
  [[nodiscard]] const std::string& text(std::size_t row) const { return texts_[code(row)]; }
  /// Of the text, where the field is a period or a group; else nullptr.
  [[nodiscard]] const Period* period(std::uint32_t code) const;
  [[nodiscard]] const Group* group(std::uint32_t code) const;

 private:
  std::vector<std::string> texts_;
  std::vector<std::uint32_t> code_of_;  ///< by the number that `rows_` holds
  const std::vector<std::uint32_t>* rows_ = nullptr;
  std::vector<const Period*> periods_;
  std::vector<const Group*> groups_;
};

/// The rows that all of `where` fit, in order of tables and rows; `standard` says of which tables. Problems
/// (B1, B2) where a field or a text is nowhere, or no row is left.
[[nodiscard]] std::vector<RowAt> rows_where(const BaselineSpec& spec, const std::vector<Published>& tables,
                                            bool standard, Problems& problems);

/// A row's rate, as a range where its count is one; or why it has none.
struct RowRate {
  std::optional<Interval> rate;
  std::string fault;  ///< half a sentence
};
[[nodiscard]] RowRate rate_of(const Published& table, std::size_t row, const BaselineSpec& spec);

/// "moj.csv line 17".
[[nodiscard]] std::string place_of(const std::vector<Published>& tables, RowAt at);
/// Capital letters A to Z made small.
[[nodiscard]] std::string folded(std::string_view text);
/// "a, b, c and 12 more".
[[nodiscard]] std::string some_of(const std::vector<std::string>& texts, std::size_t most = 6);

}  // namespace outturn::comparison
