// Simulation: what was drawn, what the measures came to, how often they clear a threshold, and what they hang
// on most.
//
// A workbook can't draw, so all of it is frozen; beside each result stands the figure as the workbook works
// it out, so that a reader sees when an assumption was changed and the draws no longer belong to it.
#include "reports/workbook/simulation_sheet.h"

#include <algorithm>
#include <numeric>

#include "engine/values/rounding.h"
#include "engine/values/show.h"
#include "reports/workbook/row_cells.h"

namespace outturn::workbook {
namespace {

using calc::SimulationRecord;

constexpr std::uint32_t last_column = 8;
constexpr const char* correlation_format = "0.00";
constexpr const char* share_format = "0.00%";

class SimulationSheet {
 public:
  SimulationSheet(Book& book, SheetId id, std::string name, const calc::SavingsRecord& savings)
      : book_(book),
        savings_(savings),
        record_(*savings.simulation),
        name_(std::move(name)),
        id_(id),
        block_(book, id, name_, last_column),
        cells_(book, block_) {}

  void write() {
    begin_page(book_, id_, name_ + ": " + name_in_words(savings_.name),
               "What the measures come to where several figures are uncertain at once.");
    book_.writer.width(id_, 0, 0, width_for(44));
    book_.writer.width(id_, 1, last_column, width_for(15));
    block_.sentence(
        grouped(record_.draws) + " draws from seed " + std::to_string(record_.seed) +
        ". Drawn by Outturn and frozen: a workbook can't draw. The same contract and evidence give the "
        "same draws on every machine; " +
        grouped(record_.worked_out_again) +
        " of them, among them every one shown here, were worked out again by exact arithmetic.");
    block_.next();
    results();
    chances();
    drawn();
    if (!record_.pairs.empty()) pairs();
    rank();
    bars();  // last: how many there are hangs on what was drawn
  }

 private:
  [[nodiscard]] const calc::Column& column(calc::ColumnId id) const { return book_.graph().column(id); }
  [[nodiscard]] std::string format_of(calc::ColumnId id) const {
    return number_format(column(id), book_.record().currency);
  }
  [[nodiscard]] std::string own_name(calc::ColumnId id) const {
    return name_in_words(calc::name_within(savings_.name, column(id).name));
  }
  static std::string grouped(std::uint64_t count) {
    return grouped_decimal(static_cast<std::int64_t>(count), 0);
  }

  /// As the workbook has it now.
  void as_it_stands(calc::ColumnId id) { cells_.single(1, id, own_name(id), "not known"); }

  /// Whatever comes next stands below the chart that was put beside the rows from `first` on.
  void below_chart(std::uint32_t first) {
    block_.next(std::max(block_.row(), first - 1 + Writer::chart_rows) + 1 - block_.row());
  }

  void results() {
    block_.heading("What the measures come to");
    std::vector<std::string> words{"Measure", "As it stands", "Mean of all draws"};
    for (const auto& one : record_.outcomes.front().quantiles)
      words.push_back((one.share * Exact(100)).significant(3) + " % lie below");
    words.emplace_back("Standard deviation");
    block_.headers(words, 15);
    for (const SimulationRecord::Outcome& one : record_.outcomes) {
      const std::string format = format_of(one.column);
      block_.label(own_name(one.column));
      as_it_stands(one.column);
      block_.method(2, one.mean, format);
      for (std::uint32_t q = 0; q < one.quantiles.size(); ++q)
        block_.method(3 + q, one.quantiles[q].value, format);
      block_.method(3 + static_cast<std::uint32_t>(one.quantiles.size()), one.sd, format);
      block_.next();
      block_.text(0, "    how far another seed may lie (standard error)");
      block_.method(2, one.mean_se, format);
      for (std::uint32_t q = 0; q < one.quantiles.size(); ++q)
        block_.method(3 + q, one.quantiles[q].se, format);
      block_.next();
    }
    block_.next();
  }

  void chances() {
    const auto none = [](const SimulationRecord::Outcome& one) { return one.chances.empty(); };
    if (std::all_of(record_.outcomes.begin(), record_.outcomes.end(), none)) return;
    block_.heading("How often a measure comes to more");
    block_.headers({"Measure", "More than", "Share of draws", "95 % from", "to"}, 15);
    for (const SimulationRecord::Outcome& one : record_.outcomes) {
      for (const SimulationRecord::Chance& chance : one.chances) {
        block_.label(own_name(one.column));
        block_.text(1, chance.threshold);
        block_.method(2, chance.share, share_format);
        block_.method(3, chance.low, share_format);
        block_.method(4, chance.high, share_format);
        block_.next();
      }
    }
    block_.next();
  }

