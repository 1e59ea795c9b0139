// What every formula of the contract stands on, and what whoever makes one has at hand. Internal to
// contracts/formulas and contracts/compile; it must never hold more than what every formula needs.
#pragma once

#include "contracts/frames/evidence.h"

namespace outturn::compile {

using language::Expr;
using language::QType;
using language::Symbol;

class Formulas;

struct Ground {
  Workings& work;
  Evidence& evidence;
  const ContractTables& tables;
  Formulas& formulas;
};

/// The same, by the names under which a class that makes formulas reads them.
class FormulaMaker {
 public:
  explicit FormulaMaker(const Ground& on)
      : ground_(on),
        work_(on.work),
        graph_(on.work.graph),
        contract_(on.work.contract),
        names_(on.work.names),
        evidence_(on.evidence),
        tables_(on.tables),
        formulas_(on.formulas) {}

 protected:
  const Ground& ground_;
  Workings& work_;
  calc::Graph& graph_;
  const language::Contract& contract_;
  const language::Names& names_;
  Evidence& evidence_;
  const ContractTables& tables_;
  Formulas& formulas_;
};

}  // namespace outturn::compile
