// The text of typical formulas, as it stands in row 5 of a sheet.
#include "engine/calc/sheet_form.h"

#include <gtest/gtest.h>

#include "tests/support/graph_builder.h"

namespace outturn::test {
namespace {

using calc::ColumnId;
using calc::NodeId;
using calc::Op;

/// Claims: A n, B rate_row, C link, D count, E due, F before, G from, H until, I price, J share, K flag, L
/// person.
class SheetForm : public testing::Test {
 protected:
  SheetForm() {
    claims = b.frame("Claims", 20);
    rates = b.frame("Rates", 4);
    const std::vector<std::int32_t> links(20, 0);
    n = b.link(claims, "n", links);
    rate_row = b.link(claims, "rate_row", links);
    link = b.link(claims, "link", links);
    count = b.whole(claims, "count", std::vector<std::int64_t>(20, 1));
    due = b.decimal(claims, "due", 2, std::vector<std::int64_t>(20, 100));
    before = b.decimal(claims, "before", 2, std::vector<std::int64_t>(20, 100));
    from = b.date(claims, "from", std::vector<std::int32_t>(20, 40'000));
    until = b.date(claims, "until", std::vector<std::int32_t>(20, 40'100));
    price = b.exact(claims, "price", std::vector<Exact>(20, Exact::ratio(1, 3)));
    share = b.decimal(claims, "share", 4, std::vector<std::int64_t>(20, 5000));
    flag = b.truth(claims, "flag", std::vector<std::uint8_t>(20, 1));
    person = b.key(claims, "person", rates, std::vector<std::int32_t>(20, 1));
    edge = b.decimal(rates, "edge", 3, {-999'999'000, 500, 600, 700});
    pays = b.decimal(rates, "pays", 2, {0, 100, 200, 300});
    code = b.key(rates, "code", rates, {1, 2, 3, 4});
    cap = b.term("participant_cap", 2, 1'170'000);
    trigger = b.term("trigger", 4, 750);
    days = b.term("days", 0, 42);
  }

  std::string text(NodeId node, calc::FrameId frame) {
    const ColumnId column = b.formula(frame, "formula" + std::to_string(++made_), node);
    return sheet_text(b.graph, column, {});
  }
  std::string text(NodeId node) { return text(node, claims); }
  NodeId make(Op op, std::initializer_list<NodeId> args) { return b.graph.make(op, args); }
  NodeId here(ColumnId column) { return b.here(column); }
  NodeId number(std::int64_t value) { return b.number(value); }

  GraphBuilder b;
  calc::FrameId claims, rates;
  ColumnId n, rate_row, link, count, due, before, from, until, price, share, flag, person, edge, pays, code,
      cap, trigger, days;

 private:
  int made_ = 0;
};

TEST_F(SheetForm, a_cap) {
  EXPECT_EQ(
      text(make(Op::greatest,
                {number(0), make(Op::least, {here(due), make(Op::subtract, {b.the(cap), here(before)})})})),
      "MAX(0,MIN(E5,ROUND(participant_cap-F5,2)))");
}

TEST_F(SheetForm, a_running_total) {
  EXPECT_EQ(text(make(Op::choose, {make(Op::equal, {here(n), number(1)}), number(0),
                                   make(Op::add, {b.above(before), b.above(due)})})),
            "IF(A5=1,0,ROUND(F4+E4,2))");
}

TEST_F(SheetForm, a_count_so_far_by_link) {
  const NodeId earlier = b.graph.linked(Op::earlier, count, here(link));
  EXPECT_EQ(
      text(make(Op::add, {make(Op::choose, {make(Op::equal, {here(link), number(0)}), number(0), earlier}),
                          here(count)})),
      "IF(C5=0,0,INDEX(D$4:D4,C5+1))+D5");
}

TEST_F(SheetForm, a_lookup_and_a_band) {
  EXPECT_EQ(text(b.graph.linked(Op::at_row, pays, here(rate_row))), "INDEX(Rates!$B$5:$B$8,B5)");
  EXPECT_EQ(text(b.graph.linked(Op::band_row, edge, here(share))), "MATCH(J5,Rates!$A$5:$A$8,1)");
  EXPECT_EQ(text(b.graph.cell(pays, 3)), "Rates!$B$7");
}

TEST_F(SheetForm, of_one_row_the_cell_itself) {
  const auto alone = b.frame("Alone", 1);
  const ColumnId only = b.whole(alone, "only", {7});
  EXPECT_EQ(text(b.graph.linked(Op::at_row, only, here(link))), "Alone!$A$5")
      << "INDEX of one cell fails in Gnumeric";
}

TEST_F(SheetForm, totals) {
  EXPECT_EQ(text(b.graph.ref(Op::sum_of, due), 0), "ROUND(SUM(Claims!$E$5:$E$24),2)");
  EXPECT_EQ(text(b.graph.ref(Op::sum_of, count), 0), "SUM(Claims!$D$5:$D$24)");
  EXPECT_EQ(text(b.graph.ref(Op::rows_of, due), 0), "ROWS(Claims!$E$5:$E$24)");
  EXPECT_EQ(text(make(Op::subtract, {b.graph.ref(Op::rows_of, flag), b.graph.ref(Op::sum_of, flag)}), 0),
            "ROWS(Claims!$K$5:$K$24)-SUM(Claims!$K$5:$K$24)");
  EXPECT_EQ(text(b.graph.sum_where(due, person, here(code)), rates),
            "ROUND(SUMIF(Claims!$L$5:$L$24,C5,Claims!$E$5:$E$24),2)");
  EXPECT_EQ(text(b.graph.product_sum(due, count), 0),
            "ROUND(SUMPRODUCT(Claims!$E$5:$E$24,Claims!$D$5:$D$24),2)");
  EXPECT_EQ(text(make(Op::add, {b.graph.ref(Op::sum_of, due), b.graph.ref(Op::sum_of, before)}), 0),
            "ROUND(SUM(Claims!$E$5:$E$24)+SUM(Claims!$F$5:$F$24),2)");
}

TEST_F(SheetForm, sums_of_decimals_are_rounded_once_at_their_end) {
  EXPECT_EQ(text(make(Op::subtract, {make(Op::add, {here(due), here(share)}), here(before)})),
            "ROUND(E5+J5-F5,4)");
  EXPECT_EQ(text(make(Op::subtract, {here(due), make(Op::subtract, {here(before), here(due)})})),
            "ROUND(E5-(F5-E5),2)");
  EXPECT_EQ(text(make(Op::multiply, {here(count), make(Op::subtract, {here(due), here(before)})})),
            "ROUND(D5*ROUND(E5-F5,2),2)");
  EXPECT_EQ(text(make(Op::negate, {here(due)})), "ROUND(0-E5,2)");
  EXPECT_EQ(text(make(Op::add, {here(count), number(1)})), "D5+1");
  EXPECT_EQ(text(make(Op::least, {here(due), here(before)})), "MIN(E5,F5)");
}

TEST_F(SheetForm, products_and_quotients_are_rounded_twice) {
  const NodeId product = make(Op::multiply, {here(due), here(share)});
  EXPECT_EQ(text(b.graph.rounded(product, 2, Rounding::half_up)), "ROUND(ROUND(E5*J5,8),2)");
  EXPECT_EQ(text(b.graph.rounded(make(Op::divide, {here(due), here(count)}), 2, Rounding::half_up)),
            "ROUND(ROUND(E5/D5,8),2)");
  EXPECT_EQ(text(b.graph.rounded(here(price), 2, Rounding::half_up)), "ROUND(ROUND(I5,8),2)");
}

TEST_F(SheetForm, the_magnitude_met_chooses_the_guard) {
  const ColumnId rounded = b.formula(claims, "rounded", b.graph.rounded(here(price), 2, Rounding::half_up));
  const NodeId node = b.graph.column(rounded).formula;
  std::vector<std::uint8_t> digits(b.graph.nodes().size(), 0);
  const std::pair<int, const char*> cases[] = {{0, "ROUND(ROUND(I5,14),2)"},
                                               {3, "ROUND(ROUND(I5,11),2)"},
                                               {9, "ROUND(ROUND(I5,5),2)"},
                                               {12, "ROUND(ROUND(I5,5),2)"}};
  for (const auto& [size, expected] : cases) {
    digits[node] = static_cast<std::uint8_t>(size);
    EXPECT_EQ(sheet_text(b.graph, rounded, digits), expected);
  }
}

TEST_F(SheetForm, a_decimal_is_free_of_noise_before_it_is_rounded) {
  EXPECT_EQ(text(b.graph.rounded(here(share), 2, Rounding::half_up)), "ROUND(J5,2)");
  EXPECT_EQ(text(b.graph.rounded(make(Op::multiply, {here(count), here(share)}), 2, Rounding::half_up)),
            "ROUND(ROUND(D5*J5,4),2)");
  EXPECT_EQ(text(b.graph.rounded(here(due), 4, Rounding::half_up)), "E5");
}

TEST_F(SheetForm, steps_are_taken_on_whole_numbers) {
  const auto rounded = [&](int places, Rounding mode) {
    return text(b.graph.rounded(here(price), places, mode));
  };
  EXPECT_EQ(rounded(0, Rounding::towards_zero), "ROUNDDOWN(ROUND(I5,6),0)");
  EXPECT_EQ(rounded(2, Rounding::towards_zero), "ROUNDDOWN(ROUND(I5*100,4),0)/100");
  EXPECT_EQ(rounded(2, Rounding::away_from_zero), "ROUNDUP(ROUND(I5*100,4),0)/100");
  EXPECT_EQ(rounded(2, Rounding::down), "INT(ROUND(I5*100,6))/100");
  EXPECT_EQ(rounded(2, Rounding::up), "0-INT(ROUND((0-I5)*100,6))/100");
  EXPECT_EQ(rounded(0, Rounding::half_even),
            "IF(2*ROUND(I5,8)-2*INT(ROUND(I5,8))=1,2*ROUND(ROUND(I5,8)/2,0),ROUND(ROUND(I5,8),0))");
}

TEST_F(SheetForm, steps_of_large_numbers_are_taken_by_int) {
  // LibreOffice's ROUNDUP(1219811694.0001,0) is 1219811694.
  const auto text_of = [&](Rounding mode) {
    const ColumnId column =
        b.formula(claims, std::string(words(mode)), b.graph.rounded(here(price), 2, mode));
    std::vector<std::uint8_t> digits(b.graph.nodes().size(), 8);
    return sheet_text(b.graph, column, digits);
  };
  EXPECT_EQ(text_of(Rounding::towards_zero),
            "(MAX(0,INT(ROUND(I5*100,4)))-MAX(0,INT(ROUND((0-I5)*100,4))))/100");
  EXPECT_EQ(text_of(Rounding::away_from_zero),
            "(MAX(0,0-INT(ROUND((0-I5)*100,4)))-MAX(0,0-INT(ROUND(I5*100,4))))/100");
}

TEST_F(SheetForm, roots_and_powers) {
  EXPECT_EQ(text(b.graph.root(here(price), 4)), "ROUND(SQRT(I5),4)");
  EXPECT_EQ(text(b.graph.rounded(make(Op::power, {make(Op::add, {number(1), here(share)}),
                                                  make(Op::subtract, {here(count), number(1)})}),
                                 6, Rounding::half_up)),
            "ROUND(ROUND(ROUND(1+J5,4)^(D5-1),9),6)");
  EXPECT_EQ(text(make(Op::power, {make(Op::power, {here(price), number(2)}), number(2)})), "(I5^2)^2");
}

TEST_F(SheetForm, comparisons_by_type) {
  EXPECT_EQ(text(make(Op::at_least, {here(count), number(3)})), "IF(D5>=3,1,0)");
  EXPECT_EQ(text(make(Op::less, {here(from), here(until)})), "IF(G5<H5,1,0)");
  EXPECT_EQ(text(make(Op::equal, {here(person), here(person)})), "IF(L5=L5,1,0)");
  EXPECT_EQ(text(make(Op::at_least, {here(share), b.the(trigger)})), "IF(ROUND(J5-trigger,4)>=0,1,0)");
  EXPECT_EQ(text(make(Op::more, {here(due), number(0)})), "IF(ROUND(E5,2)>0,1,0)");
  EXPECT_EQ(text(make(Op::not_equal, {here(price), here(due)})), "IF(ROUND(I5-E5,9)<>0,1,0)");
  EXPECT_EQ(text(make(Op::less, {make(Op::add, {here(due), here(before)}),
                                 make(Op::subtract, {here(due), here(before)})})),
            "IF(ROUND(E5+F5-(E5-F5),2)<0,1,0)");
}

TEST_F(SheetForm, logic) {
  const NodeId early = make(Op::less, {here(from), here(until)});
  EXPECT_EQ(text(make(Op::both, {early, here(flag)})), "IF(AND(G5<H5,K5=1),1,0)");
  EXPECT_EQ(text(make(Op::either, {here(flag), make(Op::no, {here(flag)})})), "IF(OR(K5=1,K5=0),1,0)");
  EXPECT_EQ(text(make(Op::no, {here(flag)})), "1-K5");
  EXPECT_EQ(text(make(Op::no, {early})), "IF(NOT(G5<H5),1,0)");
  EXPECT_EQ(text(make(Op::choose, {here(flag), here(due), number(0)})), "IF(K5=1,E5,0)");
  EXPECT_EQ(text(make(Op::choose, {b.graph.ref(Op::is_known, due), here(due), number(0)})),
            "IF(ISNUMBER(E5),E5,0)");
  EXPECT_EQ(text(b.graph.ref(Op::is_known, due)), "IF(ISNUMBER(E5),1,0)");
  EXPECT_EQ(text(here(flag)), "K5");
}

TEST_F(SheetForm, dates) {
  EXPECT_EQ(text(make(Op::add_months, {here(from), b.the(days)})), "EDATE(G5,days)");
  EXPECT_EQ(text(make(Op::add_days, {here(from), number(7)})), "G5+7");
  EXPECT_EQ(text(make(Op::subtract, {here(until), here(from)})), "H5-G5");
  EXPECT_EQ(text(make(Op::months_between, {here(from), here(until)})), "DATEDIF(G5,H5,\"m\")");
  EXPECT_EQ(text(make(Op::year, {here(from)})), "YEAR(G5)");
  EXPECT_EQ(text(make(Op::month, {make(Op::month_end, {here(from)})})), "MONTH(EOMONTH(G5,0))");
  EXPECT_EQ(text(make(Op::weekday, {here(from)})), "WEEKDAY(G5,2)");
}

TEST_F(SheetForm, whole_quotient_and_remainder) {
  EXPECT_EQ(text(make(Op::remainder, {make(Op::multiply, {here(count), number(100)}), b.the(days)})),
            "MOD(D5*100,days)");
  EXPECT_EQ(text(make(Op::whole_quotient, {here(count), b.the(days)})), "(D5-MOD(D5,days))/days");
  EXPECT_EQ(text(make(Op::whole_quotient, {make(Op::add, {here(count), number(1)}), number(2)})),
            "(D5+1-MOD(D5+1,2))/2");
}

TEST_F(SheetForm, negative_literals_and_brackets) {
  EXPECT_EQ(text(make(Op::add, {here(count), number(-5)})), "D5+(0-5)");
  EXPECT_EQ(text(make(Op::multiply, {here(count), number(-5)})), "D5*(0-5)");
  EXPECT_EQ(text(make(Op::divide, {here(count), make(Op::multiply, {here(count), here(count)})})),
            "D5/(D5*D5)");
  EXPECT_EQ(text(make(Op::divide, {make(Op::multiply, {here(count), here(count)}), here(count)})),
            "D5*D5/D5");
}

TEST_F(SheetForm, what_no_sheet_can_say_is_refused) {
  const ColumnId third = b.formula(claims, "third", b.graph.literal(Exact::ratio(1, 3)));
  EXPECT_THROW(static_cast<void>(sheet_text(b.graph, third, {})), Fault);
}

class NoHoles : public calc::SheetTemplate::Holes {
 public:
  std::uint32_t fill(calc::SheetFormula&, std::string_view) override { throw Fault("no holes here"); }
};

TEST(SheetTemplate, every_template_of_the_table_reads) {
  class AnyHole : public calc::SheetTemplate::Holes {
   public:
    std::uint32_t fill(calc::SheetFormula& formula, std::string_view) override {
      calc::SheetNode node;
      node.text = "7";
      formula.nodes.push_back(node);
      return static_cast<std::uint32_t>(formula.nodes.size() - 1);
    }
  };
  for (const calc::Operation& row : calc::operations) {
    if (row.sheet.empty()) continue;
    calc::SheetFormula formula;
    AnyHole holes;
    EXPECT_NO_THROW(calc::SheetTemplate::expand(row.sheet, formula, holes)) << row.name;
  }
}

TEST(SheetTemplate, what_it_cannot_read_is_a_fault) {
  for (const char* text : {"", "1+", "(1", "FOO(1)", "SUM(1", "1 + 2", "\"m", "{a", "sum(1)", "1,2"}) {
    calc::SheetFormula formula;
    NoHoles holes;
    EXPECT_THROW(calc::SheetTemplate::expand(text, formula, holes), Fault) << text;
  }
}

TEST(SheetTemplate, reads_and_prints_back) {
  GraphBuilder b;
  for (const char* text : {"1+2*3", "(1+2)*3", "1-(2-3)", "1-2-3", "2^2", "(2^2)^2", "2*2^2", "IF(1<=2,3,4)",
                           "MAX(0,MIN(1,2-1))", "DATEDIF(1,2,\"m\")", "AND(1=1,2<>3)"}) {
    calc::SheetFormula formula;
    NoHoles holes;
    formula.root = calc::SheetTemplate::expand(text, formula, holes);
    EXPECT_EQ(calc::print(formula, SheetAddresses(b.graph, 0)), text);
  }
}

}  // namespace
}  // namespace outturn::test
