// Reads any CSV or workbook by its declaration.
#pragma once

#include "adapters/opendata/declaration.h"
#include "adapters/opendata/reading.h"

namespace outturn::opendata {

void read_declared(const Reading& reading, const Declaration& declaration);

}  // namespace outturn::opendata
