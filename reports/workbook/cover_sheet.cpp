// The Cover: the answer, whether all checks pass, what it rests on, and how to check it.
#include <algorithm>

#include "engine/base/problem.h"
#include "engine/calc/sheet_evaluate.h"
#include "engine/explain/words.h"
#include "reports/workbook/book.h"
#include "reports/workbook/page_block.h"

namespace outturn::workbook {
namespace {

constexpr std::uint32_t last_column = 6;
constexpr std::size_t line_characters = 165;  ///< of a sentence across the page
constexpr std::size_t most_knife_edges = 40;
constexpr std::uint32_t one_page = 66;  ///< rows that stay readable on one printed page

class CoverSheet {
 public:
  CoverSheet(Book& book, SheetId id, bool all_good)
      : book_(book), writer_(book.writer), record_(book.record()), id_(id), all_good_(all_good) {}

  void write() {
    const double widths[] = {30, 26, 20, 20, 20, 14, 24};
    for (std::uint32_t i = 0; i <= last_column; ++i)
      writer_.width(id_, i, i, width_for(static_cast<std::size_t>(widths[i])) - 4);
    begin_page(book_, id_, record_.title,
               dotted({"Payment workbook", record_.status, "figures as at " + to_iso(record_.as_at)}));
    answer();
    payments();
    about();
    assumptions();
    knife_edges();
    blocked();
    how_to_check();
    roles();
    if (row_ <= one_page) {
      PageSetup setup;
      setup.footer_left = "Run " + record_.run_id;
      setup.pages_tall = 1;
      writer_.page(id_, setup);
    }
  }

 private:
  void heading(const std::string& words) {
    ++row_;
    write_heading(writer_, id_, row_++, last_column, words);
  }

  void headers(const std::vector<std::string>& words) {
    writer_.height(id_, row_, header_height(words, 18));
    write_headers(writer_, id_, row_++, words);
  }

  void fact(const std::string& label, const std::string& words) {
    if (words.empty()) return;
    writer_.text({id_, row_, 0}, made_safe(label), writer_.format(Look::label));
    for (const std::string& line : broken(made_safe(words), line_characters - 32)) {
      writer_.text({id_, row_, 1}, line, writer_.format(Look::text));
      ++row_;
    }
  }

  void sentence(const std::string& words) {
    for (const std::string& line : broken(made_safe(words), line_characters)) {
      writer_.text({id_, row_++, 0}, line, writer_.format(Look::text));
    }
  }

  void formula(std::uint32_t column, const std::string& formula, double stored, Look look,
               const std::string& number_format, const std::string& name) {
    writer_.formula({id_, row_, column}, formula, stored, writer_.format(look, number_format));
    note(column, formula, name);
  }
  void formula(std::uint32_t column, const std::string& formula, const std::string& stored, Look look,
               const std::string& name) {
    writer_.formula({id_, row_, column}, formula, stored, writer_.format(look));
    note(column, formula, name);
  }
  void note(std::uint32_t column, const std::string& formula, const std::string& name) {
    FormulaLine line;
    line.sheet = "Cover";
    line.first_cell = column_letters(column) + std::to_string(row_ + 1);
    line.formula = formula;
    line.name = name;
    line.words = "repeated from the sheet where it is worked out";
    book_.note(std::move(line));
  }

  /// A named single value repeated here.
  void repeated(std::uint32_t column, calc::ColumnId id, Look look) {
    const calc::Column& shown = book_.graph().column(id);
    if (!book_.layout.sheet_of(id).is_list())
      throw Fault("the Cover repeats single values only, not " + shown.name);
    formula(column, "=" + shown.name, calc::cell_number(shown, 0), look,
            number_format(shown, record_.currency), title_of(shown));
  }

