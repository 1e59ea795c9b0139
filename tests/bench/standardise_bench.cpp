// Cost of a standard form for one value: names, dates, postcodes and the rest, as case files write them.
// Values repeat in a round of some dozens, so this is the cost with warm caches; a column of distinct
// values is standardised once, and its memory is touched anyway.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/linkage/standardise/names.h"
#include "engine/linkage/standardise/standardise.h"

namespace outturn::bench {
namespace {

using linkage::FieldKind;

std::vector<std::string> values_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::given_name:
      return {"John", "MARY", "Mary-Ann", "jack", "Zo\xC3\xAB", "Mr Peter", "J.", "olivia"};
    case FieldKind::family_name:
      return {"Smith", "O'Brien",      "SMITH-JONES",   "Mc Donald",
              "patel", "van der Berg", "M\xC3\xBCller", "Jones Jr."};
    case FieldKind::full_name:
      return {"Mr John Smith", "SMITH, John", "mary ann o'brien", "Dr Anne Lee"};
    case FieldKind::date:
      return {"1981-02-28", "28/02/1981", "19810228", "28 Feb 1981", "1/1/75", "1981-02-30"};
    case FieldKind::postcode:
      return {"SW1A 1AA", "m11ae", "B33 8TH", "SW1A OAA", "sw1a", "4217"};
    case FieldKind::nino:
      return {"AB123457C", "ab 12 34 57 c", "JG103759A"};
    case FieldKind::nhs_number:
      return {"943 476 5919", "9434765919"};
    case FieldKind::email:
      return {"Ann.Lee@example.org", "bob@gmail.com"};
    case FieldKind::phone:
      return {"07700 900123", "+44 7700 900123", "(020) 7946 0018"};
    case FieldKind::organisation:
      return {"The Acme & Sons Limited", "ACME LTD."};
    case FieldKind::amount:
      return {
          "\xC2\xA3"
          "1,234.50",
          "12.5"};
    default:
      return {"12a High St.", "leeds"};
  }
}

void standard_form(benchmark::State& state) {
  const auto kind = static_cast<FieldKind>(state.range(0));
  const std::vector<std::string> values = values_of(kind);
  for (auto _ : state) {
    for (const std::string& value : values) benchmark::DoNotOptimize(linkage::standardise(kind, value));
  }
  state.SetLabel(std::string(linkage::words(kind)));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}

void nickname_candidates(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string_view name : {"bill", "chris", "olivia", "zbigniew"})
      benchmark::DoNotOptimize(linkage::given_name_candidates(name));
  }
  state.SetItemsProcessed(state.iterations() * 4);
}

BENCHMARK(standard_form)->DenseRange(0, static_cast<int>(FieldKind::free_text));
BENCHMARK(nickname_candidates);

}  // namespace
}  // namespace outturn::bench
