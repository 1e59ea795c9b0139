#include "reports/returned/compare.h"

#include <algorithm>
#include <cmath>

#include "reports/returned/formula_form.h"

namespace outturn::returned {
namespace {

/// Results may differ in their last bits, since programs add in another order.
bool same_result(double a, double b) { return std::fabs(a - b) <= 1e-12 * std::max(1.0, std::fabs(b)); }

bool same_holding(const CellContent& a, const CellContent& b) {
  if (a.holds != b.holds) return false;
  return a.holds == Holds::words ? a.words == b.words
                                 : a.holds == Holds::nothing || same_number(a.number, b.number);
}

std::uint32_t find_sheet(const BookCells& book, const std::string& name) {
  for (std::uint32_t i = 0; i < book.sheets.size(); ++i) {
    if (book.sheets[i].name == name) return i;
  }
  return gone;
}

/// How many cells that hold no formula stand alike in both, of all that the first has.
double likeness(const SheetCells& a, const SheetCells& b) {
  std::size_t alike = 0;
  std::size_t all = 0;
  auto at = b.cells.begin();
  for (const CellContent& cell : a.cells) {
    if (cell.formula != 0) continue;
    ++all;
    while (at != b.cells.end() && (at->row < cell.row || (at->row == cell.row && at->column < cell.column)))
      ++at;
    alike +=
        at != b.cells.end() && at->row == cell.row && at->column == cell.column && same_holding(cell, *at)
            ? 1
            : 0;
  }
  return all == 0 ? 0 : static_cast<double>(alike) / static_cast<double>(all);
}

class Comparer {
 public:
  Comparer(const BookCells& expected, const BookCells& back, Texts& texts, std::uint32_t heading_row)
      : expected_(expected), back_(back), texts_(texts), heading_row_(heading_row) {}

  Comparison found() {
    pair_sheets();
    moves_.resize(expected_.sheets.size());
    for (std::uint32_t i = 0; i < expected_.sheets.size(); ++i) shape(i);
    names();
    for (std::uint32_t i = 0; i < expected_.sheets.size(); ++i) {
      if (out_.partner[i] != gone && !skipped_[i]) cells(i);
    }
    return std::move(out_);
  }

 private:
  void pair_sheets() {
    std::vector<bool> taken(back_.sheets.size(), false);
    for (const SheetCells& sheet : expected_.sheets) {
      out_.partner.push_back(find_sheet(back_, sheet.name));
      if (out_.partner.back() != gone) taken[out_.partner.back()] = true;
    }
    for (std::uint32_t i = 0; i < expected_.sheets.size(); ++i) {
      if (out_.partner[i] != gone) continue;
      const SheetCells& missing = expected_.sheets[i];
      for (std::uint32_t j = 0; j < back_.sheets.size() && out_.partner[i] == gone; ++j) {
        if (!taken[j] && likeness(missing, back_.sheets[j]) > 0.8) out_.partner[i] = j;
      }
      const bool renamed = out_.partner[i] != gone;
      out_.sheets.push_back({renamed ? SheetChange::What::renamed : SheetChange::What::missing,
                             missing.name,
                             renamed ? back_.sheets[out_.partner[i]].name : "",
                             {}});
      if (renamed) taken[out_.partner[i]] = true;
      out_.shape_holds = false;
    }
    for (std::uint32_t j = 0; j < back_.sheets.size(); ++j) {
      if (!taken[j]) out_.sheets.push_back({SheetChange::What::added, back_.sheets[j].name, "", {}});
    }
    skipped_.assign(expected_.sheets.size(), false);
  }

  /// Rows and columns that stand elsewhere.
  void shape(std::uint32_t index) {
    if (out_.partner[index] == gone) return;
    const SheetCells& had = expected_.sheets[index];
    const SheetCells& has = back_.sheets[out_.partner[index]];
    if (const auto moved = moved_heading(had, has, heading_row_)) {
      skipped_[index] = true;
      out_.shape_holds = false;
      out_.sheets.push_back({SheetChange::What::columns_moved,
                             had.name,
                             texts_[moved->words],
                             {moved->expected, moved->found}});
      return;
    }
    RowMoves& moves = moves_[index] = row_moves(had, has);
    if (!moves.any) return;
    out_.shape_holds = false;
    if (moves.sorted) {
      skipped_[index] = true;
      out_.sheets.push_back({SheetChange::What::sorted, had.name, "", {}});
      return;
    }
    if (!moves.put_in.empty())
      out_.sheets.push_back({SheetChange::What::rows_put_in, had.name, "", moves.put_in});
    if (!moves.taken_out.empty())
      out_.sheets.push_back({SheetChange::What::rows_taken_out, had.name, "", moves.taken_out});
  }

  void names() {
    for (const auto& [name, had] : expected_.names) {
      const auto found = back_.names.find(name);
      const std::string has = found == back_.names.end() ? "" : found->second;
      if (has != had && (out_.shape_holds || has != settled_form(moved(had, ""), 0)))
        out_.names.push_back({name, formula_at(had, 0), formula_at(has, 0)});
    }
    for (const auto& [name, has] : back_.names) {
      if (!expected_.names.contains(name)) out_.names.push_back({name, "", formula_at(has, 0)});
    }
  }

