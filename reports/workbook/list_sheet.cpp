// A list of single values: terms, judgements, what rows need, results. Each value has a name that
// formulas use, equal to the contract's.
#include <algorithm>

#include "engine/base/source.h"
#include "engine/calc/sheet_evaluate.h"
#include "engine/explain/explain.h"
#include "reports/workbook/book.h"

namespace outturn::workbook {
namespace {

enum ListColumn : std::uint32_t {
  list_name,
  list_value,
  list_unit,
  list_clause,
  list_meaning,
  list_formula_name,
  list_check
};
constexpr double meaning_characters = 58;
constexpr double clause_characters = 24;

std::string purpose_of(SheetKind kind) {
  switch (kind) {
    case SheetKind::inputs:
      return "The contract's terms and the figures given as single values. Change a yellow cell and all that "
             "follows moves.";
    case SheetKind::assumptions:
      return "What the contract's public text leaves open, and what was taken. Change a value to see what it "
             "moves.";
    case SheetKind::working:
      return "Single values that rows of later sheets need.";
    default:
      return "What is due, worked out from the sheets to the left.";
  }
}

class ListSheet {
 public:
  ListSheet(Book& book, std::uint32_t sheet)
      : book_(book),
        writer_(book.writer),
        plan_(book.layout.sheets[sheet]),
        id_(book.ids[sheet].front()),
        inputs_(plan_.kind == SheetKind::inputs || plan_.kind == SheetKind::assumptions) {}

  void write() {
    begin_sheet(book_, id_, plan_.parts.front().name, purpose_of(plan_.kind), headings());
    std::uint32_t row = first_data_row;
    for (const calc::ColumnId id : plan_.columns) value_row(id, row++);
    if (plan_.kind == SheetKind::assumptions) {
      for (const calc::AssumptionRecord& assumption : book_.record().assumptions) {
        if (assumption.term == calc::none) plain_assumption(assumption, row++);
      }
    }
    if (plan_.kind == SheetKind::inputs && book_.layout.split) rows_of_a_part(row);
    if (inputs_ && checked_ > 0) note_checks();
  }

 private:
  std::vector<Heading> headings() const {
    double name_characters = 24;
    double value_characters = 16;
    for (const calc::ColumnId id : plan_.columns) {
      const calc::Column& column = book_.graph().column(id);
      name_characters =
          std::max(name_characters, std::min(40.0, static_cast<double>(character_count(title_of(column)))));
      const double shown =
          static_cast<double>(character_count(calc::shown_at(book_.graph(), id, 0, book_.record().currency)));
      value_characters = std::max(value_characters, std::min(40.0, shown + 1));
    }
    const char* kind = inputs_ ? (plan_.kind == SheetKind::inputs ? "Input" : "Assumption") : "Formula";
    std::vector<Heading> out{
        {"Name", "", name_characters},
        {plan_.kind == SheetKind::assumptions ? "Value used" : "Value", kind, value_characters},
        {"Unit", "", 14},
        {"Clause", "in the contract", clause_characters},
        {inputs_ ? "Meaning and source" : "How it is worked out", "", meaning_characters},
        {"Name in formulas", "", 26}};
    if (inputs_) out.push_back({"Check", "1: a value", 8});
    return out;
  }

  Look look_of(const calc::Column& column) const {
    if (plan_.kind == SheetKind::assumptions) return Look::assumption;
    if (inputs_) return column.role == calc::Role::method ? Look::method : Look::input;
    if (column.role == calc::Role::check) return Look::check;
    return is_total(column) ? Look::total : Look::formula;
  }

  bool is_total(const calc::Column& column) const {
    const auto same = [&](calc::ColumnId id) {
      return id != calc::none && &book_.graph().column(id) == &column;
    };
    return same(book_.record().total) ||
           std::any_of(book_.record().payments.begin(), book_.record().payments.end(),
                       [&](const calc::PaymentRecord& payment) { return same(payment.total); });
  }

