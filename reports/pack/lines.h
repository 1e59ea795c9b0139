// Plain text for a terminal: safe characters, wrapped lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/calc/graph.h"

namespace outturn::pack {

/// Control characters, direction overrides and malformed bytes made visible as one character each.
[[nodiscard]] std::string safe_words(std::string_view text);

/// Appends words, broken at blanks to lines of at most `width` characters. The first line begins with
/// `first`, further ones with as many blanks. A word longer than a line stands alone.
void append_wrapped(std::string& out, const std::string& first, const std::string& words,
                    std::size_t width = 100);

[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view between);
/// "1 claim", "1,234 claims".
[[nodiscard]] std::string counted(std::size_t number, const std::string& one, const std::string& many);

/// What a column is to a reader: "term", "evidence", "formula" ...
[[nodiscard]] std::string_view role_words(calc::Role role);

}  // namespace outturn::pack