  /// The formula as a program writes it once rows and sheets stand where they stand now.
  std::string moved(const std::string& formula, const std::string& own_sheet) const {
    const auto cell = [&](CellName& name) {
      const std::uint32_t sheet = find_sheet(expected_, name.sheet.empty() ? own_sheet : name.sheet);
      if (sheet == gone || !moves_[sheet].any || moves_[sheet].sorted) return;
      const RowMoves& moves = moves_[sheet];
      std::uint32_t row = name.row;
      while (moves.of(row) == gone && row > 0 && row < moves.to.size())
        row = name.ends_range ? row - 1 : row + 1;
      name.row = moves.of(row);
    };
    const auto sheet = [&](const std::string& name) {
      const std::uint32_t index = find_sheet(expected_, name);
      return index == gone || out_.partner[index] == gone ? name : back_.sheets[out_.partner[index]].name;
    };
    return renamed_form(formula, cell, sheet);
  }

  bool same_formula(const CellContent& had, const CellContent& has, const std::string& sheet) const {
    if (out_.shape_holds) return had.formula == has.formula;
    return settled_form(moved(formula_at(texts_[had.formula], had.row), sheet), has.row) ==
           texts_[has.formula];
  }

  void cells(std::uint32_t index) {
    const SheetCells& had = expected_.sheets[index];
    const SheetCells& has = back_.sheets[out_.partner[index]];
    const RowMoves& moves = moves_[index];
    auto at = has.cells.begin();
    for (const CellContent& cell : had.cells) {
      const std::uint32_t row = moves.of(cell.row);
      if (row == gone) continue;
      for (; at != has.cells.end() && (at->row < row || (at->row == row && at->column < cell.column)); ++at)
        added(index, *at);
      (cell.formula != 0 ? out_.formulas : out_.others) += 1;
      CellContent there;
      there.row = row;
      there.column = cell.column;
      if (at != has.cells.end() && at->row == row && at->column == cell.column) there = *at++;
      pair(index, cell, there);
    }
    for (; at != has.cells.end(); ++at) added(index, *at);
  }

  void added(std::uint32_t index, const CellContent& cell) {
    const auto& put_in = moves_[index].put_in;
    if (std::binary_search(put_in.begin(), put_in.end(), cell.row)) return;  // told as a row
    out_.cells.push_back({Change::added, index, cell.row, cell.column, cell.row, {}, cell});
  }

  void pair(std::uint32_t index, const CellContent& had, const CellContent& has) {
    const auto note = [&](Change change) {
      out_.cells.push_back({change, index, had.row, had.column, has.row, had, has});
    };
    if (has.formula == 0 && has.holds == Holds::nothing) {
      if (had.formula != 0 || had.holds != Holds::nothing) note(Change::emptied);
    } else if (had.formula == 0) {
      if (has.formula != 0) {
        note(Change::value_to_formula);
      } else if (!same_holding(had, has)) {
        note(Change::value);
      }
    } else if (has.formula == 0) {
      note(Change::formula_to_value);
    } else if (!same_formula(had, has, expected_.sheets[index].name)) {
      note(Change::formula);
    } else if (!same_holding(had, has) && !(had.holds == Holds::number && has.holds == Holds::number &&
                                            same_result(has.number, had.number))) {
      ++out_.stored_differ;
    }
  }

  const BookCells& expected_;
  const BookCells& back_;
  Texts& texts_;
  std::uint32_t heading_row_;
  Comparison out_;
  std::vector<RowMoves> moves_;
  std::vector<bool> skipped_;
};

}  // namespace

bool same_number(double a, double b) {
  return a == b || std::fabs(a - b) <= 5e-15 * std::max(std::fabs(a), std::fabs(b));
}

Comparison compare(const BookCells& expected, const BookCells& back, Texts& texts,
                   std::uint32_t heading_row) {
  return Comparer(expected, back, texts, heading_row).found();
}

std::vector<CellChange> stored_results(const BookCells& expected, const BookCells& back,
                                       const Comparison& found) {
  std::vector<CellChange> out;
  for (std::uint32_t i = 0; i < expected.sheets.size(); ++i) {
    if (found.partner[i] == gone) continue;
    const SheetCells& has = back.sheets[found.partner[i]];
    auto at = has.cells.begin();
    for (const CellContent& cell : expected.sheets[i].cells) {
      if (cell.formula == 0) continue;
      while (at != has.cells.end() &&
             (at->row < cell.row || (at->row == cell.row && at->column < cell.column)))
        ++at;
      if (at == has.cells.end()) break;
      if (at->row != cell.row || at->column != cell.column || at->formula != cell.formula) continue;
      const bool same = cell.holds == Holds::number && at->holds == Holds::number
                            ? same_result(at->number, cell.number)
                            : same_holding(cell, *at);
      if (!same) out.push_back({Change::stored, i, cell.row, cell.column, at->row, cell, *at});
    }
  }
  return out;
}

}  // namespace outturn::returned