  void value_row(calc::ColumnId id, std::uint32_t row) {
    const calc::Column& column = book_.graph().column(id);
    const std::string meaning = made_safe(meaning_of(id));
    const std::string clauses = made_safe(joined(column.clauses));
    const std::size_t lines =
        std::max(lines_in(meaning, meaning_characters), lines_in(clauses, clause_characters));
    if (lines > 1) writer_.height(id_, row, row_height(lines));
    writer_.text({id_, row, list_name}, made_safe(title_of(column)), writer_.format(Look::label));
    value({id_, row, list_value}, id);
    writer_.text({id_, row, list_unit}, made_safe(unit_words(column, book_.record().currency)), words());
    writer_.text({id_, row, list_clause}, clauses, words());
    writer_.text({id_, row, list_meaning}, meaning, words());
    writer_.text({id_, row, list_formula_name}, column.name, words());
    if (inputs_) check({id_, row, list_check}, column);
    writer_.define_name(column.name,
                        sheet_prefix(plan_.parts.front().name) + "$B$" + std::to_string(row + 1));
  }

  Format words() { return writer_.format(Look::words); }

  void value(Cell cell, calc::ColumnId id) {
    const calc::Column& column = book_.graph().column(id);
    const Format format = writer_.format(look_of(column), number_format(column, book_.record().currency));
    const bool in_words = column.type.kind == calc::Kind::text || column.type.kind == calc::Kind::key;
    if (column.formula != calc::none) {
      const std::string formula = formula_text(book_.run, book_.layout, id, {}).at(cell.row + 1);
      if (in_words) {
        writer_.formula(cell, formula, key_words(column), format);
      } else {
        writer_.formula(cell, formula, calc::cell_number(column, 0), format);
      }
      note(cell, id, formula);
      return;
    }
    if (!calc::known_at(column, 0)) {
      writer_.text(cell, "[x]", format);
    } else if (in_words) {
      writer_.text(cell,
                   made_safe(column.type.kind == calc::Kind::key
                                 ? key_words(column)
                                 : calc::shown_at(book_.graph(), id, 0, book_.record().currency)),
                   format);
    } else {
      writer_.number(cell, calc::cell_number(column, 0), format);
    }
    validate(cell, id);
  }

  std::string key_words(const calc::Column& column) const {
    const auto row = static_cast<std::size_t>(calc::integer_at(column, 0));
    const calc::Frame& space = book_.graph().frame(column.type.space);
    return row == 0 || row > space.rows ? "none" : space.key(row - 1);
  }

  void validate(Cell cell, calc::ColumnId id) {
    const calc::Column& column = book_.graph().column(id);
    if (!column.values.known.empty()) return;
    const Block block{cell.sheet, cell.row, cell.column, cell.row, cell.column};
    if (const auto* assumption = assumption_of(id); assumption != nullptr && !assumption->readings.empty()) {
      writer_.accept(block, Accepts::reading, static_cast<int>(assumption->readings.size()));
      return;
    }
    switch (column.type.kind) {
      case calc::Kind::whole:
        writer_.accept(block, Accepts::whole);
        break;
      case calc::Kind::decimal:
      case calc::Kind::exact:
        writer_.accept(block, Accepts::number);
        break;
      case calc::Kind::date:
        writer_.accept(block, Accepts::date);
        break;
      case calc::Kind::truth:
        writer_.accept(block, Accepts::flag);
        break;
      default:
        break;
    }
  }

  const calc::AssumptionRecord* assumption_of(calc::ColumnId id) const {
    for (const calc::AssumptionRecord& assumption : book_.record().assumptions) {
      if (assumption.term == id) return &assumption;
    }
    return nullptr;
  }

  static std::string told(const calc::AssumptionRecord& assumption) {
    std::string words = assumption.question;
    for (std::size_t i = 0; i < assumption.readings.size(); ++i) {
      const std::string name = i < assumption.reading_names.size() ? assumption.reading_names[i] : "";
      words += "\n" + std::to_string(i + 1) + " " + name + ": " + assumption.readings[i];
    }
    if (!assumption.because.empty()) words += "\nBecause: " + assumption.because;
    return words;
  }

