// The split of a payment between payers: a table of shares and caps, and what is done with pennies and
// excess.
#include "contracts/parse/name_rules.h"
#include "contracts/parse/table_reader.h"

namespace outturn::language {
namespace {

using Q = Quantity;

constexpr const char* split_headings = "| payer | share | cap | source |";

class SplitReader {
 public:
  SplitReader(StatementReader& reader, const SourceFile& source, Problems& problems)
      : reader_(reader), source_(source), problems_(problems) {}

  Split read() {
    head();
    table();
    reader_.fields(
        {{"residue", [&](TokenCursor& c) { residue(c); }}, {"over", [&](TokenCursor& c) { over(c); }}});
    split_.damaged = split_.damaged || reader_.raw().incomplete;
    return std::move(split_);
  }

 private:
  void head() {
    constexpr const char* example = "split shares of outcome_payment, each quarter [A Sch 5]";
    TokenCursor& head = reader_.head();
    split_.name = reader_.name();
    split_.span = reader_.name_span();
    if (take_needed(head, "of", example)) {
      split_.of_span = head.place();
      split_.of = take_name(head, "a payment", example);
    }
    while (split_.of.empty() && !head.done() && head.peek().kind != TokenKind::clause) head.take();
    split_.each = reader_.each();
    split_.each_span = reader_.each_span();
    split_.clauses = reader_.clauses(true);
    reader_.end_of_head();
  }

  void table() {
    const TableReader table(reader_, source_, problems_, split_headings);
    const auto payer = table.find("payer");
    const auto share = table.find("share");
    const auto cap = table.find("cap");
    split_.damaged = !payer || !share || !table.broken_rows().empty();
    for (const TableCell& heading : table.headings()) {
      if (!payer || !share) break;
      const std::string& is = heading.text;
      if (is == "payer" || is == "share" || is == "cap" || is == "source") continue;
      split_.damaged = true;
      table.tell("S70", heading.span, "a table of payers has no column \"" + is + "\"", {},
                 table.near_heading(heading, {"payer", "share", "cap", "source"},
                                    std::string("Write the headings like: ") + split_headings));
    }
    if ((!payer || !share) && !table.headings().empty()) {
      table.tell("S70", table.headings().front().span,
                 payer ? "a table of payers needs a column headed \"share\""
                       : "a table of payers needs a column headed \"payer\"",
                 {}, {std::string("Write the headings like: ") + split_headings});
    }
    if (!payer || !share) return;
    for (const Line* line : table.rows()) {
      Split::Payer one;
      one.span = line->cells[*payer].span;
      one.clauses = table.sources(*line, split_.clauses);
      name(table, line->cells[*payer], one);
      part(table, line->cells[*share], one);
      if (cap) most(table, line->cells[*cap], one);
      split_.payers.push_back(std::move(one));
    }
  }

  void name(const TableReader& table, const TableCell& cell, Split::Payer& one) {
    if (shaped_like_a_name(cell.text)) {
      one.name = cell.text;
      split_.damaged =
          !check_name(source_, split_.name + "_" + one.name, cell.span, NameOf::column, problems_) ||
          split_.damaged;
      return;
    }
    split_.damaged = true;
    table.tell(
        "S71", cell.span,
        cell.text.empty() ? "this row has no payer" : "\"" + cell.text + "\" can't be the name of a payer",
        {"What a payer pays is called by it, such as " + split_.name + "_city_a."},
        {"Write a name of letters joined by _, such as city_a."});
  }

  void part(const TableReader& table, const TableCell& cell, Split::Payer& one) {
    one.share_span = cell.span;
    one.rest = cell.text == "rest";
    if (one.rest || named(table, cell, one)) return;
    const auto amount = table.amount(cell);
    if (amount && amount->type.is(Q::none)) {
      split_.damaged = true;
    } else if (!amount || !amount->type.is(Q::percent) || amount->value.sign() <= 0) {
      split_.damaged = true;
      table.tell(
          "T70", cell.span, "a payer's share is a percentage above 0%",
          {"Here stands \"" + cell.text + "\"."},
          {"Write it like 60%, name a percentage like fund_share, or write rest: what the others leave."});
    } else {
      one.share = amount->value;
      one.places = amount->type.places;
    }
  }

  /// fund_share, or area.share.
  static bool named(const TableReader& table, const TableCell& cell, Split::Payer& one) {
    if (!shaped_like_a_name(cell.text.substr(0, cell.text.find('.')))) return false;
    TokenCursor cursor = table.cursor(cell);
    ExprPtr said = parse_expression(cursor);
    if (!said || said->kind != ExprKind::name || !cursor.done()) return false;
    one.share_of = std::move(said);
    return true;
  }

  void most(const TableReader& table, const TableCell& cell, Split::Payer& one) {
    one.cap_span = cell.span;
    if (says_nothing(cell)) return;
    const auto amount = table.amount(cell);
    if (amount && amount->type.is(Q::none)) {
      split_.damaged = true;
    } else if (!amount || !amount->type.is(Q::money) || amount->value.sign() < 0) {
      split_.damaged = true;
      table.tell("T71", cell.span, "a payer's cap is an amount of money, £0 or more",
                 {"Here stands \"" + cell.text + "\"."},
                 {"Write it like £680,000.00; \"-\" stands for no cap."});
    } else {
      one.cap = amount->value;
      one.currency_sign = amount->type.of;
      one.cap_places = amount->type.places;
    }
  }

  /// All of these words, one after the other.
  static bool take_all(TokenCursor& c, std::initializer_list<const char*> words) {
    for (const char* word : words) {
      if (!c.take_word(word)) return false;
    }
    return true;
  }

  void residue(TokenCursor& c) {
    split_.residue_span = c.place();
    if (take_all(c, {"to", "the"})) {
      if (c.at_word("largest") && take_all(c, {"largest", "remainder"})) {
        split_.residue = Split::Residue::largest_remainder;
        return;
      }
      if (c.take_word("last")) {
        split_.residue = Split::Residue::last;
        return;
      }
    }
    split_.damaged = true;
    c.problem("S72", c.place(), "who gets the pennies left over can't be read",
              {"Here stands " + described(c.peek()) + "."},
              {"Write: residue to the largest remainder, or: residue to the last."});
    while (!c.done()) c.take();
  }

  void over(TokenCursor& c) {
    split_.excess_span = c.place();
    if (take_all(c, {"the", "cap", "is"})) {
      if (c.at_word("not") && take_all(c, {"not", "paid"})) {
        split_.excess = Split::Excess::not_paid;
        return;
      }
      if (take_all(c, {"paid", "by", "the", "others"})) {
        split_.excess = Split::Excess::by_others;
        return;
      }
    }
    split_.damaged = true;
    c.problem("S73", c.place(), "what is done with what is over a payer's cap can't be read",
              {"Here stands " + described(c.peek()) + "."},
              {"Write: over the cap is not paid, or: over the cap is paid by the others."});
    while (!c.done()) c.take();
  }

  StatementReader& reader_;
  const SourceFile& source_;
  Problems& problems_;
  Split split_;
};

}  // namespace

Split read_split(StatementReader& reader, const SourceFile& source, Problems& problems) {
  return SplitReader(reader, source, problems).read();
}

}  // namespace outturn::language
