#include "tests/support/random_graph.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <stdexcept>
#include <utility>

#include "engine/calc/sheet_evaluate.h"
#include "tests/support/graph_builder.h"

namespace outturn::test {
namespace {

using calc::ColumnId;
using calc::FrameId;
using calc::Kind;
using calc::NodeId;
using calc::none;
using calc::Op;
using calc::Role;
using calc::Type;
using calc::Unit;

/// A formula being made and the largest size its value can have.
struct Part {
  NodeId node = none;
  double size = 0;
};

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

constexpr double largest_money = 2e8;
constexpr double largest_whole = 1e7;
constexpr std::size_t longest_formula = 190;

/// Characters of the formula wherever the workbook puts its sources ("'Quarters 2'!", row 12345).
std::size_t length_in_a_book(const calc::Graph& graph, ColumnId column,
                             const std::vector<std::uint8_t>& digits) {
  const std::string text = sheet_text(graph, column, digits);
  std::size_t sheets = static_cast<std::size_t>(std::count(text.begin(), text.end(), '!')) * 6;
  for (const calc::Use& use : calc::uses(graph, graph.column(column).formula)) {
    sheets += use.op == Op::this_row || use.op == Op::previous ? 18 : use.op == Op::scalar ? 0 : 4;
  }
  return text.size() + sheets;
}

class Maker {
 public:
  explicit Maker(const RandomOptions& options) : options_(options), random_(options.seed) {}

  calc::Run make() {
    terms();
    tables();
    people();
    claims();
    quarters();
    guards();
    set_pieces();
    const FrameId frames[] = {claim_, claim_, person_, quarter_, rate_, 0};
    for (std::size_t i = 0; i < options_.formulas; ++i) formula_column(frames[pick(6)]);
    results();
    return finish();
  }

 private:
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

  // Blocks that every contract has in some form.

  void leaf(ColumnId column, double size, Unit unit = Unit::money) {
    b_.graph.column(column).unit = unit;
    b_.graph.column(column).clauses = {"A para 2." + std::to_string(column % 9 + 1)};
    leaves_.push_back(
        {column, b_.graph.column(column).frame, b_.graph.column(column).type, size, none, false});
  }

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
    const Rounding modes[] = {Rounding::half_up, Rounding::down, Rounding::up, Rounding::towards_zero,
                              Rounding::away_from_zero};
    b_.graph.set_formula(
        opening, b_.graph.make(Op::choose, {is_first(quarter_n_), b_.the(contract_cap_), b_.above(closing)}));
    b_.graph.set_formula(
        due, b_.graph.rounded(b_.graph.make(Op::multiply, {b_.here(opening), b_.the(interest_)}), 2,
                              modes[pick(5)]));
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

  // Random formulas.

  void formula_column(FrameId frame) {
    const std::size_t kind = pick(10);
    Part made;
    if (kind < 4)
      made = money(frame, 2, 3);
    else if (kind < 6)
      made = whole(frame, 3);
    else if (kind == 6)
      made = {date(frame, 2), 0};
    else if (kind == 7)
      made = {truth(frame, 3), 1};
    else if (kind == 8)
      made = money(frame, 4, 2);
    else
      made = unrounded(frame, 2);
    const Type type = b_.graph.node(made.node).type;
    const bool reads_nothing = calc::uses(b_.graph, made.node).empty();
    if (reads_nothing || made.size > largest_money) return;
    const std::string name =
        (frame == 0 ? "figure_" : b_.graph.frame(frame).name + ".figure_") + std::to_string(++figures_);
    const ColumnId column = b_.formula(frame, name, made.node);
    if (length_in_a_book(b_.graph, column, {}) > longest_formula) {  // too long to read: say less
      const NodeId less = frame == 0 ? b_.the(start_) : b_.here(b_.graph.frame(frame).key_column);
      b_.graph.column(column).type = b_.graph.node(less).type;
      b_.graph.column(column).unit = frame == 0 ? Unit::date : Unit::key;
      b_.graph.set_formula(column, less);
      return;
    }
    const Unit unit = type.kind == Kind::truth                         ? Unit::flag
                      : type.kind == Kind::date                        ? Unit::date
                      : type.kind == Kind::decimal && type.places == 2 ? Unit::money
                      : type.kind == Kind::decimal && one_in(2)        ? Unit::percent
                                                                       : Unit::plain;
    leaf(column, made.size, unit);
  }

