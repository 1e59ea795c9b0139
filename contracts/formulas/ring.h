// The ring of formulas, values and payments, whole: `a` may read `b`, which is paid where `c` holds, which
// asks whether `b` is blocked. Whoever builds a contract makes one of these; the graph tells cycles of
// figures, values.h and payments.h those of reading.
#pragma once

#include "contracts/formulas/formulas.h"
#include "contracts/formulas/payments.h"
#include "contracts/formulas/values.h"

namespace outturn::compile {

struct Ring {
  Ring(Workings& work, Evidence& evidence, const ContractTables& tables)
      : formulas(work, evidence, tables, values, payments),
        unknowns(work, evidence, tables),
        values(formulas.ground(), unknowns),
        payments(formulas.ground(), unknowns) {}
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  Formulas formulas;
  Unknowns unknowns;
  Values values;
  Payments payments;
};

}  // namespace outturn::compile
