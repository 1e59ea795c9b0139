// The published formats known here, each with how its header is recognised and who reads it.
#pragma once

#include <string_view>
#include <vector>

#include "adapters/opendata/reading.h"

namespace outturn::opendata {

struct KnownFormat {
  std::string_view name;
  std::string_view title;
  std::string_view publisher;
  std::string_view licence;
  /// `file` is the file's name; empty where the format was named by the user.
  bool (*is_header)(const Columns& columns, std::string_view file);
  Reader read;
};

/// The first whose header fits is taken.
[[nodiscard]] const std::vector<KnownFormat>& known_formats();

}  // namespace outturn::opendata
