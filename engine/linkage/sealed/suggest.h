// A schema proposed from the columns of a file: which are worth encoding, in which form, with bits that
// fill the filter by half. A proposal only: all members must agree on one schema, and look at it first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/linkage/sealed/fill.h"
#include "engine/linkage/sealed/schema.h"

namespace outturn::sealed {

struct Suggestion {
  Schema schema;
  std::vector<std::string> left_out;  ///< columns whose names say nothing known
  double fill = 0;                    ///< expected of these rows

  /// The schema with what a reader should know before agreeing to it, as comments.
  [[nodiscard]] std::string text() const;
};

/// `rows`: a value for each column.
[[nodiscard]] Suggestion suggest_schema(const std::vector<std::string>& columns,
                                        const std::vector<std::vector<std::string_view>>& rows);

}  // namespace outturn::sealed
