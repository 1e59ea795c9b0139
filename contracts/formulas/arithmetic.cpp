#include "contracts/formulas/arithmetic.h"

#include <map>

#include "contracts/check/expression.h"
#include "contracts/formulas/dates.h"
#include "contracts/formulas/formulas.h"
#include "contracts/formulas/literals.h"
#include "contracts/formulas/truths.h"
#include "contracts/formulas/unknowns.h"

namespace outturn::compile {

using language::ExprKind;
using language::Quantity;

namespace {

class Arithmetic : FormulaMaker {
 public:
  using FormulaMaker::FormulaMaker;

  Lowered binary(const Expr& expr, const Scope& scope) {
    if (expr.word == "and" || expr.word == "or") return lower_joined(ground_, expr, scope);
    if (expr.word == "^") return power(expr, scope);
    const Expr& left = *expr.args[0];
    const Expr& right = *expr.args[1];
    static const std::map<std::string, Op> ops{
        {"+", Op::add},   {"-", Op::subtract},   {"*", Op::multiply}, {"/", Op::divide},
        {"=", Op::equal}, {"<>", Op::not_equal}, {"<", Op::less},     {"<=", Op::at_most},
        {">", Op::more},  {">=", Op::at_least}};
    const Op op = ops.at(expr.word);
    const auto word = [&](const Expr& side) { return side.kind == ExprKind::text; };
    if (word(left) || word(right)) {  // a code or reading compared with its name
      const Expr& said = word(left) ? left : right;
      Lowered other = formulas_.lower(word(left) ? right : left, scope);
      other.value = graph_.make(op, {other.value, named_row(work_, tables_, said)}, expr.span);
      return other;
    }
    Lowered a = formulas_.lower(left, scope);
    Lowered b = formulas_.lower(right, scope);
    if ((op == Op::add || op == Op::subtract) && left.type.is(Quantity::date) && right.type.duration()) {
      return {date_plus(work_, a.value, b.value, right.type, expr.span, op == Op::subtract),
              both(graph_, a.known, b.known, expr.span)};
    }
    Lowered out{graph_.make(op, {a.value, b.value}, expr.span), both(graph_, a.known, b.known, expr.span)};
    if (op == Op::divide && !divisor_proved(work_, evidence_, right, scope.each)) {
      const NodeId divisible = graph_.make(Op::not_equal, {b.value, graph_.literal(Exact(0))}, expr.span);
      out.known = once_known(graph_, out.known, divisible, expr.span);
    }
    return out;
  }

  Lowered within(const Expr& expr, const Scope& scope) {
    const Lowered date = formulas_.lower(*expr.args[0], scope);
    const Lowered length = formulas_.lower(*expr.args[1], scope);
    const Lowered from = formulas_.lower(*expr.args[2], scope);
    const bool after = expr.word == "after";
    const NodeId limit = date_plus(work_, from.value, length.value, expr.args[1]->type, expr.span, !after);
    const NodeId not_before = graph_.make(Op::at_least, {date.value, after ? from.value : limit}, expr.span);
    const NodeId not_after = graph_.make(Op::at_most, {date.value, after ? limit : from.value}, expr.span);
    return {both(graph_, not_before, not_after, expr.span),
            both(graph_, date.known, both(graph_, length.known, from.known, expr.span), expr.span)};
  }

  Lowered choose(const Expr& expr, const Scope& scope) {
    const Lowered condition = formulas_.lower(*expr.args[0], scope);
    const Expr& test = *expr.args[0];
    Scope inner = scope;
    if (test.kind == ExprKind::call && test.word == "known") {
      const NodeId known = formulas_.lower(*test.args[0], scope).known;
      if (known != none && graph_.node(known).column != none)
        inner.surely_known.insert(graph_.node(known).column);
    }
    const Lowered a = formulas_.lower(*expr.args[1], inner);
    const Lowered b = formulas_.lower(*expr.args[2], scope);
    Lowered out{graph_.make(Op::choose, {condition.value, a.value, b.value}, expr.span), condition.known};
    if (a.known == none && b.known == none) return out;
    const NodeId branch = graph_.make(
        Op::choose, {condition.value, surely(graph_, a.known), surely(graph_, b.known)}, expr.span);
    out.known = once_known(graph_, condition.known, branch, expr.span);
    return out;
  }

