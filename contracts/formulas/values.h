// The values of the contract as columns: each is built where it is first read. It must never know who reads
// it, nor a payment.
#pragma once

#include <vector>

#include "contracts/formulas/unknowns.h"

namespace outturn::compile {

struct ValueColumns {
  ColumnId value = none;
  ColumnId known = none;
  bool begun = false;       ///< its column stands
  bool built = false;       ///< its formula stands too
  bool read_early = false;  ///< between the two, so in a ring with itself
};

class Values : FormulaMaker {
 public:
  Values(const Ground& on, Unknowns& unknowns);

  /// A value as read in a formula: built, or promised with the column that will say whether it is known.
  const ValueColumns& read(std::size_t index);
  /// Those that read each other in chains too long to be built one inside the other.
  void build_long_chains();
  /// Those that nobody read.
  void build_all();

 private:
  ValueColumns& build(std::size_t index);
  void formula(const language::Value& v, const Scope& scope, ValueColumns& made);
  [[nodiscard]] bool given(const language::Value& v) const;

  Unknowns& unknowns_;
  std::vector<ValueColumns> values_;
  int depth_ = 0;  ///< values being built inside each other
};

}  // namespace outturn::compile
