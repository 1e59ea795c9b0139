// What must hold: the lines of Checks, each a live formula with the value it comes to.
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
    if (__builtin_add_overflow(sum, calc::integer_at(column, row), &sum))
      throw Fault("a control total is too large");
  }
  return Exact::scaled(sum, column.type.kind == calc::Kind::decimal ? column.type.places : 0);
}

class CheckList {
 public:
  explicit CheckList(const Book& book) : book_(book), graph_(book.graph()) {}

  std::vector<CheckLine> lines() {
    if (book_.record().total != calc::none) answer();
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
  [[nodiscard]] const std::string& sheet_name(ColumnId id) const {
    return book_.layout.sheet_of(id).parts.front().name;
  }
  [[nodiscard]] bool single(ColumnId id) const { return book_.layout.sheet_of(id).is_list(); }
  [[nodiscard]] std::string range(ColumnId id) const { return range_of(graph_, book_.layout, id); }
  [[nodiscard]] std::string money(ColumnId id) const {
    return number_format(graph_.column(id), book_.record().currency);
  }

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

  void answer() {
    const ColumnId total = book_.record().total;
    CheckLine line;
    line.what = "The payment due is a number";
    line.sheet = sheet_name(total);
    line.value = "=IF(ISNUMBER(" + graph_.column(total).name + "),1,0)";
    line.stored = line.expected_number = 1;
    lines_.push_back(std::move(line));
  }

  void inputs() {
    for (const SheetPlan& sheet : book_.layout.sheets) {
      if (sheet.kind != SheetKind::inputs && sheet.kind != SheetKind::assumptions) continue;
      std::size_t checked = 0;
      for (const ColumnId id : sheet.columns) checked += graph_.column(id).values.known.empty() ? 1 : 0;
      if (checked == 0) continue;
      const std::string& name = sheet.parts.front().name;
      const std::string cells =
          sheet_prefix(name) + "$G$5:$G$" + std::to_string(first_data_row + sheet.columns.size());
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
      line.expected = rows_of(book_.layout.sheet_of(check.column),
                              [&](std::size_t part) { return range_of(book_.layout, check.column, part); });
      line.expected_number = static_cast<double>(graph_.rows(check.column));
    }
    lines_.push_back(std::move(line));
  }

  /// =ROWS(..)+ROWS(..) over the parts; an empty frame has 0 rows, though its range keeps one.
  template <class Range>
  [[nodiscard]] static std::string rows_of(const SheetPlan& sheet, Range&& range_of_part) {
    std::string out;
    for (std::size_t part = 0; part < sheet.parts.size(); ++part) {
      out += (part == 0 ? "=ROWS(" : "+ROWS(") + range_of_part(part) + ")";
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
    line.value = rows_of(sheet, [&](std::size_t part) { return key_range(sheet, part); });
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
    line.stored =
        single(total.column) ? calc::cell_number(graph_.column(total.column), 0) : stored_sum(total.column);
    line.expected_number = total.total.to_double();
    line.number_format = money(total.column);
    lines_.push_back(std::move(line));
  }

  void payment_checks(const calc::PaymentRecord& payment) {
    if (payment.column == calc::none) return;
    if (!single(payment.column) && payment.total != calc::none) sum_is_total(payment);
    for (const auto& cut : payment.caps) {
      if (cut.before != calc::none && cut.after != calc::none && !single(cut.after))
        cap_never_adds(payment, cut);
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

  void cap_never_adds(const calc::PaymentRecord& payment, const calc::PaymentRecord::CapCut& cut) {
    CheckLine line;
    line.what = "\"" + cut.cap + "\" never raises a row of \"" + payment.name + "\"";
    line.sheet = sheet_name(cut.after);
    for (std::size_t part = 0; part < book_.layout.sheet_of(cut.after).parts.size(); ++part) {
      line.value += (part == 0 ? "=" : "+") +
                    ("SUMPRODUCT((" + range_of(book_.layout, cut.after, part) + ">") +
                    range_of(book_.layout, cut.before, part) + ")*1)";
    }
    const calc::Column& after = graph_.column(cut.after);
    const calc::Column& before = graph_.column(cut.before);
    for (std::size_t row = 0; row < graph_.rows(cut.after); ++row) {
      line.stored += calc::cell_number(after, row) > calc::cell_number(before, row) ? 1 : 0;
    }
    lines_.push_back(std::move(line));
  }

  const Book& book_;
  const calc::Graph& graph_;
  std::vector<CheckLine> lines_;
};

}  // namespace

std::vector<CheckLine> check_lines(const Book& book) {
  std::vector<CheckLine> lines = CheckList(book).lines();
  for (CheckLine& line : linkage_checks(book)) lines.push_back(std::move(line));
  return lines;
}

}  // namespace outturn::workbook
