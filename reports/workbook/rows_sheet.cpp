// A sheet of rows: one column of the graph a column, one formula a column, row by row.
#include "engine/base/problem.h"
#include "engine/calc/sheet_evaluate.h"
#include "engine/explain/explain.h"
#include "reports/workbook/book.h"
#include "reports/workbook/column_look.h"

namespace outturn::workbook {
namespace {

/// What is needed to write the cells of one column, settled before the first row.
struct CellColumn {
  calc::ColumnId id = calc::none;
  const calc::Column* column = nullptr;
  const calc::Frame* space = nullptr;  ///< whose keys are shown
  Format format;
  FormulaText formula;
  FormulaText first_row;  ///< of a later part, where it differs
};

class RowsSheet {
 public:
  RowsSheet(Book& book, std::uint32_t sheet, std::size_t part)
      : book_(book),
        writer_(book.writer),
        plan_(book.layout.sheets[sheet]),
        part_(part),
        frame_(book.graph().frame(plan_.frame)),
        id_(book.ids[sheet][part]) {}

  void write() {
    settle();
    key_format_ = writer_.format(plan_.stage == 1 ? Look::key : Look::key_link);
    own_format_ = writer_.format(frame_.named_by.empty() ? Look::input : Look::source);
    source_format_ = writer_.format(Look::source);
    begin_sheet(book_, id_, name(), purpose(), headings());
    extras();
    for (std::size_t i = 0; i < plan_.parts[part_].rows; ++i) row(i);
  }

 private:
  [[nodiscard]] const std::string& name() const { return plan_.parts[part_].name; }
  [[nodiscard]] std::uint32_t source_column() const {
    return static_cast<std::uint32_t>(columns_.size()) + (plan_.source_keys ? 2 : 1);
  }

  [[nodiscard]] std::string purpose() const {
    std::string words = frame_.meaning.empty() ? "One row per " + frame_.name + "." : frame_.meaning;
    if (!words.ends_with('.')) words += '.';
    if (!frame_.order.empty()) words += " In order of " + frame_.order + ".";
    if (plan_.stage > 1) words += " Continued from " + first_stage() + ".";
    if (plan_.parts.size() > 1) {
      const Part& part = plan_.parts[part_];
      words += " Rows " + counted(part.first_row + 1) + " to " + counted(part.first_row + part.rows) +
               " of " + counted(frame_.rows) + ".";
    }
    return words;
  }

  /// Name of the sheet that holds the same rows' inputs.
  [[nodiscard]] const std::string& first_stage() const {
    for (const SheetPlan& sheet : book_.layout.sheets) {
      if (sheet.frame == plan_.frame) return sheet.parts[part_].name;
    }
    throw Fault("a frame without a first sheet");
  }

  void settle() {
    if (plan_.stage > 1) note_key();
    for (const calc::ColumnId id : plan_.columns) {
      const calc::Column& column = book_.graph().column(id);
      CellColumn cells;
      cells.id = id;
      cells.column = &column;
      if (column.type.kind == calc::Kind::key) cells.space = &book_.graph().frame(column.type.space);
      cells.format = writer_.format(look_of(book_, id), number_format(column, book_.record().currency));
      if (column.formula != calc::none) {
        cells.formula = formula_text(book_.run, book_.layout, id, {part_, false});
        if (part_ > 0) cells.first_row = formula_text(book_.run, book_.layout, id, {part_, true});
        note(cells);
      }
      columns_.push_back(std::move(cells));
    }
  }

  void note(const CellColumn& cells) {
    FormulaLine line;
    line.sheet = name();
    line.first_cell =
        column_letters(book_.layout.places[cells.id].column) + std::to_string(first_data_row + 1);
    line.count = plan_.parts[part_].rows;
    line.formula = cells.formula.at(first_data_row + 1);
    line.name = title_of(*cells.column);
    line.words = calc::formula_words(book_.graph(), cells.id);
    line.clauses = joined(cells.column->clauses);
    book_.note(std::move(line));
  }

  void note_key() {
    FormulaLine line;
    line.sheet = name();
    line.first_cell = "A" + std::to_string(first_data_row + 1);
    line.count = plan_.parts[part_].rows;
    line.formula = "=" + sheet_prefix(first_stage()) + line.first_cell;
    line.name = name_in_words(frame_.name) + " key";
    line.words = "the key of the same row on " + first_stage();
    book_.note(std::move(line));
  }

  std::vector<Heading> headings() {
    std::vector<Heading> out;
    out.push_back({name_in_words(frame_.name) + " key", plan_.stage > 1 ? "From " + first_stage() : "Key",
                   static_cast<double>(longest_key(frame_)) + 1});
    if (plan_.source_keys) {
      const bool own = frame_.named_by.empty();
      out.push_back({own ? "Own reference" : "Row",
                     own ? "Input\nas in the source" : "Made of\n" + frame_.named_by,
                     static_cast<double>(longest(frame_.source_keys)) + 1});
    }
    for (const CellColumn& cells : columns_) {
      const calc::Column& column = *cells.column;
      std::string marker =
          marker_words(look_of(book_, cells.id)) + "\n" + unit_words(column, book_.record().currency);
      if (!column.clauses.empty()) marker += "\n" + joined(column.clauses);
      out.push_back({title_of(column), marker, widest(book_, cells.id)});
    }
    if (plan_.sources) {
      const bool clauses = !frame_.row_clauses.empty();
      out.push_back({"Source", frame_.file.empty() ? "Contract" : frame_.file,
                     clauses ? static_cast<double>(longest(frame_.row_clauses)) + 10 : 11});
    }
    return out;
  }

