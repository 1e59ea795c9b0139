// What a workbook says of its own making: run, contract, program, dates, documents. Read from its properties
// and its Audit sheet as reports/workbook writes them. It must never be trusted: a book says it of itself,
// and the comparison with a fresh run is what counts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/values/date.h"
#include "reports/returned/book_cells.h"

namespace outturn::returned {

struct BookFacts {
  std::string contract_sha256;  ///< empty where the book does not say
  std::string engine_version;
  std::string run_id;
  std::optional<Date> as_at;
  std::optional<Date> cut_off;
  std::vector<std::string> documents;  ///< known to it; empty when none was left out
};

[[nodiscard]] BookFacts facts_of(const BookCells& book, const Texts& texts);

}  // namespace outturn::returned
