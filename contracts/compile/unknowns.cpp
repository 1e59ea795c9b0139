// Which values may be unknown, told from the text alone.
//
// A value that reads its own row above is read before its formula stands, so whether it is ever
// unknown can't be asked of the formula. Told too often it costs a column; told too seldom an unknown
// would be taken for 0. So every doubt counts, and a ring of values is unknown when anything it
// reaches is.
#include <algorithm>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

using language::ExprKind;
using language::Meaning;
using language::Quantity;

/// A value as read in a formula: built, or promised with the column that will say whether it is known.
ValueColumns& Compiler::value_read(std::size_t index) {
  ValueColumns& made = value(index);
  if (made.built) return made;
  made.read_early = true;
  if (made.known != none || !may_be_unknown(index)) return made;
  const language::Value& v = contract_.values[index];
  Scope scope;
  scope.frame = graph_.column(made.value).frame;
  scope.clauses = shown(v.clauses);
  scope.span = v.span;
  made.known = add(known_of(v, scope));
  return made;
}

bool Compiler::may_be_unknown(std::size_t value_index) {
  if (!unknown_values_.empty()) return unknown_values_[value_index];
  const std::size_t count = contract_.values.size();
  unknown_values_.assign(count, false);
  std::vector<std::vector<std::size_t>> read_by(count);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < count; ++i) {
    const language::Value& v = contract_.values[i];
    std::vector<std::size_t> reads;
    const bool given = std::any_of(request_.given.begin(), request_.given.end(),
                                   [&](const Given& g) { return g.name == v.name; });
    if (reads_unknown(*v.is, v.each, reads) || given) {
      unknown_values_[i] = true;
      open.push_back(i);
    }
    for (const std::size_t read : reads) read_by[read].push_back(i);
  }
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    for (const std::size_t reader : read_by[at]) {
      if (unknown_values_[reader]) continue;
      unknown_values_[reader] = true;
      open.push_back(reader);
    }
  }
  return unknown_values_[value_index];
}

/// True when `expr` may be unknown by something other than the `values` it reads, which are listed.
bool Compiler::reads_unknown(const Expr& expr, const std::string& each, std::vector<std::size_t>& values) {
  if (expr.kind == ExprKind::name) return path_unknown(expr, each, values);
  bool unknown = false;
  if (expr.kind == ExprKind::binary && expr.word == "/") unknown = !divisor_proved(*expr.args[1], each);
  if (expr.kind == ExprKind::binary && expr.word == "^") unknown = !language::plain_power(*expr.args[1]);
  if (expr.kind == ExprKind::call && expr.word == "root") unknown = true;
  if (expr.kind == ExprKind::dated) unknown = true;  // on a day that no line covers
  if (expr.kind == ExprKind::call && expr.word == "date_after")
    unknown = expr.args[1]->kind != ExprKind::literal;  // a length below a day
  const bool rows = expr.kind == ExprKind::call && !expr.word_kind.empty();
  if (rows) unknown = expr.filter != nullptr && (expr.word == "smallest" || expr.word == "largest");
  if (expr.kind == ExprKind::call && expr.word == "known") return false;
  const std::string& kind = rows ? expr.word_kind : each;
  for (const std::string& key : expr.kind == ExprKind::call ? expr.path : std::vector<std::string>{})
    unknown = unknown || names_.in_kind(kind, key).type.nullable;
  for (const auto& arg : expr.args) {
    if (!rows || !counts_rows(expr)) unknown = reads_unknown(*arg, kind, values) || unknown;
  }
  if (expr.filter) unknown = reads_unknown(*expr.filter, kind, values) || unknown;
  if (expr.first) unknown = reads_unknown(*expr.first, each, values) || unknown;
  return unknown;
}

/// The same of a name or a path of names.
bool Compiler::path_unknown(const Expr& expr, const std::string& each, std::vector<std::size_t>& values) {
  bool unknown = false;
  Symbol symbol = names_.find(each, expr.path[0]);
  for (std::size_t i = 0;; ++i) {
    if (symbol.meaning == Meaning::input_column) {
      const EvidenceFrame* rows = evidence_of_kind(symbol.each);
      const EvidenceColumn& column =
          rows == nullptr ? single_inputs_.at({symbol.index, symbol.part}) : rows->columns[symbol.part];
      unknown = unknown || column.known != none;
    } else if (symbol.meaning == Meaning::value) {
      values.push_back(symbol.index);
    } else if (symbol.meaning == Meaning::parameter) {
      unknown = unknown || parameters_[symbol.index].term == none;
    }
    if (i + 1 == expr.path.size()) return unknown;
    if (symbol.type.is(Quantity::code)) {
      const Symbol card = names_.card_column(symbol.type.of, expr.path[i + 1]);
      const CardFrames& made = cards_[card.index];
      return unknown || made.dated != none || made.known[card.part] != none;
    }
    symbol = names_.in_kind(names_.kind_behind(symbol.type), expr.path[i + 1]);
  }
}

}  // namespace outturn::compile
