#include "reports/pack/text_table.h"

#include <algorithm>

#include "engine/base/source.h"
#include "reports/pack/lines.h"

namespace outturn::pack {

std::string TextTable::text(const std::vector<Side>& sides) const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i == widths.size()) widths.push_back(0);
      widths[i] = std::max(widths[i], character_count(safe_words(row[i])));
    }
  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = safe_words(row[i]);
      const std::string blanks(widths[i] - character_count(cell), ' ');
      const bool right = sides[std::min(i, sides.size() - 1)] == Side::right;
      line += "  " + (right ? blanks + cell : cell + blanks);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace outturn::pack
