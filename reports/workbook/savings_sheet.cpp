// Savings: a case at a glance, by agency and year, with its measures and what becomes of them over the
// ranges.
//
// Everything here is fetched from the sheets where it is worked out; the results over ranges are runs of the
// engine with one figure changed, frozen.
#include "reports/workbook/savings_sheet.h"

#include "engine/calc/sheet_evaluate.h"
#include "reports/workbook/payer_block.h"

namespace outturn::workbook {
namespace {

class SavingsSheet {
 public:
  SavingsSheet(Book& book, SheetId id, std::string name, const calc::SavingsRecord& record)
      : book_(book),
        record_(record),
        name_(std::move(name)),
        id_(id),
        last_column_(static_cast<std::uint32_t>(record.agencies.size()) + 4),
        block_(book, id, name_, std::max(last_column_, record.sources.empty() ? 6U : 8U)),
        years_(book, block_) {}

  void write() {
    begin_page(book_, id_, name_ + ": " + name_in_words(record_.name),
               "What is saved, whose budget and when, in prices of " + record_.base + ".");
    book_.writer.width(id_, 0, 0, width_for(44));
    book_.writer.width(id_, 1, std::max(last_column_, 6U), width_for(17));
    measures();
    by_year();
    if (!record_.payers.empty()) payer_block(book_, id_, name_, block_, record_);
    if (!record_.swings.empty()) swings();
    if (!record_.sources.empty()) sources();
  }

 private:
  [[nodiscard]] const calc::Column& column(calc::ColumnId id) const { return book_.graph().column(id); }

  void measures() {
    block_.heading("Measures");
    for (const calc::ColumnId id : record_.measures) {
      const calc::Column& one = column(id);
      block_.label(title_of(one));
      years_.single(1, id, title_of(one), "not known");
      block_.text(2, one.meaning);
      block_.next();
    }
    block_.next();
  }

  void by_year() {
    block_.heading("By agency and year");
    std::vector<std::string> words{"Year"};
    for (const auto& agency : record_.agencies) words.push_back(agency.words);
    words.insert(words.end(),
                 {"Cost of delivery", "Fiscal net of cost", "The same, discounted and added up"});
    block_.headers(words, 17);
    const std::uint32_t first = block_.row();
    const calc::Frame& frame = years_.frame(record_.cost);
    const std::string money = number_format(column(record_.npsv), book_.record().currency);
    for (std::size_t row = 0; row < frame.rows; ++row) {
      block_.label(years_.label(record_.cost, row));
      std::uint32_t at = 1;
      for (const auto& agency : record_.agencies)
        years_.fetch(at++, agency.saved, row, money, "Saved by " + agency.words);
      years_.fetch(at++, record_.cost, row, money, "Cost of delivery");
      years_.fetch(at++, record_.net, row, money, "Fiscal net of cost");
      years_.fetch(at, record_.so_far, row, money, "The same, discounted and added up");
      block_.next();
    }
    totals(first);
    const auto years = static_cast<std::uint32_t>(frame.rows);
    const auto agencies = static_cast<std::uint32_t>(record_.agencies.size());
    book_.writer.column_chart({id_, block_.row(), 0}, {id_, first, 1, first + years - 1, agencies}, name_,
                              "Saved by agency and year");
    book_.writer.line_chart({id_, block_.row(), 3},
                            {id_, first, agencies + 3, first + years - 1, agencies + 3}, name_,
                            "Fiscal net of cost, discounted and added up");
    block_.next(Writer::chart_rows);
  }

  void totals(std::uint32_t first) {
    block_.label("All years, not discounted");
    const std::string money = number_format(column(record_.npsv), book_.record().currency);
    std::vector<calc::ColumnId> columns;
    for (const auto& agency : record_.agencies) columns.push_back(agency.saved);
    columns.insert(columns.end(), {record_.cost, record_.net});
    for (std::uint32_t i = 0; i < columns.size(); ++i) {
      double sum = 0;
      const calc::Column& one = column(columns[i]);
      for (std::size_t row = 0; row < book_.graph().frame(one.frame).rows; ++row)
        sum += calc::cell_number(one, row);
      block_.formula(
          i + 1,
          "=SUM(" + PageBlock::cell(i + 1, first) + ":" + PageBlock::cell(i + 1, block_.row() - 1) + ")", sum,
          money, {"All years", "sum of the years", 1}, Look::total);
    }
    block_.next(2);
  }

  void swings() {
    block_.heading(
        "What the measures come to over the range of one figure, the others as they stand (engine run)");
    block_.headers({"Figure", "From", "To", "NPSV from", "NPSV to", "Net return from", "Net return to"}, 17);
    const std::uint32_t first = block_.row();
    const std::string money = number_format(column(record_.npsv), book_.record().currency);
    for (const calc::SavingsSwing& swing : record_.swings) {
      block_.label(name_in_words(calc::name_within(record_.name, swing.parameter)));
      block_.text(1, swing.low_words);
      block_.text(2, swing.high_words);
      block_.method(3, swing.npsv_low, money);
      block_.method(4, swing.npsv_high, money);
      block_.method(5, swing.net_low, money);
      block_.method(6, swing.net_high, money);
      block_.next();
    }
    block_.next();
    book_.writer.bar_chart({id_, block_.row(), 0}, {id_, first, 3, block_.row() - 2, 4}, name_,
                           "Net present social value over each range");
    block_.next(Writer::chart_rows);
  }

  /// Whose every figure is that was taken from a table: the figure itself is fetched from where it stands.
  void sources() {
    block_.heading("Sources and licences");
    constexpr std::uint32_t source_at = 7;
    if (last_column_ < source_at) book_.writer.width(id_, source_at, source_at, width_for(60));
    block_.headers(
        {"Figure", "As found", "Price year", "Uprated to", "Release", "How checked", "Licence", "Source"},
        17);
    for (const calc::SavingsSource& one : record_.sources) {
      const calc::Column& value = column(one.value);
      block_.label(one.figure);
      const bool single =
          book_.graph().frame(value.frame).rows == 1 && value.frame == column(record_.npsv).frame;
      block_.formula(1, "=" + (single ? value.name : years_.cell_of(one.value, one.row)),
                     calc::cell_number(value, one.row), number_format(value, book_.record().currency),
                     {one.figure, value.meaning, 1}, Look::cross_link);
      block_.text(2, one.price_year);
      block_.text(3, one.uprated_to);
      block_.text(4, one.release);
      std::size_t lines = lines_in(one.figure, 44);
      std::uint32_t at = 5;
      for (const std::string* const words : {&one.checked, &one.licence, &one.source}) {
        const double characters = words == &one.source ? 60 : 17;
        lines = std::max(lines, lines_in(*words, characters));
        block_.text(at++, *words, Look::words);
      }
      book_.writer.height(id_, block_.row(), row_height(lines));
      block_.next();
    }
    block_.next();
  }

  Book& book_;
  const calc::SavingsRecord& record_;
  std::string name_;
  SheetId id_;
  std::uint32_t last_column_;
  PageBlock block_;
  RowCells years_;
};

}  // namespace

std::string savings_sheet_name(std::size_t index) { return numbered("Savings", index); }

void savings_sheet(Book& book, SheetId id, std::size_t index) {
  SavingsSheet(book, id, savings_sheet_name(index), book.record().savings[index]).write();
}

}  // namespace outturn::workbook