  std::string meaning_of(calc::ColumnId id) const {
    const calc::Column& column = book_.graph().column(id);
    if (const auto* assumption = assumption_of(id)) return told(*assumption);
    if (column.formula == calc::none) return column.meaning;
    const std::string how = calc::formula_words(book_.graph(), id);
    return column.meaning.empty() ? how : column.meaning + "\n" + how;
  }

  void plain_assumption(const calc::AssumptionRecord& assumption, std::uint32_t row) {
    const std::string meaning = made_safe(told(assumption));
    writer_.height(id_, row, row_height(lines_in(meaning, meaning_characters)));
    writer_.text({id_, row, list_name}, made_safe(name_in_words(assumption.name)),
                 writer_.format(Look::label));
    writer_.text({id_, row, list_value}, "in words", words());
    writer_.text({id_, row, list_clause}, made_safe(joined(assumption.clauses)), words());
    writer_.text({id_, row, list_meaning}, meaning, words());
  }

  /// How many rows a part has: formulas that follow a link into a part need it.
  void rows_of_a_part(std::uint32_t row) {
    writer_.text({id_, row, list_name}, "Rows on a sheet", writer_.format(Look::label));
    writer_.number({id_, row, list_value}, static_cast<double>(book_.layout.rows_a_part),
                   writer_.format(Look::row_link, "0"));
    writer_.text({id_, row, list_unit}, "rows", words());
    writer_.text({id_, row, list_meaning},
                 "Where long tables are cut into parts. It describes this book: changing it voids it.",
                 words());
    writer_.text({id_, row, list_formula_name}, rows_a_sheet, words());
    writer_.define_name(rows_a_sheet,
                        sheet_prefix(plan_.parts.front().name) + "$B$" + std::to_string(row + 1));
  }

  void check(Cell cell, const calc::Column& column) {
    if (!column.values.known.empty()) {
      writer_.text(cell, "may be unknown", writer_.format(Look::small));
      return;
    }
    const std::string value = "B" + std::to_string(cell.row + 1);
    const bool in_words = column.type.kind == calc::Kind::text || column.type.kind == calc::Kind::key;
    writer_.formula(cell, in_words ? "=IF(" + value + "=\"\",0,1)" : "=IF(ISNUMBER(" + value + "),1,0)", 1,
                    writer_.format(Look::check, "0"));
    if (checked_++ == 0) first_check_ = cell.row;
    writer_.red_when_zero({cell.sheet, cell.row, cell.column, cell.row, cell.column});
  }

  void note(Cell cell, calc::ColumnId id, const std::string& formula) {
    const calc::Column& column = book_.graph().column(id);
    FormulaLine line;
    line.sheet = plan_.parts.front().name;
    line.first_cell = column_letters(cell.column) + std::to_string(cell.row + 1);
    line.formula = formula;
    line.name = title_of(column);
    line.words = calc::formula_words(book_.graph(), id);
    line.clauses = joined(column.clauses);
    book_.note(std::move(line));
  }

  void note_checks() {
    FormulaLine line;
    line.sheet = plan_.parts.front().name;
    line.first_cell = "G" + std::to_string(first_check_ + 1);
    line.count = checked_;
    line.formula = "=IF(ISNUMBER(B" + std::to_string(first_check_ + 1) + "),1,0)";
    line.name = "Check";
    line.words = "1 when the cell holds a value";
    book_.note(std::move(line));
  }

  Book& book_;
  Writer& writer_;
  const SheetPlan& plan_;
  SheetId id_;
  bool inputs_;
  std::size_t checked_ = 0;
  std::uint32_t first_check_ = 0;
};

}  // namespace

void list_sheet(Book& book, std::uint32_t sheet) { ListSheet(book, sheet).write(); }

}  // namespace outturn::workbook