  void answer() {
    row_ = 3;
    writer_.height(id_, row_, 36);
    writer_.text({id_, row_, 0}, "Payment due", writer_.format(Look::answer_words));
    if (record_.total != calc::none) repeated(1, record_.total, Look::answer);
    writer_.text(
        {id_, row_, 2},
        made_safe(dotted({record_.currency, record_.amounts.empty() ? "" : "amounts " + record_.amounts})),
        writer_.format(Look::beside));
    row_ += 1;
    if (record_.linkage && record_.linkage->payment) over_draws(*record_.linkage);
    writer_.height(id_, row_, 20);
    writer_.text({id_, row_, 0}, "Checks", writer_.format(Look::answer_words));
    formula(1, "=IF(master_check=1,\"All checks pass\",\"LOOK\")", all_good_ ? "All checks pass" : "LOOK",
            Look::answer_words, "All checks");
    writer_.red_when_words({id_, row_, 1, row_, 1}, "LOOK");
    writer_.link({id_, row_, 2}, "Checks", "see Checks", writer_.format(Look::link_beside));
    ++row_;
  }

  /// How far the payment hangs on which records the link joined.
  void over_draws(const calc::LinkageRecord& link) {
    const LinkageCells cells = linkage_cells(link);
    const calc::DrawnPayment& due = link.payment->payments.front();
    const std::string money = number_format(book_.graph().column(record_.total), record_.currency);
    writer_.text({id_, row_, 0}, "Allowing for the link's doubt", writer_.format(Look::answer_words));
    formula(1, "=" + cells.low, due.low.to_double(), Look::cross_link, money, "Payment over draws, low");
    formula(2, "=" + cells.high, due.high.to_double(), Look::cross_link, money, "Payment over draws, high");
    writer_.link({id_, row_, 3}, "Linkage", "95 % of draws, see Linkage", writer_.format(Look::link_beside));
    ++row_;
  }

  void payments() {
    if (record_.payments.empty()) return;
    heading("Payments");
    const bool one = std::all_of(record_.payments.begin(), record_.payments.end(),
                                 [](const auto& payment) { return four_numbers(payment).one(); });
    if (one)
      headers({"Payment", "Payable", "", "", "", "Rows blocked", "Clause"});
    else
      headers({"Payment", "Achieved", "Earned", "Payable after caps", "Paid", "Rows blocked", "Clause"});
    const std::uint32_t first = row_;
    for (const calc::PaymentRecord& payment : record_.payments) payment_row(payment, one);
    if (row_ > first + 1) all_payments(first, one);
    if (one)
      sentence("Achieved, earned, payable and paid are one amount: nothing in the contract sets them apart.");
  }

  void all_payments(std::uint32_t first, bool one) {
    const calc::PaymentRecord& payment = record_.payments.front();
    const calc::FourNumbers numbers = four_numbers(payment);
    const calc::Column& like = book_.graph().column(numbers.paid);
    const int places = like.type.kind == calc::Kind::decimal ? like.type.places : 0;
    writer_.text({id_, row_, 0}, "All payments", writer_.format(Look::label));
    const auto sum = [&](std::uint32_t column, calc::ColumnId calc::FourNumbers::*stage) {
      Exact all;
      for (const calc::PaymentRecord& each : record_.payments)
        all = all + calc::value_at(book_.graph(), four_numbers(each).*stage, 0);
      const std::string letter = column_letters(column);
      const std::string cells = letter + std::to_string(first + 1) + ":" + letter + std::to_string(row_);
      formula(column, "=ROUND(SUM(" + cells + ")," + std::to_string(places) + ")", all.to_double(),
              Look::total, number_format(like, record_.currency), "All payments");
    };
    if (one) {
      sum(1, &calc::FourNumbers::paid);
    } else {
      sum(1, &calc::FourNumbers::achieved);
      sum(2, &calc::FourNumbers::earned);
      sum(3, &calc::FourNumbers::payable);
      sum(4, &calc::FourNumbers::paid);
    }
    ++row_;
  }

