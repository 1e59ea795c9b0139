// What an editor shows beside a contract: what each name of it means, by which clause, and what the words of
// the language say.
//
// Read from the contract and the grammar, never from what was typed last: an editor asks again after a
// change. It must never know how it is shown.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "contracts/language/syntax.h"

namespace outturn::language {

/// A name as declared.
struct NameNote {
  std::string name;
  std::string what;                  ///< "parameter: money", "column of claims: date"
  std::string meaning;               ///< in the author's words; may be empty
  std::vector<std::string> clauses;  ///< "A Sch 3 para 2"
  std::uint32_t line = 0;            ///< where it is declared
};

/// In the order of the text, the names that a statement such as savings writes out included.
[[nodiscard]] std::vector<NameNote> name_notes(const Contract& contract);

/// A word of the language.
struct WordNote {
  enum class Kind : std::uint8_t { statement, line, function } kind = Kind::statement;
  std::string word;
  std::string form;
  std::string says;
};

[[nodiscard]] std::vector<WordNote> word_notes();

}  // namespace outturn::language
