// Approaches at a glance: a column for each, a line for every measure, which of them nobody should buy, and
// what they cost against what they bring.
//
// Everything here is fetched from the sheets where it is worked out.
#include "reports/workbook/approaches_sheet.h"

#include "engine/calc/sheet_evaluate.h"
#include "engine/explain/cell_reader.h"
#include "reports/workbook/row_cells.h"

namespace outturn::workbook {
namespace {

constexpr const char* not_known = "not known";

class ApproachesSheet {
 public:
  ApproachesSheet(Book& book, SheetId id, std::string name, const calc::ApproachesRecord& record)
      : book_(book),
        record_(record),
        name_(std::move(name)),
        id_(id),
        count_(static_cast<std::uint32_t>(record.approaches.size())),
        block_(book, id, name_, count_ + 1),
        rows_(book, block_) {}

  void write() {
    begin_page(book_, id_, name_ + ": " + name_in_words(record_.name),
               "What each approach costs and brings. Outcomes: " + record_.outcome + ".");
    book_.writer.width(id_, 0, 0, width_for(44));
    book_.writer.width(id_, 1, count_, width_for(17));
    book_.writer.width(id_, count_ + 1, count_ + 1, width_for(80));
    for (const auto& group : record_.groups) measures(group);
    verdicts();
    if (record_.surely_cheaper != calc::none) pairs();
    chart();
  }

 private:
  void measures(const calc::ApproachesRecord::Group& group) {
    block_.heading(group.heading);
    headers("");
    for (const calc::ColumnId id : group.measures) {
      const calc::Column& one = rows_.column(id);
      block_.label(name_in_words(calc::name_within(record_.name, one.name)));
      for (std::uint32_t i = 0; i < count_; ++i)
        shown(i + 1, id, i, record_.approaches[i] + ": " + title_of(one));
      block_.text(count_ + 1, one.meaning);
      remember(id);
      block_.next();
    }
    block_.next();
  }

  void headers(const std::string& first) {
    std::vector<std::string> words{first};
    words.insert(words.end(), record_.approaches.begin(), record_.approaches.end());
    if (names_row_ == 0) names_row_ = block_.row();
    block_.headers(words, 17);
  }

  /// Rows of this sheet that the chart and the verdicts look at.
  void remember(calc::ColumnId id) {
    if (id == record_.cost) cost_row_ = block_.row();
    if (id == record_.outcomes) outcomes_row_ = block_.row();
    if (id == record_.dominated) dominated_row_ = block_.row();
    if (id == record_.extendedly_dominated) extended_row_ = block_.row();
    if (id == record_.on_frontier) frontier_row_ = block_.row();
  }

  [[nodiscard]] calc::ColumnId known(calc::ColumnId id) const {
    return calc::known_column_of(book_.graph(), id);
  }
  [[nodiscard]] bool is_known(calc::ColumnId id, std::size_t row) const {
    return calc::cell_known(book_.graph(), id, known(id), row);
  }

  /// A figure, "yes", "no" or "not known", fetched from its row.
  void shown(std::uint32_t at, calc::ColumnId id, std::size_t row, const std::string& name) {
    const calc::Column& one = rows_.column(id);
    const bool truth = one.type.kind == calc::Kind::truth;
    std::string formula = rows_.cell_of(id, row);
    if (truth) formula = "IF(" + formula + "=1,\"yes\",\"no\")";
    if (known(id) != calc::none) {
      formula = "IF(" + rows_.cell_of(known(id), row) + "=1," + formula + ",\"" + not_known + "\")";
    } else if (!one.values.known.empty()) {
      formula = "IF(ISNUMBER(" + rows_.cell_of(id, row) + ")," + formula + ",\"" + not_known + "\")";
    }
    const Told told{name, one.meaning, 1};
    const double number = calc::cell_number(one, row);
    if (!is_known(id, row)) return block_.formula(at, "=" + formula, not_known, told, Look::cross_link);
    if (truth) return block_.formula(at, "=" + formula, number == 1 ? "yes" : "no", told, Look::cross_link);
    block_.formula(at, "=" + formula, number, number_format(one, book_.record().currency), told,
                   Look::cross_link);
  }

  void verdicts() {
    block_.label("In words");
    for (std::uint32_t i = 1; i <= count_; ++i) {
      const auto says = [&](std::uint32_t row, const char* words) {
        return "IF(" + PageBlock::cell(i, row) + "=\"yes\",\"" + words + "\",";
      };
      block_.formula(i,
                     "=" + says(dominated_row_, dominated) + says(extended_row_, extended) +
                         says(frontier_row_, frontier) + "\"" + not_known + "\")))",
                     verdict(i - 1), {"In words", "which of them nobody should buy", i == 1 ? count_ : 0});
    }
    book_.writer.red_when_words({id_, block_.row(), 1, block_.row(), count_}, dominated);
    book_.writer.red_when_words({id_, block_.row(), 1, block_.row(), count_}, extended);
    block_.next(2);
  }

  [[nodiscard]] std::string verdict(std::size_t row) const {
    const auto yes = [&](calc::ColumnId id) {
      return is_known(id, row) && calc::cell_number(rows_.column(id), row) == 1;
    };
    if (yes(record_.dominated)) return dominated;
    if (yes(record_.extendedly_dominated)) return extended;
    return yes(record_.on_frontier) ? frontier : not_known;
  }

  /// A line for each, a column for the one beside which it stands.
  void pairs() {
    block_.heading("Each outcome costs less at every point of the two intervals");
    headers("than");
    std::size_t pair = 0;
    for (std::uint32_t one = 0; one < count_; ++one) {
      block_.label(record_.approaches[one]);
      for (std::uint32_t other = 0; other < count_; ++other) {
        if (other == one) continue;
        shown(other + 1, record_.surely_cheaper, pair++, "Surely cheaper");
      }
      block_.next();
    }
    block_.next();
  }

  void chart() {
    book_.writer.point_chart({id_, block_.row(), 0}, {id_, cost_row_, 1, outcomes_row_, count_}, names_row_,
                             name_, "Cost against outcomes", "Outcomes", "Cost");
    block_.next(Writer::chart_rows);
  }

  static constexpr const char* dominated = "dominated";
  static constexpr const char* extended = "extendedly dominated";
  static constexpr const char* frontier = "on the frontier";

  Book& book_;
  const calc::ApproachesRecord& record_;
  std::string name_;
  SheetId id_;
  std::uint32_t count_;
  PageBlock block_;
  RowCells rows_;
  std::uint32_t names_row_ = 0;
  std::uint32_t cost_row_ = 0;
  std::uint32_t outcomes_row_ = 0;
  std::uint32_t dominated_row_ = 0;
  std::uint32_t extended_row_ = 0;
  std::uint32_t frontier_row_ = 0;
};

}  // namespace

std::string approaches_sheet_name(std::size_t index) { return numbered("Approaches", index); }

void approaches_sheet(Book& book, SheetId id, std::size_t index) {
  ApproachesSheet(book, id, approaches_sheet_name(index), book.record().approaches[index]).write();
}

}  // namespace outturn::workbook
