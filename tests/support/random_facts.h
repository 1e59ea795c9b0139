// The facts of a random contract: terms, tables, people, claims and quarters, with links and the
// live guards of links and orders. Part of random_graph.cpp, which says what it is for.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "engine/calc/record.h"
#include "tests/support/graph_builder.h"
#include "tests/support/random_graph.h"

namespace outturn::test::random_graph {

using calc::ColumnId;
using calc::FrameId;
using calc::Kind;
using calc::NodeId;
using calc::none;
using calc::Op;
using calc::Role;
using calc::Type;
using calc::Unit;

/// A column formulas may read.
struct Leaf {
  ColumnId column = none;
  FrameId frame = none;
  Type type;
  double size = 0;
  ColumnId known = none;  ///< flag of a column that may be unknown
  bool is_input = false;
};

struct Link {
  FrameId from = none;
  FrameId to = none;
  ColumnId column = none;
  bool may_be_none = false;
};

class RandomFacts {
 public:
  explicit RandomFacts(const RandomOptions& options) : options_(options), random_(options.seed) {}

 protected:
  void facts() {
    terms();
    tables();
    people();
    claims();
    quarters();
    guards();
  }

  // Chance.

  std::size_t pick(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool one_in(std::size_t count) { return pick(count) == 0; }
  template <typename T>
  const T& any(const std::vector<T>& list) {
    return list[pick(list.size())];
  }

  // Inputs.

  std::vector<std::int64_t> numbers(std::size_t rows, std::int64_t low, std::int64_t high) {
    std::vector<std::int64_t> out(rows);
    for (auto& value : out) value = one_in(6) ? std::clamp<std::int64_t>(0, low, high) : between(low, high);
    return out;
  }
  std::vector<std::int32_t> days(std::size_t rows) {
    std::vector<std::int32_t> out(rows);
    for (auto& day : out) day = static_cast<std::int32_t>(between(40'000, 43'000));
    for (auto& day : out) {
      if (one_in(5)) day = month_end(Date{day}).serial;  // 29, 30 and 31 are where dates go wrong
    }
    return out;
  }

  std::size_t rows(FrameId frame) const { return b_.graph.frame(frame).rows; }

  ColumnId input(ColumnId column, double size, Unit unit = Unit::plain) {
    calc::Column& made = b_.graph.column(column);
    made.unit = unit;
    made.meaning = "a random input";
    if (made.role == Role::term) made.clauses = {"A para " + std::to_string(column)};
    leaves_.push_back({column, made.frame, made.type, size, none, true});
    return column;
  }

  /// Some rows unknown, with the flag that says so.
  void make_nullable(ColumnId column) {
    calc::Column& made = b_.graph.column(column);
    made.values.known.assign(rows(made.frame), 1);
    for (std::size_t row = 0; row < rows(made.frame); ++row) {
      if (!one_in(4)) continue;
      made.values.known[row] = 0;
      if (!made.values.big.empty()) made.values.big[row] = 0;
      if (!made.values.small.empty()) made.values.small[row] = 0;
    }
    const FrameId frame = made.frame;
    const std::string name = made.name + "_known";
    const ColumnId known = b_.formula(frame, name, b_.graph.ref(Op::is_known, column));
    b_.graph.column(known).unit = Unit::flag;
    for (Leaf& leaf : leaves_) {
      if (leaf.column == column) leaf.known = known;
    }
    leaves_.push_back({known, frame, calc::truth_type, 1, none, false});
  }

  void terms() {
    const auto money = [&](const char* name, std::int64_t low, std::int64_t high) {
      return input(b_.term(name, 2, between(low, high)), static_cast<double>(high) / 100, Unit::money);
    };
    participant_cap_ = money("participant_cap", 100'00, 20'000'00);
    contract_cap_ = money("contract_cap", 10'000'00, 900'000'00);
    if (one_in(4)) {
      b_.graph.column(contract_cap_).values.big[0] = 90'000'000'00;
      leaves_.back().size = 9e7;
    }
    price_ = money("price_per_event", 1'00, 3'000'00);
    share_ = input(b_.term("share_paid", 4, between(1, 9'999)), 1, Unit::percent);
    trigger_ = input(b_.term("trigger_rate", 3, between(1, 300)), 0.3, Unit::percent);
    interest_ = input(b_.term("interest_rate", 4, between(1, 1'500)), 0.15, Unit::percent);
    months_ = input(b_.term("window_months", 0, between(1, 60)), 60);
    parts_ = input(b_.term("share_parts", 0, between(2, 17)), 17);
    half_unit_ = b_.term("half_unit", 3, 5);
    start_ = b_.date(0, "contract_starts", {static_cast<std::int32_t>(between(40'000, 41'000))});
    b_.graph.column(start_).role = Role::term;
    b_.graph.column(start_).clauses = {"A para 1"};
    leaves_.push_back({start_, 0, calc::date_type, 0, none, true});
  }

  FrameId frame(const char* name, const char* title, std::size_t rows, char letter) {
    const FrameId made = b_.frame(name, rows);
    calc::Frame& about = b_.graph.frame(made);
    about.title = title;
    about.meaning = std::string("One row per ") + name;
    about.keys.clear();
    for (std::size_t i = 1; i <= rows; ++i) {
      std::string digits = std::to_string(i);
      about.keys.push_back(letter + std::string(7 - digits.size(), '0') + digits);
      if (letter == 'P' || letter == 'E')
        about.source_keys.push_back("ref " + std::to_string(i * 7919 % 100'003) + "/" + std::to_string(i));
      about.lines.push_back(static_cast<std::uint32_t>(i + 1));
    }
    calc::Column key;
    key.name = std::string(name) + ".key";
    key.frame = made;
    key.type = Type{Kind::key, 0, made};
    key.unit = Unit::key;
    key.role = Role::evidence;
    for (std::size_t i = 1; i <= rows; ++i) key.values.small.push_back(static_cast<std::int32_t>(i));
    const ColumnId id = b_.graph.add_column(std::move(key));
    b_.graph.frame(made).key_column = id;
    return made;
  }

  /// Row numbers 1..n, read where a formula asks for the first row.
  ColumnId row_number(FrameId frame, const std::string& name) {
    std::vector<std::int32_t> count(rows(frame));
    for (std::size_t i = 0; i < count.size(); ++i) count[i] = static_cast<std::int32_t>(i + 1);
    const ColumnId made = b_.link(frame, name, count);
    b_.graph.frame(frame).row_number = made;
    numbered_.push_back({frame, made});
    return made;
  }

  void tables() {
    rate_ = frame("rate", "Rates", static_cast<std::size_t>(between(2, 9)), 'R');
    b_.graph.frame(rate_).is_table = true;
    input(b_.decimal(rate_, "rate.price", 2, numbers(rows(rate_), 0, 5'000'00)), 5'000, Unit::money);
    input(b_.whole(rate_, "rate.most_times", numbers(rows(rate_), 1, 4)), 4);
    input(b_.decimal(rate_, "rate.weight", 3, numbers(rows(rate_), 0, 1'000)), 1);
    band_ = frame("band", "Bands", static_cast<std::size_t>(between(2, 7)), 'B');
    b_.graph.frame(band_).is_table = true;
    // Edges halfway between values of two places: searched with values of two places only.
    std::vector<std::int64_t> from(rows(band_), -1'000'000'000'00);
    for (std::size_t i = 1; i < from.size(); ++i)
      from[i] = (i == 1 ? 0 : from[i - 1]) + between(1, 9'000) * 10;
    const ColumnId start = b_.decimal(band_, "band.from", 2, from);
    b_.graph.column(start).role = Role::term;
    edge_ = b_.formula(band_, "band.edge", b_.graph.make(Op::subtract, {b_.here(start), b_.the(half_unit_)}));
    input(b_.decimal(band_, "band.pays", 2, numbers(rows(band_), 0, 90'000'00)), 90'000, Unit::money);
  }

  void people() {
    person_ = frame("person", "People",
                    static_cast<std::size_t>(
                        between(1, static_cast<std::int64_t>(std::max<std::size_t>(2, options_.claims / 4)))),
                    'P');
    const std::size_t n = rows(person_);
    input(b_.date(person_, "person.start", days(n)), 0, Unit::date);
    const ColumnId left = input(b_.date(person_, "person.left", days(n)), 0, Unit::date);
    input(b_.whole(person_, "person.events", numbers(n, 0, 30)), 30);
    input(b_.truth(person_, "person.accepted", flags(n)), 1, Unit::flag);
    input(b_.decimal(person_, "person.rate_before", 4, numbers(n, 1, 30'000)), 3, Unit::percent);
    const ColumnId score = input(b_.decimal(person_, "person.score", 2, numbers(n, -5'000, 5'000)), 50);
    input(b_.exact(person_, "person.weight", ratios(n)), 1);
    make_nullable(left);
    if (one_in(2)) make_nullable(score);
  }

  std::vector<std::uint8_t> flags(std::size_t n) {
    std::vector<std::uint8_t> out(n);
    for (auto& flag : out) flag = one_in(3) ? 0 : 1;
    return out;
  }
  /// Decimals of many places: an analyst's evidence, at most 15 digits.
  std::vector<Exact> ratios(std::size_t n) {
    std::vector<Exact> out(n);
    for (auto& value : out) value = Exact::scaled(between(0, 1'000'000'000'000), 12);
    return out;
  }

  void claims() {
    claim_ = frame("claim", "Claims",
                   static_cast<std::size_t>(between(1, static_cast<std::int64_t>(options_.claims))), 'E');
    const std::size_t n = rows(claim_);
    std::vector<std::int32_t> achieved = days(n);
    std::sort(achieved.begin(), achieved.end());
    input(b_.date(claim_, "claim.achieved", achieved), 0, Unit::date);
    claim_date_ = leaves_.back().column;
    std::vector<std::int32_t> of(n), card(n), before(n, 0), count(n);
    std::vector<std::int32_t> last(rows(person_), 0);
    for (std::size_t i = 0; i < n; ++i) {
      of[i] = static_cast<std::int32_t>(between(1, static_cast<std::int64_t>(rows(person_))));
      card[i] = static_cast<std::int32_t>(between(1, static_cast<std::int64_t>(rows(rate_))));
      before[i] = std::exchange(last[static_cast<std::size_t>(of[i] - 1)], static_cast<std::int32_t>(i + 1));
    }
    n_ = row_number(claim_, "claim.n");
    person_key_ = input(b_.key(claim_, "claim.person", person_, of), 0, Unit::key);
    link(claim_, person_, "claim.person_row", of, false);
    link(claim_, rate_, "claim.rate_row", card, false);
    before_ = b_.link(claim_, "claim.earlier_of_person", before);
    last_claim_ = link(person_, claim_, "person.last_claim_row", last, true);
    quantity_ = input(b_.whole(claim_, "claim.quantity", numbers(n, 0, 40)), 40);
    const ColumnId amount =
        input(b_.decimal(claim_, "claim.amount", 2, numbers(n, -20'000'00, 90'000'00)), 90'000, Unit::money);
    const ColumnId rate = input(b_.decimal(claim_, "claim.rate", 3, numbers(n, 0, 1'000)), 1, Unit::percent);
    input(b_.truth(claim_, "claim.verified", flags(n)), 1, Unit::flag);
    if (one_in(2)) make_nullable(amount);
    if (one_in(3)) make_nullable(rate);
    words(claim_, "claim.note");
  }

  void words(FrameId frame, const std::string& name) {
    calc::Column made;
    made.name = name;
    made.frame = frame;
    made.type = Type{Kind::text, 0, none};
    made.unit = Unit::words;
    made.role = Role::evidence;
    made.values.dictionary = {"plain", "O'Brien & S\u00f6hne", "<b>not bold</b>", "two, \"quoted\"", "1E5",
                              "TRUE"};
    for (std::size_t i = 0; i < rows(frame); ++i)
      made.values.small.push_back(static_cast<std::int32_t>(pick(6)));
    b_.graph.add_column(std::move(made));
  }

  ColumnId link(FrameId from, FrameId to, const std::string& name, const std::vector<std::int32_t>& rows,
                bool may_be_none) {
    const ColumnId made = b_.link(from, name, rows);
    links_.push_back({from, to, made, may_be_none});
    return made;
  }

  void quarters() {
    quarter_ = frame("quarter", "Quarters", static_cast<std::size_t>(between(2, 12)), 'Q');
    quarter_n_ = row_number(quarter_, "quarter.n");
    std::vector<std::int32_t> first(rows(quarter_));
    for (std::size_t i = 0; i < first.size(); ++i) first[i] = static_cast<std::int32_t>(39'000 + i * 400);
    const ColumnId from = input(b_.date(quarter_, "quarter.from", first), 0, Unit::date);
    input(b_.decimal(quarter_, "quarter.receipt", 2, numbers(rows(quarter_), 0, 300'000'00)), 300'000,
          Unit::money);
    input(b_.whole(quarter_, "quarter.count_avoided", numbers(rows(quarter_), 0, 400)), 400);
    quarter_of_claim_ =
        b_.formula(claim_, "claim.quarter_row", b_.graph.linked(Op::band_row, from, b_.here(claim_date_)));
    links_.push_back({claim_, quarter_, quarter_of_claim_, false});
  }

  // Live guards of links and orders.

  void check(FrameId frame, const std::string& name, NodeId held, const std::string& what) {
    const ColumnId made = b_.formula(frame, name, held);
    b_.graph.column(made).role = Role::check;
    b_.graph.column(made).unit = Unit::flag;
    record_.checks.push_back({made, what});
  }

  NodeId is_first(ColumnId n) { return b_.graph.make(Op::equal, {b_.here(n), b_.number(1)}); }

  void guards() {
    check(claim_, "claim.in_order",
          b_.graph.make(Op::choose,
                        {is_first(n_), b_.graph.truth(true),
                         b_.graph.make(Op::at_least, {b_.here(claim_date_), b_.above(claim_date_)})}),
          "claims stand in order of date");
    const NodeId person_of =
        b_.graph.linked(Op::at_row, b_.graph.frame(person_).key_column, b_.here(links_[0].column));
    check(claim_, "claim.person_ok", b_.graph.make(Op::equal, {person_of, b_.here(person_key_)}),
          "claims point to their person");
    const NodeId safe = b_.graph.make(Op::greatest, {b_.number(1), b_.here(last_claim_)});
    check(
        person_, "person.last_ok",
        b_.graph.make(Op::either, {b_.graph.make(Op::equal, {b_.here(last_claim_), b_.number(0)}),
                                   b_.graph.make(Op::equal, {b_.graph.linked(Op::at_row, person_key_, safe),
                                                             b_.here(b_.graph.frame(person_).key_column)})}),
        "people point to their last claim");
  }

  /// A calculated column that formulas may read from now on.
  void leaf(ColumnId column, double size, Unit unit = Unit::money) {
    b_.graph.column(column).unit = unit;
    b_.graph.column(column).clauses = {"A para 2." + std::to_string(column % 9 + 1)};
    leaves_.push_back(
        {column, b_.graph.column(column).frame, b_.graph.column(column).type, size, none, false});
  }

  RandomOptions options_;
  std::mt19937_64 random_;
  GraphBuilder b_;
  calc::Record record_;
  std::vector<Leaf> leaves_;
  std::vector<Link> links_;
  std::vector<std::pair<FrameId, ColumnId>> numbered_;
  FrameId rate_ = none, band_ = none, person_ = none, claim_ = none, quarter_ = none;
  ColumnId participant_cap_ = none, contract_cap_ = none, price_ = none, share_ = none, trigger_ = none,
           interest_ = none;
  ColumnId months_ = none, parts_ = none, half_unit_ = none, start_ = none, edge_ = none;
  ColumnId n_ = none, person_key_ = none, before_ = none, last_claim_ = none, quantity_ = none,
           claim_date_ = none;
  ColumnId quarter_n_ = none, quarter_of_claim_ = none;
};

}  // namespace outturn::test::random_graph
