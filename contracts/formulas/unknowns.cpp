#include "contracts/formulas/unknowns.h"

#include <algorithm>

#include "contracts/check/expression.h"
#include "contracts/formulas/counted.h"
#include "contracts/formulas/payment_rule.h"

namespace outturn::compile {

using language::ExprKind;
using language::Meaning;
using language::Quantity;

bool Unknowns::value(std::size_t index) {
  if (unknown_.empty()) look();
  return unknown_[index];
}

bool Unknowns::payment(std::size_t index) { return value(work_.contract.values.size() + index); }

bool Unknowns::value_unknown(const language::Value& value, std::vector<std::size_t>& read) const {
  const bool given = std::any_of(work_.request.given.begin(), work_.request.given.end(),
                                 [&](const Given& g) { return g.name == value.name; });
  return reads_unknown(*value.is, value.each, read) || given;
}

bool Unknowns::payment_unknown(const language::Payment& payment, std::vector<std::size_t>& read) const {
  bool unknown = false;
  for (const auto* said : {&payment.when, &payment.pay, &payment.achieved, &payment.worth}) {
    if (*said) unknown = reads_unknown(**said, payment.each, read) || unknown;
  }
  for (const std::string& key : grouped_by(work_.contract, work_.names, payment))
    unknown = unknown || work_.names.in_kind(payment.each, key).type.nullable;
  return unknown;
}

void Unknowns::look() {
  const std::size_t values = work_.contract.values.size();
  const std::size_t count = values + work_.contract.payments.size();
  unknown_.assign(count, false);
  std::vector<std::vector<std::size_t>> read_by(count);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::size_t> reads;
    if (i < values ? value_unknown(work_.contract.values[i], reads)
                   : payment_unknown(work_.contract.payments[i - values], reads)) {
      unknown_[i] = true;
      open.push_back(i);
    }
    for (const std::size_t read : reads) read_by[read].push_back(i);
  }
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    for (const std::size_t reader : read_by[at]) {
      if (unknown_[reader]) continue;
      unknown_[reader] = true;
      open.push_back(reader);
    }
  }
}

/// True when `expr` may be unknown by something other than the values and payments it reads, which are
/// listed.
bool Unknowns::reads_unknown(const Expr& expr, const std::string& each,
                             std::vector<std::size_t>& read) const {
  if (expr.kind == ExprKind::name) return path_unknown(expr, each, read);
  bool unknown = false;
  if (expr.kind == ExprKind::binary && expr.word == "/")
    unknown = !divisor_proved(work_, evidence_, *expr.args[1], each);
  if (expr.kind == ExprKind::binary && expr.word == "^") unknown = !language::plain_power(*expr.args[1]);
  if (expr.kind == ExprKind::call && expr.word == "root") unknown = true;
  if (expr.kind == ExprKind::dated) unknown = true;  // on a day that no line covers
  if (expr.kind == ExprKind::call && expr.word == "date_after")
    unknown = expr.args[1]->kind != ExprKind::literal;  // a length below a day
  const bool rows = expr.kind == ExprKind::call && !expr.word_kind.empty();
  if (rows && (expr.word == "smallest" || expr.word == "largest"))
    unknown = expr.filter != nullptr || (!expr.path.empty() && expr.reach == language::Reach::all);
  if (expr.kind == ExprKind::call && expr.word == "known") return false;
  const std::string& kind = rows ? expr.word_kind : each;
  for (const std::string& key : expr.kind == ExprKind::call ? expr.path : std::vector<std::string>{})
    unknown = unknown || work_.names.in_kind(kind, key).type.nullable;
  for (const auto& arg : expr.args) {
    if (!rows || !counts_rows(work_.names, expr)) unknown = reads_unknown(*arg, kind, read) || unknown;
  }
  if (expr.filter) unknown = reads_unknown(*expr.filter, kind, read) || unknown;
  if (expr.first) unknown = reads_unknown(*expr.first, each, read) || unknown;
  return unknown;
}

/// The same of a name or a path of names.
bool Unknowns::path_unknown(const Expr& expr, const std::string& each, std::vector<std::size_t>& read) const {
  bool unknown = false;
  if (expr.of_card) {
    const Symbol figure = work_.names.card_column(expr.path[0], expr.path[2]);
    const CardFrames& made = tables_.cards[figure.index];
    return made.dated != none || made.known[figure.part] != none || !work_.request.documents.empty();
  }
  Symbol symbol = work_.names.find(each, expr.path[0]);
  for (std::size_t i = 0;; ++i) {
    if (symbol.meaning == Meaning::input_column) {
      const EvidenceFrame* rows = evidence_.of_kind(symbol.each);
      const EvidenceColumn& column =
          rows == nullptr ? evidence_.single.at({symbol.index, symbol.part}) : rows->columns[symbol.part];
      unknown = unknown || column.known != none;
    } else if (symbol.meaning == Meaning::value) {
      read.push_back(symbol.index);
    } else if (symbol.meaning == Meaning::payment || symbol.meaning == Meaning::payment_earned ||
               symbol.meaning == Meaning::payment_achieved) {
      read.push_back(work_.contract.values.size() + symbol.index);
    } else if (symbol.meaning == Meaning::parameter) {
      unknown = unknown || tables_.parameters[symbol.index].term == none;
    }
    if (i + 1 == expr.path.size()) return unknown;
    if (symbol.type.is(Quantity::code)) {
      const Symbol card = work_.names.card_column(symbol.type.of, expr.path[i + 1]);
      const CardFrames& made = tables_.cards[card.index];
      return unknown || made.dated != none || made.known[card.part] != none;
    }
    symbol = work_.names.in_kind(work_.names.kind_behind(symbol.type), expr.path[i + 1]);
  }
}

bool divisor_proved(const Workings& work, const Evidence& evidence, const Expr& divisor,
                    const std::string& each) {
  // What is proved of each row says nothing of a sum over none.
  for (const EvidenceFrame& rows : evidence.frames) {
    if (work.graph.frame(rows.frame).rows == 0) return false;
  }
  Problems quiet;
  return language::ExpressionChecker(work.names, work.source, quiet).never_zero(divisor, each);
}

}  // namespace outturn::compile
