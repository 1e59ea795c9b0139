// The figures of a savings case that stand in lines and cells of their own, by the names they have in it:
// internal to the parser. Those are what a range or a draw is of.
#pragma once

#include "contracts/parse/savings.h"

namespace outturn::language {

struct SavingsFigure {
  std::string name;  ///< without that of the savings: "impact", "he4_0_unit_cost"
  Quantity quantity = Quantity::percent;
  const SavingsAmount* amount = nullptr;
  bool is_share = false;  ///< never more than 100%
};

/// Population, factors, optimism, then those of the lines; what is not said is left out.
[[nodiscard]] std::vector<SavingsFigure> savings_figures(const SavingsCase& savings);

/// The one of that name, else nullopt.
[[nodiscard]] std::optional<SavingsFigure> figure_named(const SavingsCase& savings, const std::string& name);

/// What a figure of that name is, told by the name alone: the line is read before the table's figures are
/// looked up.
[[nodiscard]] Quantity quantity_named(const std::string& name);

/// How to name one: a sentence for somebody whose name is none.
[[nodiscard]] std::string naming_figures(const SavingsCase& savings, const std::string& wrong);

}  // namespace outturn::language
