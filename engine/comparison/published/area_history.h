// What became of an area's code: recoded, merged with others, or split.
//
// A figure of Northumberland before April 2013 stands under another code than one after it, though nothing
// but a few fields changed hands; Bournemouth's and Poole's figures add up to those of their successor only
// with Christchurch's. A recode and a merge can be followed forwards (of a merge, only all parts together), a
// split cannot: half of Cumbria is a guess. Source: the change orders in the register the codes come from
// (ONS, Code History Database); those of England since 2009 are built in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/values/date.h"

namespace outturn::comparison {

enum class CodeChangeKind : std::uint8_t {
  recode,  ///< the same area but for a boundary moved a little
  merge,   ///< several areas became one
  split,   ///< one became several
};

struct CodeChange {
  Date on;  ///< first day of the new codes
  CodeChangeKind kind = CodeChangeKind::recode;
  std::vector<std::string> before;
  std::vector<std::string> after;
};

/// A code and the days it was in use, as a list of codes states them.
struct CodeSpan {
  std::string code;
  std::string name;
  std::optional<Date> start;
  std::optional<Date> end;  ///< the first day after it
};

struct AreaHistory {
  std::vector<CodeChange> changes;  ///< by day
  std::vector<CodeSpan> spans;      ///< of lists read; may be empty
};

/// English local authorities, April 2009 to April 2025.
[[nodiscard]] const AreaHistory& english_history();

struct Became {
  std::vector<std::string> codes;  ///< in use on the day asked; the code itself where nothing changed
  std::vector<std::string>
      together;       ///< areas that must be added up for `codes` to be whole; the code itself too
  bool whole = true;  ///< false: it was split, and its figures can't be taken on
  std::vector<const CodeChange*> by;  ///< the changes followed, in order
};
/// What became of `code` up to and including `on`.
[[nodiscard]] Became what_became_of(const AreaHistory& history, std::string_view code, Date on);

/// "E08000016 became E08000038 on 2025-05-01 (recode)", a line a change; empty where nothing changed.
[[nodiscard]] std::string words_of(const Became& became);

/// Every change has codes on both sides, in the number its kind says; no code becomes itself; by day. Empty
/// when sound.
[[nodiscard]] std::string history_fault(const AreaHistory& history);

}  // namespace outturn::comparison
