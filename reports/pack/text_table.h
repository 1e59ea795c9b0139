// Columns of plain text for a terminal, each as wide as its longest cell.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace outturn::pack {

enum class Side : std::uint8_t { left, right };

class TextTable {
 public:
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  /// Each line indented by two blanks. Columns beyond `sides` stand like the last of it.
  [[nodiscard]] std::string text(const std::vector<Side>& sides) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace outturn::pack
