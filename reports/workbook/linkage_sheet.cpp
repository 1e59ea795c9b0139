// Linkage: what the link made of each member's records, and what its mistakes do to the payment.
//
// Counts are the link's own; rates and their Wilson intervals (Wilson, JASA 22 (1927)) follow by formula.
// Expected mistakes and the payment over draws are results of a method: engine run, frozen.
#include <cmath>

#include "engine/base/source.h"
#include "engine/calc/sheet_evaluate.h"
#include "reports/workbook/book.h"

namespace outturn::workbook {
namespace {

constexpr std::uint32_t members_from = 5;
constexpr double z = 1.959964;  // of the normal distribution, 2.5 % above it
constexpr double share_unit = 10'000;

std::string at(char letter, std::uint32_t row) { return std::string(1, letter) + std::to_string(row + 1); }

double in_share_units(double value) { return std::floor(value * share_unit + 0.5) / share_unit; }

/// The bound on one side, worked out step by step as the cell does.
double wilson(double linked, double records, double side) {
  if (records == 0) return 0;
  const double p = linked / records;
  const double half = z * std::sqrt(p * (1 - p) / records + z / (2 * records) * z / (2 * records));
  return in_share_units((p + z * z / (2 * records) + side * half) / (1 + z * z / records));
}

std::string wilson_formula(std::uint32_t row, std::uint32_t z_row, char sign) {
  const std::string n = at('B', row);
  const std::string p = at('E', row) + "/" + n;
  const std::string q = "$B$" + std::to_string(z_row + 1);
  const std::string spread = q + "/(2*" + n + ")";
  return "=IF(" + n + "=0,0,ROUND((" + p + "+" + q + "*" + spread + sign + q + "*SQRT(" + p + "*(1-" + p +
         ")/" + n + "+" + spread + "*" + spread + "))/(1+" + q + "*" + q + "/" + n + "),4))";
}

class LinkageSheet {
 public:
  LinkageSheet(Book& book, SheetId id)
      : book_(book), writer_(book.writer), link_(*book.record().linkage), id_(id) {}

  void write() {
    const double widths[] = {34, 18, 18, 18, 18, 18, 14, 14, 12, 14, 12, 12, 16, 16};
    for (std::uint32_t i = 0; i < 14; ++i)
      writer_.width(id_, i, i, width_for(static_cast<std::size_t>(widths[i])));
    begin_page(
        book_, id_, "Linkage",
        "Which records were found to be of one person, by member, and what the link's mistakes do to the "
        "payment.");
    members();
    rules();
    link_itself();
    if (link_.payment) payments();
  }

 private:
  void heading(const std::string& words) {
    writer_.height(id_, row_, 20);
    for (std::uint32_t i = 0; i < 14; ++i) {
      if (i == 0) {
        writer_.text({id_, row_, 0}, words, writer_.format(Look::heading));
      } else {
        writer_.blank({id_, row_, i}, writer_.format(Look::heading));
      }
    }
    ++row_;
  }
  void headers(const std::vector<std::string>& words) {
    std::size_t lines = 1;
    for (const std::string& one : words) lines = std::max(lines, lines_in(one, 12));
    writer_.height(id_, row_, row_height(lines) + 2);
    for (std::uint32_t i = 0; i < words.size(); ++i)
      writer_.text({id_, row_, i}, words[i], writer_.format(Look::header));
    ++row_;
  }
  void count(std::uint32_t column, std::int64_t value) {
    writer_.number({id_, row_, column}, static_cast<double>(value), writer_.format(Look::input, "#,##0"));
  }
  void run(std::uint32_t column, const Exact& value, const std::string& number_format) {
    writer_.number({id_, row_, column}, value.to_double(), writer_.format(Look::method, number_format));
  }
  void formula(std::uint32_t column, const std::string& text, double stored, Look look,
               const std::string& number_format) {
    writer_.formula({id_, row_, column}, text, stored, writer_.format(look, number_format));
  }
  void note(const std::string& cell, std::size_t cells, const std::string& text, const std::string& name,
            const std::string& words) {
    FormulaLine line;
    line.sheet = "Linkage";
    line.first_cell = cell;
    line.count = cells;
    line.formula = text;
    line.name = name;
    line.words = words;
    book_.note(std::move(line));
  }

  void members() {
    row_ = members_from - 2;
    heading("Members");
    headers({"Member", "Records", "Linked to any record", "Alone", "Linked to another member", "Persons",
             "Duplicates", "Not shared", "Adds up", "Linkage rate", "from", "to (95 %)",
             "Wrong pairs expected (engine run)", "Missed pairs expected (engine run)"});
    const std::uint32_t z_row = linkage_total_row(link_) + 1;
    for (const calc::LinkedDataset& one : link_.datasets) member(one, z_row);
    if (!link_.datasets.empty()) note_members(z_row);
    total();
    writer_.text({id_, row_, 0}, "z for 95 %", writer_.format(Look::label));
    writer_.number({id_, row_, 1}, z, writer_.format(Look::input, "0.000000"));
    writer_.text(
        {id_, row_, 2},
        "A pair of two members is expected wrong or missed in the row of both. Pairs never looked at are "
        "in no figure.",
        writer_.format(Look::text));
    row_ += 2;
  }

