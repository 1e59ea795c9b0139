// Files of people (or businesses, or payments) into Records: any columns, any order.
//
// Unlike evidence for a payment, which is read strictly, these files are as members keep them: a cell may
// hold line ends, values stay as written. What would lose or mix up rows is told with its place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/linkage/records/records.h"

namespace outturn::linkage {

struct InputFile {
  std::string name;   ///< of the dataset
  std::string file;   ///< as shown
  std::string bytes;  ///< the whole of it
};

/// Names of the columns of a file, as its first line has them; problems are added when there is none.
[[nodiscard]] std::vector<std::string> header_of(const InputFile& input, Problems& problems);

/// Which columns to read. A file need not have all of them, but every one must be in some file.
struct Wanted {
  std::string id;                    ///< column of the records' own ids; empty: rows are numbered
  std::vector<std::string> columns;  ///< what else is read
};

/// nullopt when errors were added.
[[nodiscard]] std::optional<Records> read_records(const std::vector<InputFile>& inputs, Wanted wanted,
                                                  Problems& problems);

}  // namespace outturn::linkage
