// Checks: everything that must hold, each as one live line, and one cell that says all hold.
#include <algorithm>

#include "engine/base/problem.h"
#include "engine/calc/sheet_evaluate.h"
#include "reports/workbook/book.h"

namespace outturn::workbook {
namespace {

using calc::ColumnId;

Exact column_sum(const calc::Graph& graph, ColumnId id) {
  const calc::Column& column = graph.column(id);
  if (column.type.kind == calc::Kind::exact) {
    Exact sum;
    for (std::size_t row = 0; row < graph.rows(id); ++row) sum = sum + column.values.exact[row];
    return sum;
  }
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < graph.rows(id); ++row) {
    if (!calc::known_at(column, row)) continue;
    if (__builtin_add_overflow(sum, calc::integer_at(column, row), &sum)) throw Fault("a control total is too large");
  }
  return Exact::scaled(sum, column.type.kind == calc::Kind::decimal ? column.type.places : 0);
}

/// The least of 0 and every value.
double least_or_zero(const calc::Graph& graph, ColumnId id) {
  double least = 0;
  for (std::size_t row = 0; row < graph.rows(id); ++row) {
    least = std::min(least, calc::cell_number(graph.column(id), row));
  }
  return least;
}

class CheckList {
 public:
  explicit CheckList(const Book& book) : book_(book), graph_(book.graph()) {}

  std::vector<CheckLine> lines() {
    inputs();
    for (const calc::CheckRecord& check : book_.record().checks) contract_check(check);
    for (const SheetPlan& sheet : book_.layout.sheets) {
      if (!sheet.is_list() && sheet.stage == 1) rows_covered(sheet);
    }
    for (const calc::ControlTotal& total : book_.record().control_totals) control_total(total);
    for (const calc::PaymentRecord& payment : book_.record().payments) payment_checks(payment);
    return std::move(lines_);
  }

 private:
  [[nodiscard]] const std::string& sheet_name(ColumnId id) const { return book_.layout.sheet_of(id).parts.front().name; }
  [[nodiscard]] bool single(ColumnId id) const { return book_.layout.sheet_of(id).is_list(); }
  [[nodiscard]] std::string range(ColumnId id) const { return range_of(graph_, book_.layout, id); }
  [[nodiscard]] std::string money(ColumnId id) const { return number_format(graph_.column(id), book_.record().currency); }

  /// SUM of a column, brought back to the places its values have.
  [[nodiscard]] std::string sum_of(ColumnId id) const {
    const calc::Type type = graph_.column(id).type;
    if (type.kind == calc::Kind::exact) return "ROUND(SUM(" + range(id) + "),9)";
    if (type.kind != calc::Kind::decimal) return "SUM(" + range(id) + ")";
    return "ROUND(SUM(" + range(id) + ")," + std::to_string(type.places) + ")";
  }
  [[nodiscard]] double stored_sum(ColumnId id) const {
    const Exact sum = column_sum(graph_, id);
    if (graph_.column(id).type.kind != calc::Kind::exact) return sum.to_double();
    return Exact::scaled(round_scaled(sum, 9, Rounding::half_up).value_or(0), 9).to_double();
  }

  void inputs() {
    for (const SheetPlan& sheet : book_.layout.sheets) {
      if (sheet.kind != SheetKind::inputs && sheet.kind != SheetKind::assumptions) continue;
      std::size_t checked = 0;
      for (const ColumnId id : sheet.columns) checked += graph_.column(id).values.known.empty() ? 1 : 0;
      if (checked == 0) continue;
      const std::string& name = sheet.parts.front().name;
      const std::string cells = sheet_prefix(name) + "$G$5:$G$" + std::to_string(first_data_row + sheet.columns.size());
      CheckLine line;
      line.what = "Every value on " + name + " is there";
      line.sheet = name;
      line.value = "=SUM(" + cells + ")";
      line.expected = "=COUNT(" + cells + ")";
      line.stored = line.expected_number = static_cast<double>(checked);
      lines_.push_back(std::move(line));
    }
  }

  void contract_check(const calc::CheckRecord& check) {
    CheckLine line;
    line.what = check.what;
    line.sheet = sheet_name(check.column);
    if (single(check.column)) {
      line.value = "=" + graph_.column(check.column).name;
      line.stored = calc::cell_number(graph_.column(check.column), 0);
      line.expected_number = 1;
    } else {
      line.value = "=SUM(" + range(check.column) + ")";
      line.stored = stored_sum(check.column);
      line.expected = rows_of(book_.layout.sheet_of(check.column), book_.layout.places[check.column].column);
      line.expected_number = static_cast<double>(graph_.rows(check.column));
    }
    lines_.push_back(std::move(line));
  }

