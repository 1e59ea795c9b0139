#include "contracts/formulas/literals.h"

#include <algorithm>

#include "contracts/frames/terms.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

using language::Quantity;

namespace {

/// A cell of its own for a number written in a formula.
ColumnId literal_term(Workings& work, const Exact& value, const QType& type, const std::string& unit,
                      const Scope& scope) {
  Scope one = scope;
  one.frame = work.scalars;
  QType held = type;
  if (type.is(Quantity::number) || type.is(Quantity::count))
    held.quantity = type.places == 0 ? Quantity::count : Quantity::number;
  calc::Column column = work.column_for_type(one, scope.owner + "_" + unit, work.type_of(held), type);
  column.role = calc::Role::term;
  column.title = in_words(column.name);
  column.meaning = "as written in " + scope.owner;
  const int places = column.type.kind == calc::Kind::decimal ? column.type.places : 0;
  const std::int64_t integer = held_integer(value, places);
  if (column.type.kind == calc::Kind::date)
    column.values.small.push_back(static_cast<std::int32_t>(integer));
  else
    column.values.big.push_back(integer);
  return work.add(std::move(column));
}

}  // namespace

NodeId literal(Workings& work, const Exact& value, const QType& type, const Scope& scope, Span span) {
  const bool plain = type.is(Quantity::count) || type.is(Quantity::number) || type.duration();
  for (const int harmless : {0, 1, 2, 12, 100, 365}) {
    if (plain && value == Exact(harmless)) return work.graph.literal(value, span);
  }
  if (type.is(Quantity::money) && value.sign() == 0) return work.graph.literal(value, span);
  const std::string unit = type.is(Quantity::money)     ? "amount"
                           : type.is(Quantity::percent) ? "share"
                           : type.is(Quantity::points)  ? "points"
                           : type.is(Quantity::date)    ? "date"
                           : type.duration()            ? language::words(type)
                                                        : "number";
  const std::string holds = scope.owner + " " + unit + " " + value.fraction();
  if (const ColumnId found = work.shared(holds); found != none)
    return work.graph.ref(Op::scalar, found, span);
  const ColumnId term = work.share(holds, literal_term(work, value, type, unit, scope));
  return work.graph.ref(Op::scalar, term, span);
}

NodeId named_row(Workings& work, const ContractTables& tables, const Expr& said) {
  calc::Graph& graph = work.graph;
  if (said.type.is(Quantity::reading)) {
    const auto& readings = work.names.assumption(said.type.of)->readings;
    const auto at =
        std::find_if(readings.begin(), readings.end(), [&](const auto& r) { return r.name == said.word; }) -
        readings.begin();
    const NodeId number = graph.literal(Exact(static_cast<std::int64_t>(at + 1)), said.span);
    if (at < 2) return number;
    // The numbers 1 and 2 stand in a formula; further ones are made of them.
    return graph.make(Op::add,
                      {graph.literal(Exact(static_cast<std::int64_t>(2))),
                       graph.literal(Exact(static_cast<std::int64_t>(at - 1)))},
                      said.span);
  }
  const std::size_t card =
      static_cast<std::size_t>(work.names.card(said.type.of) - work.contract.ratecards.data());
  const auto& codes = graph.frame(tables.cards[card].codes).keys;
  const auto row = std::find(codes.begin(), codes.end(), said.word) - codes.begin();
  if (static_cast<std::size_t>(row) == codes.size()) throw Fault("a code is not among the documents known");
  return graph.cell(tables.cards[card].code, static_cast<std::uint32_t>(row + 1), said.span);
}

}  // namespace outturn::compile
