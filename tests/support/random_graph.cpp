#include "tests/support/random_graph.h"

#include <stdexcept>

#include "engine/calc/sheet_evaluate.h"
#include "tests/support/random_formulas.h"

namespace outturn::test {
namespace random_graph {
namespace {

class Maker : public RandomFormulas {
 public:
  using RandomFormulas::RandomFormulas;

  calc::Run make() {
    facts();
    set_pieces();
    const FrameId frames[] = {claim_, claim_, person_, quarter_, rate_, 0};
    for (std::size_t i = 0; i < options_.formulas; ++i) formula_column(frames[pick(6)]);
    results();
    return finish();
  }

 private:
  // Blocks that every contract has in some form.
  void set_pieces() {
    count_so_far();
    capped(claim_, "contract", n_, none, contract_cap_);
    capped(claim_, "person", n_, before_, participant_cap_);
    balance();
    by_quarter();
  }

  void count_so_far() {
    const ColumnId count = b_.open(claim_, "claim.count_so_far", calc::whole_type);
    const NodeId before =
        b_.graph.make(Op::choose, {b_.graph.make(Op::equal, {b_.here(before_), b_.number(0)}), b_.number(0),
                                   b_.graph.linked(Op::earlier, count, b_.here(before_))});
    b_.graph.set_formula(count, b_.graph.make(Op::add, {before, b_.number(1)}));
    leaf(count, static_cast<double>(rows(claim_)), Unit::plain);
  }

  /// What is due, cut by a cap over the rows before (of the same person, when a link is given).
  void capped(FrameId frame, const std::string& name, ColumnId n, ColumnId link, ColumnId cap) {
    const Part due = money(frame, 2, 2);
    const ColumnId asked = b_.formula(frame, name + ".due", fit(due.node, 2));
    leaf(asked, due.size);
    const ColumnId before = b_.open(frame, name + ".before", calc::decimal_type(2));
    const ColumnId paid = b_.open(frame, name + ".paid", calc::decimal_type(2));
    const auto earlier = [&](ColumnId column) {
      return link == none ? b_.above(column) : b_.graph.linked(Op::earlier, column, b_.here(link));
    };
    const NodeId none_before =
        link == none ? is_first(n) : b_.graph.make(Op::equal, {b_.here(link), b_.number(0)});
    b_.graph.set_formula(
        before, b_.graph.make(Op::choose, {none_before, b_.number(0),
                                           b_.graph.make(Op::add, {earlier(before), earlier(paid)})}));
    b_.graph.set_formula(
        paid, b_.graph.make(
                  Op::greatest,
                  {b_.number(0),
                   b_.graph.make(Op::least, {b_.here(asked),
                                             b_.graph.make(Op::subtract, {b_.the(cap), b_.here(before)})})}));
    leaf(before, due.size * static_cast<double>(rows(frame)));
    leaf(paid, due.size);
  }

  /// A balance with interest: opening, interest, paid, closing.
  void balance() {
    const Type pence = calc::decimal_type(2);
    const ColumnId opening = b_.open(quarter_, "balance.opening", pence);
    const ColumnId due = b_.open(quarter_, "balance.interest", pence);
    const ColumnId paid = b_.open(quarter_, "balance.paid", pence);
    const ColumnId closing = b_.open(quarter_, "balance.closing", pence);
    const NodeId receipt = b_.here(b_.graph.find("quarter.receipt"));
    const Rounding modes[] = {Rounding::half_up, Rounding::half_even,    Rounding::down,
                              Rounding::up,      Rounding::towards_zero, Rounding::away_from_zero};
    b_.graph.set_formula(
        opening, b_.graph.make(Op::choose, {is_first(quarter_n_), b_.the(contract_cap_), b_.above(closing)}));
    b_.graph.set_formula(
        due, b_.graph.rounded(b_.graph.make(Op::multiply, {b_.here(opening), b_.the(interest_)}), 2,
                              modes[pick(6)]));
    b_.graph.set_formula(
        paid, b_.graph.make(Op::least, {receipt, b_.graph.make(Op::add, {b_.here(opening), b_.here(due)})}));
    b_.graph.set_formula(
        closing, b_.graph.make(Op::subtract,
                               {b_.graph.make(Op::add, {b_.here(opening), b_.here(due)}), b_.here(paid)}));
    for (const ColumnId column : {opening, due, paid, closing}) leaf(column, 5e8);
  }

