// Contents: every sheet with its purpose and size, and the legend of looks.
#include "reports/workbook/book.h"

namespace outturn::workbook {
namespace {

constexpr double purpose_characters = 60;

struct Sample {
  Look look;
  const char* words;
  const char* meaning;
};

constexpr Sample samples[] = {
    {Look::input, "Input",
     "a constant with a source: a term of the contract or a fact of the evidence; may be changed"},
    {Look::assumption, "Assumption", "a constant that is a judgement; may be changed"},
    {Look::row_link, "Row link",
     "a row number found by the engine from keys and orders; a check column guards each"},
    {Look::method, "Method", "a number made by an analyst's method, frozen, with its method and version"},
    {Look::formula, "Formula", "worked out on this sheet"},
    {Look::cross_link, "From another sheet", "fetched from a sheet to the left"},
    {Look::total, "Result", "a payment or total"},
    {Look::check, "Check", "1 when it holds, red 0 when it does not; all meet on Checks"},
};

}  // namespace

void contents_sheet(Book& book, SheetId id) {
  Writer& writer = book.writer;
  begin_sheet(book, id, "Contents",
              "Sheets flow from left to right: no formula looks to its right, save on Cover and Checks.",
              {{"Sheet", "", 28},
               {"What it holds", "", purpose_characters},
               {"Rows", "", 16},
               {"Formula cells", "", 18},
               {"Distinct formulas", "", 18}});
  std::uint32_t row = first_data_row;
  for (const SheetLine& line : book.sheets) {
    writer.height(id, row, row_height(lines_in(line.purpose, purpose_characters)));
    writer.link({id, row, 0}, line.name, line.name, writer.format(Look::link));
    writer.text({id, row, 1}, made_safe(line.purpose), writer.format(Look::words));
    writer.text({id, row, 2}, line.rows == 0 ? "" : counted(line.rows, "row"), writer.format(Look::words));
    const std::size_t formulas = writer.counts(line.id).formulas;
    writer.text({id, row, 3}, formulas == 0 ? "no formulas" : counted(formulas, "formula"),
                writer.format(Look::words));
    writer.text({id, row, 4}, line.distinct == 0 ? "" : counted(line.distinct) + " distinct",
                writer.format(Look::words));
    ++row;
  }
  ++row;
  writer.text({id, row++, 0}, "How to read the cells", writer.format(Look::heading));
  for (const Sample& sample : samples) {
    writer.text({id, row, 0}, sample.words, writer.format(sample.look));
    writer.text({id, row++, 1}, sample.meaning, writer.format(Look::text));
  }
  writer.text({id, row, 0}, "[x]", writer.format(Look::input));
  writer.text({id, row, 1},
              "not known; a formula that needs it gives 0 and its row is blocked until it is typed in",
              writer.format(Look::text));
}

}  // namespace outturn::workbook
