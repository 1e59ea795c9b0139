#include "contracts/formulas/truths.h"

#include <algorithm>

#include "contracts/formulas/formulas.h"
#include "contracts/frames/words.h"
#include "contracts/language/expression_words.h"

namespace outturn::compile {

using language::ExprKind;

namespace {

class Joined : FormulaMaker {
 public:
  Joined(const Ground& on, const Expr& expr, const Scope& scope)
      : FormulaMaker(on), expr_(expr), scope_(scope), op_(expr.word == "and" ? Op::both : Op::either) {}

  Lowered value() {
    std::vector<const Expr*> parts;
    parts_joined(expr_, expr_.word, parts);
    NodeId sure = none;  // of those that are always known
    std::vector<Part> open;
    for (const Expr* part : parts) {
      const Lowered made = formulas_.lower(*part, scope_);
      if (made.known == none)
        sure = join(sure, made.value);
      else
        open.push_back({part, made});
    }
    if (open.empty()) return {sure, none};
    if (known_together(open)) return with(sure, open);
    return apart(sure, open);
  }

 private:
  struct Part {
    const Expr* said;
    Lowered of;
  };

  NodeId join(NodeId a, NodeId b) {
    if (a == none) return b;
    return graph_.make(op_, {a, b}, expr_.span);
  }

  /// All that is asked of them is one flag, as where they read the same figure.
  [[nodiscard]] bool known_together(const std::vector<Part>& open) const {
    return std::all_of(open.begin(), open.end(), [&](const Part& part) {
      return part.of.known == open[0].of.known ||
             (only_reads(graph_, part.of.known) && only_reads(graph_, open[0].of.known) &&
              graph_.node(part.of.known).column == graph_.node(open[0].of.known).column);
    });
  }

  Lowered in_one(const std::vector<Part>& open) {
    Lowered all{none, open[0].of.known};
    for (const Part& part : open) all.value = join(all.value, part.of.value);
    return all;
  }

  /// Beside what is always known: an `and` is settled where that fails, an `or` where it holds.
  Lowered with(NodeId sure, const std::vector<Part>& open) {
    Lowered rest = in_one(open);
    if (sure == none) return rest;
    if (is_long(rest.value) || is_long(rest.known)) {
      const NodeId known = flag(open[0], "_part_known", " known", rest.known);
      rest = {flag(open[0], "_part_holds", "", holds(graph_, rest, expr_.span)), known, true};
    }
    const NodeId settled = op_ == Op::both ? graph_.make(Op::no, {sure}, expr_.span) : sure;
    Lowered out{join(sure, holds(graph_, rest, expr_.span)),
                graph_.make(Op::either, {settled, rest.known}, expr_.span)};
    out.rests = true;
    return out;
  }

  /// Known where the answer is the same whatever is missing.
  Lowered apart(NodeId sure, const std::vector<Part>& open) {
    NodeId all_hold = sure;
    NodeId all_may = sure;
    for (const Part& part : open) {
      all_hold = join(all_hold, flag(part, "_holds", "", holds(graph_, part.of, part.said->span)));
      all_may = join(all_may,
                     flag(part, "_may_hold", ", or not known", may_hold(graph_, part.of, part.said->span)));
    }
    Lowered out{all_hold, none};
    out.known = graph_.make(Op::either, {all_hold, graph_.make(Op::no, {all_may}, expr_.span)}, expr_.span);
    out.rests = true;
    return out;
  }

  /// Too long to stand within another formula.
  [[nodiscard]] bool is_long(NodeId formula) const {
    constexpr int most_parts = 4;
    return parts_of(formula) > most_parts;
  }
  [[nodiscard]] int parts_of(NodeId formula) const {
    int parts = 1;
    for (const NodeId arg : graph_.node(formula).args) parts += arg == none ? 0 : parts_of(arg);
    return parts;
  }

  NodeId flag(const Part& part, const char* suffix, const char* more, NodeId formula) {
    const std::string title = language::words_of(*part.said, work_.source) + more;
    return work_.in_a_column(formula, part.said->type, scope_.owner + suffix, in_words(title), scope_,
                             part.said->span);
  }

  const Expr& expr_;
  const Scope& scope_;
  Op op_;
};

}  // namespace

void parts_joined(const Expr& expr, const std::string& word, std::vector<const Expr*>& out) {
  if (expr.kind != ExprKind::binary || expr.word != word) return out.push_back(&expr);
  for (const auto& arg : expr.args) parts_joined(*arg, word, out);
}

NodeId holds(calc::Graph& graph, const Lowered& of, Span span) { return guarded(graph, of, span); }

NodeId may_hold(calc::Graph& graph, const Lowered& of, Span span) {
  if (of.known == none) return of.value;
  return graph.make(Op::choose, {of.known, of.value, graph.truth(true)}, span);
}

Lowered lower_joined(const Ground& on, const Expr& expr, const Scope& scope) {
  return Joined(on, expr, scope).value();
}

}  // namespace outturn::compile
