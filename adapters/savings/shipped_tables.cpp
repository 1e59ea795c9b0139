#include "adapters/savings/shipped_tables.h"

#include "adapters/savings/read_parameters.h"
#include "adapters/savings/read_unit_costs.h"

namespace outturn::savings {

// Made from the files of the same names (cmake/text.cmake).
std::string_view unit_costs_gmca_1_4();
std::string_view unit_costs_government();
std::string_view discount_2020();
std::string_view discount_2026();
std::string_view deflator_2015_03();
std::string_view deflator_2020_03();
std::string_view deflator_2026_03();
std::string_view optimism_capital();
std::string_view optimism_social();

namespace {

TableFile shipped(const char* name, std::string_view text, const Digest& digest) {
  return {name, text, digest(text), false};
}

void refuse(const char* name, const Problems& problems) {
  if (!problems.empty())
    throw Fault(std::string("shipped table ") + name + ": " + problems.list().front().what);
}

template <class Table, class Read>
void take(std::vector<Table>& out, const char* name, std::string_view text, const Digest& digest, Read read) {
  Problems problems;
  auto table = read(shipped(name, text, digest), Edition{}, problems);
  refuse(name, problems);
  if (!table) throw Fault(std::string("shipped table ") + name + " holds nothing");
  out.push_back(std::move(*table));
}

}  // namespace

std::vector<UnitCostTable> shipped_unit_costs(const Digest& digest) {
  std::vector<UnitCostTable> out;
  take(out, "unit_costs_gmca_1_4.csv", unit_costs_gmca_1_4(), digest, read_unit_costs);
  take(out, "unit_costs_government.csv", unit_costs_government(), digest, read_unit_costs);
  return out;
}

std::vector<DiscountTable> shipped_discount_rates(const Digest& digest) {
  std::vector<DiscountTable> out;
  take(out, "discount_2020.csv", discount_2020(), digest, read_discount_rates);
  take(out, "discount_2026.csv", discount_2026(), digest, read_discount_rates);
  return out;
}

std::vector<DeflatorSeries> shipped_deflators(const Digest& digest) {
  std::vector<DeflatorSeries> out;
  const auto add = [&](const char* name, std::string_view text) {
    Problems problems;
    auto series = read_deflators(shipped(name, text, digest), Edition{}, problems);
    refuse(name, problems);
    for (DeflatorSeries& one : series) out.push_back(std::move(one));
  };
  add("deflator_2020_03.csv", deflator_2020_03());
  add("deflator_2026_03.csv", deflator_2026_03());
  add("deflator_2015_03.csv", deflator_2015_03());
  return out;
}

std::vector<OptimismTable> shipped_optimism_bias(const Digest& digest) {
  std::vector<OptimismTable> out;
  take(out, "optimism_capital.csv", optimism_capital(), digest, read_optimism_bias);
  take(out, "optimism_social.csv", optimism_social(), digest, read_optimism_bias);
  return out;
}

TableSet shipped_tables(const Digest& digest) {
  constexpr std::string_view before = "unit_costs_";
  constexpr std::string_view after = ".csv";
  TableSet out;
  for (UnitCostTable& table : shipped_unit_costs(digest)) {
    const std::string& file = table.edition.file;
    std::string name = file.substr(before.size(), file.size() - before.size() - after.size());
    out.unit_costs.push_back({std::move(name), std::move(table)});
  }
  out.deflators = shipped_deflators(digest);
  out.discounts = shipped_discount_rates(digest);
  return out;
}

}  // namespace outturn::savings