  /// =ROWS(..)+ROWS(..) over the parts; an empty frame has 0 rows, though its range keeps one.
  [[nodiscard]] static std::string rows_of(const SheetPlan& sheet, std::uint32_t column) {
    std::string out = "=";
    for (std::size_t part = 0; part < sheet.parts.size(); ++part) {
      std::string cells = key_range(sheet, part);
      const std::string letters = column_letters(column);
      for (std::size_t at = cells.find("$A$"); at != std::string::npos; at = cells.find("$A$", at + 1)) {
        cells.replace(at + 1, 1, letters);
      }
      out += (part > 0 ? "+" : "") + ("ROWS(" + cells + ")");
      if (sheet.parts[part].rows == 0) out += "-1";
    }
    return out;
  }

  void rows_covered(const SheetPlan& sheet) {
    std::string filled;
    std::size_t rows = 0;
    for (std::size_t part = 0; part < sheet.parts.size(); ++part) {
      filled += (part > 0 ? "+" : "=") + ("COUNTA(" + to_the_last_row(sheet, part) + ")");
      rows += sheet.parts[part].rows;
    }
    CheckLine line;
    line.what = "Formulas cover all rows of " + sheet.parts.front().name + " and no row stands below them";
    line.sheet = sheet.parts.front().name;
    line.value = rows_of(sheet, 0);
    line.expected = filled;
    line.stored = line.expected_number = static_cast<double>(rows);
    lines_.push_back(std::move(line));
  }

  /// Column A from the first data row to the last row a sheet has: finds rows added below.
  [[nodiscard]] static std::string to_the_last_row(const SheetPlan& sheet, std::size_t part) {
    return sheet_prefix(sheet.parts[part].name) + "$A$5:$A$1048576";
  }

  void control_total(const calc::ControlTotal& total) {
    CheckLine line;
    line.what = total.what;
    line.sheet = sheet_name(total.column);
    line.value = "=" + (single(total.column) ? graph_.column(total.column).name : sum_of(total.column));
    line.stored = single(total.column) ? calc::cell_number(graph_.column(total.column), 0) : stored_sum(total.column);
    line.expected_number = total.total.to_double();
    line.number_format = money(total.column);
    lines_.push_back(std::move(line));
  }

  void payment_checks(const calc::PaymentRecord& payment) {
    if (payment.column == calc::none) return;
    if (!single(payment.column)) {
      not_negative(payment);
      if (payment.total != calc::none) sum_is_total(payment);
    }
    for (const auto& cut : payment.caps) {
      if (cut.before != calc::none && cut.after != calc::none && !single(cut.after)) cap_never_adds(payment, cut);
    }
  }

  void sum_is_total(const calc::PaymentRecord& payment) {
    CheckLine line;
    line.what = "Rows of \"" + payment.name + "\" add up to its total";
    line.sheet = sheet_name(payment.column);
    line.value = "=" + sum_of(payment.column);
    line.stored = stored_sum(payment.column);
    line.expected = "=" + graph_.column(payment.total).name;
    line.expected_number = calc::cell_number(graph_.column(payment.total), 0);
    line.number_format = money(payment.column);
    lines_.push_back(std::move(line));
  }

  void not_negative(const calc::PaymentRecord& payment) {
    CheckLine line;
    line.what = "No row of \"" + payment.name + "\" is below zero";
    line.sheet = sheet_name(payment.column);
    line.value = "=MIN(0," + range(payment.column) + ")";
    line.stored = least_or_zero(graph_, payment.column);
    line.number_format = money(payment.column);
    lines_.push_back(std::move(line));
  }

  void cap_never_adds(const calc::PaymentRecord& payment, const calc::PaymentRecord::CapCut& cut) {
    if (book_.layout.sheet_of(cut.after).parts.size() > 1 || book_.layout.sheet_of(cut.before).parts.size() > 1) return;
    CheckLine line;
    line.what = "\"" + cut.cap + "\" never raises a row of \"" + payment.name + "\"";
    line.sheet = sheet_name(cut.after);
    line.value = "=SUMPRODUCT((" + range(cut.after) + ">" + range(cut.before) + ")*1)";
    for (std::size_t row = 0; row < graph_.rows(cut.after); ++row) {
      line.stored += calc::cell_number(graph_.column(cut.after), row) > calc::cell_number(graph_.column(cut.before), row) ? 1 : 0;
    }
    lines_.push_back(std::move(line));
  }

  const Book& book_;
  const calc::Graph& graph_;
  std::vector<CheckLine> lines_;
};

}  // namespace

std::vector<CheckLine> check_lines(const Book& book) { return CheckList(book).lines(); }

namespace {

enum CheckColumn : std::uint32_t { number_at, what_at, sheet_at, value_at, expected_at, tolerance_at, flag_at, words_at };
constexpr double what_characters = 60;

class ChecksSheet {
 public:
  ChecksSheet(Book& book, SheetId id, const std::vector<CheckLine>& lines)
      : book_(book), writer_(book.writer), id_(id), lines_(lines) {}

