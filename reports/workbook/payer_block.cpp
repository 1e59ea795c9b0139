#include "reports/workbook/payer_block.h"

#include "engine/calc/sheet_evaluate.h"
#include "engine/explain/cell_reader.h"

namespace outturn::workbook {
namespace {

constexpr const char* never = "not within the years";

class PayerBlock {
 public:
  PayerBlock(Book& book, SheetId id, std::string sheet, PageBlock& block, const calc::SavingsRecord& record)
      : book_(book),
        id_(id),
        sheet_(std::move(sheet)),
        block_(block),
        record_(record),
        years_(book, block),
        money_(number_format(years_.column(record.npsv), book.record().currency)) {}

  void write() {
    block_.heading("Net position of each payer: what it saves less what it pays");
    // Rows are written in order, and the lines of payers look at the years below them.
    const auto payers = static_cast<std::uint32_t>(record_.payers.size());
    first_year_ = block_.row() + payers + 4;  // headers, all of them, a blank row, headers
    last_year_ = first_year_ + static_cast<std::uint32_t>(years()) - 1;
    positions();
    block_.next();
    together();
    for (const calc::SavingsRecord::Payer& payer : record_.payers) by_year(payer);
  }

 private:
  [[nodiscard]] std::size_t years() const { return years_.frame(record_.cost).rows; }

  /// What the chart draws: how far each payer is, year by year.
  void together() {
    std::vector<std::string> words{"Net position, discounted and added up"};
    for (const auto& payer : record_.payers) words.push_back(payer.words);
    block_.headers(words, 17);
    for (std::size_t row = 0; row < years(); ++row) {
      block_.label(years_.label(record_.cost, row));
      std::uint32_t at = 1;
      for (const auto& payer : record_.payers)
        years_.fetch(at++, payer.discounted, row, money_, payer.words + ": net position so far");
      block_.next();
    }
    block_.next();
    book_.writer.line_chart(
        {id_, block_.row(), 0},
        {id_, first_year_, 1, last_year_, static_cast<std::uint32_t>(record_.payers.size())}, sheet_,
        "Net position of each payer, discounted and added up");
    block_.next(Writer::chart_rows);
  }

  void by_year(const calc::SavingsRecord::Payer& payer) {
    const std::string whose = payer.words + ": ";
    block_.headers({payer.words, "Saves", "Pays", "Net position", "Added up", "Discounted and added up"}, 17);
    for (std::size_t row = 0; row < years(); ++row) {
      block_.label(years_.label(record_.cost, row));
      years_.fetch(1, payer.saved, row, money_, whose + "saves");
      years_.fetch(2, payer.paid, row, money_, whose + "pays");
      years_.fetch(3, payer.position, row, money_, whose + "net position");
      years_.fetch(4, payer.so_far, row, money_, whose + "net position, added up");
      years_.fetch(5, payer.discounted, row, money_, whose + "net position, discounted");
      block_.next();
    }
    block_.next();
  }

  /// One line a payer, above the years that it looks at.
  void positions() {
    block_.headers(
        {"Payer", "Share of the payments", "Net position (present value)",
         "Pays of what it saves (present values)", "Turns positive in (discounted)", "Stays positive"},
        17);
    for (const calc::SavingsRecord::Payer& payer : record_.payers) {
      block_.label(payer.words);
      known_or(1, payer.pays, "not known");
      known_or(2, payer.present, "not known");
      known_or(3, payer.savings_share, "saves nothing");
      turns(payer);
      yes_or_no(5, payer.stays_ahead, "yes", "no");
      block_.next();
    }
    block_.label("All of them");
    yes_or_no(1, record_.pay_all, "pay all of it", "LOOK: not 100 %");
    known_or(3, record_.savings_share, "nothing is saved");
    block_.next();
  }

  void known_or(std::uint32_t at, calc::ColumnId id, const char* words) {
    years_.single(at, id, title_of(years_.column(id)), words);
  }

  void turns(const calc::SavingsRecord::Payer& payer) {
    const calc::Column& after = years_.column(payer.ahead_after);
    const std::string labels = PageBlock::fixed(0, first_year_) + ":" + PageBlock::fixed(0, last_year_);
    const auto year = static_cast<std::size_t>(calc::cell_number(after, 0));
    block_.formula(4, years_.if_known(payer.ahead_after, "INDEX(" + labels + "," + after.name + "+1)", never),
                   years_.is_known(payer.ahead_after) ? years_.label(record_.cost, year) : std::string(never),
                   {payer.words + ": turns positive in", after.meaning, 1});
  }

  void yes_or_no(std::uint32_t at, calc::ColumnId id, const std::string& yes, const std::string& no) {
    const calc::Column& one = years_.column(id);
    block_.formula(at, "=IF(" + one.name + "=1,\"" + yes + "\",\"" + no + "\")",
                   calc::cell_number(one, 0) == 1 ? yes : no, {title_of(one), one.meaning, 1});
  }

  Book& book_;
  SheetId id_;
  std::string sheet_;
  PageBlock& block_;
  const calc::SavingsRecord& record_;
  RowCells years_;
  std::string money_;
  std::uint32_t first_year_ = 0;
  std::uint32_t last_year_ = 0;
};

}  // namespace

void payer_block(Book& book, SheetId id, const std::string& sheet, PageBlock& block,
                 const calc::SavingsRecord& record) {
  PayerBlock(book, id, sheet, block, record).write();
}

}  // namespace outturn::workbook
