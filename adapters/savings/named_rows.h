// A CSV of values with its edition above it: lines "# title: ...", "# licence: ..." and so on, then a header,
// then rows read by column name. It must never know what a column means.
//
// Words of the edition: title, edition, publisher, licence, source, retrieved, valid from, valid to, note.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/opendata/published_text.h"
#include "engine/base/problem.h"
#include "engine/savings/tables/edition.h"
#include "engine/values/exact.h"

namespace outturn::savings {

struct TableFile {
  std::string name;  ///< as shown
  std::string_view bytes;
  std::string sha256;  ///< by the host
  bool given = true;   ///< by the user; else shipped
};

class NamedRows {
 public:
  /// `told`: what the user says of the table; stands above the file's own words. Outlives neither.
  NamedRows(const TableFile& file, std::string_view text, const Edition& told);

  [[nodiscard]] const Edition& edition() const { return edition_; }
  [[nodiscard]] bool has(std::string_view column) const { return find(column) >= 0; }
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  bool next();  ///< the next row with something in it
  /// The cell; empty where there is no such column. The first of several names that is there is taken.
  [[nodiscard]] std::string_view at(std::string_view column) const { return row_.at(find(column)); }
  [[nodiscard]] std::string_view at(std::string_view column, std::string_view other) const {
    return has(column) ? at(column) : at(other);
  }
  [[nodiscard]] std::uint32_t line() const { return row_.line + above_; }

 private:
  [[nodiscard]] int find(std::string_view column) const;
  std::string_view take_edition(std::string_view text);

  Edition edition_;
  std::uint32_t above_ = 0;
  opendata::PublishedRows rows_;
  opendata::PublishedRow row_;
  std::vector<std::string> columns_;
};

/// A number as written ("£9,800", "3.5"), or an error V3 with its place; nullopt also for an empty cell,
/// which is told where `needed`.
[[nodiscard]] std::optional<Exact> number_at(const NamedRows& rows, std::string_view column, bool needed,
                                             Problems& problems);
/// As number_at, of a column of percentages: 3.5 is 7/200.
[[nodiscard]] std::optional<Exact> percent_at(const NamedRows& rows, std::string_view column, bool needed,
                                              Problems& problems);
/// What the column `standing` says; else given, or (shipped) unverified.
[[nodiscard]] Standing standing_at(const NamedRows& rows);
/// V4 for each column missing; true when none is.
bool need_columns(const NamedRows& rows, const std::vector<std::string>& columns, Problems& problems);
/// A fault of a shipped table is ours (Fault); of a given one the user's (V9). True when there is none.
bool sound(const Edition& edition, const std::string& fault, Problems& problems);

}  // namespace outturn::savings
