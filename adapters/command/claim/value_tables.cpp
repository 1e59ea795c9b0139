#include "adapters/command/claim/value_tables.h"

#include "adapters/savings/read_tables.h"
#include "adapters/savings/shipped_tables.h"

namespace outturn::command {
namespace {

const savings::TableSet& shipped() {
  static const savings::TableSet all =
      savings::shipped_tables([](std::string_view bytes) { return sha256(bytes); });
  return all;
}

std::size_t rows_of(const savings::TableSet& tables) {
  std::size_t rows = 0;
  for (const auto& one : tables.unit_costs) rows += one.table.rows.size();
  for (const auto& one : tables.deflators) rows += one.points.size();
  for (const auto& one : tables.discounts)
    for (const auto& schedule : one.schedules) rows += schedule.bands.size();
  return rows;
}

std::optional<language::GivenTables> table_beside(CardFolder& folder, const std::string& file,
                                                  const std::string& name) {
  CardBytes* const read = folder.bytes(file);
  if (read == nullptr) return std::nullopt;
  language::GivenTables out;
  out.sha256 = read->sha256;
  out.damaged = read->sha256.empty();
  if (out.damaged) return out;
  Problems own;
  out.tables = savings::read_tables({file, read->bytes, read->sha256, true}, name, own);
  for (Problem told : own.list()) {
    if (!told.span.known()) told.span.line = 1;  // of the file as a whole
    folder.problems().add(std::move(told));
  }
  out.damaged = own.has_errors();
  read->rows = rows_of(out.tables);
  return out;
}

}  // namespace

language::ValueTables value_tables(CardFolder& beside) {
  return {shipped, [&beside](const std::string& file, const std::string& name) {
            return table_beside(beside, file, name);
          }};
}

}  // namespace outturn::command