  /// Of the first measure: net present social value.
  void bars() {
    const SimulationRecord::Outcome& one = record_.outcomes.front();
    const std::string what = column(one.column).name == savings_.name + "_npsv" ? "Net present social value"
                                                                                : own_name(one.column);
    block_.heading(what + ": how often it came to what");
    block_.headers({"From", "Draws"}, 15);
    const std::uint32_t first = block_.row();
    for (std::size_t i = 0; i < one.bars.size(); ++i) {
      block_.label(label_of(one.column, one.bars_from + Exact(static_cast<std::int64_t>(i)) * one.bar_width));
      block_.method(1, static_cast<double>(one.bars[i]), "#,##0");
      block_.next();
    }
    book_.writer.column_chart({id_, first - 1, 3}, {id_, first, 1, block_.row() - 1, 1}, name_,
                              what + ", all draws");
    below_chart(first);
  }

  /// Of a bar: whole pounds, or two decimal places.
  [[nodiscard]] std::string label_of(calc::ColumnId id, const Exact& value) const {
    const auto currency = currency_by_code(book_.record().currency);
    const bool money = column(id).unit == calc::Unit::money && currency;
    const auto scaled = round_scaled(value, money ? 0 : 2, Rounding::half_up);
    if (!scaled) throw Fault("a figure of a simulation is too large for its label");
    return money ? currency->symbol + grouped_decimal(*scaled, 0) : plain_decimal(*scaled, 2);
  }

  void rank() {
    const SimulationRecord::Outcome& one = record_.outcomes.front();
    block_.heading("What it hangs on: how far a figure and " + own_name(one.column) +
                   " go together, by their order (1: wholly, 0: not at all, below 0: the other way)");
    block_.headers({"Figure", "Rank correlation"}, 15);
    std::vector<std::size_t> order(record_.figures.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return one.rank[b].abs() < one.rank[a].abs(); });
    const std::uint32_t first = block_.row();
    for (const std::size_t k : order) {
      block_.label(own_name(record_.figures[k].column));
      block_.method(1, one.rank[k], correlation_format);
      block_.next();
    }
    book_.writer.bar_chart({id_, first - 1, 3}, {id_, first, 1, block_.row() - 1, 1}, name_,
                           "What " + own_name(one.column) + " hangs on");
    below_chart(first);
  }

  void drawn() {
    block_.heading("What was drawn");
    block_.headers({"Figure", "As it stands", "Mean", "Mean as drawn", "SD", "SD as drawn", "Distribution"},
                   15);
    for (const SimulationRecord::Figure& one : record_.figures) {
      const std::string format = format_of(one.column);
      block_.label(own_name(one.column));
      as_it_stands(one.column);
      block_.method(2, one.mean, format);
      block_.method(3, one.drawn_mean, format);
      block_.method(4, one.sd, format);
      block_.method(5, one.drawn_sd, format);
      block_.text(6, one.words);
      block_.next();
    }
    block_.next();
  }

  void pairs() {
    block_.heading("What goes together");
    block_.headers({"Figure", "with", "Rank correlation", "As drawn"}, 15);
    for (const SimulationRecord::Pair& one : record_.pairs) {
      block_.label(own_name(record_.figures[one.one].column));
      block_.text(1, own_name(record_.figures[one.other].column));
      block_.text(2, one.wanted);
      block_.method(3, one.drawn, correlation_format);
      block_.next();
    }
    block_.next();
  }

  Book& book_;
  const calc::SavingsRecord& savings_;
  const SimulationRecord& record_;
  std::string name_;
  SheetId id_;
  PageBlock block_;
  RowCells cells_;
};

}  // namespace

std::string simulation_sheet_name(std::size_t index) { return numbered("Simulation", index); }

void simulation_sheet(Book& book, SheetId id, std::size_t index) {
  SimulationSheet(book, id, simulation_sheet_name(index), book.record().savings[index]).write();
}

}  // namespace outturn::workbook
