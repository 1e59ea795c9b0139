// Notes: method in plain words, limits, and what a change of an input does and does not do.
#include "reports/workbook/book.h"

namespace outturn::workbook {
namespace {

struct NoteBlock {
  const char* heading;
  std::vector<std::string> paragraphs;
};

std::vector<NoteBlock> notes() {
  return {
      {"How this book was made",
       {"The contract was written as text, each rule with its clause. The program turned the text and the "
        "evidence files into "
        "columns with one formula each, worked them out exactly (whole pence and fractions, no rounding but "
        "the contract's "
        "own), and printed the same columns here as live formulas.",
        "Before writing, the program also worked every formula out as a spreadsheet does and compared each "
        "cell. A cell that "
        "could come out otherwise in a spreadsheet is listed on the Cover as a knife edge."}},
      {"What is live and what is not",
       {"Change a yellow cell and every figure that follows from it moves, without macros and without the "
        "program.",
        "Which rows exist is fixed: a new claim, person or period needs a new run.",
        "Row links and the order of rows were found by the program. A change that would re-order rows does "
        "not move them; a "
        "check turns to 0 and the Cover says LOOK: run again."}},
      {"Unknown is not zero",
       {"[x] marks a fact that is not there. A formula that needs it gives 0, its row is counted as blocked, "
        "and the Cover "
        "counts blocked rows. Type the fact in its place and the row is worked out."}},
      {"Rounding",
       {"Amounts are rounded where the contract says so, half a penny up unless it says otherwise. ROUND "
        "around sums and "
        "differences only takes away the traces of binary arithmetic (the sum of exact pence stays exact "
        "pence). A product or "
        "quotient is rounded twice, first far behind the point, so that a tie is a tie in every spreadsheet "
        "program."}},
      {"Safety",
       {"No macros, no links to other files, nothing hidden, no merged cells, no function that changes by "
        "itself. Sheets are "
        "locked against slips, without a password: Review, Unprotect Sheet."}},
  };
}

}  // namespace

std::vector<std::string> steps_to_check() {
  return {
      "Compare the SHA-256 fingerprints on the Audit sheet with those of the files you hold.",
      "Recalculate: Excel Ctrl+Alt+F9, LibreOffice Ctrl+Shift+F9. The payment stays, all checks pass.",
      "Read Inputs and Assumptions against the contract: every line has its clause.",
      "Take a sample of rows; read each from left to right; find its source line in the evidence file.",
      "Read the distinct formulas on Audit: each one stands for a whole column and is said in words.",
      "Change three yellow cells (a price, a cap, a date) and watch the payment move; then undo.",
      "Read Rejects, the blocked rows and the knife edges above for money left out.",
      "Ask for contract text and evidence and run Outturn: the same inputs give the same bytes.",
  };
}

void notes_sheet(Book& book, SheetId id) {
  constexpr std::size_t characters = 88;
  Writer& writer = book.writer;
  writer.width(id, 0, 0, width_for(characters));
  begin_page(book, id, "Notes", "");
  std::uint32_t row = 3;
  for (const NoteBlock& block : notes()) {
    writer.height(id, row, 20);
    writer.text({id, row++, 0}, block.heading, writer.format(Look::heading));
    for (const std::string& paragraph : block.paragraphs) {
      writer.height(id, row, row_height(lines_in(paragraph, characters)) + 3);
      writer.text({id, row++, 0}, paragraph, writer.format(Look::words));
    }
    ++row;
  }
}

}  // namespace outturn::workbook
