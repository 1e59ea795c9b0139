// Published statistics into the tidy table: one door before a reader for each format.
//
// A format is recognised by its header, never by its name alone; any other CSV or workbook is read by a
// declaration (declaration.h). Files are bytes given by the host: nothing is fetched here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/comparison/published/published.h"

namespace outturn::opendata {

struct PublishedFile {
  std::string name;  ///< as shown
  std::string_view bytes;
  std::string sha256;  ///< by the host
};

struct PublishedOptions {
  std::string format;       ///< one of `formats()`; empty: recognised
  std::string declaration;  ///< its text, see declaration.h; empty: none
  std::string declaration_file;
  std::string metadata;                 ///< of Explore Education Statistics: the bytes of NAME.meta.csv
  std::string sheet;                    ///< of a workbook; empty: the first whose header is known
  bool categories = false;              ///< Fingertips: also rows of deprivation deciles, ethnic groups...
  std::vector<std::string> indicators;  ///< Fingertips, Nomis: what was asked for; others are an error
  std::vector<std::string> area_types;  ///< Fingertips: likewise
  /// What is known of where the file comes from; fills what the format does not say.
  std::string publisher, title, url, licence, retrieved, release;
};

struct FormatName {
  std::string_view name;
  std::string_view title;
};
[[nodiscard]] std::vector<FormatName> formats();

/// nullopt when nothing could be read. The table is whole only when no error was added.
[[nodiscard]] std::optional<comparison::Published> read_published(const PublishedFile& file,
                                                                  const PublishedOptions& options,
                                                                  Problems& problems);

}  // namespace outturn::opendata
