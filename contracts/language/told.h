// How the language tells a problem: one way for lexer, parser and checker. Internal to the module.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/problem.h"

namespace outturn::language {

using Sentences = std::vector<std::string>;

/// What is to be done: in words and, where it needs no thought, as edits.
struct Mend {
  Mend() = default;
  // Words alone are the usual mend, and are written as such.
  // NOLINTBEGIN(google-explicit-constructor)
  Mend(std::initializer_list<std::string> sentences) : words(sentences) {}
  Mend(Sentences sentences) : words(std::move(sentences)) {}
  // NOLINTEND(google-explicit-constructor)

  /// What is told of gives way to `text`.
  [[nodiscard]] Mend instead(std::string text) && {
    replacement = std::move(text);
    return std::move(*this);
  }
  /// Another place is edited.
  [[nodiscard]] Mend at(Span span, std::string text) && {
    edits.push_back({span, std::move(text)});
    return std::move(*this);
  }

  Sentences words;
  std::vector<Edit> edits;
  std::optional<std::string> replacement;  ///< of the place told of
};

[[nodiscard]] inline Problem told(const SourceFile& source, std::string code, Span span, std::string what,
                                  Sentences why = {}, Mend mend = {}) {
  Problem problem = problem_at(std::move(code), source.name(), span, std::move(what), std::move(why),
                               std::move(mend.words));
  problem.edits = std::move(mend.edits);
  if (mend.replacement) problem.edits.push_back({span, std::move(*mend.replacement)});
  return problem;
}

/// "Did you mean NEAR ?" where a near name is known, else `otherwise`. What is told of is the name alone.
[[nodiscard]] inline Mend near_or(const std::string& near, std::string otherwise) {
  if (!near.empty()) return Mend{"Did you mean " + near + " ?"}.instead(near);
  return {std::move(otherwise)};
}

/// The place just behind another.
[[nodiscard]] inline Span behind(Span span) { return {span.line, span.column + span.length, 0}; }

}  // namespace outturn::language
