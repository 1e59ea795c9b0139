#include "adapters/savings/read_tables.h"

#include "adapters/savings/read_parameters.h"
#include "adapters/savings/read_unit_costs.h"

namespace outturn::savings {
namespace {

enum class Kind { unit_costs, deflators, discounts };

Kind kind_of(const TableFile& file) {
  if (file.bytes.starts_with("PK")) return Kind::unit_costs;
  Problems told_when_read;
  const auto texts = opendata::texts_of(file.name, file.bytes, "", told_when_read);
  if (texts.empty()) return Kind::unit_costs;
  const NamedRows rows(file, texts.front().text, {});
  if (rows.has("schedule") || rows.has("year_from")) return Kind::discounts;
  return rows.has("year") || rows.has("financial_year") ? Kind::deflators : Kind::unit_costs;
}

}  // namespace

TableSet read_tables(const TableFile& file, const std::string& name, Problems& problems) {
  TableSet out;
  switch (kind_of(file)) {
    case Kind::discounts:
      if (auto table = read_discount_rates(file, {}, problems)) out.discounts.push_back(std::move(*table));
      break;
    case Kind::deflators:
      out.deflators = read_deflators(file, {}, problems);
      break;
    case Kind::unit_costs:
      if (auto table = read_unit_costs(file, {}, problems))
        out.unit_costs.push_back({name, std::move(*table)});
      break;
  }
  return out;
}

}  // namespace outturn::savings
