// What stands in the cells of a workbook, as plain values: sheets, numbers, words, formulas with their stored
// results.
//
// Adapters fill it from a file (adapters/workbooks), this module compares two of them. Texts are kept once
// for both books, and a formula is kept as formula_form.h writes it, alike in every row it was filled down
// to: two cells have the same formula when they have the same number. It must never know a file format.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace outturn::returned {

enum class Holds : std::uint8_t { nothing, number, words };

struct CellContent {
  std::uint32_t row = 0;  ///< from 0
  std::uint32_t column = 0;
  std::uint32_t formula = 0;  ///< into Texts; 0: none
  std::uint32_t words = 0;    ///< into Texts
  double number = 0;
  Holds holds = Holds::nothing;
};

/// Words, each once; 0 is no words.
class Texts {
 public:
  Texts() { all_.emplace_back(); }
  std::uint32_t kept(std::string_view words) {
    if (words.empty()) return 0;
    const auto found = known_.find(words);
    if (found != known_.end()) return found->second;
    const auto id = static_cast<std::uint32_t>(all_.size());
    known_.emplace(all_.emplace_back(words), id);
    return id;
  }
  [[nodiscard]] const std::string& operator[](std::uint32_t id) const { return all_[id]; }

 private:
  std::deque<std::string> all_;
  std::unordered_map<std::string_view, std::uint32_t> known_;
};

struct SheetCells {
  std::string name;
  std::vector<CellContent> cells;  ///< by row, then column; cells that hold nothing are left out
};

struct BookCells {
  std::vector<SheetCells> sheets;
  std::map<std::string, std::string> names;       ///< defined names and what they stand for
  std::map<std::string, std::string> properties;  ///< the book's own properties, such as "Run"
};

}  // namespace outturn::returned