  void by_quarter() {
    const ColumnId paid = b_.graph.find("person.paid");
    const NodeId match = b_.here(quarter_n_);
    leaf(b_.formula(quarter_, "quarter.paid", b_.graph.sum_where(paid, quarter_of_claim_, match)), 3e6);
    const ColumnId verified = b_.graph.find("claim.verified");
    leaf(b_.formula(quarter_, "quarter.verified", b_.graph.sum_where(verified, quarter_of_claim_, match)),
         static_cast<double>(rows(claim_)), Unit::plain);
    const ColumnId by_person =
        b_.formula(person_, "person.total",
                   b_.graph.sum_where(paid, person_key_, b_.here(b_.graph.frame(person_).key_column)));
    leaf(by_person, 1e6);
  }

  // Results.

  void results() {
    const ColumnId earned = b_.formula(0, "total_due", b_.graph.ref(Op::sum_of, b_.graph.find("person.due")));
    const ColumnId total =
        b_.formula(0, "total_paid", b_.graph.ref(Op::sum_of, b_.graph.find("person.paid")));
    const ColumnId claims = b_.formula(0, "claims_made", b_.graph.ref(Op::rows_of, n_));
    const ColumnId weighted = b_.formula(
        0, "events_at_price", b_.graph.product_sum(b_.graph.find("claim.quantity"), quarter_of_claim_));
    for (const ColumnId column : {earned, total}) b_.graph.column(column).unit = Unit::money;
    (void)claims;
    (void)weighted;
    calc::PaymentRecord payment;
    payment.name = "person.paid";
    payment.column = b_.graph.find("person.paid");
    payment.earned = b_.graph.find("person.due");
    payment.total = total;
    payment.earned_total = earned;
    payment.caps.push_back({"participant_cap", payment.earned, payment.column});
    record_.payments.push_back(payment);
    record_.total = total;
  }

  calc::Run finish() {
    record_.title = "Random contract " + std::to_string(options_.seed);
    record_.about = "Made by tests/random_books to compare spreadsheet programs";
    record_.currency = "GBP";
    record_.contract_file = "random.contract";
    record_.status = "draft";
    record_.engine_version = "test";
    record_.run_id = std::to_string(options_.seed);
    record_.as_at = Date{43'100};
    record_.cut_off = Date{43'100};
    record_.documents.push_back({"A", "A random contract", "nobody", "2018-01-01", "", true});
    return calc::Run{std::move(b_.graph), {}, std::move(record_)};
  }
};

/// Values a cell holds to the last digit, with room for the doubles on the way, and formulas no longer
/// than the workbook's law has them (rounding of large numbers takes longer forms).
bool in_reach(const calc::Graph& graph, const calc::Evaluation& evaluation) {
  for (ColumnId id = 0; id < graph.columns().size(); ++id) {
    const calc::Column& column = graph.column(id);
    if (column.formula != none && length_in_a_book(graph, id, evaluation.digits) > longest_formula)
      return false;
    if (column.type.kind == Kind::text) continue;
    for (std::size_t row = 0; row < graph.rows(id); ++row) {
      const double size = std::fabs(calc::cell_number(column, row));
      if (size > (column.type.kind == Kind::exact ? 1e9 : 1e12)) return false;
    }
  }
  return true;
}

}  // namespace
}  // namespace random_graph

calc::Run random_run(const RandomOptions& options) { return random_graph::Maker(options).make(); }

calc::Run settled_random_run(RandomOptions options, std::uint64_t& seed_used) {
  for (int attempt = 0; attempt < 50; ++attempt, options.seed += 1'000'003) {
    calc::Run run = random_run(options);
    Problems problems;
    run.evaluation = calc::evaluate(run.graph, "random.contract", problems);
    if (problems.has_errors()) throw std::runtime_error(render(problems.list()[0], nullptr));
    seed_used = options.seed;
    if (run.evaluation.knife_edges.empty() && random_graph::in_reach(run.graph, run.evaluation)) return run;
  }
  throw std::runtime_error("no graph without a knife-edge near seed " + std::to_string(options.seed));
}

}  // namespace outturn::test