  void payment_row(const calc::PaymentRecord& payment, bool one) {
    const calc::FourNumbers numbers = four_numbers(payment);
    if (numbers.payable == calc::none) return;
    const calc::ColumnId rule = payment.column != calc::none ? payment.column : numbers.payable;
    const std::string clauses = made_safe(joined(book_.graph().column(rule).clauses));
    writer_.height(id_, row_, row_height(lines_in(clauses, 24)));
    writer_.text({id_, row_, 0}, made_safe(name_in_words(payment.name)), writer_.format(Look::label));
    if (one) {
      repeated(1, numbers.paid, Look::total);
    } else {
      repeated(1, numbers.achieved, Look::cross_link);
      repeated(2, numbers.earned, Look::cross_link);
      repeated(3, numbers.payable, Look::cross_link);
      repeated(4, numbers.paid, Look::total);
    }
    if (payment.blocked_total != calc::none) {
      repeated(5, payment.blocked_total, Look::cross_link);
    } else {
      writer_.text({id_, row_, 5}, "none can be", writer_.format(Look::source));
    }
    writer_.text({id_, row_, 6}, clauses, writer_.format(Look::words));
    ++row_;
  }

  void about() {
    heading("What this is");
    fact("About", record_.about);
    fact("Contract text", record_.contract_file);
    if (record_.starts && record_.ends)
      fact("Period", to_iso(*record_.starts) + " to " + to_iso(*record_.ends));
    fact("Payer", record_.payer);
    fact("Provider", record_.provider);
    fact("Status", record_.status + (record_.accepted_undecided == 0
                                         ? ""
                                         : "; closed although " + counted(record_.accepted_undecided, "row") +
                                               " waited for evidence (--accept-undecided)"));
    fact("Decided by", deciders());
    fact("As at", to_iso(record_.as_at) + " (terms in force on this day)");
    fact("Evidence up to", to_iso(record_.cut_off));
    fact("Run", record_.run_id +
                    " (made from the fingerprints of all that went in; the same inputs give the same run)");
    fact("Made by", "Outturn " + record_.engine_version);
    for (const calc::DocumentRecord& document : record_.documents) {
      fact("Document " + document.id, dotted({document.title, document.by, document.dated,
                                              document.known ? "" : "left out of this run"}));
    }
  }

  /// Who decides on rows: the rules, and where evidence says so a person.
  [[nodiscard]] std::string deciders() const {
    if (record_.reasons.empty()) return "";
    std::string words = "the contract's rules, row by row, as at " + to_iso(record_.as_at);
    const calc::Graph& graph = book_.graph();
    for (const calc::DecisionRecord& decision : record_.decisions) {
      words += "; on the evidence of " + calc::rows_in_words(graph.frame(decision.frame)) +
               " the person under \"" + graph.column(decision.by).title + "\", on the day under \"" +
               graph.column(decision.on).title + "\"";
    }
    return words;
  }

  /// Open questions with their readings first, then what was simply taken.
  void assumptions() {
    heading("Assumptions");
    const auto& all = record_.assumptions;
    if (all.empty()) sentence("None: every figure follows from the contract's text and the evidence.");
    const auto open = [](const calc::AssumptionRecord& one) { return !one.readings.empty(); };
    if (std::any_of(all.begin(), all.end(), open)) {
      headers({"Open question", "Reading used", "Moves the payment?",
               "Payment under each reading, in this run", "", ""});
    }
    for (const calc::AssumptionRecord& assumption : all) {
      if (open(assumption)) assumption_rows(assumption);
    }
    for (const calc::AssumptionRecord& assumption : all) {
      if (!open(assumption)) fact(name_in_words(assumption.name), assumption.question);
    }
  }

