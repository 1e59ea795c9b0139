// How names and clauses are written in cells and reports. It must never know a column or a graph.
#pragma once

#include <string>
#include <vector>

#include "contracts/language/syntax.h"

namespace outturn::compile {

/// Clauses as shown in cells and reports, each once.
[[nodiscard]] std::vector<std::string> shown(const std::vector<language::Clause>& clauses);
/// The same in one line: "A Sch 3 row 2; A Sch 3 row 3".
[[nodiscard]] std::string clause_words(const std::vector<language::Clause>& clauses);
/// Adds the clauses that are not among them yet.
void cite(std::vector<std::string>& cited, const std::vector<language::Clause>& clauses);
/// "outcome_payment" -> "Outcome payment".
[[nodiscard]] std::string in_words(const std::string& name);
/// "a, b" of names, with `between` between two of them.
[[nodiscard]] std::string joined(const std::vector<std::string>& names, const char* between);

}  // namespace outturn::compile
