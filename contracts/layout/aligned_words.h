// Which lines of a statement hold what follows their first word in one column: internal to the layout.
#pragma once

#include <span>
#include <string_view>

namespace outturn::language {

/// Words that begin lines of one kind of statement and are filled up to the same width.
struct AlignedWords {
  std::string_view kind;
  std::span<const std::string_view> words;
};

[[nodiscard]] std::span<const AlignedWords> aligned_words();
[[nodiscard]] bool is_aligned(std::string_view kind, std::string_view word);

}  // namespace outturn::language
