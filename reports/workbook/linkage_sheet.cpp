// Linkage: what the link made of each member's records, and what its mistakes do to the payment.
//
// Counts are the link's own; rates and their Wilson intervals (Wilson, JASA 22 (1927)) follow by formula.
// Expected mistakes and the payment over draws are results of a method: engine run, frozen.
#include <cmath>

#include "engine/base/source.h"
#include "engine/calc/sheet_evaluate.h"
#include "reports/workbook/page_block.h"

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
      : book_(book), link_(*book.record().linkage), id_(id), block_(book, id, "Linkage", last_column) {}

  void write() {
    const double widths[] = {34, 18, 18, 18, 18, 18, 14, 14, 12, 14, 12, 12, 16, 16};
    for (std::uint32_t i = 0; i <= last_column; ++i)
      book_.writer.width(id_, i, i, width_for(static_cast<std::size_t>(widths[i])));
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
  static constexpr std::uint32_t last_column = 13;

  void count(std::uint32_t column, std::int64_t value) {
    block_.input(column, static_cast<double>(value), "#,##0");
  }

  void members() {
    block_.at_row(members_from - 2);
    block_.heading("Members");
    block_.headers({"Member", "Records", "Linked to any record", "Alone", "Linked to another member",
                    "Persons", "Duplicates", "Not shared", "Adds up", "Linkage rate", "from", "to (95 %)",
                    "Wrong pairs expected (engine run)", "Missed pairs expected (engine run)"});
    const std::uint32_t z_row = linkage_total_row(link_) + 1;
    for (const calc::LinkedDataset& one : link_.datasets) member(one, z_row);
    if (!link_.datasets.empty()) book_.writer.red_when_zero({id_, members_from, 8, block_.row() - 1, 8});
    total();
    block_.label("z for 95 %");
    block_.input(1, z, "0.000000");
    block_.text(
        2,
        "A pair of two members is expected wrong or missed in the row of both. Pairs never looked at are "
        "in no figure.");
    block_.next(2);
  }

  void member(const calc::LinkedDataset& one, std::uint32_t z_row) {
    block_.label(one.name);
    count(1, one.records);
    count(2, one.linked);
    count(3, one.alone);
    count(4, one.linked_elsewhere);
    count(5, one.persons);
    count(6, one.duplicates);
    if (one.excluded) count(7, *one.excluded);
    if (!one.excluded) block_.text(7, "not known");
    const auto records = static_cast<double>(one.records);
    const auto linked = static_cast<double>(one.linked_elsewhere);
    const std::uint32_t row = block_.row();
    const std::size_t noted = row == members_from ? link_.datasets.size() : 0;
    block_.formula(
        8, adds_up(row), linkage_adds_up(one) ? 1 : 0, "0",
        {"Adds up", "1 when linked and alone, and persons and duplicates, make up the records", noted},
        Look::check);
    block_.formula(
        9, rate(row), records == 0 ? 0 : in_share_units(linked / records), "0.0%",
        {"Linkage rate", "share of the member's records that are linked to another member's", noted});
    block_.formula(10, wilson_formula(row, z_row, '-'), wilson(linked, records, -1), "0.0%",
                   {"Linkage rate, from", "Wilson interval of the rate, lower end", noted});
    block_.formula(11, wilson_formula(row, z_row, '+'), wilson(linked, records, 1), "0.0%",
                   {"Linkage rate, to", "Wilson interval of the rate, upper end", noted});
    block_.method(12, one.expected_wrong, "#,##0.0");
    block_.method(13, one.expected_missed, "#,##0.0");
    block_.next();
  }

  static std::string adds_up(std::uint32_t row) {
    return "=IF(AND(" + at('C', row) + "+" + at('D', row) + "=" + at('B', row) + "," + at('F', row) + "+" +
           at('G', row) + "=" + at('B', row) + "," + at('E', row) + "<=" + at('C', row) + "),1,0)";
  }
  static std::string rate(std::uint32_t row) {
    return "=IF(" + at('B', row) + "=0,0,ROUND(" + at('E', row) + "/" + at('B', row) + ",4))";
  }

  void sum_cell(std::uint32_t column, std::uint32_t first, std::int64_t stored, const std::string& name) {
    block_.formula(
        column,
        "=SUM(" + PageBlock::cell(column, first) + ":" + PageBlock::cell(column, block_.row() - 1) + ")",
        static_cast<double>(stored), "#,##0", {name + ", all", "sum of the rows above", 1}, Look::total);
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
    block_.label("All members");
    for (std::uint32_t c = 0; c < 6 && !link_.datasets.empty(); ++c)
      sum_cell(c + 1, members_from, sums[c], names[c]);
    block_.next();
  }

  void rules() {
    if (link_.rules.empty()) return;
    block_.heading("Pairs, by the first blocking rule that brought them together");
    block_.headers({"Rule", "Looked at", "Taken as one person", "Share taken"});
    const std::uint32_t first = block_.row();
    std::int64_t looked_at = 0;
    std::int64_t taken = 0;
    for (const calc::LinkedRule& one : link_.rules) {
      block_.text(0, one.rule);
      count(1, one.looked_at);
      count(2, one.taken);
      share(one.taken, one.looked_at);
      looked_at += one.looked_at;
      taken += one.taken;
      block_.next();
    }
    block_.label("All rules");
    sum_cell(1, first, looked_at, "Pairs looked at");
    sum_cell(2, first, taken, "Pairs taken");
    share(taken, looked_at);
    block_.note(3, first, share_formula(first),
                {"Share taken", "pairs taken of those looked at", link_.rules.size() + 1});
    block_.next(2);
  }

  static std::string share_formula(std::uint32_t row) {
    return "=IF(" + at('B', row) + "=0,0,ROUND(" + at('C', row) + "/" + at('B', row) + ",4))";
  }
  void share(std::int64_t part, std::int64_t whole) {
    const double stored =
        whole == 0 ? 0 : in_share_units(static_cast<double>(part) / static_cast<double>(whole));
    block_.formula(3, share_formula(block_.row()), stored, "0.0%", {"", "", 0});
  }

  void link_itself() {
    block_.heading("The link");
    if (linkage_cells(link_).records != "Linkage!" + PageBlock::fixed(1, block_.row()))
      throw Fault("the Linkage sheet's records do not stand where Checks looks");
    block_.label("Records");
    count(1, link_.records);
    block_.next();
    block_.label("Persons");
    count(1, link_.persons);
    block_.next();
    block_.label("Wrong pairs expected (engine run)");
    block_.method(1, link_.expected_wrong, "#,##0.0");
    block_.next();
    block_.label("Missed pairs expected (engine run)");
    block_.method(1, link_.expected_missed, "#,##0.0");
    block_.next();
    block_.label("Probability from which a pair is taken");
    block_.method(1, link_.threshold, "0.000000");
    block_.next();
    block_.label("Seed");
    block_.text(1, std::to_string(link_.seed));
    block_.next();
    block_.label("SHA-256 of model.json");
    block_.text(1, link_.model_sha256, Look::source);
    block_.next(2);
  }

  void payments() {
    const calc::PaymentDraws& draws = *link_.payment;
    block_.heading("What the link's mistakes do to the payment: " +
                   counted(static_cast<std::size_t>(draws.draws), "draw") + " of who is who, seed " +
                   std::to_string(draws.seed));
    block_.headers({"Payment", "As the link decided", "Mean of the draws (engine run)", "Median (engine run)",
                    "95 % from (engine run)", "to (engine run)", "Width"});
    if (linkage_cells(link_).low != "Linkage!" + PageBlock::fixed(4, block_.row()))
      throw Fault("the Linkage sheet's interval does not stand where the Cover looks");
    for (const calc::DrawnPayment& one : draws.payments) payment(one);
    block_.text(
        0,
        "Each draw decides the uncertain pairs by their probability, and the contract is worked out again. "
        "Pairs that no rule looked at, and mistakes in the evidence itself, are not in the interval.");
  }

  void payment(const calc::DrawnPayment& one) {
    const calc::ColumnId id = one.payment.empty() ? book_.record().total : paid_of(one.payment);
    const calc::Column& column = book_.graph().column(id);
    const std::string money = number_format(column, book_.record().currency);
    block_.label(one.payment.empty() ? "Payment due" : name_in_words(one.payment));
    block_.formula(1, "=" + column.name, calc::cell_number(column, 0), money,
                   {"As the link decided", "the payment of this book", 1}, Look::cross_link);
    block_.method(2, one.mean, money);
    block_.method(3, one.median, money);
    block_.method(4, one.low, money);
    block_.method(5, one.high, money);
    block_.formula(6, "=ROUND(" + block_.cell(5) + "-" + block_.cell(4) + ",2)",
                   (one.high - one.low).to_double(), money, {"Width", "upper end less lower end", 1});
    block_.next();
  }

  [[nodiscard]] calc::ColumnId paid_of(const std::string& name) const {
    for (const calc::PaymentRecord& payment : book_.record().payments)
      if (payment.name == name) return calc::four_numbers(payment).paid;
    throw Fault("no payment " + name);
  }

  Book& book_;
  const calc::LinkageRecord& link_;
  SheetId id_;
  PageBlock block_;
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
  LinkageCells out{"Linkage!$B$" + std::to_string(row + 1), "Linkage!$B$" + std::to_string(row + 2), "", ""};
  constexpr std::uint32_t to_payments = 10;  // the seven facts of the link, a row left free, heading, headers
  if (link.payment) {
    out.low = "Linkage!$E$" + std::to_string(row + to_payments + 1);
    out.high = "Linkage!$F$" + std::to_string(row + to_payments + 1);
  }
  return out;
}

bool linkage_adds_up(const calc::LinkedDataset& one) {
  return one.linked + one.alone == one.records && one.persons + one.duplicates == one.records &&
         one.linked_elsewhere <= one.linked;
}

void linkage_sheet(Book& book, SheetId id) { LinkageSheet(book, id).write(); }

}  // namespace outturn::workbook
