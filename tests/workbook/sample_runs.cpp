#include "tests/workbook/sample_runs.h"

#include <algorithm>
#include <map>

namespace outturn::workbook_tests {

using calc::ColumnId;
using calc::decimal_type;
using calc::FrameId;
using calc::Kind;
using calc::NodeId;
using calc::Op;
using calc::Role;
using calc::Type;
using calc::Unit;

namespace {

const Type money{Kind::decimal, 2, calc::none};

}  // namespace

calc::Run peterborough() {
  Builder b;
  calc::Graph& g = b.run.graph;
  b.run.record.title = "HMP Peterborough resettlement pilot";
  const Type percent{Kind::decimal, 4, calc::none};
  const ColumnId price = b.term("price_per_event", money, Unit::money, 200'000, "A Sch 3 para 3.1");
  const ColumnId trigger = b.term("cohort_trigger", percent, Unit::percent, 1'000, "A Sch 3 para 2.1");
  const ColumnId overall = b.term("overall_trigger", percent, Unit::percent, 750, "A Sch 3 para 2.4");
  const ColumnId per = b.term("people_per_rate", calc::whole_type, Unit::plain, 100, "A Sch 3 para 2.1");
  const ColumnId pooling = b.term("pooling", calc::whole_type, Unit::plain, 2, "assumption pooling");
  const FrameId cohort = b.frame("cohort", "Cohorts", 2, "C");
  const ColumnId people = b.input(cohort, "people", calc::whole_type, Unit::plain, {1'000, 1'000});
  const ColumnId rate = b.input(cohort, "actual_rate", decimal_type(0), Unit::plain, {142, 141});
  const ColumnId expected =
      b.input(cohort, "comparison_rate", decimal_type(0), Unit::plain, {155, 157}, Role::method);
  const ColumnId actual_events = b.formula(
      cohort, "actual_events", calc::exact_type, Unit::plain,
      g.make(Op::divide, {g.make(Op::multiply, {b.at(rate), b.at(people)}), b.one(per)}), "A Sch 3 para 2.1");
  const ColumnId expected_events =
      b.formula(cohort, "expected_events", calc::exact_type, Unit::plain,
                g.make(Op::divide, {g.make(Op::multiply, {b.at(expected), b.at(people)}), b.one(per)}),
                "A Sch 3 para 2.1");
  const ColumnId avoided = b.formula(
      cohort, "events_avoided", calc::whole_type, Unit::plain,
      g.rounded(g.make(Op::subtract, {b.at(expected_events), b.at(actual_events)}), 0, Rounding::down),
      "A Sch 3 para 3.1");
  const ColumnId reduction = b.formula(
      cohort, "reduction", percent, Unit::percent,
      g.rounded(g.make(Op::divide, {g.make(Op::subtract, {b.at(expected_events), b.at(actual_events)}),
                                    b.at(expected_events)}),
                4, Rounding::half_up),
      "A Sch 3 para 2.2");
  const ColumnId paid =
      b.formula(cohort, "cohort_payment", money, Unit::money,
                g.make(Op::choose, {g.make(Op::at_least, {b.at(reduction), b.one(trigger)}),
                                    g.make(Op::multiply, {b.one(price), b.at(avoided)}), b.whole(0)}),
                "A Sch 3 para 3.1");
  const FrameId s = b.scalars();
  const ColumnId any = b.formula(s, "cohorts_total", money, Unit::money, g.ref(Op::sum_of, paid));
  const ColumnId by_events =
      b.formula(s, "reduction_by_events", percent, Unit::percent,
                g.rounded(g.make(Op::divide, {g.make(Op::subtract, {g.ref(Op::sum_of, expected_events),
                                                                    g.ref(Op::sum_of, actual_events)}),
                                              g.ref(Op::sum_of, expected_events)}),
                          4, Rounding::half_up));
  const ColumnId by_size =
      b.formula(s, "reduction_by_size", percent, Unit::percent,
                g.rounded(g.make(Op::divide, {g.product_sum(reduction, people), g.ref(Op::sum_of, people)}),
                          4, Rounding::half_up));
  const ColumnId pooled = b.formula(
      s, "overall_reduction", percent, Unit::percent,
      g.make(Op::choose, {g.make(Op::equal, {b.one(pooling), b.whole(1)}), b.one(by_events), b.one(by_size)}),
      "A Sch 3 para 2.4");
  const ColumnId due = b.formula(
      s, "final_payment", money, Unit::money,
      g.make(Op::choose, {g.make(Op::both, {g.make(Op::equal, {b.one(any), b.whole(0)}),
                                            g.make(Op::at_least, {b.one(pooled), b.one(overall)})}),
                          g.make(Op::multiply, {b.one(price), g.ref(Op::sum_of, avoided)}), b.whole(0)}),
      "A Sch 3 para 3.4");
  const ColumnId total =
      b.formula(s, "total_payment", money, Unit::money, g.make(Op::add, {b.one(any), b.one(due)}));
  b.run.record.total = total;
  b.run.record.payments = {{"cohort_payment", paid, paid, calc::none, any, any, calc::none, {}},
                           {"final_payment", due, due, calc::none, due, due, calc::none, {}}};
  calc::AssumptionRecord assumption;
  assumption.name = "pooling";
  assumption.question = "Is the pooled reduction weighted by events or by size of cohort?";
  assumption.because = "The published 9.02% follows only from weighting by size.";
  assumption.readings = {"pooled over all events", "pooled by size of cohort, from rounded reductions"};
  assumption.reading_names = {"by_events", "by_size"};
  assumption.used = 2;
  assumption.clauses = {"A Sch 3 para 2.4"};
  assumption.term = pooling;
  assumption.payment_under = {"£580,000.00", "£580,000.00"};
  b.run.record.assumptions = {assumption};
  return b.finish();
}

namespace {

struct Claims {
  std::vector<std::int64_t> person, code, achieved, verified, same_both, same_person;
};

/// Five outcomes a person, in date order, by a fixed arithmetic of the row number.
Claims claims_of(std::size_t people, std::size_t codes) {
  struct One {
    std::int64_t date, person, code, verified;
  };
  std::vector<One> all;
  std::uint64_t seed = 12'345;
  const auto next = [&](std::uint64_t below) {
    seed = seed * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
    return static_cast<std::int64_t>((seed >> 33) % below);
  };
  for (std::size_t i = 0; i < people * 5; ++i) {
    all.push_back(
        {41'300 + next(1'000), static_cast<std::int64_t>(i / 5) + 1, next(codes) + 1, next(10) > 0 ? 1 : 0});
  }
  std::stable_sort(all.begin(), all.end(), [](const One& a, const One& b) { return a.date < b.date; });
  Claims out;
  std::map<std::int64_t, std::int64_t> last_both, last_person;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const One& one = all[i];
    out.person.push_back(one.person);
    out.code.push_back(one.code);
    out.achieved.push_back(one.date);
    out.verified.push_back(one.verified);
    std::int64_t& both = last_both[one.person * 100 + one.code];
    std::int64_t& person = last_person[one.person];
    out.same_both.push_back(both);
    out.same_person.push_back(person);
    both = person = static_cast<std::int64_t>(i) + 1;
  }
  return out;
}

std::vector<std::int64_t> counted_to(std::size_t rows) {
  std::vector<std::int64_t> out;
  for (std::size_t i = 1; i <= rows; ++i) out.push_back(static_cast<std::int64_t>(i));
  return out;
}

}  // namespace

calc::Run innovation_fund(std::size_t people, bool with_unknown) {
  Builder b;
  calc::Graph& g = b.run.graph;
  b.run.record.title = "DWP Innovation Fund pilot, round 2";
  const ColumnId person_cap = b.term("participant_cap", money, Unit::money, 1'170'000, "C Sch 3 para 4.5");
  const ColumnId contract_cap = b.term("contract_cap", money, Unit::money,
                                       static_cast<std::int64_t>(people) * 340'000, "C Sch 3 para 5");
  const ColumnId window = b.term("window_months", calc::whole_type, Unit::plain, 42, "C Sch 3 para 4.2");

  const std::vector<std::string> codes{"ATT", "BEH", "EMP13", "EMP26", "ENTRY", "L2"};
  const FrameId card = b.frame("outcome", "Rates outcomes", codes.size(), "R", true);
  g.frame(card).keys = codes;
  g.frame(card).meaning = "The rate card: one row per outcome with its price";
  const ColumnId code_key = b.input(card, "outcomes.code", Type{Kind::key, 0, card}, Unit::key,
                                    counted_to(codes.size()), Role::term);
  g.frame(card).key_column = code_key;
  const ColumnId price = b.input(card, "outcomes.price", money, Unit::money,
                                 {140'000, 130'000, 350'000, 200'000, 90'000, 330'000}, Role::term);

  const FrameId person = b.frame("person", "People", people, "P");
  g.frame(person).meaning = "One row per participant";
  for (std::size_t i = 0; i < people; ++i)
    g.frame(person).source_keys.push_back("YP-" + std::to_string(1'000 + i * 7));
  const ColumnId person_key =
      b.input(person, "people.person", Type{Kind::key, 0, person}, Unit::key, counted_to(people));
  g.frame(person).key_column = person_key;
  std::vector<std::int64_t> starts;
  for (std::size_t i = 0; i < people; ++i) starts.push_back(41'214 + static_cast<std::int64_t>(i * 37 % 600));
  const ColumnId start = b.input(person, "people.start_date", calc::date_type, Unit::date, starts);

  const Claims rows = claims_of(people, codes.size());
  const FrameId claim = b.frame("claim", "Claims", rows.person.size(), "C");
  g.frame(claim).meaning = "One row per outcome claimed";
  g.frame(claim).order = "achieved date, key";
  const ColumnId who = b.input(claim, "claims.person", Type{Kind::key, 0, person}, Unit::key, rows.person);
  b.input(claim, "claims.code", Type{Kind::key, 0, card}, Unit::key, rows.code);
  const ColumnId achieved =
      b.input(claim, "claims.achieved_date", calc::date_type, Unit::date, rows.achieved);
  const ColumnId verified = b.input(claim, "claims.verified", calc::truth_type, Unit::flag, rows.verified);
  const ColumnId number = b.input(claim, "claims.row", calc::whole_type, Unit::row_number,
                                  counted_to(rows.person.size()), Role::link);
  g.frame(claim).row_number = number;
  const ColumnId who_row =
      b.input(claim, "claims.person_row", calc::whole_type, Unit::row_number, rows.person, Role::link);
  const ColumnId code_row =
      b.input(claim, "claims.code_row", calc::whole_type, Unit::row_number, rows.code, Role::link);
  const ColumnId same_both = b.input(claim, "claims.previous_same_person_and_code", calc::whole_type,
                                     Unit::row_number, rows.same_both, Role::link);
  const ColumnId same_person = b.input(claim, "claims.previous_same_person", calc::whole_type,
                                       Unit::row_number, rows.same_person, Role::link);
  for (const auto& [id, title] :
       std::vector<std::pair<ColumnId, std::string>>{{number, "Row"},
                                                     {who_row, "Row of the person"},
                                                     {code_row, "Row of the rate card"},
                                                     {same_both, "Row above of the same person and code"},
                                                     {same_person, "Row above of the same person"}}) {
    g.column(id).title = title;
  }
  if (with_unknown) {
    g.column(achieved).values.known.assign(rows.person.size(), 1);
    g.column(achieved).values.known[3] = 0;
    g.column(achieved).values.small[3] = 0;
  }

  const ColumnId last_date =
      b.formula(person, "last_date", calc::date_type, Unit::date,
                g.make(Op::add_months, {b.at(start), b.one(window)}), "C Sch 3 para 4.2");
  const ColumnId known =
      b.formula(claim, "evidence_known", calc::truth_type, Unit::flag, g.ref(Op::is_known, achieved));
  const NodeId in_time =
      g.make(Op::at_most, {b.at(achieved), g.linked(Op::at_row, last_date, b.at(who_row))});
  const ColumnId in_window =
      b.formula(claim, "in_window", calc::truth_type, Unit::flag,
                g.make(Op::choose, {b.at(known), in_time, g.truth(false)}), "C Sch 3 para 4.2");
  const ColumnId blocked =
      b.formula(claim, "blocked", calc::truth_type, Unit::flag, g.make(Op::no, {b.at(known)}));
  const ColumnId row_price = b.formula(claim, "price", money, Unit::money,
                                       g.linked(Op::at_row, price, b.at(code_row)), "C Sch 3 para 4.1");
  const ColumnId eligible =
      b.formula(claim, "eligible", calc::truth_type, Unit::flag,
                g.make(Op::both, {b.at(verified), b.at(in_window)}), "C Sch 3 para 4.2");
  const ColumnId so_far =
      b.open_column(claim, "count_so_far", calc::whole_type, Unit::plain, "C Sch 3 para 4.3");
  const auto linked = [&](ColumnId link, NodeId value) {
    return g.make(Op::choose, {g.make(Op::equal, {b.at(link), b.whole(0)}), b.whole(0), value});
  };
  g.set_formula(so_far, g.make(Op::add, {linked(same_both, g.linked(Op::earlier, so_far, b.at(same_both))),
                                         g.make(Op::choose, {b.at(eligible), b.whole(1), b.whole(0)})}));
  const ColumnId first = b.formula(
      claim, "first", calc::truth_type, Unit::flag,
      g.make(Op::both, {b.at(eligible), g.make(Op::equal, {b.at(so_far), b.whole(1)})}), "C Sch 3 para 4.3");
  const ColumnId earned =
      b.formula(claim, "earned", money, Unit::money,
                g.make(Op::choose, {b.at(first), b.at(row_price), b.whole(0)}), "C Sch 3 para 4.2");
  const ColumnId person_before =
      b.open_column(claim, "person_before", money, Unit::money, "C Sch 3 para 4.5");
  const ColumnId after_person =
      b.open_column(claim, "after_participant_cap", money, Unit::money, "C Sch 3 para 4.5");
  g.set_formula(
      person_before,
      linked(same_person, g.make(Op::add, {g.linked(Op::earlier, person_before, b.at(same_person)),
                                           g.linked(Op::earlier, after_person, b.at(same_person))})));
  const auto capped = [&](NodeId amount, ColumnId cap, ColumnId before) {
    return g.make(
        Op::greatest,
        {b.whole(0), g.make(Op::least, {amount, g.make(Op::subtract, {b.one(cap), b.at(before)})})});
  };
  g.set_formula(after_person, capped(b.at(earned), person_cap, person_before));
  const ColumnId before = b.open_column(claim, "contract_before", money, Unit::money, "C Sch 3 para 5");
  const ColumnId payable = b.open_column(claim, "outcome_payment", money, Unit::money, "C Sch 3 para 5");
  g.set_formula(before, g.make(Op::choose, {g.make(Op::equal, {b.at(number), b.whole(1)}), b.whole(0),
                                            g.make(Op::add, {b.above(before), b.above(payable)})}));
  g.set_formula(payable, capped(b.at(after_person), contract_cap, before));
  const ColumnId link_ok =
      b.formula(claim, "person_row_ok", calc::truth_type, Unit::flag,
                g.make(Op::equal, {g.linked(Op::at_row, person_key, b.at(who_row)), b.at(who)}));
  b.check(link_ok, "Each claim's row of the person is that person's");
  if (!with_unknown) {
    const ColumnId order_ok =
        b.formula(claim, "in_order", calc::truth_type, Unit::flag,
                  g.make(Op::choose, {g.make(Op::equal, {b.at(number), b.whole(1)}), g.truth(true),
                                      g.make(Op::at_least, {b.at(achieved), b.above(achieved)})}));
    b.check(order_ok, "Claims stand in date order");
  }
  const FrameId s = b.scalars();
  const ColumnId earned_total =
      b.formula(s, "earned_total", money, Unit::money, g.ref(Op::sum_of, earned), "C Sch 3 para 4.2");
  const ColumnId total =
      b.formula(s, "payment_total", money, Unit::money, g.ref(Op::sum_of, payable), "C Sch 3 para 5");
  const ColumnId blocked_total =
      b.formula(s, "blocked_claims", calc::whole_type, Unit::plain, g.ref(Op::sum_of, blocked));
  b.run.record.total = total;
  b.run.record.payments = {
      {"outcome_payment",
       payable,
       earned,
       calc::none,
       blocked,
       total,
       earned_total,
       calc::none,
       calc::none,
       blocked_total,
       {{"participant_cap", earned, after_person}, {"contract_cap", after_person, payable}}}};
  b.run.record.control_totals = {{verified, Exact(std::count(rows.verified.begin(), rows.verified.end(), 1)),
                                  "Verified claims in the evidence file"}};
  return b.finish();
}

calc::Run bands() {
  Builder b;
  calc::Graph& g = b.run.graph;
  b.run.record.title = "NYC ABLE, Rikers Island";
  const Type percent{Kind::decimal, 3, calc::none};
  const ColumnId half_unit = b.term("half_unit", decimal_type(4), Unit::percent, 5, "A para 3");
  const FrameId band = b.frame("band", "Bands reduction", 4, "B", true);
  const ColumnId from =
      b.input(band, "bands.from", percent, Unit::percent, {-999'999'000, 85, 110, 200}, Role::term);
  const ColumnId pays = b.input(band, "bands.pays", money, Unit::money,
                                {0, 480'000'000, 960'000'000, 1'171'200'000}, Role::term);
  const ColumnId edge = b.formula(band, "bands.edge", decimal_type(4), Unit::percent,
                                  g.make(Op::subtract, {b.at(from), b.one(half_unit)}));
  const FrameId scenario = b.frame("scenario", "Scenarios", 6, "S");
  const ColumnId reduction =
      b.input(scenario, "reduction", percent, Unit::percent, {0, 84, 85, 109, 110, 250});
  const ColumnId row = b.formula(scenario, "band_row", calc::whole_type, Unit::row_number,
                                 g.linked(Op::band_row, edge, b.at(reduction)));
  const ColumnId payment = b.formula(scenario, "city_payment", money, Unit::money,
                                     g.linked(Op::at_row, pays, b.at(row)), "A para 4");
  const ColumnId total = b.formula(b.scalars(), "total", money, Unit::money, g.ref(Op::sum_of, payment));
  b.run.record.total = total;
  b.run.record.payments = {{"city_payment", payment, payment, calc::none, total, total, calc::none, {}}};
  return b.finish();
}

}  // namespace outturn::workbook_tests