  /// The leaf as read from `frame`; nothing when there is no way to it.
  std::optional<NodeId> read(const Leaf& leaf, FrameId frame) {
    const auto guarded = [&](NodeId condition_unmet, NodeId value) {
      return b_.graph.make(Op::choose, {condition_unmet, zero(leaf.type), value});
    };
    if (leaf.frame == 0) {
      return frame == 0 ? b_.graph.ref(Op::this_row, leaf.column) : b_.the(leaf.column);
    }
    if (leaf.frame == frame) {
      if (leaf.known != none)
        return b_.graph.make(Op::choose, {b_.here(leaf.known), b_.here(leaf.column), zero(leaf.type)});
      if (frame == claim_ && one_in(12)) {
        return guarded(b_.graph.make(Op::equal, {b_.here(before_), b_.number(0)}),
                       b_.graph.linked(Op::earlier, leaf.column, b_.here(before_)));
      }
      for (const auto& [numbered, n] : numbered_) {
        if (numbered == frame && one_in(12)) return guarded(is_first(n), b_.above(leaf.column));
      }
      return b_.here(leaf.column);
    }
    if (leaf.known != none) return std::nullopt;
    for (const Link& link : links_) {
      if (link.from != frame || link.to != leaf.frame) continue;
      const NodeId at = b_.graph.linked(Op::at_row, leaf.column, b_.here(link.column));
      return link.may_be_none ? guarded(b_.graph.make(Op::equal, {b_.here(link.column), b_.number(0)}), at)
                              : at;
    }
    if (leaf.frame == rate_ || leaf.frame == band_) {
      return b_.graph.cell(
          leaf.column, static_cast<std::uint32_t>(between(1, static_cast<std::int64_t>(rows(leaf.frame)))));
    }
    return std::nullopt;
  }

  NodeId zero(Type type) {
    if (type.kind == Kind::truth) return b_.graph.truth(false);
    if (type.kind == Kind::date) return b_.the(start_);
    return b_.number(0);
  }

  /// A leaf of the wanted kind; no more than `places` for decimals.
  std::optional<Part> any_leaf(FrameId frame, Kind kind, int places, double most) {
    for (int attempt = 0; attempt < 30; ++attempt) {
      const Leaf& leaf = any(leaves_);
      const bool fits = leaf.type.kind == kind && leaf.type.places <= places && leaf.size <= most;
      if (!fits) continue;
      if (frame == 0 && leaf.frame != 0) {
        if (auto total = whole_column(leaf, most)) return total;
        continue;
      }
      if (const auto node = read(leaf, frame)) return Part{*node, leaf.size};
    }
    return std::nullopt;
  }

  /// One number of a whole column, for single values.
  std::optional<Part> whole_column(const Leaf& leaf, double most) {
    if (leaf.known != none || leaf.type.kind == Kind::date || leaf.type.kind == Kind::key)
      return std::nullopt;
    const double count = static_cast<double>(rows(leaf.frame));
    const bool sums = leaf.type.kind == Kind::truth || one_in(2);
    if (sums && leaf.type.kind != Kind::truth && leaf.size * count <= most)
      return Part{b_.graph.ref(Op::sum_of, leaf.column), leaf.size * count};
    if (leaf.type.kind == Kind::truth) return std::nullopt;  // a count is a whole number
    return Part{b_.graph.ref(one_in(2) ? Op::least_of : Op::greatest_of, leaf.column), leaf.size};
  }

  Part small_constant() {
    const std::int64_t value = between(0, 2);
    return {b_.number(value), static_cast<double>(value)};
  }

  /// Two places or whatever is wanted, from a decimal with fewer.
  NodeId fit(NodeId node, int places) {
    const Type have = b_.graph.node(node).type;
    return have == calc::decimal_type(places)
               ? node
               : b_.graph.make(Op::add, {node, b_.graph.rounded(b_.number(0), places, Rounding::half_up)});
  }

