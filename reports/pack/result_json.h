// result.json: every figure of a run with its type, unit, clauses and rows, for other programs.
//
// The text is written piece by piece, so that a run of millions of rows needs no more memory than a
// small one. Same run, same bytes. Its form: docs/result-json.md.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/calc/record.h"

namespace outturn::pack {

/// Writes the whole text to `sink`, in pieces of some 64 KiB.
void write_result_json(const calc::Run& run, const std::function<void(std::string_view)>& sink);

/// The same as one text.
[[nodiscard]] std::string result_json(const calc::Run& run);

}  // namespace outturn::pack
