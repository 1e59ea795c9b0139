// Source text and places in it: what every error, clause and cell points back to.
//
// A SourceFile is a name and its whole text, kept for the life of a run. A Span is a place in one
// such file, counted the way an editor counts: lines and columns from 1, columns in characters
// (UTF-8 code points), not bytes. This header must never know what the text means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

/// A place in one source file. A default Span (line 0) means "no place known".
struct Span {
  std::uint32_t line = 0;    ///< from 1
  std::uint32_t column = 0;  ///< from 1, in characters
  std::uint32_t length = 0;  ///< in characters, may be 0

  [[nodiscard]] bool known() const { return line != 0; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// A named text split into lines. Line ends are \n or \r\n; neither is part of a line.
class SourceFile {
 public:
  SourceFile() = default;
  SourceFile(std::string name, std::string text);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// A line end at the very end of the text starts no further line; an empty text has none.
  [[nodiscard]] std::uint32_t line_count() const;
  /// The text of a line (from 1) without its line end; empty when there is no such line.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> starts_;
};

/// One character read from UTF-8 text.
struct Character {
  char32_t code = 0xFFFD;  ///< U+FFFD when malformed
  std::size_t bytes = 1;   ///< bytes it took; a malformed byte is taken alone
  bool valid = false;
};

/// The first character of non-empty text. Overlong forms and surrogates are malformed.
[[nodiscard]] Character first_character(std::string_view utf8);

/// Number of characters (code points) in UTF-8 text; malformed bytes count one each.
[[nodiscard]] std::size_t character_count(std::string_view utf8);

}  // namespace outturn