  void member(const calc::LinkedDataset& one, std::uint32_t z_row) {
    writer_.text({id_, row_, 0}, made_safe(one.name), writer_.format(Look::label));
    count(1, one.records);
    count(2, one.linked);
    count(3, one.alone);
    count(4, one.linked_elsewhere);
    count(5, one.persons);
    count(6, one.duplicates);
    if (one.excluded) count(7, *one.excluded);
    if (!one.excluded) writer_.text({id_, row_, 7}, "[x]", writer_.format(Look::text));
    const auto records = static_cast<double>(one.records);
    const auto linked = static_cast<double>(one.linked_elsewhere);
    formula(8, adds_up(row_), linkage_adds_up(one) ? 1 : 0, Look::check, "0");
    formula(9, rate(row_), records == 0 ? 0 : in_share_units(linked / records), Look::formula, "0.0%");
    formula(10, wilson_formula(row_, z_row, '-'), wilson(linked, records, -1), Look::formula, "0.0%");
    formula(11, wilson_formula(row_, z_row, '+'), wilson(linked, records, 1), Look::formula, "0.0%");
    run(12, one.expected_wrong, "#,##0.0");
    run(13, one.expected_missed, "#,##0.0");
    ++row_;
  }

  static std::string adds_up(std::uint32_t row) {
    return "=IF(AND(" + at('C', row) + "+" + at('D', row) + "=" + at('B', row) + "," + at('F', row) + "+" +
           at('G', row) + "=" + at('B', row) + "," + at('E', row) + "<=" + at('C', row) + "),1,0)";
  }
  static std::string rate(std::uint32_t row) {
    return "=IF(" + at('B', row) + "=0,0,ROUND(" + at('E', row) + "/" + at('B', row) + ",4))";
  }

  void note_members(std::uint32_t z_row) {
    const std::size_t n = link_.datasets.size();
    note(at('I', members_from), n, adds_up(members_from), "Adds up",
         "1 when linked and alone, and persons and duplicates, make up the records");
    note(at('J', members_from), n, rate(members_from), "Linkage rate",
         "share of the member's records that are linked to another member's");
    note(at('K', members_from), n, wilson_formula(members_from, z_row, '-'), "Linkage rate, from",
         "Wilson interval of the rate, lower end");
    note(at('L', members_from), n, wilson_formula(members_from, z_row, '+'), "Linkage rate, to",
         "Wilson interval of the rate, upper end");
    writer_.red_when_zero({id_, members_from, 8, row_ - 1, 8});
  }

  void sum_cell(std::uint32_t column, std::uint32_t first, std::int64_t stored, const std::string& name) {
    const char letter = static_cast<char>('A' + column);
    const std::string text = "=SUM(" + at(letter, first) + ":" + at(letter, row_ - 1) + ")";
    formula(column, text, static_cast<double>(stored), Look::total, "#,##0");
    note(at(letter, row_), 1, text, name + ", all", "sum of the rows above");
  }

  void total() {
    std::int64_t sums[6] = {0, 0, 0, 0, 0, 0};
    for (const calc::LinkedDataset& one : link_.datasets) {
      sums[0] += one.records;
      sums[1] += one.linked;
      sums[2] += one.alone;
      sums[3] += one.linked_elsewhere;
      sums[4] += one.persons;
      sums[5] += one.duplicates;
    }
    const char* const names[] = {
        "Records",   "Linked", "Alone", "Linked to another member", "Persons, counted once a member",
        "Duplicates"};
    writer_.text({id_, row_, 0}, "All members", writer_.format(Look::label));
    for (std::uint32_t c = 0; c < 6 && !link_.datasets.empty(); ++c)
      sum_cell(c + 1, members_from, sums[c], names[c]);
    ++row_;
  }

  void rules() {
    if (link_.rules.empty()) return;
    heading("Pairs, by the first blocking rule that brought them together");
    headers({"Rule", "Looked at", "Taken as one person", "Share taken"});
    const std::uint32_t first = row_;
    std::int64_t looked_at = 0;
    std::int64_t taken = 0;
    for (const calc::LinkedRule& one : link_.rules) {
      writer_.text({id_, row_, 0}, made_safe(one.rule), writer_.format(Look::text));
      count(1, one.looked_at);
      count(2, one.taken);
      share(one.taken, one.looked_at);
      looked_at += one.looked_at;
      taken += one.taken;
      ++row_;
    }
    writer_.text({id_, row_, 0}, "All rules", writer_.format(Look::label));
    sum_cell(1, first, looked_at, "Pairs looked at");
    sum_cell(2, first, taken, "Pairs taken");
    share(taken, looked_at);
    note(at('D', first), link_.rules.size() + 1, share_formula(first), "Share taken",
         "pairs taken of those looked at");
    row_ += 2;
  }

