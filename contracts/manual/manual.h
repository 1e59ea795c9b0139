// The manual of the contract language.
//
// Written by people in docs/language.md; the tables of statements, lines, functions and operations and
// the grammar in it are made from contracts/language/grammar.h and engine/calc/operation.h, so that
// they can't say what is not so. A test keeps the file and what is made here the same. It must never
// know a file or a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::manual {

/// docs/language.md as it was when the program was built.
[[nodiscard]] std::string_view written();

/// `text` with what stands between its marks "<!-- made: NAME -->" and "<!-- end -->" made anew; Fault
/// for a NAME there is not.
[[nodiscard]] std::string with_tables(std::string_view text);

/// The whole manual, without the marks.
[[nodiscard]] std::string whole();

/// What the manual has under one word: a statement, a line of statements, a function, an operation.
/// nullopt when it has none.
[[nodiscard]] std::optional<std::string> about(std::string_view word);

/// Every word that about() knows.
[[nodiscard]] std::vector<std::string> words();

}  // namespace outturn::manual