  void assumption_rows(const calc::AssumptionRecord& assumption) {
    writer_.text({id_, row_, 0}, made_safe(name_in_words(assumption.name)), writer_.format(Look::label));
    const auto used = static_cast<std::size_t>(std::max(assumption.used, 0));
    const bool named = used >= 1 && used <= assumption.reading_names.size();
    if (assumption.term != calc::none && named) {
      std::string choose = "=CHOOSE(" + book_.graph().column(assumption.term).name;
      for (const std::string& name : assumption.reading_names) choose += "," + quoted(made_safe(name));
      formula(1, choose + ")", made_safe(assumption.reading_names[used - 1]), Look::cross_link,
              "Reading used");
    } else {
      writer_.text({id_, row_, 1}, named ? made_safe(assumption.reading_names[used - 1]) : "see Assumptions",
                   writer_.format(Look::text));
    }
    const auto& under = assumption.payment_under;
    const bool moves = std::adjacent_find(under.begin(), under.end(), std::not_equal_to<>()) != under.end();
    writer_.text({id_, row_, 2},
                 under.empty() ? "not worked out"
                 : moves       ? "yes"
                               : "no, not in this run",
                 writer_.format(Look::text));
    std::vector<std::string> each;
    for (std::size_t i = 0; i < under.size(); ++i) {
      each.push_back(
          (i < assumption.reading_names.size() ? assumption.reading_names[i] : std::to_string(i + 1)) + ": " +
          under[i]);
    }
    if (each.empty()) each.emplace_back();
    for (const std::string& line : broken(made_safe(dotted(each)), 62)) {
      writer_.text({id_, row_++, 3}, line, writer_.format(Look::text));
    }
  }

  void knife_edges() {
    heading("Knife edges");
    const auto& edges = book_.run.evaluation.knife_edges;
    if (edges.empty()) {
      sentence(
          "None: no figure lies so near a rounding tie or threshold that a spreadsheet could fall on the "
          "other side.");
      return;
    }
    sentence(
        "These figures lie so near a tie that a spreadsheet's arithmetic may fall on the other side. The "
        "exact value stands.");
    headers({"Figure", "Row", "Why", "", "", ""});
    for (std::size_t i = 0; i < std::min(edges.size(), most_knife_edges); ++i) {
      const calc::Column& column = book_.graph().column(edges[i].column);
      const calc::Frame& frame = book_.graph().frame(column.frame);
      writer_.text({id_, row_, 0}, made_safe(title_of(column)), writer_.format(Look::label));
      writer_.text({id_, row_, 1}, frame.name.empty() ? "" : frame.key(edges[i].row_index),
                   writer_.format(Look::text));
      writer_.text({id_, row_, 2}, made_safe(edges[i].why), writer_.format(Look::text));
      ++row_;
    }
    if (edges.size() > most_knife_edges)
      sentence("and " + counted(edges.size() - most_knife_edges, "more figure") + ".");
  }

  void blocked() {
    heading("Blocked rows");
    bool any = false;
    for (const calc::PaymentRecord& payment : record_.payments) {
      if (payment.blocked == calc::none || book_.layout.sheet_of(payment.blocked).is_list()) continue;
      any = true;
      const Place& place = book_.layout.places[payment.blocked];
      sentence("Rows of \"" + payment.name + "\" whose evidence is missing pay 0 until it is there: sheet " +
               book_.layout.sheet_of(payment.blocked).parts.front().name + ", column " +
               column_letters(place.column) + " is 1 in each of them.");
    }
    if (!any) sentence("No payment can be blocked by missing evidence.");
  }

  void how_to_check() {
    heading("How to check this book");
    const std::vector<std::string> steps = steps_to_check();
    for (std::size_t i = 0; i < steps.size(); ++i) sentence(std::to_string(i + 1) + "  " + steps[i]);
  }

  void roles() {
    heading("Who answers for it");
    headers({"Role", "Name", "Date", "Version assured"});
    for (const char* role : {"Commissioner", "Analyst", "Assurer", "Approver"}) {
      writer_.text({id_, row_, 0}, role, writer_.format(Look::label));
      for (std::uint32_t i = 1; i <= 3; ++i) writer_.blank({id_, row_, i}, writer_.format(Look::fill_in));
      ++row_;
    }
  }

  Book& book_;
  Writer& writer_;
  const calc::Record& record_;
  SheetId id_;
  bool all_good_;
  std::uint32_t row_ = 0;
};

}  // namespace

void cover_sheet(Book& book, SheetId id, bool all_good) { CoverSheet(book, id, all_good).write(); }

}  // namespace outturn::workbook