  void write() {
    begin_sheet(book_, id_, "Checks",
                "Everything that must hold. 1 means it does; one 0 anywhere turns the Cover to LOOK.",
                {{"No", "", 8}, {"What is checked", "", what_characters}, {"Where to look", "", 22},
                 {"Value", "Formula", 18}, {"Expected", "Formula or input", 18}, {"Tolerance", "Input", 12},
                 {"Holds", "Check\n1 yes, 0 no", 10}, {"In words", "", 10}});
    master();
    for (std::size_t i = 0; i < lines_.size(); ++i) line(lines_[i], first_data_row + 1 + static_cast<std::uint32_t>(i), i + 1);
    const auto last = static_cast<std::uint32_t>(first_data_row + lines_.size());
    writer_.red_when_zero({id_, first_data_row, flag_at, last, flag_at});
    writer_.red_when_words({id_, first_data_row, words_at, last, words_at}, "LOOK");
  }

 private:
  static std::string cell(char letter, std::uint32_t row) { return std::string(1, letter) + std::to_string(row + 1); }

  /// The first line: the least of all that follow.
  void master() {
    const bool good = std::all_of(lines_.begin(), lines_.end(), [](const CheckLine& one) { return one.good(); });
    const std::uint32_t row = first_data_row;
    const std::string flags = cell('G', row + 1) + ":" + cell('G', row + static_cast<std::uint32_t>(lines_.size()));
    writer_.text({id_, row, number_at}, "All", writer_.format(Look::label));
    writer_.text({id_, row, what_at}, "All checks below hold (the Cover shows this line)", writer_.format(Look::label));
    writer_.formula({id_, row, flag_at}, "=MIN(" + flags + ")", good ? 1 : 0, writer_.format(Look::check, "0"));
    words(row, good);
    writer_.define_name("master_check", "Checks!$G$" + std::to_string(row + 1));
    note(cell('G', row), 1, "=MIN(" + flags + ")", "All checks", "1 when every check below is 1");
    note(cell('H', row), lines_.size() + 1, "=IF(" + cell('G', row) + "=1,\"OK\",\"LOOK\")", "In words", "OK when the line holds");
    const std::string first = std::to_string(row + 2);
    note("G" + first, lines_.size(), "=IF(ABS(ROUND(D" + first + "-E" + first + ",9))<=F" + first + ",1,0)", "Holds",
         "1 when value and expected differ by no more than the tolerance");
  }

  void words(std::uint32_t row, bool good) {
    writer_.formula({id_, row, words_at}, "=IF(" + cell('G', row) + "=1,\"OK\",\"LOOK\")", std::string(good ? "OK" : "LOOK"),
                    writer_.format(Look::check_words));
  }

  void line(const CheckLine& check, std::uint32_t row, std::size_t number) {
    const std::size_t lines = lines_in(check.what, what_characters);
    if (lines > 1) writer_.height(id_, row, row_height(lines));
    writer_.text({id_, row, number_at}, "C" + std::to_string(number), writer_.format(Look::words));
    writer_.text({id_, row, what_at}, made_safe(check.what), writer_.format(Look::words));
    writer_.link({id_, row, sheet_at}, check.sheet, check.sheet, writer_.format(Look::link));
    writer_.formula({id_, row, value_at}, check.value, check.stored, writer_.format(Look::cross_link, check.number_format));
    note(cell('D', row), 1, check.value, "Value of C" + std::to_string(number), check.what);
    if (check.expected.empty()) {
      writer_.number({id_, row, expected_at}, check.expected_number, writer_.format(Look::input, check.number_format));
    } else {
      writer_.formula({id_, row, expected_at}, check.expected, check.expected_number,
                      writer_.format(Look::cross_link, check.number_format));
      note(cell('E', row), 1, check.expected, "Expected of C" + std::to_string(number), check.what);
    }
    writer_.number({id_, row, tolerance_at}, 0, writer_.format(Look::input));
    writer_.formula({id_, row, flag_at},
                    "=IF(ABS(ROUND(" + cell('D', row) + "-" + cell('E', row) + ",9))<=" + cell('F', row) + ",1,0)",
                    check.good() ? 1 : 0, writer_.format(Look::check, "0"));
    words(row, check.good());
  }

  void note(const std::string& first_cell, std::size_t count, const std::string& formula, const std::string& name,
            const std::string& in_words) {
    FormulaLine line;
    line.sheet = "Checks";
    line.first_cell = first_cell;
    line.count = count;
    line.formula = formula;
    line.name = name;
    line.words = in_words;
    book_.note(std::move(line));
  }

  Book& book_;
  Writer& writer_;
  SheetId id_;
  const std::vector<CheckLine>& lines_;
};

}  // namespace

void checks_sheet(Book& book, SheetId id, const std::vector<CheckLine>& lines) { ChecksSheet(book, id, lines).write(); }

}  // namespace outturn::workbook
