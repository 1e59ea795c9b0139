// What every reader of a published format is given, and the columns found in its header.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/opendata/intake.h"
#include "adapters/opendata/published_text.h"
#include "adapters/opendata/read_published.h"

namespace outturn::opendata {

/// The names of a header: small letters, one blank between words, notes at their ends gone.
class Columns {
 public:
  Columns() = default;
  explicit Columns(const PublishedRow& header);
  /// Each name behind the one above it; a name above holds up to the next one to its right.
  void put_below(const Columns& above);
  /// -1: none has this name. Compared as above.
  [[nodiscard]] int find(std::string_view name) const;
  /// The first that begins so; -1: none.
  [[nodiscard]] int begins(std::string_view name) const;
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] const std::string& name(std::size_t column) const { return names_[column]; }
  /// As it stands in the file.
  [[nodiscard]] const std::string& written(std::size_t column) const { return written_[column]; }
  [[nodiscard]] const std::vector<std::string>& all_written() const { return written_; }

 private:
  std::vector<std::string> names_;
  std::vector<std::string> written_;
};

[[nodiscard]] std::string column_name(std::string_view written);

struct Reading {
  const PublishedFile& file;
  const PublishedOptions& options;
  comparison::Published& table;
  Intake& intake;
  Told& told;
  const Columns& columns;
  const PublishedText& text;
  PublishedRows& rows;  ///< those below the header
  std::uint32_t header_line = 1;

  /// The next row with something in it; counts it, and tells of one with more or fewer cells than the header
  /// or a quote never closed.
  bool next(PublishedRow& row) const;
  /// As find; an error O2 is told where there is none.
  [[nodiscard]] int need(std::string_view name) const;
};

/// Reads one format's rows into the table; where columns are missing they are told, and nothing is read.
using Reader = void (*)(const Reading&);

void read_fingertips(const Reading& reading);
void read_moj_series(const Reading& reading);
void read_moj_overview(const Reading& reading);
void read_nomis(const Reading& reading);
void read_ees(const Reading& reading);
void read_police_street(const Reading& reading);
void read_police_outcomes(const Reading& reading);
void read_rough_sleeping(const Reading& reading);
void read_ae_monthly(const Reading& reading);
void read_ae_series(const Reading& reading);
void read_deprivation_summary(const Reading& reading);
void read_deprivation_areas(const Reading& reading);
void read_deflators(const Reading& reading);

}  // namespace outturn::opendata
