// Which values and payments may be unknown, told from the text alone.
//
// A value or payment that reads its own row above is read before its formula stands, so whether it is ever
// unknown can't be asked of the formula. Told too often it costs a column; told too seldom an unknown
// would be taken for 0. So every doubt counts, and a ring of values is unknown when anything it
// reaches is. It must never build anything.
#pragma once

#include <string>
#include <vector>

#include "contracts/formulas/ground.h"

namespace outturn::compile {

class Unknowns {
 public:
  Unknowns(const Workings& work, const Evidence& evidence, const ContractTables& tables)
      : work_(work), evidence_(evidence), tables_(tables) {}

  [[nodiscard]] bool value(std::size_t index);
  [[nodiscard]] bool payment(std::size_t index);

 private:
  void look();
  bool value_unknown(const language::Value& value, std::vector<std::size_t>& read) const;
  bool payment_unknown(const language::Payment& payment, std::vector<std::size_t>& read) const;
  bool reads_unknown(const Expr& expr, const std::string& each, std::vector<std::size_t>& read) const;
  bool path_unknown(const Expr& expr, const std::string& each, std::vector<std::size_t>& read) const;

  const Workings& work_;
  const Evidence& evidence_;
  const ContractTables& tables_;
  std::vector<bool> unknown_;  ///< by value, then by payment; empty until asked
};

/// True when a divisor is proved not to be 0 in any row, so that no guard is needed.
[[nodiscard]] bool divisor_proved(const Workings& work, const Evidence& evidence, const Expr& divisor,
                                  const std::string& each);

}  // namespace outturn::compile
