// Any bytes as an evidence file, read as several shapes: a sound table, or problems. Seeds: every *.csv
// of the tree.
#include "adapters/tables/csv.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/tables/shapes.h"

namespace {

void hold(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "not held: %s\n", what);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outturn;
  static const std::array<TableShape, 3> shapes{claims_shape(), cohorts_shape(), totals_shape()};
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const TableShape& shape : shapes) {
    Problems problems;
    const Table table = read_csv(shape, shape.name + ".csv", bytes, "", problems);
    hold(table_fault(table).empty(), "a table is sound");
    if (!problems.has_errors()) continue;
    hold(table.rows == 0, "a file with errors gives no rows");
    const SourceFile source(shape.name + ".csv", bytes);
    std::size_t shown = 0;
    for (const Problem& problem : problems.list()) {
      hold(!problem.what.empty(), "a problem says what");
      if (++shown <= 20) hold(!render(problem, &source).empty(), "a problem can be shown");
    }
  }
  return 0;
}