  /// Validation of inputs and red for failed checks, over the whole column.
  void extras() {
    const std::size_t rows = plan_.parts[part_].rows;
    if (rows == 0) return;
    for (const CellColumn& cells : columns_) {
      const std::uint32_t column = book_.layout.places[cells.id].column;
      const Block block{id_, first_data_row, column, first_data_row + static_cast<std::uint32_t>(rows) - 1,
                        column};
      if (cells.column->formula == calc::none && cells.column->values.known.empty()) {
        writer_.accept(block, accepts(cells.column->type));
      }
      if (cells.column->role == calc::Role::check) writer_.red_when_zero(block);
    }
  }

  static Accepts accepts(calc::Type type) {
    switch (type.kind) {
      case calc::Kind::whole:
        return Accepts::whole;
      case calc::Kind::decimal:
      case calc::Kind::exact:
        return Accepts::number;
      case calc::Kind::date:
        return Accepts::date;
      case calc::Kind::truth:
        return Accepts::flag;
      default:
        return Accepts::anything;
    }
  }

  void row(std::size_t index) {
    const std::size_t of_frame = plan_.parts[part_].first_row + index;
    const auto at = static_cast<std::uint32_t>(first_data_row + index);
    key(of_frame, at);
    std::uint32_t next = 1;
    if (plan_.source_keys)
      writer_.text({id_, at, next++}, safe(frame_.source_keys[of_frame], of_frame), own_format_);
    for (const CellColumn& cells : columns_) {
      const Cell cell{id_, at, next++};
      if (cells.column->formula == calc::none) {
        input(cell, cells, of_frame);
      } else {
        calculated(cell, cells, of_frame);
      }
    }
    if (plan_.sources) writer_.text({id_, at, next}, source(of_frame), source_format_);
  }

  void key(std::size_t of_frame, std::uint32_t at) {
    const std::string key = frame_.key(of_frame);
    if (plan_.stage == 1) {
      writer_.text({id_, at, 0}, key, key_format_);
      return;
    }
    writer_.formula({id_, at, 0}, "=" + sheet_prefix(first_stage()) + "A" + std::to_string(at + 1), key,
                    key_format_);
  }

  [[nodiscard]] std::string source(std::size_t of_frame) const {
    std::string words;
    if (of_frame < frame_.lines.size()) words = "line " + std::to_string(frame_.lines[of_frame]);
    if (of_frame < frame_.row_clauses.size() && !frame_.row_clauses[of_frame].empty()) {
      words = made_safe(frame_.row_clauses[of_frame]) + (words.empty() ? "" : ", " + words);
    }
    return words;
  }

  /// Words from outside: refused when a program could take them for a formula.
  const std::string& safe(const std::string& words, std::size_t of_frame) {
    const bool formula = looks_like_formula(words);
    const std::string_view fault = text_fault(words);
    if (!formula && fault.empty()) return words;
    static const std::string shown = "[refused]";
    if (book_.problems.has_errors()) return shown;
    Problem problem;
    problem.code = "W3";
    problem.file = frame_.file;
    if (of_frame < frame_.lines.size()) problem.span.line = frame_.lines[of_frame];
    problem.what = "words in this row can't stand in a workbook";
    problem.why.push_back(formula
                              ? "They begin with = + - or @, so a spreadsheet could run them as a formula."
                              : "The text " + std::string(fault) + ".");
    problem.mend.push_back("Change the words in the evidence file.");
    book_.problems.add(std::move(problem));
    return shown;
  }

  std::string key_words(const CellColumn& cells, std::size_t of_frame) const {
    const auto row = static_cast<std::size_t>(calc::integer_at(*cells.column, of_frame));
    return row == 0 || row > cells.space->rows ? "none" : cells.space->key(row - 1);
  }

  void input(Cell cell, const CellColumn& cells, std::size_t of_frame) {
    static const std::string unknown = "[x]";
    if (!calc::known_at(*cells.column, of_frame)) {
      writer_.text(cell, unknown, cells.format);
    } else if (cells.space != nullptr) {
      writer_.text(cell, key_words(cells, of_frame), cells.format);
    } else if (cells.column->type.kind == calc::Kind::text) {
      const auto& values = cells.column->values;
      writer_.text(cell, safe(values.dictionary[static_cast<std::size_t>(values.small[of_frame])], of_frame),
                   cells.format);
    } else {
      writer_.number(cell, calc::cell_number(*cells.column, of_frame), cells.format);
    }
  }

  void calculated(Cell cell, const CellColumn& cells, std::size_t of_frame) {
    const bool first = cell.row == first_data_row && !cells.first_row.empty();
    (first ? cells.first_row : cells.formula).write(cell.row + 1, text_);
    if (cells.space != nullptr) {
      writer_.formula(cell, text_, key_words(cells, of_frame), cells.format);
    } else {
      writer_.formula(cell, text_, calc::cell_number(*cells.column, of_frame), cells.format);
    }
  }

  Book& book_;
  Writer& writer_;
  const SheetPlan& plan_;
  std::size_t part_;
  const calc::Frame& frame_;
  SheetId id_;
  std::vector<CellColumn> columns_;
  Format key_format_;
  Format own_format_;
  Format source_format_;
  std::string text_;
};

}  // namespace

void rows_sheet(Book& book, std::uint32_t sheet, std::size_t part) { RowsSheet(book, sheet, part).write(); }

}  // namespace outturn::workbook
