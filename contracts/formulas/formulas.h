// Expressions into formulas, each with the formula of what must be known for it.
//
// This is where the one ring of the module is closed: an expression reads values and payments by name, and
// these are built, where they are first read, from expressions (ring.h). Formulas must never know in what
// order statements are built, and never build one otherwise than by reading it.
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

class Payments;
class Values;

class Formulas {
 public:
  Formulas(Workings& work, Evidence& evidence, const ContractTables& tables, Values& values,
           Payments& payments)
      : ground_{work, evidence, tables, *this}, work_(work), values_(values), payments_(payments) {}

  Lowered lower(const Expr& expr, const Scope& scope);
  /// What a name means, read in a row of the scope.
  Lowered symbol(const Symbol& symbol, const Scope& scope, Span span);
  /// The date by which a table or a value chooses among its rows; 0 where it is not known.
  NodeId deciding_date(const std::string& name, const Scope& scope, Span span);

  [[nodiscard]] const Ground& ground() const { return ground_; }

 private:
  /// The columns a name stands for, in its own rows.
  struct Named {
    ColumnId value = none;  ///< none: a payment that never lacks evidence is asked whether it is blocked
    ColumnId known = none;
  };
  Named columns_of(const Symbol& symbol, Span span);
  Lowered path(const Expr& expr, const Scope& scope);
  Lowered card_figure(const Expr& expr, const Scope& scope);
  Lowered call(const Expr& expr, const Scope& scope);
  ColumnId run_date(bool cut_off);

  Ground ground_;
  Workings& work_;
  Values& values_;
  Payments& payments_;
};

}  // namespace outturn::compile
