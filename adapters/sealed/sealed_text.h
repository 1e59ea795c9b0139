// The frame all files of sealed linkage share: a first line of a kind and named values, lines, and a last
// line with the SHA-256 of all before it, so that a file cut short or changed on its way is told.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"

namespace outturn::sealed {

struct SealedText {
  std::map<std::string, std::string> header;
  std::vector<std::string_view> lines;  ///< views into the bytes given
  std::string sha256;                   ///< of all before the last line, hex

  /// A value of the header; empty when it has none of that name.
  [[nodiscard]] std::string at(const std::string& name) const;
  /// A whole number of the header; nullopt when it is none, or larger than `most`.
  [[nodiscard]] std::optional<std::size_t> number(const std::string& name, std::size_t most) const;
};

/// `kind` and its version, "name=value" for each, then the lines (each with its end), then the digest.
[[nodiscard]] std::string sealed_text(const std::string& kind,
                                      const std::vector<std::pair<std::string, std::string>>& header,
                                      const std::string& lines);

/// Reads such a file; problems (P6) when it is of another kind or not whole.
[[nodiscard]] std::optional<SealedText> read_sealed_text(const std::string& kind, const std::string& file,
                                                         std::string_view bytes, Problems& problems);

/// A name that may stand in these files: letters, figures, - and _, at most 60.
[[nodiscard]] bool good_member_name(std::string_view name);

/// Cut at single blanks.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view line);

}  // namespace outturn::sealed
