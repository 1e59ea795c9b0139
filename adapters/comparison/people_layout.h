// Which cell of a people file's lines is what: the columns asked for, found in its first line.
#pragma once

#include <string>
#include <vector>

#include "adapters/comparison/column_reader.h"
#include "adapters/comparison/people_file.h"

namespace outturn::comparison {

inline constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// The column a term names, and how it is read: "I(age^2)" is a number "age".
struct Named {
  std::string column;
  std::string called;  ///< the covariate's name
  Use use = Use::covariate;
};

/// One column of the file, with what it is used as.
struct Wanted {
  std::string what;  ///< "the treatment", for messages
  Named named;
  std::size_t place = nowhere;
};

/// Where in a line the columns are.
struct Layout {
  std::vector<Wanted> wanted;
  std::size_t width = 0;
  std::size_t id = nowhere;
};

/// Adds a problem for each column that is not there, is there twice, or is named for two things.
[[nodiscard]] Layout layout_of(const std::string& file, const std::vector<std::string>& names,
                               const PeopleColumns& columns, Problems& problems);

}  // namespace outturn::comparison
