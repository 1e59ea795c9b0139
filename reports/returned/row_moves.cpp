#include "reports/returned/row_moves.h"

#include <algorithm>

namespace outturn::returned {
namespace {

struct Named {
  std::uint32_t row = 0;
  std::uint32_t words = 0;
};

std::vector<Named> named_rows(const SheetCells& sheet) {
  std::vector<Named> out;
  for (const CellContent& cell : sheet.cells) {
    if (cell.column == 0 && cell.holds == Holds::words && cell.words != 0)
      out.push_back({cell.row, cell.words});
  }
  return out;
}

/// Words that name one row only, with that row.
std::unordered_map<std::uint32_t, std::uint32_t> single_rows(const std::vector<Named>& rows) {
  std::unordered_map<std::uint32_t, std::uint32_t> out;
  for (const Named& one : rows) {
    const auto [found, fresh] = out.try_emplace(one.words, one.row);
    if (!fresh) found->second = gone;
  }
  return out;
}

/// Rows between two that were found again: as many as have room stay in their order.
void between(RowMoves& moves, std::uint32_t from, std::uint32_t to, std::uint32_t from_there,
             std::uint32_t to_there) {
  const std::uint32_t had = to - from;
  const std::uint32_t has = to_there - from_there;
  for (std::uint32_t i = 0; i < std::max(had, has); ++i) {
    if (i >= has) {
      moves.to[from + i] = gone;
      moves.taken_out.push_back(from + i);
    } else if (i < had) {
      moves.to[from + i] = from_there + i;
    } else {
      moves.put_in.push_back(from_there + i);
    }
  }
}

}  // namespace

std::uint32_t RowMoves::of(std::uint32_t row) const {
  if (row < to.size()) return to[row];
  for (std::size_t last = to.size(); last > 0; --last) {
    if (to[last - 1] != gone) return row - static_cast<std::uint32_t>(last - 1) + to[last - 1];
  }
  return row;
}

RowMoves row_moves(const SheetCells& expected, const SheetCells& back) {
  RowMoves moves;
  const std::vector<Named> had = named_rows(expected);
  const std::vector<Named> has = named_rows(back);
  const auto single = single_rows(had);
  const auto there = single_rows(has);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
  bool in_order = true;
  for (const Named& one : had) {
    const auto place = there.find(one.words);
    if (single.at(one.words) == gone || place == there.end() || place->second == gone) continue;
    in_order &= found.empty() || found.back().second < place->second;
    moves.any |= one.row != place->second;
    found.emplace_back(one.row, place->second);
  }
  if (!moves.any) return moves;
  if (!in_order) {
    moves.sorted = true;
    return moves;
  }
  const std::uint32_t last = expected.cells.empty() ? 0 : expected.cells.back().row;
  moves.to.assign(last + 1, 0);
  std::uint32_t next = 0;
  std::uint32_t next_there = 0;
  for (const auto& [row, place] : found) {
    between(moves, next, row, next_there, place);
    moves.to[row] = place;
    next = row + 1;
    next_there = place + 1;
  }
  const std::uint32_t last_there = back.cells.empty() ? 0 : back.cells.back().row;
  between(moves, next, last + 1, next_there, std::max(last_there + 1, next_there));
  return moves;
}

std::optional<MovedHeading> moved_heading(const SheetCells& expected, const SheetCells& back,
                                          std::uint32_t heading_row) {
  const auto headings = [&](const SheetCells& sheet) {
    std::vector<Named> out;  // the column in place of the row
    for (const CellContent& cell : sheet.cells) {
      if (cell.row > heading_row) break;
      if (cell.row == heading_row && cell.holds == Holds::words) out.push_back({cell.column, cell.words});
    }
    return out;
  };
  const auto had = headings(expected);
  const auto single = single_rows(had);
  const auto there = single_rows(headings(back));
  for (const Named& one : had) {
    const auto place = there.find(one.words);
    if (single.at(one.words) == gone || place == there.end() || place->second == gone) continue;
    if (place->second != one.row) return MovedHeading{one.words, one.row, place->second};
  }
  return std::nullopt;
}

}  // namespace outturn::returned
