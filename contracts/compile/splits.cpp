#include "contracts/compile/splits.h"

#include "contracts/compile/split_ways.h"

namespace outturn::compile {

void split_payments(const Ground& on, const Payments& payments) {
  const auto& splits = on.work.contract.splits;
  for (std::size_t i = 0; i < splits.size(); ++i) {
    if (splits[i].excess == language::Split::Excess::by_others)
      split_by_cascade(on, payments, i);
    else
      split_by_remainder(on, payments, i);
  }
}

}  // namespace outturn::compile
