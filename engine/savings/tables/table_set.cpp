#include "engine/savings/tables/table_set.h"

namespace outturn::savings {
namespace {

template <class Table>
const Table* of_edition(const std::vector<Table>& all, std::string_view name) {
  for (const Table& one : all)
    if (one.edition.edition == name) return &one;
  return nullptr;
}

}  // namespace

const UnitCostTable* TableSet::costs_named(std::string_view name) const {
  for (const NamedUnitCosts& one : unit_costs)
    if (one.name == name) return &one.table;
  return nullptr;
}

const DeflatorSeries* TableSet::release(std::string_view name) const { return of_edition(deflators, name); }
const DiscountTable* TableSet::edition(std::string_view name) const { return of_edition(discounts, name); }

Problem not_held(std::string_view what, const std::string& asked, const std::vector<std::string>& held) {
  std::string names;
  for (const std::string& one : held) names += (names.empty() ? "" : ", ") + one;
  const std::string near = nearest_name(asked, held);
  return problem_at("V24", "", {}, "no " + std::string(what) + " \"" + asked + "\" is held",
                    {names.empty() ? "None is held here." : "There are " + names + "."},
                    {near.empty() ? "Name one of them, or give a file." : "Did you mean " + near + "?"});
}

}  // namespace outturn::savings
