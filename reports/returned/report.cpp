#include "reports/returned/report.h"

#include <array>
#include <charconv>
#include <map>

#include "reports/returned/formula_form.h"
#include "reports/workbook/names.h"

namespace outturn::returned {
namespace {

constexpr std::size_t most_single_effects = 50;
constexpr std::size_t most_rows_named = 8;

std::string cell_words(std::uint32_t row, std::uint32_t column) {
  return workbook::column_letters(column) + std::to_string(row + 1);
}

std::string raw(const CellContent& cell, const Texts& texts) {
  if (cell.holds == Holds::words) return "\"" + texts[cell.words] + "\"";
  if (cell.holds == Holds::nothing) return "nothing";
  std::array<char, 40> out{};
  return {out.data(), std::to_chars(out.data(), out.data() + out.size(), cell.number).ptr};
}

std::string formula_words(const CellContent& cell, const Texts& texts) {
  return "=" + formula_at(texts[cell.formula], cell.row);
}

std::string what_words(const CellChange& change, bool figure, bool input) {
  const bool words = change.has.holds == Holds::words;
  switch (change.change) {
    case Change::value:
      return input ? "input changed" : figure ? "figure changed" : words ? "words changed" : "number changed";
    case Change::formula:
      return "formula changed";
    case Change::formula_to_value:
      return words ? "formula replaced by words" : "formula replaced by a number";
    case Change::value_to_formula:
      return input ? "input replaced by a formula" : "value replaced by a formula";
    case Change::emptied:
      return change.had.formula != 0 ? "formula emptied" : input ? "input emptied" : "cell emptied";
    case Change::added:
      return change.has.formula != 0 ? "formula added" : "cell added";
    case Change::stored:
      break;
  }
  return "result that does not follow";
}

std::string row_list(const std::vector<std::uint32_t>& rows) {
  std::string out;
  for (std::size_t i = 0; i < rows.size() && i < most_rows_named; ++i) {
    std::size_t last = i;
    out += (out.empty() ? "" : ", ") + std::to_string(rows[i] + 1);
    while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1) ++last;
    if (last == i) continue;
    out += " to " + std::to_string(rows[last] + 1);
    if (last + 1 == rows.size()) return out;
    i = last;
  }
  return rows.size() > most_rows_named ? out + " ..." : out;
}

Finding told(const SheetChange& change) {
  Finding out;
  out.sheet = change.sheet;
  const std::string count = std::to_string(change.rows.size());
  switch (change.what) {
    case SheetChange::What::missing:
      out.what = "sheet missing";
      break;
    case SheetChange::What::added:
      out.what = "sheet added";
      out.note = "nothing of the calculation reads it, unless a changed formula below does";
      break;
    case SheetChange::What::renamed:
      out.what = "sheet renamed";
      out.had = change.sheet;
      out.has = change.words;
      break;
    case SheetChange::What::rows_put_in:
      out.what = count + (change.rows.size() == 1 ? " row inserted" : " rows inserted");
      out.has = "row " + row_list(change.rows);
      out.note = "what they hold is not worked out; formulas below are compared where they stand now";
      break;
    case SheetChange::What::rows_taken_out:
      out.what = count + (change.rows.size() == 1 ? " row deleted" : " rows deleted");
      out.had = "row " + row_list(change.rows);
      out.note = "what they did is not worked out; run without that evidence to see";
      break;
    case SheetChange::What::sorted:
      out.what = "rows put in another order";
      out.note = "the cells of this sheet were not compared; ask for the book in its own order";
      break;
    case SheetChange::What::columns_moved:
      out.what = "columns inserted or deleted";
      out.had = "\"" + change.words + "\" in column " + workbook::column_letters(change.rows[0]);
      out.has = "column " + workbook::column_letters(change.rows[1]);
      out.note = "the cells of this sheet were not compared; ask for the book with its own columns";
      break;
  }
  return out;
}

class Teller {
 public:
  Teller(const calc::Run& run, const BookCells& expected, const Texts& texts, Effects& effects,
         Report& report)
      : run_(run), expected_(expected), texts_(texts), effects_(effects), report_(report), places_(run) {}

  void changes(const Comparison& found) {
    if (run_.record.total != calc::none) report_.due = calc::value_at(run_.graph, run_.record.total, 0);
    for (const SheetChange& change : found.sheets) report_.findings.push_back(told(change));
    for (const NameChange& change : found.names) {
      Finding out;
      out.what = change.had.empty() ? "name added" : change.has.empty() ? "name taken away" : "name moved";
      out.name = change.name;
      out.had = change.had;
      out.has = change.has;
      if (!change.had.empty()) {
        out.note = "formulas read by this name; what they come to now is not worked out";
        ++report_.without_effect;
      }
      report_.findings.push_back(std::move(out));
    }
    report_.others_changed = report_.findings.size();
    for (const Group& group : groups(found.cells)) one(group);
    together(found);
  }

 private:
  /// Changes told as one: a formula made another, or written over, in several rows of a column.
  using Group = std::vector<const CellChange*>;

  static std::vector<Group> groups(const std::vector<CellChange>& cells) {
    std::vector<Group> out;
    std::map<std::array<std::uint32_t, 5>, std::size_t> known;
    for (const CellChange& change : cells) {
      if (change.had.formula != 0) {
        const std::array<std::uint32_t, 5> alike{change.sheet, change.column,
                                                 static_cast<std::uint32_t>(change.change),
                                                 change.had.formula, change.has.formula};
        const auto [found, fresh] = known.try_emplace(alike, out.size());
        if (!fresh) {
          out[found->second].push_back(&change);
          continue;
        }
      }
      out.push_back({&change});
    }
    return out;
  }