  Part whole(FrameId frame, int depth) {
    if (depth == 0 || one_in(5)) {
      if (const auto found = any_leaf(frame, Kind::whole, 0, largest_whole)) return *found;
      return small_constant();
    }
    const auto sub = [&] { return whole(frame, depth - 1); };
    switch (pick(15)) {
      case 0:
        return both(Op::add, sub(), sub());
      case 1:
        return both(Op::subtract, sub(), sub());
      case 2: {
        const Part a = sub();
        const Part c = sub();
        if (a.size * c.size > largest_whole) return a;
        return {b_.graph.make(Op::multiply, {a.node, c.node}), a.size * c.size};
      }
      case 3:
        return both(Op::least, sub(), sub());
      case 4:
        return both(Op::greatest, sub(), sub());
      case 5:
        return one(Op::negate, sub());
      case 6:
        return one(Op::absolute, sub());
      case 7:
        return {b_.graph.make(one_in(2) ? Op::whole_quotient : Op::remainder,
                              {sub().node, scalar(frame, parts_)}),
                largest_whole};
      case 8:
        return choice(frame, sub(), sub());
      case 9: {
        const NodeId from = date(frame, 0);
        const NodeId to = date(frame, 0);
        return {b_.graph.make(Op::choose, {b_.graph.make(Op::at_least, {to, from}),
                                           b_.graph.make(Op::months_between, {from, to}), b_.number(0)}),
                1'500};
      }
      case 10: {
        const Op ops[] = {Op::year, Op::month, Op::weekday};
        return {b_.graph.make(ops[pick(3)], {date(frame, depth - 1)}), 2'100};
      }
      case 11:
        return {b_.graph.make(Op::subtract, {date(frame, 0), date(frame, 0)}), 30'000};
      case 12:
        return rounded(unrounded(frame, depth - 1), 0);
      case 13: {
        const Part searched = money(frame, 2, depth - 1);
        return {b_.graph.linked(Op::band_row, edge_, searched.node), 9};
      }
      default:
        return sub();
    }
  }

  NodeId scalar(FrameId frame, ColumnId column) {
    return frame == 0 ? b_.graph.ref(Op::this_row, column) : b_.the(column);
  }

  Part both(Op op, Part a, Part c) {
    const bool sum = op == Op::add || op == Op::subtract;
    return {b_.graph.make(op, {a.node, c.node}), sum ? a.size + c.size : std::max(a.size, c.size)};
  }
  Part one(Op op, Part a) { return {b_.graph.make(op, {a.node}), a.size}; }
  Part choice(FrameId frame, Part a, Part c) {
    return {b_.graph.make(Op::choose, {truth(frame, 1), a.node, c.node}), std::max(a.size, c.size)};
  }

  Part rounded(Part of, int places) {
    const Rounding modes[] = {Rounding::half_up,       Rounding::half_up, Rounding::half_up,
                              Rounding::down,          Rounding::up,      Rounding::towards_zero,
                              Rounding::away_from_zero};
    // Fifteen digits are all a sheet has: places, three of guard, and the digits before the point.
    if (of.size > std::pow(10.0, 11 - places)) return small_constant();
    return {b_.graph.rounded(of.node, places, modes[pick(7)]), of.size + 1};
  }

  /// A decimal of `places` places, a whole number or fewer places now and then.
  Part money(FrameId frame, int places, int depth) {
    if (depth == 0 || one_in(5)) {
      if (const auto found = any_leaf(frame, Kind::decimal, places, largest_money)) return *found;
      return small_constant();
    }
    const auto sub = [&] { return money(frame, places, depth - 1); };
    switch (pick(13)) {
      case 0:
        return both(Op::add, sub(), sub());
      case 1:
        return both(Op::subtract, sub(), sub());
      case 2:
        return both(Op::least, sub(), sub());
      case 3:
        return both(Op::greatest, sub(), sub());
      case 4:
        return one(one_in(2) ? Op::negate : Op::absolute, sub());
      case 5:
        return choice(frame, sub(), sub());
      case 6: {
        const Part count = whole(frame, depth - 1);
        const Part price = sub();
        if (count.size * price.size > largest_money) return price;
        return {b_.graph.make(Op::multiply, {count.node, price.node}), count.size * price.size};
      }
      case 7: {
        if (const auto found = any_leaf(frame, Kind::decimal, 6, largest_money))
          return rounded(*found, places);
        return sub();
      }
      case 8: {
        const Part of = one(Op::absolute, sub());
        return {b_.graph.root(of.node, places), of.size + 1};
      }
      default:
        return rounded(unrounded(frame, depth - 1), places);
    }
  }

  /// Products, quotients and powers before rounding.
  Part unrounded(FrameId frame, int depth) {
    const Part a = money(frame, 4, depth);
    switch (pick(6)) {
      case 0:
      case 1: {
        const Part c = money(frame, 4, 0);
        if (a.size * c.size > largest_money) break;
        return {b_.graph.make(Op::multiply, {exact(a.node), c.node}), a.size * c.size};
      }
      case 2: {
        const Part divisor = one_in(2) ? money(frame, 4, 0) : whole(frame, 0);
        const NodeId none_there = b_.graph.make(Op::equal, {divisor.node, b_.number(0)});
        const double size = a.size * 10'000;
        if (size > 100 * largest_money) break;
        return {b_.graph.make(Op::choose,
                              {none_there, b_.number(0), b_.graph.make(Op::divide, {a.node, divisor.node})}),
                std::min(size, largest_money)};
      }
      case 3: {
        const Part exponent{
            b_.graph.make(Op::greatest, {b_.number(0), b_.graph.make(Op::least, {scalar(frame, parts_),
                                                                                 whole(frame, 0).node})}),
            17};
        const NodeId growth = b_.graph.make(Op::add, {b_.number(1), scalar(frame, interest_)});
        if (a.size * 12 > largest_money) break;
        return {b_.graph.make(Op::multiply, {a.node, b_.graph.make(Op::power, {growth, exponent.node})}),
                a.size * 12};
      }
      case 4: {
        if (const auto found = any_leaf(frame, Kind::exact, 0, 1e5)) {
          if (a.size * found->size > largest_money) return *found;
          return {b_.graph.make(Op::multiply, {a.node, found->node}), a.size * found->size};
        }
        break;
      }
      default: {
        const NodeId months = scalar(frame, months_);
        return {b_.graph.make(Op::divide, {a.node, months}), a.size};
      }
    }
    return {b_.graph.make(Op::divide, {a.node, scalar(frame, parts_)}), a.size};
  }

  /// A product of whole numbers is whole: divide by 1 to leave it unrounded.
  NodeId exact(NodeId node) {
    return b_.graph.node(node).type.kind == Kind::decimal ? node
                                                          : b_.graph.make(Op::divide, {node, b_.number(1)});
  }

  NodeId date(FrameId frame, int depth) {
    if (depth == 0 || one_in(3)) {
      const auto found = frame == 0 ? std::optional<Part>() : any_leaf(frame, Kind::date, 0, 1);
      return found ? found->node : scalar(frame, start_);
    }
    switch (pick(6)) {
      case 0:
        return b_.graph.make(Op::add_days, {date(frame, 0), few(frame, 400)});
      case 1:
        return b_.graph.make(Op::add_months, {date(frame, 0), few(frame, 60)});
      case 2:
        return b_.graph.make(Op::month_end, {date(frame, depth - 1)});
      case 3:
        return b_.graph.make(Op::least, {date(frame, depth - 1), date(frame, 0)});
      case 4:
        return b_.graph.make(Op::greatest, {date(frame, 0), date(frame, depth - 1)});
      default:
        return b_.graph.make(Op::choose, {truth(frame, 1), date(frame, depth - 1), date(frame, 0)});
    }
  }

  /// A number of days or months that keeps dates in a human life.
  NodeId few(FrameId frame, double most) {
    const auto found = frame == 0 ? std::optional<Part>() : any_leaf(frame, Kind::whole, 0, most);
    return found ? found->node : scalar(frame, months_);
  }

  NodeId truth(FrameId frame, int depth) {
    const Op signs[] = {Op::equal, Op::not_equal, Op::less, Op::at_most, Op::more, Op::at_least};
    const Op sign = signs[pick(6)];
    if (depth > 0) {
      switch (pick(8)) {
        case 0:
          return b_.graph.make(Op::both, {truth(frame, depth - 1), truth(frame, depth - 1)});
        case 1:
          return b_.graph.make(Op::either, {truth(frame, depth - 1), truth(frame, depth - 1)});
        case 2:
          return b_.graph.make(Op::no, {truth(frame, depth - 1)});
        case 3:
          return b_.graph.make(sign, {whole(frame, depth - 1).node, whole(frame, 0).node});
        case 4:
          return b_.graph.make(sign, {money(frame, 4, depth - 1).node, money(frame, 4, 0).node});
        case 5:
          return b_.graph.make(sign, {unrounded(frame, 0).node, money(frame, 2, 0).node});  // `exactly`
        case 6:
          return b_.graph.make(sign, {date(frame, depth - 1), date(frame, 0)});
        default:
          break;
      }
    }
    const auto found = frame == 0 ? std::optional<Part>() : any_leaf(frame, Kind::truth, 0, 1);
    return found ? found->node : b_.graph.make(sign, {scalar(frame, parts_), b_.number(2)});
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
  int figures_ = 0;
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

calc::Run random_run(const RandomOptions& options) { return Maker(options).make(); }

calc::Run settled_random_run(RandomOptions options, std::uint64_t& seed_used) {
  for (int attempt = 0; attempt < 50; ++attempt, options.seed += 1'000'003) {
    calc::Run run = random_run(options);
    Problems problems;
    run.evaluation = calc::evaluate(run.graph, "random.contract", problems);
    if (problems.has_errors()) throw std::runtime_error(render(problems.list()[0], nullptr));
    seed_used = options.seed;
    if (run.evaluation.knife_edges.empty() && in_reach(run.graph, run.evaluation)) return run;
  }
  throw std::runtime_error("no graph without a knife-edge near seed " + std::to_string(options.seed));
}

}  // namespace outturn::test
