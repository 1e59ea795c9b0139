// How the language tells a problem: one way for lexer, parser and checker. Internal to the module.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/base/problem.h"

namespace outturn::language {

using Sentences = std::vector<std::string>;

[[nodiscard]] inline Problem told(const SourceFile& source, std::string code, Span span, std::string what,
                                  Sentences why = {}, Sentences mend = {}) {
  return problem_at(std::move(code), source.name(), span, std::move(what), std::move(why), std::move(mend));
}

/// "Did you mean NEAR ?" where a near name is known, else `otherwise`.
[[nodiscard]] inline Sentences near_or(const std::string& near, std::string otherwise) {
  if (!near.empty()) return {"Did you mean " + near + " ?"};
  return {std::move(otherwise)};
}

/// "a, b or c"; with an empty `last`, "a, b, c".
[[nodiscard]] inline std::string listed(const Sentences& words, const std::string& last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool end = !last.empty() && i > 0 && i + 1 == words.size();
    out += (i == 0 ? "" : end ? " " + last + " " : ", ") + words[i];
  }
  return out;
}

}  // namespace outturn::language
