#include "contracts/formulas/values.h"

#include <algorithm>

#include "contracts/formulas/arithmetic.h"
#include "contracts/formulas/dated_rules.h"
#include "contracts/formulas/formulas.h"
#include "contracts/formulas/given_value.h"
#include "contracts/formulas/value_order.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

/// Values built inside the building of others: never as many where they don't read each other in a ring.
constexpr int deepest_reading = 1000;

/// The column that says where a value is known.
calc::Column known_of(const Workings& work, const language::Value& v, const Scope& scope) {
  calc::Column known = work.column_of(scope, v.name + "_known", calc::truth_type);
  known.title = in_words(v.name) + " known";
  return known;
}

bool is_root(const Expr& expr) { return expr.kind == language::ExprKind::call && expr.word == "root"; }

}  // namespace

Values::Values(const Ground& on, Unknowns& unknowns)
    : FormulaMaker(on), unknowns_(unknowns), values_(on.work.contract.values.size()) {}

const ValueColumns& Values::read(std::size_t index) {
  ValueColumns& made = build(index);
  if (made.built) return made;
  made.read_early = true;
  if (made.known != none || !unknowns_.value(index)) return made;
  const language::Value& v = contract_.values[index];
  const Scope scope = scope_of(graph_.column(made.value).frame, v.clauses, v.span);
  made.known = work_.add(known_of(work_, v, scope));
  return made;
}

void Values::build_long_chains() {
  for (const std::size_t index : order_of_long_chains(contract_)) build(index);
}

void Values::build_all() {
  for (std::size_t i = 0; i < values_.size(); ++i) build(i);
}

ValueColumns& Values::build(std::size_t index) {
  ValueColumns& made = values_[index];
  if (made.begun) return made;
  made.begun = true;
  const language::Value& v = contract_.values[index];
  Scope scope = scope_of(frame_of(work_, evidence_, v.each), v.clauses, v.span);
  scope.each = v.each;
  scope.owner = v.name;
  const QType type = names_.in_kind(v.each, v.name).type;
  calc::Column column = work_.column_for_type(scope, v.name, work_.type_of(type), type);
  column.title = in_words(v.name);
  column.meaning = v.meaning;
  if (v.rounding) cite(column.clauses, v.rounding->clauses);
  made.value = work_.add(std::move(column));  // before its formula: a value that reads itself is a cycle
  if (given(v)) {
    made.known = fill_given(work_, made.value, v.name);
    made.built = true;
  } else if (depth_ > deepest_reading) {  // long chains are built in order, so this is a ring
    work_.problem(
        "G1", v.span, "\"" + v.name + "\" depends on itself",
        {"It reads itself by way of more than " + std::to_string(deepest_reading) + " other values."},
        {"Take one of these uses out."});
  } else {
    formula(v, scope, made);
  }
  return made;
}

bool Values::given(const language::Value& v) const {
  return std::any_of(work_.request.given.begin(), work_.request.given.end(),
                     [&](const Given& g) { return g.name == v.name; });
}

void Values::formula(const language::Value& v, const Scope& scope, ValueColumns& made) {
  const QType type = names_.in_kind(v.each, v.name).type;
  ++depth_;
  Lowered of = is_root(*v.is)    ? lower_root(ground_, *v.is, scope)
               : v.rules.empty() ? formulas_.lower(*v.is, scope)
                                 : lower_dated(ground_, v, scope);
  --depth_;
  if (is_root(*v.is))
    of.value =
        graph_.root(of.value, language::rounded_places(*v.rounding, type, work_.minor_places), v.is->span);
  else if (v.rounding)
    of.value = work_.round(of.value, *v.rounding, type);
  made.built = true;
  if (of.known != none || made.known != none) {
    if (made.known == none) {
      if (made.read_early) throw Fault("a value was read as known and may be unknown");
      made.known = work_.add(known_of(work_, v, scope));
    }
    graph_.set_formula(made.known, surely(graph_, of.known));
    of.known = graph_.ref(work_.here(scope.frame), made.known);
  }
  graph_.set_formula(made.value, guarded(graph_, of, v.is->span));
}

}  // namespace outturn::compile