  [[nodiscard]] std::optional<Figure> figure_of(const CellChange& change) const {
    if (change.change == Change::added) return std::nullopt;
    return places_.at(expected_.sheets[change.sheet].name, change.row, change.column);
  }

  static std::string cells_words(const Group& group) {
    const CellChange& last = *group.back();
    std::string out = cell_words(group.front()->row_back, last.column);
    if (group.size() == 1) return out;
    if (last.row_back - group.front()->row_back + 1 == group.size())
      return out + ":" + cell_words(last.row_back, last.column);
    return out + " and " + std::to_string(group.size() - 1) + " below";
  }

  void one(const Group& group) {
    const CellChange& change = *group.front();
    Finding out;
    out.sheet = expected_.sheets[change.sheet].name;
    out.cell = cells_words(group);
    out.cells = group.size();
    const auto figure = figure_of(change);
    const bool input = figure && run_.graph.column(figure->column).formula == calc::none;
    out.what = what_words(change, figure.has_value(), input);
    if (change.change != Change::added)
      out.had = change.had.formula != 0 && change.change != Change::formula_to_value
                    ? formula_words(change.had, texts_)
                    : raw(change.had, texts_);
    out.has = change.has.formula != 0 ? formula_words(change.has, texts_) : raw(change.has, texts_);
    report_.changed_cells += group.size();
    if (figure) {
      out.name = figure_words(run_.graph, *figure);
      out.source = source_words(run_.graph, *figure);
      effect(group, *figure, out);
    }
    report_.findings.push_back(std::move(out));
  }

  /// Sets all cells of the group; why the first of those that can't be set can't.
  std::string set(const Group& group) {
    std::string why;
    for (const CellChange* change : group) {
      const std::string one = effects_.set(*figure_of(*change), change->has);
      if (one.empty()) continue;
      ++report_.without_effect;
      if (why.empty()) why = one;
    }
    return why;
  }

  void effect(const Group& group, Figure figure, Finding& out) {
    const Change change = group.front()->change;
    const bool formula = run_.graph.column(figure.column).formula != calc::none;
    const std::string had = calc::shown_at(run_.graph, figure.column, figure.row, run_.record.currency);
    if (change == Change::value || change == Change::formula_to_value || change == Change::emptied)
      out.had = had;
    out.note = set(group);
    const bool calculated = out.note.empty() && tried_++ < most_single_effects;
    if (calculated) {
      const auto due = effects_.payment_due();
      if (due && report_.due) out.effect = *due - *report_.due;
      if (!due) out.note = "a number too large to calculate with";
    }
    if (out.note.empty() && (calculated || !formula)) shown(change, figure, had, out);
    effects_.take_back();
  }

  void shown(Change change, Figure figure, const std::string& had, Finding& out) const {
    const std::string has = effects_.shown(figure);
    if (change == Change::value || change == Change::formula_to_value) out.has = has;
    if (change == Change::formula || change == Change::value_to_formula)
      out.note = "the book shows " + has + " there, was " + had;
    if (change == Change::emptied) out.note = "taken as " + has;
    if (out.cells > 1) out.note += out.note.empty() ? "the first cell is shown" : "; the first cell is shown";
  }

  void together(const Comparison& found) {
    report_.due_changed = report_.due;
    if (found.cells.empty()) return;
    for (const CellChange& change : found.cells) {
      if (const auto figure = figure_of(change)) (void)effects_.set(*figure, change.has);
    }
    report_.due_changed = effects_.payment_due();
    for (const calc::PaymentRecord& payment : run_.record.payments) {
      const calc::ColumnId total = payment.total != calc::none ? payment.total : payment.column;
      if (total == calc::none || run_.graph.rows(total) != 1 || !report_.due_changed) continue;
      const std::string had = calc::shown_at(run_.graph, total, 0, run_.record.currency);
      const std::string has = effects_.shown({total, 0});
      if (had != has) report_.payments.push_back({workbook::name_in_words(payment.name), had, has});
    }
  }

  const calc::Run& run_;
  const BookCells& expected_;
  const Texts& texts_;
  Effects& effects_;
  Report& report_;
  Places places_;
  std::size_t tried_ = 0;
};

}  // namespace

void tell_changes(const calc::Run& run, const BookCells& expected, const Comparison& found,
                  const Texts& texts, Effects& effects, Report& report) {
  report.formulas = found.formulas;
  report.others = found.others;
  report.sheets = expected.sheets.size();
  report.currency = run.record.currency;
  if (run.record.total != calc::none) report.places = run.graph.column(run.record.total).type.places;
  Teller(run, expected, texts, effects, report).changes(found);
}

void tell_stored(const calc::Run& run, const BookCells& expected, const std::vector<CellChange>& found,
                 const Texts& texts, Report& report) {
  const Places places(run);
  for (const CellChange& change : found) {
    Finding out;
    out.sheet = expected.sheets[change.sheet].name;
    out.cell = cell_words(change.row_back, change.column);
    out.what = what_words(change, true, false);
    out.had = raw(change.had, texts);
    out.has = raw(change.has, texts);
    if (const auto figure = places.at(out.sheet, change.row, change.column)) {
      out.name = figure_words(run.graph, *figure);
      out.source = source_words(run.graph, *figure);
    }
    report.stored.push_back(std::move(out));
  }
}

}  // namespace outturn::returned