  Lowered function(const Expr& expr, const Scope& scope) {
    static const std::map<std::string, Op> ops{
        {"min", Op::least},          {"max", Op::greatest},
        {"abs", Op::absolute},       {"months_between", Op::months_between},
        {"year", Op::year},          {"month", Op::month},
        {"month_end", Op::month_end}};
    const Op op = ops.at(expr.word);
    Lowered out = formulas_.lower(*expr.args[0], scope);
    if (op == Op::months_between) return months_between(expr, scope);
    if (calc::operation(op).arity == 1) {
      out.value = graph_.make(op, {out.value}, expr.span);
      return out;
    }
    for (std::size_t i = 1; i < expr.args.size(); ++i) {
      const Lowered next = formulas_.lower(*expr.args[i], scope);
      out = {graph_.make(op, {out.value, next.value}, expr.span),
             both(graph_, out.known, next.known, expr.span)};
    }
    return out;
  }

  Lowered root(const Expr& expr, const Scope& scope) {
    Lowered of = formulas_.lower(*expr.args[0], scope);
    const NodeId has_root = graph_.make(Op::at_least, {of.value, graph_.literal(Exact(0))}, expr.span);
    of.known = once_known(graph_, of.known, has_root, expr.span);
    return of;
  }

 private:
  /// 0 where the second date is not after the first, as for days.
  Lowered months_between(const Expr& expr, const Scope& scope) {
    const Lowered from = formulas_.lower(*expr.args[0], scope);
    const Lowered to = formulas_.lower(*expr.args[1], scope);
    const NodeId backwards = graph_.make(Op::less, {to.value, from.value}, expr.span);
    const NodeId months = graph_.make(Op::months_between, {from.value, to.value}, expr.span);
    return {graph_.make(Op::choose, {backwards, graph_.literal(Exact(0)), months}, expr.span),
            both(graph_, from.known, to.known, expr.span)};
  }

  /// 0 has no power but the first and those above, and none goes past the largest: else it is unknown.
  Lowered power(const Expr& expr, const Scope& scope) {
    const Lowered base = formulas_.lower(*expr.args[0], scope);
    const Lowered times = formulas_.lower(*expr.args[1], scope);
    Lowered out{graph_.make(Op::power, {base.value, times.value}, expr.span),
                both(graph_, base.known, times.known, expr.span)};
    if (language::plain_power(*expr.args[1])) return out;
    const NodeId zero = graph_.literal(Exact(0));
    const NodeId most = graph_.literal(Exact(std::int64_t{language::largest_power}));
    const NodeId least = graph_.make(Op::at_least, {times.value, zero}, expr.span);
    const NodeId in_reach =
        both(graph_, least, graph_.make(Op::at_most, {times.value, most}, expr.span), expr.span);
    const NodeId some = graph_.make(Op::not_equal, {base.value, zero}, expr.span);
    const NodeId above = graph_.make(Op::more, {times.value, zero}, expr.span);
    const NodeId has_power =
        both(graph_, in_reach, graph_.make(Op::either, {some, above}, expr.span), expr.span);
    out.known = once_known(graph_, out.known, has_power, expr.span);
    return out;
  }
};

}  // namespace

Lowered lower_binary(const Ground& on, const Expr& expr, const Scope& scope) {
  return Arithmetic(on).binary(expr, scope);
}

Lowered lower_within(const Ground& on, const Expr& expr, const Scope& scope) {
  return Arithmetic(on).within(expr, scope);
}

Lowered lower_choose(const Ground& on, const Expr& expr, const Scope& scope) {
  return Arithmetic(on).choose(expr, scope);
}

Lowered lower_function(const Ground& on, const Expr& expr, const Scope& scope) {
  return Arithmetic(on).function(expr, scope);
}

Lowered lower_root(const Ground& on, const Expr& expr, const Scope& scope) {
  return Arithmetic(on).root(expr, scope);
}

}  // namespace outturn::compile
