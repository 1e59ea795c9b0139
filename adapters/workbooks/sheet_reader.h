// The XML parts of a workbook, each as a reader that is told elements and words as they come: internal to
// adapters/workbooks. workbook_file.cpp says which part is read by which.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/returned/book_cells.h"

namespace outturn::workbooks {

using Attributes = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string_view value_of(const Attributes& all, std::string_view name);

/// xl/sharedStrings.xml: one text an <si>, of its <t> parts; what is said beside them (<rPh>) left out.
struct SharedStrings {
  explicit SharedStrings(returned::Texts& kept) : texts(kept) {}
  void begins(std::string_view name, const Attributes& all);
  void ends(std::string_view name);
  void words(std::string_view more);

  returned::Texts& texts;
  std::vector<std::uint32_t> ids;
  std::string open;
  bool inside = false;
  bool beside = false;
};

/// xl/workbook.xml and its relations.
struct Directory {
  void begins(std::string_view what, const Attributes& all);
  void ends(std::string_view what);
  void words(std::string_view more);

  std::vector<std::pair<std::string, std::string>> sheets;  ///< name, relation
  std::map<std::string, std::string> targets;
  std::map<std::string, std::string> names;
  std::string name;
  std::string open;
};

/// docProps/custom.xml.
struct OwnProperties {
  void begins(std::string_view what, const Attributes& all);
  void ends(std::string_view what);
  void words(std::string_view more);

  std::map<std::string, std::string> all;
  std::string name;
};

/// xl/worksheets/sheetN.xml.
class SheetReader {
 public:
  SheetReader(returned::SheetCells& sheet, returned::Texts& texts, const std::vector<std::uint32_t>& shared)
      : sheet_(sheet), texts_(texts), shared_(shared) {}
  void begins(std::string_view name, const Attributes& all);
  void ends(std::string_view name);
  void words(std::string_view more);

 private:
  /// A formula written once for several cells, Excel's way.
  struct Master {
    std::string formula;
    returned::CellContent cell;
  };
  void place(std::string_view address);
  void keep();
  [[nodiscard]] std::uint32_t formula();

  returned::SheetCells& sheet_;
  returned::Texts& texts_;
  const std::vector<std::uint32_t>& shared_;
  std::map<std::string, Master> masters_;
  returned::CellContent cell_;
  std::string type_;
  std::string value_;
  std::string formula_;
  std::string formula_type_;
  std::string formula_group_;
  bool has_formula_ = false;
  bool in_cell_ = false;
  std::string* into_ = nullptr;
};

}  // namespace outturn::workbooks
