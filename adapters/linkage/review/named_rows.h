// Rows of a CSV file by the names of its columns: for files that this program wrote, or a spreadsheet since.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/tables/csv_text.h"
#include "engine/base/problem.h"

namespace outturn::linkage {

class NamedRows {
 public:
  /// `file` as shown. Columns beyond `needed` come after them, and may be absent. Problems are added where
  /// the file can't be read or a needed column is not there (LK80); there are no rows then.
  NamedRows(std::string file, std::string_view bytes, std::vector<std::string> needed,
            std::vector<std::string> also, Problems& problems);

  /// False at the end. Blank rows are passed over; a broken one is told (LK81) and ends the reading.
  bool next();
  [[nodiscard]] std::string_view cell(std::size_t column) const;
  /// Place of a cell of the row now read.
  [[nodiscard]] Span place(std::size_t column) const;
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const std::string& name(std::size_t column) const { return names_[column]; }

 private:
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
  std::string file_;
  Problems& problems_;
  std::vector<std::string> names_;
  std::vector<std::size_t> places_;
  tables::RecordReader rows_;
  tables::Record row_;
  std::size_t width_ = 0;
  bool usable_ = true;
};

/// A number written plainly; false when it is none.
[[nodiscard]] bool read_number(std::string_view text, double& into);

}  // namespace outturn::linkage
