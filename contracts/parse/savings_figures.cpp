#include "contracts/parse/savings_figures.h"

#include <algorithm>

namespace outturn::language {

std::vector<SavingsFigure> savings_figures(const SavingsCase& savings) {
  std::vector<SavingsFigure> out;
  const auto add = [&](const std::string& name, const std::optional<SavingsAmount>& amount, bool is_share) {
    if (amount && !amount->text.empty()) out.push_back({name, quantity_named(name), &*amount, is_share});
  };
  add("population", savings.population, false);
  for (const SavingsFactor& factor : savings.factors) add(factor.word, factor.amount, true);
  add("optimism_benefits", savings.optimism_benefits, true);
  add("optimism_costs", savings.optimism_costs, false);
  const auto of_line = [&](const SavingsLine& line, const char* what, const SavingsAmount& amount,
                           bool is_share) {
    const std::string name = line.name + what;
    if (!amount.text.empty()) out.push_back({name, quantity_named(name), &amount, is_share});
  };
  for (const SavingsLine& line : savings.lines) {
    of_line(line, "_unit_cost", line.unit_cost, false);
    of_line(line, "_per_outcome", line.per_outcome, false);
    of_line(line, "_share", line.share, true);
    of_line(line, "_cashable", line.cashable, true);
  }
  return out;
}

std::optional<SavingsFigure> figure_named(const SavingsCase& savings, const std::string& name) {
  for (const SavingsFigure& one : savings_figures(savings))
    if (one.name == name) return one;
  return std::nullopt;
}

Quantity quantity_named(const std::string& name) {
  if (name == "population") return Quantity::count;
  if (name.ends_with("_unit_cost")) return Quantity::money;
  return name.ends_with("_per_outcome") ? Quantity::number : Quantity::percent;
}

std::string naming_figures(const SavingsCase& savings, const std::string& wrong) {
  std::vector<std::string> names;
  std::vector<std::string> own;  // of lines and cells that stand alone
  for (const SavingsFigure& one : savings_figures(savings)) {
    names.push_back(one.name);
    const bool of_line =
        std::any_of(savings.lines.begin(), savings.lines.end(),
                    [&](const SavingsLine& line) { return one.name.starts_with(line.name + "_"); });
    if (!of_line) own.push_back(one.name);
  }
  const std::string near = nearest_name(wrong, names);
  if (!near.empty()) return "Did you mean " + near + " ?";
  const std::string line = savings.lines.empty() ? "he4_0" : savings.lines.front().name;
  return "Write " + listed(own, "or") + "; or of a line, like " + line + "_unit_cost.";
}

}  // namespace outturn::language
