#include "contracts/parse/relocate.h"

namespace outturn::language {
namespace {

class Relocation {
 public:
  explicit Relocation(Span at) : at_(at) {}

  void of(std::vector<Clause>& clauses) const {
    for (Clause& clause : clauses) clause.span = at_;
  }
  void of(std::vector<Span>& spans) const {
    for (Span& span : spans) span = at_;
  }
  void of(Expr* expr) const {
    if (expr == nullptr) return;
    expr->span = expr->calendar_span = at_;
    of(expr->path_spans);
    for (const ExprPtr& arg : expr->args) of(arg.get());
    of(expr->filter.get());
    of(expr->first.get());
  }
  void of(Parameter& parameter) const {
    parameter.span = parameter.chosen_span = at_;
    of(parameter.clauses);
    for (DatedValue& value : parameter.values) {
      value.span = value.from_span = at_;
      of(value.clauses);
    }
  }
  void of(Input& input) const {
    input.span = input.each_span = input.dated_span = at_;
    of(input.order_spans);
    of(input.clauses);
    for (InputColumn& column : input.columns) column.fact.declared = column.type_span = at_;
  }
  void of(Value& value) const {
    value.span = value.each_span = value.chosen_span = at_;
    of(value.clauses);
    of(value.is.get());
    if (!value.rounding) return;
    value.rounding->span = at_;
    of(value.rounding->clauses);
  }

 private:
  Span at_;
};

}  // namespace

void relocate(Contract& contract, Span at) {
  const Relocation move(at);
  for (Parameter& one : contract.parameters) move.of(one);
  for (Input& one : contract.inputs) move.of(one);
  for (Value& one : contract.values) move.of(one);
}

}  // namespace outturn::language
