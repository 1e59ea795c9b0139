// Whether the bytes are UTF-8 text at all, and if not, what they are instead.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/tables/flaws.h"

namespace outturn::tables {

/// The bytes after a UTF-8 byte order mark, if there is one.
[[nodiscard]] std::string_view without_mark(std::string_view bytes);

struct WrongFile {
  Flaw flaw = Flaw::none;
  Place place;  ///< line 0: the file as a whole
  Advice advice;
};

/// What is wrong with the file as a whole: empty, a workbook or web page under another name,
/// UTF-16 or UTF-32, Windows-1252. nullopt when it is UTF-8 text.
[[nodiscard]] std::optional<WrongFile> wrong_file(std::string_view bytes);

/// Windows-1252 bytes as UTF-8, for files whose publisher is known to write so; the five bytes it leaves
/// undefined become U+FFFD.
[[nodiscard]] std::string utf8_of_windows(std::string_view bytes);

}  // namespace outturn::tables
