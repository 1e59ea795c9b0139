// Checks: every line that must hold, and one cell that says all do.
#include <algorithm>

#include "reports/workbook/book.h"

namespace outturn::workbook {
namespace {

enum CheckColumn : std::uint32_t {
  number_at,
  what_at,
  sheet_at,
  value_at,
  expected_at,
  tolerance_at,
  flag_at,
  words_at
};
constexpr double what_characters = 60;

class ChecksSheet {
 public:
  ChecksSheet(Book& book, SheetId id, const std::vector<CheckLine>& lines)
      : book_(book), writer_(book.writer), id_(id), lines_(lines) {}

  void write() {
    begin_sheet(book_, id_, "Checks",
                "Everything that must hold. 1 means it does; one 0 anywhere turns the Cover to LOOK.",
                {{"No", "", 8},
                 {"What is checked", "", what_characters},
                 {"Where to look", "", 22},
                 {"Value", "Formula", 18},
                 {"Expected", "Formula or input", 18},
                 {"Tolerance", "Input", 12},
                 {"Holds", "Check\n1 yes, 0 no", 10},
                 {"In words", "", 10}});
    master();
    for (std::size_t i = 0; i < lines_.size(); ++i)
      line(lines_[i], first_data_row + 1 + static_cast<std::uint32_t>(i), i + 1);
    const auto last = static_cast<std::uint32_t>(first_data_row + lines_.size());
    writer_.red_when_zero({id_, first_data_row, flag_at, last, flag_at});
    writer_.red_when_words({id_, first_data_row, words_at, last, words_at}, "LOOK");
  }

 private:
  static std::string cell(char letter, std::uint32_t row) {
    return std::string(1, letter) + std::to_string(row + 1);
  }

  /// The first line: the least of all that follow.
  void master() {
    const bool good =
        std::all_of(lines_.begin(), lines_.end(), [](const CheckLine& one) { return one.good(); });
    const std::uint32_t row = first_data_row;
    const std::string flags =
        cell('G', row + 1) + ":" + cell('G', row + static_cast<std::uint32_t>(lines_.size()));
    writer_.text({id_, row, number_at}, "All", writer_.format(Look::label));
    writer_.text({id_, row, what_at}, "All checks below hold (the Cover shows this line)",
                 writer_.format(Look::label));
    writer_.formula({id_, row, flag_at}, "=MIN(" + flags + ")", good ? 1 : 0,
                    writer_.format(Look::check, "0"));
    words(row, good);
    writer_.define_name("master_check", "Checks!$G$" + std::to_string(row + 1));
    note(cell('G', row), 1, "=MIN(" + flags + ")", "All checks", "1 when every check below is 1");
    note(cell('H', row), lines_.size() + 1, "=IF(" + cell('G', row) + "=1,\"OK\",\"LOOK\")", "In words",
         "OK when the line holds");
    const std::string first = std::to_string(row + 2);
    note("G" + first, lines_.size(), "=IF(ABS(ROUND(D" + first + "-E" + first + ",9))<=F" + first + ",1,0)",
         "Holds", "1 when value and expected differ by no more than the tolerance");
  }

  void words(std::uint32_t row, bool good) {
    writer_.formula({id_, row, words_at}, "=IF(" + cell('G', row) + "=1,\"OK\",\"LOOK\")",
                    std::string(good ? "OK" : "LOOK"), writer_.format(Look::check_words));
  }

  void line(const CheckLine& check, std::uint32_t row, std::size_t number) {
    const std::size_t lines = lines_in(check.what, what_characters);
    if (lines > 1) writer_.height(id_, row, row_height(lines));
    writer_.text({id_, row, number_at}, "C" + std::to_string(number), writer_.format(Look::words));
    writer_.text({id_, row, what_at}, made_safe(check.what), writer_.format(Look::words));
    writer_.link({id_, row, sheet_at}, check.sheet, check.sheet, writer_.format(Look::link));
    writer_.formula({id_, row, value_at}, check.value, check.stored,
                    writer_.format(Look::cross_link, check.number_format));
    note(cell('D', row), 1, check.value, "Value of C" + std::to_string(number), check.what);
    if (check.expected.empty()) {
      writer_.number({id_, row, expected_at}, check.expected_number,
                     writer_.format(Look::input, check.number_format));
    } else {
      writer_.formula({id_, row, expected_at}, check.expected, check.expected_number,
                      writer_.format(Look::cross_link, check.number_format));
      note(cell('E', row), 1, check.expected, "Expected of C" + std::to_string(number), check.what);
    }
    writer_.number({id_, row, tolerance_at}, 0, writer_.format(Look::input));
    writer_.formula(
        {id_, row, flag_at},
        "=IF(ABS(ROUND(" + cell('D', row) + "-" + cell('E', row) + ",9))<=" + cell('F', row) + ",1,0)",
        check.good() ? 1 : 0, writer_.format(Look::check, "0"));
    words(row, check.good());
  }

  void note(const std::string& first_cell, std::size_t count, const std::string& formula,
            const std::string& name, const std::string& in_words) {
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

void checks_sheet(Book& book, SheetId id, const std::vector<CheckLine>& lines) {
  ChecksSheet(book, id, lines).write();
}

}  // namespace outturn::workbook
