// Columns of the contract's own tables and terms: internal to contracts/compile.
#pragma once

#include <string>
#include <vector>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

/// An input column of the contract's own.
[[nodiscard]] calc::Column term_column(std::string name, FrameId frame, calc::Type type, calc::Unit unit,
                                       std::string title);
/// Appends a value to an input column, as its type holds it.
void store(calc::Column& column, const Exact& value);
/// The most decimal places with which anything is looked up in the bands or points `name`.
[[nodiscard]] int places_looked_up(const language::Contract& contract, const std::string& name);
/// "A Sch 3 row 2; A Sch 3 row 3"
[[nodiscard]] std::string clause_words(const std::vector<language::Clause>& clauses);

}  // namespace outturn::compile
