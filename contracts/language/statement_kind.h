// The kinds of statement a contract is written in.
#pragma once

#include <cstdint>

namespace outturn::language {

enum class StatementKind : std::uint8_t {
  contract,
  document,
  assumption,
  parameter,
  input,
  comparison,  ///< kept among the inputs
  ratecard,
  bands,
  points,
  calendar,
  value,
  payment,
  cap,
  split,
  savings,
  approaches,
  note
};

}  // namespace outturn::language