  static std::string share_formula(std::uint32_t row) {
    return "=IF(" + at('B', row) + "=0,0,ROUND(" + at('C', row) + "/" + at('B', row) + ",4))";
  }
  void share(std::int64_t part, std::int64_t whole) {
    const double stored =
        whole == 0 ? 0 : in_share_units(static_cast<double>(part) / static_cast<double>(whole));
    formula(3, share_formula(row_), stored, Look::formula, "0.0%");
  }

  void fact(const std::string& label) { writer_.text({id_, row_, 0}, label, writer_.format(Look::label)); }

  void link_itself() {
    heading("The link");
    if (linkage_cells(link_).records != "Linkage!$B$" + std::to_string(row_ + 1))
      throw Fault("the Linkage sheet's records do not stand where Checks looks");
    fact("Records");
    count(1, link_.records);
    ++row_;
    fact("Persons");
    count(1, link_.persons);
    ++row_;
    fact("Wrong pairs expected (engine run)");
    run(1, link_.expected_wrong, "#,##0.0");
    ++row_;
    fact("Missed pairs expected (engine run)");
    run(1, link_.expected_missed, "#,##0.0");
    ++row_;
    fact("Probability from which a pair is taken");
    run(1, link_.threshold, "0.000000");
    ++row_;
    fact("Seed");
    writer_.text({id_, row_++, 1}, std::to_string(link_.seed), writer_.format(Look::text));
    fact("SHA-256 of model.json");
    writer_.text({id_, row_, 1}, made_safe(link_.model_sha256), writer_.format(Look::source));
    row_ += 2;
  }

  void payments() {
    const calc::PaymentDraws& draws = *link_.payment;
    heading("What the link's mistakes do to the payment: " +
            counted(static_cast<std::size_t>(draws.draws), "draw") + " of who is who, seed " +
            std::to_string(draws.seed));
    headers({"Payment", "As the link decided", "Mean of the draws (engine run)", "Median (engine run)",
             "95 % from (engine run)", "to (engine run)", "Width"});
    for (const calc::DrawnPayment& one : draws.payments) payment(one);
    writer_.text(
        {id_, row_, 0},
        "Each draw decides the uncertain pairs by their probability, and the contract is worked out again. "
        "Pairs that no rule looked at, and mistakes in the evidence itself, are not in the interval.",
        writer_.format(Look::text));
  }

  void payment(const calc::DrawnPayment& one) {
    const calc::ColumnId id = one.payment.empty() ? book_.record().total : paid_of(one.payment);
    const calc::Column& column = book_.graph().column(id);
    const std::string money = number_format(column, book_.record().currency);
    fact(one.payment.empty() ? "Payment due" : made_safe(name_in_words(one.payment)));
    formula(1, "=" + column.name, calc::cell_number(column, 0), Look::cross_link, money);
    note(at('B', row_), 1, "=" + column.name, "As the link decided", "the payment of this book");
    run(2, one.mean, money);
    run(3, one.median, money);
    run(4, one.low, money);
    run(5, one.high, money);
    const std::string width = "=ROUND(" + at('F', row_) + "-" + at('E', row_) + ",2)";
    formula(6, width, (one.high - one.low).to_double(), Look::formula, money);
    note(at('G', row_), 1, width, "Width", "upper end less lower end");
    ++row_;
  }

  [[nodiscard]] calc::ColumnId paid_of(const std::string& name) const {
    for (const calc::PaymentRecord& payment : book_.record().payments)
      if (payment.name == name) return calc::four_numbers(payment).paid;
    throw Fault("no payment " + name);
  }

  Book& book_;
  Writer& writer_;
  const calc::LinkageRecord& link_;
  SheetId id_;
  std::uint32_t row_ = 0;
};

}  // namespace

std::uint32_t linkage_total_row(const calc::LinkageRecord& link) {
  return members_from + static_cast<std::uint32_t>(link.datasets.size());
}

LinkageCells linkage_cells(const calc::LinkageRecord& link) {
  constexpr std::uint32_t around_rules = 4;  // heading, headers, total, a row left free
  std::uint32_t row = linkage_total_row(link) + 3;
  if (!link.rules.empty()) row += around_rules + static_cast<std::uint32_t>(link.rules.size());
  ++row;  // heading
  return {"Linkage!$B$" + std::to_string(row + 1), "Linkage!$B$" + std::to_string(row + 2)};
}

bool linkage_adds_up(const calc::LinkedDataset& one) {
  return one.linked + one.alone == one.records && one.persons + one.duplicates == one.records &&
         one.linked_elsewhere <= one.linked;
}

void linkage_sheet(Book& book, SheetId id) { LinkageSheet(book, id).write(); }

}  // namespace outturn::workbook
