// Random formulas over the facts of a random contract, by type: whole numbers, decimals, what is not
// rounded yet, dates and conditions. Part of random_graph.cpp, which says what it is for.
#pragma once

#include <cmath>
#include <optional>

#include "tests/support/random_facts.h"

namespace outturn::test::random_graph {

/// A formula being made and the largest size its value can have.
struct Part {
  NodeId node = none;
  double size = 0;
};

inline constexpr double largest_money = 2e8;
inline constexpr double largest_whole = 1e7;
inline constexpr std::size_t longest_formula = 190;

/// Characters of the formula wherever the workbook puts its sources ("'Quarters 2'!", row 12345).
inline std::size_t length_in_a_book(const calc::Graph& graph, ColumnId column,
                                    const std::vector<std::uint8_t>& digits) {
  const std::string text = sheet_text(graph, column, digits);
  std::size_t sheets = static_cast<std::size_t>(std::count(text.begin(), text.end(), '!')) * 6;
  for (const calc::Use& use : calc::uses(graph, graph.column(column).formula)) {
    sheets += use.op == Op::this_row || use.op == Op::previous ? 18 : use.op == Op::scalar ? 0 : 4;
  }
  return text.size() + sheets;
}

class RandomFormulas : public RandomFacts {
 public:
  using RandomFacts::RandomFacts;

 protected:
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
    const Rounding modes[] = {Rounding::half_up,        Rounding::half_up,  Rounding::half_up,
                              Rounding::down,           Rounding::up,       Rounding::towards_zero,
                              Rounding::away_from_zero, Rounding::half_even};
    // Fifteen digits are all a sheet has: places, three of guard, and the digits before the point.
    if (of.size > std::pow(10.0, 11 - places)) return small_constant();
    return {b_.graph.rounded(of.node, places, modes[pick(8)]), of.size + 1};
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

 private:
  int figures_ = 0;
};

}  // namespace outturn::test::random_graph
